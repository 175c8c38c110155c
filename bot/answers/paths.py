"""Two without a tie of their own: the shortest way between them over stated facts, each of them cited. Pure."""

from collections.abc import Iterable, Mapping
from itertools import islice

from bot.answers.edges import Tie, cite_ties, to_line
from bot.answers.telling import is_firm, leading
from bot.types import Answer, FactQuery, Findings, Interpretation, Status
from knowledge.types import Fact

KIND = "ties"
NEIGHBOURS = 40
"""Of each of the two that are looked at, those of the firmest and latest facts."""
SHOWN = 2
"""Ways over one other that are told; of longer ones the first."""
LOOSE = frozenset({"competitor", "ranking"})
"""Relations that tie nobody to anybody."""


def plan(names: Iterable[str]) -> tuple[FactQuery, ...]:
    """All facts that have one of them on either side."""
    return tuple(query for name in names for query in (FactQuery(subject=name), FactQuery(object=name)))


def find_neighbours(name: str, findings: Findings) -> Mapping[str, Fact]:
    """Other entity -> the firm fact that ties it to this one, the one that leads."""
    near: dict[str, Fact] = {}
    for fact in leading((fact for fact in findings.facts if _ties(fact, name)), findings):
        near.setdefault(str(fact.object) if fact.subject == name else fact.subject, fact)
    return dict(islice(near.items(), NEIGHBOURS))


def _ties(fact: Fact, name: str) -> bool:
    """Whether the fact firmly ties the entity to another one."""
    is_between = fact.object is not None and name in (fact.subject, fact.object) and fact.subject != fact.object
    return is_between and fact.relation not in LOOSE and is_firm(fact)


def compose(one: str, other: str, asked: Interpretation, findings: Findings) -> Answer | None:
    """The lines of the ways from one to the other, over one other or over two; None: there is none so short.

    findings: the facts of both, and those of their neighbours: a fact that ties two of these has one for its subject.
    """
    here, there = (find_neighbours(name, findings) for name in (one, other))
    short: tuple[tuple[Fact, ...], ...] = tuple((here[name], there[name]) for name in here if name in there)
    ways = short[:SHOWN] or tuple(_longer(one, other, here, there, findings))[:1]
    ties = [Tie("\n".join(dict.fromkeys(to_line(fact, asked) for fact in way)), way) for way in ways]
    told, citations, rest = cite_ties(ties, findings)
    if not told:
        return None
    lead = "\n".join(dict.fromkeys(line for tie in told for line in tie.words.splitlines()))
    return Answer(Status.ANSWERED, KIND, asked.language, lead, citations, rest=rest)


def _longer(
    one: str, other: str, here: Mapping[str, Fact], there: Mapping[str, Fact], findings: Findings
) -> Iterable[tuple[Fact, ...]]:
    for name, fact in here.items():
        for last, between in find_neighbours(name, findings).items() if name != other else ():
            if last in there and last != one:
                yield fact, between, there[last]
