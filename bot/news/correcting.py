"""An answer that holds no longer, said anew: what it told, and what the articles say now, cited. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bot.markup import cut
from bot.news.digest import SourceOf, cite
from bot.news.wording import to_bare_value, to_topic, to_value
from bot.replies import reply
from bot.types import Answer, Citation, Language
from knowledge.comparing.changes import Change, is_said_by
from knowledge.comparing.precedence import FIRM
from knowledge.types import Evidence, Fact, FactStatus

LINES = 3
"""Corrections told of one answer."""
BEFORE = 600
"""UTF-16 units of the answer as it was."""
Holding = Callable[[Fact], Fact | None]
"""What the articles say now in place of a fact that none of them tells any more; None: nothing."""


class Places(Protocol):
    """Where what was cited stands in the articles as they are now; None: nowhere."""

    def citation(self, at: Citation) -> Citation | None:
        """Of a citation."""

    def evidence(self, at: Evidence) -> Evidence | None:
        """Of the evidence of a fact."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a fact that an answer told, and that no article tells any more."""

    told: Fact
    now: Fact | None
    """What the articles say in its place; None: nothing."""


def find_fates(answer: Answer, changes: Sequence[Change], holding: Holding) -> tuple[Fate, ...]:
    """What became of the facts that the answer told, of those that hold no longer; empty: all of it does.

    changes: those of its facts' subjects at least. A rumour that has become certain was told rightly.
    """
    fates = []
    for told in answer.facts:
        change = next((one for one in changes if one.before is not None and is_said_by(told, (one.before,))), None)
        if change is not None and not _is_confirmed(change):
            fates.append(Fate(told, change.after or holding(told)))
    return tuple(fates)


def _is_confirmed(change: Change) -> bool:
    old, new = change.before, change.after
    if old is None or new is None or new.status not in FIRM:
        return False
    return (old.quantity, old.object, old.text, old.period) == (new.quantity, new.object, new.text, new.period)


def correct(answer: Answer, fates: Sequence[Fate], source_of: SourceOf, places: Places) -> Answer:
    """The answer that stands in its place, with the citations of what holds. source_of: of the articles as they are."""
    shown, language = fates[:LINES], answer.language
    cited = tuple(dict.fromkeys(cite(fate.now, source_of) for fate in shown if fate.now is not None))
    lines = [_line(fate, cited, source_of, language) for fate in shown]
    if len(fates) > LINES:
        lines.append(reply("news.more", language, count=str(len(fates) - LINES)))
    lost = [fate.told for fate in fates]
    kept = [(fact, at) for fact in answer.facts if fact not in lost and (at := places.evidence(fact.evidence))]
    holding = [one for one in answer.citations if any(_holds(one, fact) for fact, _ in kept)]
    citations = (*cited, *filter(None, map(places.citation, holding)))
    facts = (*(fate.now for fate in fates if fate.now is not None), *(replace(fact, evidence=at) for fact, at in kept))
    words = [to_bare_value(fact) for fact in lost]
    notes = [note for note in _notes(answer) if not any(word and word in note for word in words)]
    return _put(answer, lines, notes, citations, facts)


def withdraw(answer: Answer, places: Places) -> Answer:
    """The answer, whose article is gone, with that said in its place."""
    lines = [reply("news.unsupported", answer.language, title=answer.citations[0].title or answer.citations[0].article)]
    return _put(answer, lines, (), tuple(filter(None, map(places.citation, answer.citations))), ())


def _holds(citation: Citation, fact: Fact) -> bool:
    at = fact.evidence
    return citation.article == at.article and citation.start < at.end and at.start < citation.end


def _notes(answer: Answer) -> tuple[str, ...]:
    """Those that the answer had from the start."""
    return answer.notes[1:] if answer.corrected else answer.notes


def _put(
    answer: Answer, lines: Iterable[str], notes: Iterable[str], citations: tuple[Citation, ...], facts: Iterable[Fact]
) -> Answer:
    before = answer.corrected or answer.lead
    said = reply("news.said_before", answer.language, lead=cut(before, BEFORE))
    return replace(
        answer,
        lead="\n".join(lines),
        notes=(said, *notes),
        citations=tuple(dict.fromkeys(citations)),
        rest=(),
        suggestions=(),
        facts=tuple(dict.fromkeys(facts)),
        corrected=before,
    )


def _line(fate: Fate, cited: Sequence[Citation], source_of: SourceOf, language: Language) -> str:
    topic, old = to_topic(fate.told, language), to_value(fate.told, language)
    if fate.now is None:
        return reply("news.retracted", language, topic=topic, old=old)
    number = str(cited.index(cite(fate.now, source_of)) + 1)
    if fate.now.status is FactStatus.DENIED:
        return reply("news.denied", language, topic=topic, old=old, number=number)
    return reply("news.corrected", language, topic=topic, old=old, new=to_value(fate.now, language), number=number)
