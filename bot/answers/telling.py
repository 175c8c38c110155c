"""Answers told from facts alone: which fact of each entity leads, its words in a line, its evidence as the citation."""

from collections.abc import Iterable, Sequence

from bot.answers.choosing import date_of, fits, value_of
from bot.answers.cutting import CITED, to_citation, trim
from bot.periods import render_period
from bot.replies import reply
from bot.types import Answer, Citation, Findings, Interpretation, Language, Status
from knowledge.comparing.precedence import FIRM, to_precedence
from knowledge.types import Fact, FactStatus

NEVER = (FactStatus.DENIED, FactStatus.CORRECTED)
"""What is told as nothing's value."""
JOINED = 360
"""Characters of a citation that holds the evidence of several facts."""


def leading(facts: Iterable[Fact], findings: Findings) -> list[Fact]:
    """The facts in the order in which they lead, those denied or replaced left out."""
    told = (fact for fact in facts if fact.status not in NEVER)
    return sorted(told, key=lambda f: to_precedence(f, findings.published(f.evidence.article)))


def one_each(facts: Iterable[Fact], asked: Interpretation, findings: Findings) -> dict[str, Fact]:
    """Subject -> the fact of it that leads, among those that fit the question."""
    first: dict[str, Fact] = {}
    for fact in leading((fact for fact in facts if fits(fact, asked, findings)), findings):
        first.setdefault(fact.subject, fact)
    return first


def in_order(facts: Iterable[Fact], findings: Findings) -> list[Fact]:
    """The facts by the day of their event, those without one left out; of equal words the one that leads."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in leading((fact for fact in facts if fact.period is not None), findings):
        seen.setdefault((fact.subject, fact.relation, fact.period and fact.period.start, fact.object), fact)
    return sorted(seen.values(), key=lambda fact: (date_of(fact, findings), fact.evidence.start))


def tell(fact: Fact, asked: Interpretation, restated: str | None = None) -> str:
    """The value, with how firm it is, its date or its round in brackets: 70亿元（2025-03，据报道）.

    restated: the same in other words, said first in the brackets.
    """
    notes = [] if fact.status is FactStatus.STATED else [reply(f"status.{fact.status.value}", asked.language)]
    dated = "" if fact.period is None or fact.quantity is None else render_period(fact.period)
    notes = [note for note in (restated, dated, fact.qualifier, *notes) if note]
    value, comma = value_of(fact, asked), ", " if asked.language is Language.ENGLISH else "，"
    return reply("answer.noted", asked.language, value=value, note=comma.join(notes)) if notes else value


def cite_fact(fact: Fact, findings: Findings) -> Citation:
    """The evidence of a fact; of a very long one the sentences around its value."""
    at = fact.evidence
    value = max(at.snippet.find(value_of(fact)), 0)
    start, end = trim(at.snippet, (value, value + len(value_of(fact))), CITED)
    return to_citation(findings.sources[at.article], at.start + start, at.start + end)


def citable(facts: Sequence[Fact], findings: Findings, limit: int) -> tuple[list[Fact], tuple[Citation, ...]]:
    """(facts, citations): as many of the facts, in order, as limit citations can hold the evidence of.

    Evidence that stands close together in an article is one citation.
    """
    told: list[Fact] = []
    cited: list[Citation] = []
    for fact in facts:
        own = cite_fact(fact, findings)
        near = next((i for i, other in enumerate(cited) if _span(own, other) <= JOINED), None)
        if near is not None:
            other = cited[near]
            source = findings.sources[own.article]
            cited[near] = to_citation(source, min(own.start, other.start), max(own.end, other.end))
        elif len(cited) < limit:
            cited.append(own)
        else:
            continue
        told.append(fact)
    return told, tuple(cited)


def answered_by(asked: Interpretation, findings: Findings, lead: str, facts: Sequence[Fact], limit: int) -> Answer:
    """An answer that tells these facts, with their evidence."""
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead, citable(facts, findings, limit)[1])


def is_firm(fact: Fact) -> bool:
    """Whether the fact is stated or reported, not rumoured, planned, denied or replaced."""
    return fact.status in FIRM


def _span(a: Citation, b: Citation) -> int:
    """Characters from the start of the first to the end of the last; more than fit where the articles differ."""
    return max(a.end, b.end) - min(a.start, b.start) if a.article == b.article else JOINED + 1
