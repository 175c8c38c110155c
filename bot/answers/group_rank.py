"""The most of a group that is given in a step of its own: of those a fund backed, of two founders' firms. Pure.

Each one compared is told with what ties it to the question's name, and both are cited.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answers.edges import Tie, cite_ties, to_line
from bot.answers.listed import join
from bot.answers.missing import to_label
from bot.answers.passages import SHORT
from bot.answers.rank import FOUNDED, FOUNDER, RUNNERS_UP, put_in_order
from bot.answers.scale import to_scale
from bot.answers.telling import is_firm, leading, tell
from bot.phrases import phrase
from bot.replies import reply
from bot.templates import find_compared
from bot.types import Answer, FactQuery, Findings, Interpretation, Status
from knowledge.types import EntityKind, Fact

KIND = "rank"


def compose(relation: str, ties: Mapping[str, Fact], asked: Interpretation, findings: Findings) -> Answer | None:
    """What comes first and the next ones; None: none of them has a value.

    Not found, with what is known, where fewer than two have one or none is alone in the first place.
    ties: those compared -> the fact that ties each to the question. findings: their facts of the relation.
    """
    question = replace(asked, relation=relation)
    values: dict[str, Fact] = {}
    for fact in leading((f for f in findings.facts if f.relation == relation and is_firm(f)), findings):
        if fact.subject in ties:
            values.setdefault(fact.subject, fact)
    if not values:
        return None
    ordered = put_in_order(list(values.values()), question, findings)
    first = (ordered or list(values.values()))[: 1 + RUNNERS_UP]
    scale = to_scale(() if relation == FOUNDED else first, findings)
    shown = [
        Tie(
            f"{fact.subject} {tell(fact, question, scale.restate(fact, asked.language))}",
            tuple(dict.fromkeys((fact, ties[fact.subject]))),
        )
        for fact in first
    ]
    told, citations, rest = cite_ties(shown, findings)
    if not told or told[0] != shown[0]:
        return None
    steps = dict.fromkeys(to_line(tie.facts[-1], asked) for tie in told)
    label = to_label(relation, asked.language)
    if not ordered:
        known = join([tie.words for tie in told], asked.language)
        lead = reply("answer.not_compared", asked.language, label=label, known=known)
        return Answer(Status.NOT_FOUND, "not_found", asked.language, lead, citations, notes=tuple(steps))
    others = "；".join(tie.words for tie in told[1:])
    lead = reply("answer.ranked", asked.language, first=told[0].words, others=others) if others else told[0].words
    notes = [*steps]
    if len(values) < len(ties):
        counts = {"count": str(len(values)), "total": str(len(ties))}
        notes.append(reply("answer.of_those_told", asked.language, label=label, **counts))
    if scale.rates is not None:
        notes.append(reply("answer.rates", asked.language, day=scale.rates.day.isoformat()))
    return Answer(Status.ANSWERED, KIND, asked.language, lead[:SHORT], citations, rest=rest, notes=tuple(notes))


def find_owners(asked: Interpretation) -> tuple[str, ...]:
    """The people whose companies are compared: 谁的公司先成立; empty: they are not, or not of several."""
    names = tuple(dict.fromkeys(name.entity.name for name in asked.named))
    are_people = all(name.entity.kind is EntityKind.PERSON for name in asked.named)
    return names if len(names) > 1 and are_people and phrase("whose_company").search(asked.twin) else ()


def plan(owners: Sequence[str]) -> tuple[FactQuery, ...]:
    """What each of them founded."""
    return tuple(FactQuery(object=name, relation=FOUNDER) for name in owners)


def find_owned(owners: Sequence[str], findings: Findings) -> dict[str, Fact]:
    """Company -> the fact that one of them founded it; of one who founded several, or with another of them, none."""
    firm = leading((fact for fact in findings.facts if is_firm(fact) and fact.relation == FOUNDER), findings)
    owned: dict[str, Fact] = {}
    for owner in owners:
        own = {fact.subject: fact for fact in reversed(firm) if fact.object == owner}
        if len(own) == 1:
            owned |= own
    return owned


def relation_of_owned(asked: Interpretation) -> str | None:
    """By what they are compared; None: it is not said."""
    by_day = phrase("asks_first").search(asked.twin) or phrase("asks_latest").search(asked.twin)
    return FOUNDED if by_day else find_compared(asked.plain) or asked.relation
