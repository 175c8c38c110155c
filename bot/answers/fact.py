"""A value of a relation: how much, when, how many, who, where."""

from bot.answers import profile
from bot.answers.choosing import choose_facts, distinct, plan_relation, value_of
from bot.answers.cutting import cut_passage
from bot.answers.passages import SHORT, answered, compose_short
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked
from knowledge.text import fold, to_key
from knowledge.types import EntityKind, FactStatus

OTHERS = 3
"""Other values that are told of at most."""


SHARED = ("founder", "investor")
"""Relations of which all values hold together: a company has several founders, but one valuation at a time."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation for each entity named, on either side: the CEO of a company is a fact of a person."""
    return plan_relation(asked)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The leading fact with the clause that says it, other values in a note; else what the best passage says."""
    if asked.relation is None and len(asked.named) == 1 and _asks_who(asked):
        return _identify(asked, findings)
    chosen = distinct(choose_facts(asked, findings), asked)
    if not chosen:
        return compose_short(asked, findings)
    best, others = chosen[0], chosen[1 : 1 + OTHERS]
    if asked.relation in SHARED:
        return answered(asked, findings, _lead_of_all((best, *others), asked), (best, *others))
    answer = answered(asked, findings, lead_of(best, asked), (best, *others))
    if not others:
        return answer
    listed = "；".join(_tell(other, asked) for other in others)
    note = reply("answer.others", asked.language, values=listed)
    return Answer(answer.status, answer.kind, answer.language, answer.lead, answer.citations, (note,))


def _asks_who(asked: Interpretation) -> bool:
    """Whether the question says nothing but a name."""
    (named,) = asked.named
    typed = fold(asked.question.text[named.start : named.end])
    return all(unit.is_entity or unit.forms == (typed,) for unit in asked.units)


def _identify(asked: Interpretation, findings: Findings) -> Answer | None:
    """Which entity a name stands for, with a passage that holds it as typed; a profile for the usual name."""
    (named,) = asked.named
    typed = asked.question.text[named.start : named.end]
    holding = [r for r in findings.ranked if fold(typed) in fold(r.found.snippet)]
    if to_key(typed) == to_key(named.entity.name) or not holding:
        is_person = named.entity.kind == EntityKind.PERSON
        return compose_short(asked, findings) if is_person else profile.compose(asked, findings)
    both = [r for r in holding if fold(named.entity.name) in fold(r.found.snippet)]
    best = (both or holding)[0]
    head = reply("answer.identity", asked.language, alias=typed, name=named.entity.name)
    return answered(asked, findings, f"{head}\n{cut_passage(best, asked, SHORT - len(head) - 1)}", (best,))


def lead_of(ranked: Ranked, asked: Interpretation, head: str = "") -> str:
    """The value (or head in its place), how firm it is, and the clause that says it."""
    fact = ranked.fact
    if fact is None:
        return cut_passage(ranked, asked, SHORT)
    value = value_of(fact, asked)
    head = (head or value) + (f"（{_status(ranked, asked)}）" if fact.status != FactStatus.STATED else "")
    snippet = ranked.found.snippet
    at = snippet.find(value)
    clause = cut_passage(ranked, asked, SHORT - len(head) - 1, [(at, at + len(value))] if at >= 0 else ())
    return f"{head}：{clause}"


def _lead_of_all(chosen: tuple[Ranked, ...], asked: Interpretation) -> str:
    """All values, those only rumoured left to the citations, and the clause that says the first."""
    firm = [r for r in chosen if r.fact is not None and r.fact.status == chosen[0].fact.status]  # type: ignore[union-attr]
    names = "、".join(value_of(r.fact, asked) for r in firm if r.fact is not None)
    return lead_of(chosen[0], asked, head=names)


def _status(ranked: Ranked, asked: Interpretation) -> str:
    fact = ranked.fact
    assert fact is not None
    status = reply(f"status.{fact.status.value}", asked.language)
    return f"{status}，{fact.according_to}" if fact.according_to else status


def _tell(ranked: Ranked, asked: Interpretation) -> str:
    fact = ranked.fact
    assert fact is not None
    when = fact.qualifier or (fact.period.words if fact.period is not None else "")
    value = value_of(fact, asked)
    return f"{value}（{when}）" if when else value
