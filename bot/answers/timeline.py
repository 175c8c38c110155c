"""How something went over time: the facts by date, else the passage that tells it."""

from collections.abc import Sequence

from bot.answers.choosing import date_of, distinct, plan_relation, value_of
from bot.answers.missing import to_label
from bot.answers.passages import LONG, answered, compose_long
from bot.answers.telling import answered_by, citable, in_order
from bot.periods import render_period
from bot.phrases import phrase
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked
from knowledge.comparing.groups import Verdict, group_facts
from knowledge.types import EntityKind, Fact, FactStatus

LINES = 6
"""Lines of one relation."""
MOST = 9
"""Lines of a whole history."""
CITED = 5
COMPANY = ("founded", "funding_round", "valuation", "acquisition", "listing", "layoffs", "product_released")
PERSON = ("education", "career", "founder", "role", "departure")
ROUNDS = ("funding_round", "lead_investor", "valuation")
ONCE = ("lead_investor",)
"""Told in the line of the round."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation for each entity named; all facts of an entity whose history is asked for."""
    if asked.relation is not None or not phrase("asks_history").search(asked.twin):
        return plan_relation(asked)
    names = dict.fromkeys(name.entity.name for name in asked.named)
    return (
        *(FactQuery(subject=name) for name in names),
        *(FactQuery(object=name, relation="founder") for name in names),
    )


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """A line for each value, oldest first, those without a date last; else what the best passage tells."""
    if asked.relation is None and phrase("asks_history").search(asked.twin) and (history := _history(asked, findings)):
        history, _ = citable(history, findings, CITED)
        lead = "\n".join(_event(fact, findings, asked) for fact in history)
        return answered_by(asked, findings, lead[:LONG], history, CITED)
    facts = [r for r in findings.ranked if r.fact is not None and r.fact.status != FactStatus.CORRECTED]
    facts = sorted(distinct(facts), key=lambda r: (_day(r, findings), r.found.passage.start))[:LINES]
    if len(facts) < 2:
        return compose_long(asked, findings)
    facts = facts[:CITED]
    return answered(asked, findings, "\n".join(_line(r) for r in facts)[:LONG], tuple(facts))


def _history(asked: Interpretation, findings: Findings) -> Sequence[Fact]:
    """What happened to the one entity, in order; empty: too little is known of it, or several are asked about."""
    names = {name.entity.name for name in asked.named}
    if len(names) != 1:
        return ()
    is_person = asked.named[0].entity.kind == EntityKind.PERSON
    relations = PERSON if is_person else ROUNDS if phrase("asks_rounds").search(asked.twin) else COMPANY
    facts = [f for f in findings.facts if f.relation in relations and f.relation not in ONCE]
    dated = in_order(facts, findings)
    undated = [f for f in facts if f.period is None and f.relation in PERSON] if is_person else []
    told = sorted((*undated, *dated), key=lambda f: (f.evidence.article, f.evidence.start)) if is_person else dated
    groups = group_facts(told, findings.published)
    known = {other.fact for group in groups for other in group.others if other.verdict is Verdict.AGREES}
    told = [fact for fact in told if fact.status != FactStatus.CORRECTED and fact not in known]
    unique = {_event(fact, findings, asked): fact for fact in reversed(told)}
    return list(reversed(unique.values()))[:MOST] if len(unique) > 1 else ()


def _event(fact: Fact, findings: Findings, asked: Interpretation) -> str:
    """A line: 2023-04 A轮 6000万美元（红杉中国领投）."""
    value = value_of(fact)
    if fact.relation == "funding_round" and (by := _led_by(fact, findings)):
        value = reply("answer.of_round", asked.language, value=value, by=by)
    if fact.relation == "founder":
        value = fact.subject
    if fact.relation in ("role", "career", "education"):
        value = " ".join(filter(None, (fact.object, fact.text)))
    label = fact.qualifier if fact.relation == "funding_round" else to_label(fact.relation, asked.language)
    unsure = "" if fact.status is FactStatus.STATED else reply(f"status.{fact.status.value}", asked.language)
    if fact.period is not None and value == fact.period.words:
        value = ""
    return " ".join(filter(None, (render_period(fact.period), label, value, unsure)))


def _led_by(fact: Fact, findings: Findings) -> str | None:
    """Who led the round that the fact is of, where the same passage says so; None: it does not, or names two."""
    at = fact.evidence
    leads = {
        other.object
        for other in findings.facts
        if other.relation == "lead_investor" and (other.subject, other.evidence) == (fact.subject, at)
    }
    return leads.pop() if len(leads) == 1 else None


def _day(ranked: Ranked, findings: Findings) -> int:
    when = date_of(ranked.fact, findings) if ranked.fact is not None else None
    return when.toordinal() if when is not None else 10**7


def _line(ranked: Ranked) -> str:
    fact = ranked.fact
    assert fact is not None
    when = " ".join(filter(None, (render_period(fact.period), fact.qualifier)))
    return f"{when}：{value_of(fact)}" if when else value_of(fact)
