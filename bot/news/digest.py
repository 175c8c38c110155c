"""The digest of one chat: what of a base's changes concerns it, and that as one message. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.cutting import CITED, to_citation, trim
from bot.markup import LIMIT, escape, to_plain, utf16_length
from bot.news.merging import News
from bot.news.wording import to_topic, to_value
from bot.render import render_citation, render_reply
from bot.replies import reply
from bot.types import Citation, Language
from knowledge.comparing.changes import Change
from knowledge.types import Fact, Source

MOST_KEPT = 40
"""Changes told to a chat at most; one message holds some ten."""
SourceOf = Callable[[str], Source]
"""Name of an article -> the article, in the base of before, or in the new one."""


KINDS = ("changed", "withdrawn", "new")
"""What holds no longer comes first: where there is much new, it would have no room else."""


def sort_changes(changes: Mapping[str, Sequence[Change]], names: Mapping[str, str]) -> dict[Change, tuple[str, ...]]:
    """The changes that concern a chat, by the names that it watches -> those of these they are of.

    changes: entity -> those of facts that it is an end of; names: name as watched -> the entity that it means.
    """
    found: dict[Change, tuple[str, ...]] = {}
    for name, entity in names.items():
        for change in sorted(changes.get(entity, ()), key=lambda one: KINDS.index(_kind(one))):
            found[change] = (*found.get(change, ()), name)
    return found


def by_entity(changes: Iterable[Change]) -> dict[str, list[Change]]:
    """Entity -> the changes of facts that it is an end of."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        for name in _ends(change):
            found.setdefault(name, []).append(change)
    return found


def _kind(change: Change | News) -> str:
    if change.before is None:
        return "new"
    return "changed" if change.after is not None else "withdrawn"


def _ends(change: Change) -> set[str]:
    facts = [fact for fact in (change.before, change.after) if fact is not None]
    return {end for fact in facts for end in (fact.subject, fact.object) if end is not None}


def to_news(change: Change, names: tuple[str, ...], before: SourceOf, after: SourceOf) -> News:
    """The change with the evidence of what is told now; of what is withdrawn, with what was said of it."""
    if change.after is not None:
        return News(change.before, change.after, cite(change.after, after), names)
    assert change.before is not None
    return News(change.before, None, cite(change.before, before), names)


def cite(fact: Fact, source_of: SourceOf) -> Citation:
    """The evidence of a fact; of a very long one the sentences around its value."""
    at = fact.evidence
    value = fact.quantity.words if fact.quantity is not None else fact.text or fact.object or ""
    place = max(at.snippet.find(value), 0)
    start, end = trim(at.snippet, (place, place + len(value)), CITED)
    return to_citation(source_of(at.article), at.start + start, at.start + end)


@dataclass(frozen=True, slots=True)
class _Block:
    """Changes that one piece of an article is cited for."""

    news: tuple[News, ...]

    def render(self, number: int, language: Language) -> str:
        lines = [escape(_line(one, language)) for one in self.news]
        return "\n".join((*lines, render_citation(self.news[0].citation, number, language)))


def render_digest(news: Sequence[News], more: int, language: Language) -> str:
    """The digest as Telegram HTML for one message; what has no room is counted, with the `more` that it never had."""
    total, names = str(len(news) + more), dict.fromkeys(name for one in news for name in one.names)
    comma = ", " if language is Language.ENGLISH else "、"
    head = render_reply("news.digest", language, names=comma.join(names), count=total)
    room = LIMIT - _length(head) - _length(render_reply("news.more", language, count=total)) - 4
    parts, left = [head], len(news) + more
    for number, block in enumerate(_blocks(news), 1):
        html = block.render(number, language)
        room -= _length(html) + 2
        if room < 0:
            break
        parts.append(html)
        left -= len(block.news)
    if left:
        parts.append(render_reply("news.more", language, count=str(left)))
    return "\n\n".join(parts)


def _blocks(news: Iterable[News]) -> Iterator[_Block]:
    """The changes in order, those with the same citation together."""
    by: dict[tuple[str, int, int, bool], list[News]] = {}
    for one in news:
        citation = one.citation
        by.setdefault((citation.article, citation.start, citation.end, one.after is None), []).append(one)
    return (_Block(tuple(block)) for block in by.values())


def _line(news: News, language: Language) -> str:
    told = news.after or news.before
    assert told is not None
    topic, value = to_topic(told, language), to_value(told, language)
    if news.before is not None and news.after is not None:
        return reply("news.changed", language, topic=topic, old=to_value(news.before, language), new=value)
    return reply(f"news.{_kind(news)}", language, topic=topic, value=value)


def _length(html: str) -> int:
    return utf16_length(to_plain(html))
