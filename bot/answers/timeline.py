"""How something went over time: the facts of a relation by date, else the passage that tells it."""

from bot.answers.choosing import date_of, distinct, plan_relation, value_of
from bot.answers.passages import LONG, answered, compose_long
from bot.answers.values import to_figures
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked
from knowledge.types import FactStatus

LINES = 6


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation for each entity named."""
    return plan_relation(asked)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """A line for each value, oldest first, those without a date last; else what the best passage tells."""
    facts = [r for r in findings.ranked if r.fact is not None and r.fact.status != FactStatus.CORRECTED]
    facts = sorted(distinct(facts), key=lambda r: (_day(r, findings), r.found.passage.start))[:LINES]
    if len(facts) < 2:
        return compose_long(asked, findings)
    lead = "\n".join(_line(r) for r in facts)
    return answered(asked, findings, lead[:LONG], tuple(facts[:5]))


def _day(ranked: Ranked, findings: Findings) -> int:
    when = date_of(ranked.fact, findings) if ranked.fact is not None else None
    return when.toordinal() if when is not None else 10**7


def _line(ranked: Ranked) -> str:
    fact = ranked.fact
    assert fact is not None
    when = " ".join(filter(None, (to_figures(fact.period), fact.qualifier)))
    return f"{when}：{value_of(fact)}" if when else value_of(fact)
