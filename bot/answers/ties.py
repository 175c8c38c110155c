"""How two have to do with each other: the facts between them, the passage that names both, whom they have in common."""

from collections.abc import Iterable
from dataclasses import replace

from bot.answers import paths, yesno
from bot.answers.edges import Tie, cite_ties, others_of, to_line
from bot.answers.passages import SHORT
from bot.types import Answer, FactQuery, Findings, Interpretation, Status
from knowledge.types import Fact, FactStatus

KIND = "ties"
LINES = 4
NEVER = (FactStatus.DENIED, FactStatus.CORRECTED)


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """All facts that have one of the entities named on either side."""
    names = list(dict.fromkeys(name.entity.name for name in asked.named))
    if len(names) < 2:
        return yesno.plan(asked)
    return paths.plan(names)


def find_between(asked: Interpretation, facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts that tie the entities named to one another: no other speaks for a passage."""
    names = {name.entity.name for name in asked.named}
    return tuple(fact for fact in facts if fact.subject in names and fact.object in names)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The facts between them, with the sentence that says them; what a passage of both says; whom both deal with."""
    names = list(dict.fromkeys(name.entity.name for name in asked.named))
    between = [
        fact
        for fact in findings.facts
        if fact.object is not None and {fact.subject, fact.object} == set(names) and fact.status not in NEVER
    ]
    passage = yesno.compose(replace(asked, kind="yesno"), findings)
    passage = replace(passage, kind=asked.kind) if passage is not None else None
    if len(names) != 2 or not (between or passage is None):
        return passage
    if between:
        return _answer_direct(between, passage, asked, findings)
    return _answer_third(names, asked, findings)


def _answer_direct(
    between: list[Fact], passage: Answer | None, asked: Interpretation, findings: Findings
) -> Answer | None:
    """The lines of the facts, and what the best passage says besides, as far as there is room."""
    ties = {to_line(fact, asked): fact for fact in reversed(between)}
    told, citations, _ = cite_ties([Tie(line, (fact,)) for line, fact in reversed(ties.items())][:LINES], findings)
    lead = "\n".join(tie.words for tie in told)
    if passage is not None and len(lead) + len(passage.lead) < SHORT:
        further = tuple(c for c in passage.citations[:1] if c not in citations)
        return replace(passage, lead=f"{lead}\n{passage.lead}", citations=(*citations, *further))
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead, citations)


def _answer_third(names: list[str], asked: Interpretation, findings: Findings) -> Answer | None:
    """What ties both to the same third: an investor, a founder, a former employer; None: nothing does."""
    one, other = (others_of(name, findings.facts, findings) for name in names)
    ties = []
    for (relation, side, third), fact in one.items():
        again = other.get((relation, side, third))
        if again is not None:
            ties.append(Tie(f"{to_line(fact, asked)}\n{to_line(again, asked)}", (fact, again)))
    if not ties:
        return None
    told, citations, rest = cite_ties(ties[:LINES], findings)
    lead = "\n".join(tie.words for tie in told)
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead, citations, rest=rest)
