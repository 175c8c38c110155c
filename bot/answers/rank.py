"""The most, the least, the first: by the facts where amounts compare, else by the passage that says so."""

from bot.answers.choosing import choose_facts
from bot.answers.fact import lead_of
from bot.answers.passages import answered, compose_short
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation, for the entities named or for all."""
    if asked.relation is None:
        return ()
    names = [name.entity.name for name in asked.named]
    return tuple(FactQuery(subject=name, relation=asked.relation) for name in names) or (
        FactQuery(relation=asked.relation),
    )


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The fact with the highest amount of one currency; else the clause that says which is the most."""
    facts = [r for r in choose_facts(asked, findings) if _size(r) is not None]
    units = {r.fact.quantity.unit for r in facts if r.fact is not None and r.fact.quantity is not None}
    if len(facts) < 2 or len(units) != 1 or not asked.named:
        return compose_short(asked, findings)
    best = max(facts, key=lambda r: _size(r) or 0)
    return answered(asked, findings, lead_of(best, asked), (best,))


def _size(ranked: Ranked) -> float | None:
    quantity = ranked.fact.quantity if ranked.fact is not None else None
    if quantity is None:
        return None
    value = quantity.low if quantity.low is not None else quantity.high
    return float(value) if value is not None else None
