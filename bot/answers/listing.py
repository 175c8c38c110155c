"""Lists, and reverse look-ups: who invested in X, whom X invested in, which products."""

from bot.answers.choosing import choose_facts, plan_relation
from bot.answers.passages import LONG, answered, compose_long
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked

SHOWN = 12
CITED = 5
LISTED = 0.4
"""A fact is listed if its passage scores at least this share of the best one's."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation that have an entity named on either side."""
    return plan_relation(asked)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The entities that the facts name, with a count, if there are two or more; else what the best passage lists."""
    names = {name.entity.name for name in asked.named}
    chosen = [r for r in choose_facts(asked, findings, LISTED) if r.fact is not None and r.fact.object is not None]
    listed: dict[str, Ranked] = {}
    for ranked in chosen:
        for fact in findings.facts:
            if (fact.evidence.article, fact.evidence.start) == _place(ranked):
                other = fact.object if fact.subject in names else fact.subject
                if other is not None and other not in names:
                    listed.setdefault(other, ranked)
    if len(listed) < 2:
        return compose_long(asked, findings)
    shown = list(listed)[:SHOWN]
    more = reply("answer.more", asked.language, count=str(len(listed) - SHOWN)) if len(listed) > SHOWN else ""
    lead = reply("answer.listed", asked.language, count=str(len(listed)), names="、".join(shown)) + more
    used = tuple({_place(listed[name]): listed[name] for name in shown}.values())[:CITED]
    return answered(asked, findings, lead[:LONG], used)


def _place(ranked: Ranked) -> tuple[str, int]:
    fact = ranked.fact
    assert fact is not None
    return fact.evidence.article, fact.evidence.start
