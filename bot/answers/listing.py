"""Lists, and reverse look-ups: who invested in X, whom X invested in, which companies were founded in a year."""

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.choosing import choose_facts, fits, plan_relation
from bot.answers.listed import answer_listed
from bot.answers.passages import compose_long
from bot.answers.sides import on_side
from bot.answers.telling import is_firm, leading
from bot.types import Answer, FactQuery, Findings, Interpretation
from knowledge.types import Fact

LISTED = 0.4
"""Facts are listed if the passage of one scores at least this share of the best one's: else the question is another."""
EVENTS = {"founder": "founded"} | {name: name for name in ("founded", "acquisition", "listing", "funding_round")}
"""Relation asked for -> that by whose date companies are listed that the question does not name."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation that have an entity named on either side; where none is named, those of its events."""
    if _is_by_date(asked):
        return (FactQuery(relation=EVENTS[asked.relation or ""], scope=asked.period),)
    return plan_relation(asked)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The entities that the facts name, with a count, if there are two or more; else what the best passage lists."""
    listed = _by_date(asked, findings) if _is_by_date(asked) else _by_side(asked, findings)
    if len(listed) < 2:
        return compose_long(asked, findings)
    return answer_listed(listed, asked, findings)


def _is_by_date(asked: Interpretation) -> bool:
    return not asked.named and asked.period is not None and asked.relation in EVENTS


def _by_date(asked: Interpretation, findings: Findings) -> Mapping[str, Fact]:
    """Company -> its event in the time asked for, which the article dates."""
    of_time = replace(asked, relation=None, answer_type=None)
    facts = (f for f in findings.facts if f.period is not None and is_firm(f) and fits(f, of_time, findings))
    listed: dict[str, Fact] = {}
    for fact in leading(facts, findings):
        listed.setdefault(fact.subject, fact)
    return listed


def _by_side(asked: Interpretation, findings: Findings) -> Mapping[str, Fact]:
    """Entity -> the fact that has it on the one side and an entity of the question on the other."""
    names = asked.meant
    if not choose_facts(asked, findings, LISTED):
        return {}
    listed: dict[str, Fact] = {}
    for fact in leading((f for f in on_side(findings.facts, asked) if fits(f, asked, findings)), findings):
        other = fact.object if fact.subject in names else fact.subject
        if other is not None and other not in names:
            listed.setdefault(other, fact)
    return listed
