"""Ties between entities as lines: each is facts that have an entity on either side, told only where all are cited."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.answers.missing import to_label
from bot.answers.telling import citable, cite_fact, is_firm, leading
from bot.replies import reply
from bot.types import Citation, Findings, Interpretation, Told
from knowledge.types import Fact, FactStatus

CITED = 5


@dataclass(frozen=True, slots=True)
class Tie:
    """A line, and the facts that it tells."""

    words: str
    facts: tuple[Fact, ...]


def others_of(name: str, facts: Iterable[Fact], findings: Findings) -> Mapping[tuple[str, str, str], Fact]:
    """(relation, side of the name, other entity) -> the firm fact that leads."""
    found: dict[tuple[str, str, str], Fact] = {}
    for fact in leading((fact for fact in facts if fact.object is not None and is_firm(fact)), findings):
        if fact.subject == name != fact.object:
            found.setdefault((fact.relation, "subject", str(fact.object)), fact)
        elif fact.object == name != fact.subject:
            found.setdefault((fact.relation, "object", fact.subject), fact)
    return found


def to_line(fact: Fact, asked: Interpretation) -> str:
    """鲸落数据的投资方：白鹭资本; how firm it is, where it is not plainly stated."""
    value = " ".join(filter(None, (fact.object, fact.text)))
    if fact.status is not FactStatus.STATED:
        note = reply(f"status.{fact.status.value}", asked.language)
        value = reply("answer.noted", asked.language, value=value, note=note)
    label = to_label(fact.relation, asked.language)
    return reply("answer.of_name", asked.language, name=fact.subject, label=label, value=value)


def cite_ties(ties: Sequence[Tie], findings: Findings) -> tuple[list[Tie], tuple[Citation, ...], tuple[Told, ...]]:
    """(ties told, their citations, the rest): as many as can be cited with all their facts."""
    told: list[Tie] = []
    facts: list[Fact] = []
    rest: list[Told] = []
    for tie in ties:
        wanted = list(dict.fromkeys((*facts, *tie.facts)))
        if len(citable(wanted, findings, CITED)[0]) == len(wanted):
            told, facts = [*told, tie], wanted
        else:
            rest.append(Told(tie.words, tuple(cite_fact(fact, findings) for fact in tie.facts)))
    return told, citable(facts, findings, CITED)[1], tuple(rest)
