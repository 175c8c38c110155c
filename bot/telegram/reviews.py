"""What an article would give, as Telegram HTML for one message, for the admin who sent it. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.answers.missing import to_label, value_words
from bot.markup import LIMIT, cut, escape, to_plain, utf16_length
from bot.periods import render_period
from bot.render import TITLE_LIMIT, render_reply
from bot.replies import reply
from bot.sent_articles import DRAFT_SECONDS
from bot.types import Language
from knowledge.building.reviewing import Review
from knowledge.types import Fact, FactStatus

SNIPPET_LIMIT = 300
VALUE_LIMIT = 120
"""UTF-16 units of a snippet, and of a name or a value."""
REASONS = (
    ("more than the", "too_large"),
    ("file is empty", "empty"),
    ("known encoding", "encoding"),
    ("binary", "binary"),
    ("holds no words", "no_words"),
    ("no text under it", "no_words"),
    ("took longer", "too_slow"),
)
"""What the reading of an article says where it gives up -> the key of the same in the admin's language."""


def render_review(review: Review, language: Language, *, is_held: bool) -> str:
    """Title, outlet, date, counts, what is odd, and as many of the leading facts as fit, each with its snippet.

    is_held: the base in use was gone back to, and taking the article in ends that.
    """
    parts = [_head(review, language), *_oddities(review, language, is_held=is_held)]
    last = render_reply("articles.waits", language, hours=str(DRAFT_SECONDS // 3600))
    room = LIMIT - sum(utf16_length(to_plain(part)) + 1 for part in (*parts, last)) - 2
    facts = []
    for group in _group(review.leading):
        html = _render_facts(group, language)
        room -= utf16_length(to_plain(html)) + 1
        if room < 0:
            break
        facts.append(html)
    gap = [""] if facts else []
    return "\n".join((*parts, *gap, *facts, *gap, last))


def _head(review: Review, language: Language) -> str:
    date = render_period(review.published) or reply("render.undated", language)
    parts = [cut(review.outlet, TITLE_LIMIT)] if review.outlet else []
    parts.append(date)
    if review.reprinted:
        parts.append(reply("render.reprinted", language, date=render_period(review.reprinted)))
    counts = {
        "facts": str(review.facts),
        "new_facts": str(review.new_facts),
        "quotes": str(review.quotes),
        "new_quotes": str(review.new_quotes),
    }
    lines = (
        f"<b>{escape(cut(review.title, TITLE_LIMIT))}</b>",
        escape(" · ".join(parts)),
        render_reply("articles.counts", language, **counts),
    )
    return "\n".join(lines)


def _oddities(review: Review, language: Language, *, is_held: bool) -> Iterator[str]:
    if review.published is None:
        yield render_reply("articles.no_date", language)
    if review.repeats is not None:
        yield render_reply("articles.repeats", language, title=cut(review.repeats, TITLE_LIMIT))
    if not review.facts and not review.quotes:
        yield render_reply("articles.nothing", language)
    elif not review.has_news:
        yield render_reply("articles.no_news", language)
    if is_held:
        yield render_reply("articles.is_held", language)


def _group(facts: Sequence[Fact]) -> Iterator[tuple[Fact, ...]]:
    """Neighbours that the same words say."""
    for _, group in groupby(facts, lambda fact: fact.evidence):
        yield tuple(group)


def _render_facts(facts: Sequence[Fact], language: Language) -> str:
    """A line a fact, then what says them all."""
    snippet = escape(cut(facts[0].evidence.snippet, SNIPPET_LIMIT))
    lines = [f"· {_render_fact(fact, language)}" for fact in facts]
    return "\n".join((*lines, f"<blockquote expandable>{snippet}</blockquote>"))


def _render_fact(fact: Fact, language: Language) -> str:
    value, label = value_words(fact), to_label(fact.relation, language)
    notes = [] if fact.status is FactStatus.STATED else [reply(f"status.{fact.status.value}", language)]
    if fact.period is not None and fact.period.words not in ("", value):
        notes.insert(0, render_period(fact.period))
    comma = ", " if language is Language.ENGLISH else "，"
    if notes:
        value = reply("answer.noted", language, value=value, note=comma.join(notes))
    names = {"subject": cut(fact.subject, VALUE_LIMIT), "label": label, "value": cut(value, VALUE_LIMIT)}
    return render_reply("articles.fact", language, **names)


def render_refusal(name: str, reason: str, language: Language) -> str:
    """Why a file is not taken, in one line that names it. reason: a key of the section, or a sentence for admins."""
    key = next((key for words, key in REASONS if words in reason), reason)
    known = f"articles.{key}"
    told = reply(known, language) if key in _known() else reason
    return render_reply(
        "articles.refused", language, name=cut(to_line(name), VALUE_LIMIT), reason=cut(told, TITLE_LIMIT)
    )


def _known() -> frozenset[str]:
    return frozenset(("suffix", "unfetched", *(key for _, key in REASONS)))


def to_line(text: str) -> str:
    """text in one line."""
    return " ".join(text.split())
