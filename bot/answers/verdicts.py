"""What else is said of the values told: that one was denied, that one replaced another, that they agree. Pure."""

from collections.abc import Iterator, Sequence

from bot.answers.choosing import value_of
from bot.answers.cutting import to_citation
from bot.replies import reply
from bot.types import Citation, Findings, Interpretation
from knowledge.comparing.groups import Group, Other, Verdict, group_facts
from knowledge.types import Fact, FactStatus

NEVER_TOLD = (FactStatus.DENIED, FactStatus.CORRECTED)
"""What an answer does not give as a value, but has to mention beside the value that it is about."""
Noted = tuple[str, Citation]
"""A line, and where it is said."""


def weigh_told(told: Sequence[Fact], findings: Findings) -> tuple[Group, ...]:
    """The facts told and what denies or was replaced by them, grouped; not all facts found, which may be thousands."""
    about = {(fact.subject, fact.relation) for fact in told}
    never = [f for f in findings.facts if f.status in NEVER_TOLD and (f.subject, f.relation) in about]
    return group_facts(dict.fromkeys((*told, *never)), findings.published)


def note_verdicts(
    told: Sequence[Fact], groups: Sequence[Group], asked: Interpretation, findings: Findings
) -> tuple[Noted, ...]:
    """A line for each denial of a value told, and for each value that one told replaced; each line once."""
    noted: dict[str, Citation] = {}
    for other in (other for group in groups for other in group.others if other.of in told):
        if (line := _to_line(other, asked)) is not None:
            at = other.fact.evidence
            noted.setdefault(line, to_citation(findings.sources[at.article], at.start, at.end))
    return tuple(noted.items())


def find_agreeing(groups: Sequence[Group], findings: Findings) -> Iterator[Fact]:
    """The facts told that give the value of the one that leads them, in an article that is no reprint of its own."""

    def origin(fact: Fact) -> str:
        source = findings.sources[fact.evidence.article]
        return source.original or source.name

    for group in groups:
        for other in group.others:
            if other.verdict is Verdict.AGREES and origin(other.fact) != origin(group.leading):
                yield other.fact


def _to_line(other: Other, asked: Interpretation) -> str | None:
    if other.of is None:
        return None
    value, by = value_of(other.of, asked), other.fact.according_to
    match other.verdict:
        case Verdict.DENIES if by:
            return reply("answer.denied_by", asked.language, value=value, by=by)
        case Verdict.DENIES:
            return reply("answer.denied", asked.language, value=value)
        case Verdict.REPLACED:
            return reply("answer.replaced", asked.language, old=value_of(other.fact, asked), new=value)
    return None
