"""What admins see of questions left open, of judgements and of aliases: pages with their buttons. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.answers.missing import to_label
from bot.facets import to_key
from bot.feedback.aliases import Alias
from bot.feedback.clusters import Cluster
from bot.feedback.judgements import REASONS, Judgement, Verdict
from bot.feedback.keeping import KEEP_SECONDS
from bot.feedback.review import AliasReview
from bot.markup import cut, escape, link
from bot.render import render_reply
from bot.replies import reply
from bot.telegram.buttons import to_rows
from bot.telegram.thumbs import THUMBS
from bot.templates import asked_relations
from bot.types import Language
from knowledge.facts.relations import load_relations
from knowledge.types import Source

PER_PAGE = 5
_KEY, _TOKEN, _PAGE, _NUMBER = "[0-9a-f]{12}", "[0-9a-f]{8}", r"\d{1,4}", r"\d{1,15}"
_JUDGED = r"[0-9a-f]{1,16}\.[0-9a-f]{1,12}\.[0-9a-f]{1,16}"
FORMS: Mapping[str, tuple[str, ...]] = {
    "gaps": (_PAGE,),
    "gapdone": (_KEY, _PAGE),
    "feedback": (_PAGE,),
    "judged": (_JUDGED, _PAGE),
    "aliases": (_PAGE,),
    "undo": (_NUMBER, _PAGE),
    "teach": (_KEY,),
    "meant": (_TOKEN, _KEY),
    "yes": (_TOKEN,),
    "no": (_TOKEN,),
}
"""Verb of a button -> what the things look like that it is done to."""
DATA = re.compile("|".join("!".join(("c", verb, *forms)) for verb, forms in FORMS.items()))
"""The data of their buttons; 60 bytes at most."""
QUESTION_LIMIT, LEAD_LIMIT, TITLE_LIMIT, NAME_LIMIT = 160, 160, 60, 24
"""UTF-16 units: a page always fits into one message."""
SHOWN, PLACES = 3, 2
"""Questions that are shown of those that an alias changes, names of a question; places of an answer."""
DAYS = {"days": str(KEEP_SECONDS // 86400)}


@dataclass(frozen=True, slots=True)
class Page:
    """A message of its own making."""

    html: str
    buttons: InlineKeyboardMarkup | None = None


def read_data(data: str) -> tuple[str, tuple[str, ...]] | None:
    """(verb, what it is done to); None: it is of none of these buttons."""
    if DATA.fullmatch(data) is None:
        return None
    _, verb, *arguments = data.split("!")
    return verb, tuple(arguments)


def button(label: str, *data: str) -> InlineKeyboardButton:
    """A button; data: a verb and its arguments."""
    return InlineKeyboardButton(label, callback_data="!".join(("c", *data)))


def gaps_page(clusters: Sequence[Cluster], page: int, language: Language) -> Page:
    """Clusters of questions left open: what was asked, how often, when last, an example; each can be done with."""
    page, pages = _within(page, len(clusters))
    shown = [*enumerate(clusters, 1)][page * PER_PAGE : (page + 1) * PER_PAGE]
    if not shown:
        return Page(render_reply("gaps.none", language, **DAYS))
    total = sum(len(cluster.questions) for cluster in clusters)
    values = {"count": str(total), "clusters": str(len(clusters)), "page": str(page + 1), "pages": str(pages)}
    lines = [render_reply("gaps.title", language, **values, **DAYS)]
    lines += [_cluster_lines(number, cluster, language) for number, cluster in shown]
    done = [button(f"✓ {number}", "gapdone", cluster.key, str(page)) for number, cluster in shown]
    strange = [(cluster.unknown, cluster.key) for _, cluster in shown if cluster.unknown]
    teach = [button(f"{cut(name, NAME_LIMIT)} = ?", "teach", key) for name, key in strange]
    return Page("\n\n".join(lines), InlineKeyboardMarkup([done, *to_rows(teach), *_turning("gaps", page, pages)]))


def _cluster_lines(number: int, cluster: Cluster, language: Language) -> str:
    asked = [f"{to_relation(one, language)} {count}" for one, count in cluster.relations.items()]
    if not cluster.unknown:
        asked = [to_relation(one, language) for one in cluster.relations]
    names = "、".join(cut(name, NAME_LIMIT) for name in cluster.names[:SHOWN])
    title = f"<b>{escape(names)}</b>" if names else ""
    if cluster.unknown:
        title = f"<b>{escape(cut(cluster.unknown, NAME_LIMIT))}</b>{render_reply('gaps.unknown', language)}"
    elif cluster.is_hidden:
        title += render_reply("gaps.hidden", language)
    parts = [part for part in (title, escape("、".join(asked))) if part] or [render_reply("gaps.open", language)]
    days = cluster.days
    values = {"count": str(len(cluster.questions)), "days": str(len(days)), "last": days[0].isoformat()}
    lines = [f"{number}. {' · '.join(parts)}", render_reply("gaps.counts", language, **values)]
    if cluster.example:
        lines.append(f"<i>“{escape(cut(cluster.example, QUESTION_LIMIT))}”</i>")
    return "\n".join(lines)


def to_relation(relation: str, language: Language) -> str:
    """What a relation of rules/asked.yaml is called."""
    if relation in load_relations().by_name:
        return to_label(relation, language)
    rule = asked_relations().get(relation)
    return rule[0].forms[0] if rule is not None else relation


def feedback_page(
    judgements: Sequence[Judgement],
    counts: Mapping[Verdict, int],
    sources: Mapping[str, Source],
    page: int,
    language: Language,
) -> Page:
    """The judgements of one page, of all counted: verdict, question, answer, what it cited; each can be done with."""
    if not judgements and not counts:
        return Page(render_reply("feedback.none", language, **DAYS))
    up, down = counts.get(Verdict.UP, 0), sum(counts.values()) - counts.get(Verdict.UP, 0)
    lines = [render_reply("feedback.title", language, up=str(up), down=str(down), **DAYS)]
    reasons = [f"{reply(f'judging.{one}', language)} {counts[one]}" for one in REASONS if one in counts]
    if reasons:
        lines[0] += f"\n{escape(' · '.join(reasons))}"
    shown = [*enumerate(judgements[:PER_PAGE], page * PER_PAGE + 1)]
    lines += [_judgement_lines(number, one, sources, language) for number, one in shown]
    done = [button(f"✓ {number}", "judged", one.key, str(page)) for number, one in shown]
    turning = _turning("feedback", page, page + 1 + (len(judgements) > PER_PAGE))
    rows = [*([done] if done else []), *turning]
    return Page("\n\n".join(lines), InlineKeyboardMarkup(rows) if rows else None)


def _judgement_lines(number: int, one: Judgement, sources: Mapping[str, Source], language: Language) -> str:
    verdict = THUMBS.get(one.verdict) or f"{THUMBS[Verdict.DOWN]} {reply(f'judging.{one.verdict}', language)}"
    lines = [f"{number}. {escape(verdict)} · {_day(one.at)}"]
    if one.question:
        lines.append(render_reply("feedback.question", language, question=cut(one.question, QUESTION_LIMIT)))
    if one.lead:
        lines.append(render_reply("feedback.answer", language, lead=cut(one.lead, LEAD_LIMIT)))
    for place in one.places[:PLACES]:
        source = sources.get(place.article)
        title = cut((source.title if source else None) or place.article, TITLE_LIMIT)
        span = f"{cut(place.article, TITLE_LIMIT)} {place.start}–{place.end}"
        lines.append(f"· {link(title, source.url if source else None)} · <code>{escape(span, clickable=True)}</code>")
    return "\n".join(lines)


def names_page(alias: str, names: Sequence[str], key: str, language: Language) -> Page:
    """Whom an alias may stand for, as buttons."""
    choices = [button(cut(name, NAME_LIMIT), "meant", key, to_key(name)) for name in names]
    rows = [*to_rows(choices), [button("↩", "gaps", "0")]]
    return Page(render_reply("teach.whom", language, alias=alias), InlineKeyboardMarkup(rows))


def review_page(review: AliasReview, count: int, key: str, language: Language) -> Page:
    """What an alias would change, to be confirmed. count: of the questions left open that say it."""
    lines = [render_reply("teach.review", language, alias=review.alias, name=review.name)]
    if review.held:
        lines.append(render_reply("teach.held", language, alias=review.alias, count=str(review.held)))
    lines.append(render_reply("teach.changes" if review.changes else "teach.no_changes", language, count=str(count)))
    for change in review.changes[:SHOWN]:
        before, after = (
            cut(lead.splitlines()[0] if lead else "—", LEAD_LIMIT) for lead in (change.before, change.after)
        )
        lines.append(f"<i>“{escape(cut(change.question, QUESTION_LIMIT))}”</i>\n− {escape(before)}\n+ {escape(after)}")
    lines.append(render_reply("teach.scope", language))
    yes, no = reply("teach.yes", language), reply("teach.no", language)
    return Page("\n\n".join(lines), InlineKeyboardMarkup([[button(yes, "yes", key), button(no, "no", key)]]))


def refusal_page(review: AliasReview, language: Language) -> Page:
    """Why an alias is not taken up."""
    values = {"alias": review.alias, "name": review.name, "owner": review.owner}
    return Page(render_reply(f"teach.{review.problem}", language, **values))


def taught_page(number: int, review: AliasReview, language: Language) -> Page:
    """That an alias is in use, with the way to take it back."""
    html = render_reply("teach.taught", language, alias=review.alias, name=review.name)
    return Page(html, InlineKeyboardMarkup([[button(reply("teach.undo", language), "undo", str(number), "0")]]))


def aliases_page(aliases: Sequence[Alias], page: int, language: Language) -> Page:
    """The aliases: who taught them, when, when they were taken back; those in use can be."""
    page, pages = _within(page, len(aliases))
    shown = [*enumerate(aliases, 1)][page * PER_PAGE : (page + 1) * PER_PAGE]
    if not shown:
        return Page(render_reply("teach.none", language))
    used = sum(one.undone is None for one in aliases)
    lines = [render_reply("teach.title", language, count=str(used), page=str(page + 1), pages=str(pages))]
    for number, one in shown:
        values = {"alias": one.alias, "name": one.name, "admin": f"{one.admin:016x}"[-8:], "day": _day(one.at)}
        line = f"{number}. {render_reply('teach.line', language, **values)}"
        if one.undone is not None:
            line = f"<s>{line}</s> {render_reply('teach.undone', language, day=_day(one.undone))}"
        lines.append(line)
    undo = reply("teach.undo", language)
    rows = [button(f"{undo} {at}", "undo", str(one.number), str(page)) for at, one in shown if one.undone is None]
    every = [*to_rows(rows), *_turning("aliases", page, pages)]
    return Page("\n".join(lines), InlineKeyboardMarkup(every) if every else None)


def _within(page: int, count: int) -> tuple[int, int]:
    """(the page, or the last one where there are fewer; how many there are)."""
    pages = max(1, -(-count // PER_PAGE))
    return min(page, pages - 1), pages


def _turning(verb: str, page: int, pages: int) -> list[list[InlineKeyboardButton]]:
    back = [button("‹", verb, str(page - 1))] if page else []
    on = [button("›", verb, str(page + 1))] if page + 1 < pages else []
    return [[*back, *on]] if back or on else []


def _day(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
