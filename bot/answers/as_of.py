"""Of when a value is that changes with time: said beside it, and what was known of it then (rules/as_of.yaml). Pure."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache

from bot.periods import render_period
from bot.phrases import phrase
from bot.replies import reply
from bot.templates import RULES
from bot.types import Findings, Interpretation, Language
from knowledge.comparing.precedence import day_of
from knowledge.errors import RuleError
from knowledge.facts.relations import load_relations
from knowledge.rules import Rule, load_rules
from knowledge.types import Fact, Period

YEAR = re.compile(r"\d{2,4}\s?年|\b(19|20)\d\d\b")
"""A year in figures, in the words of a period."""

SOON = timedelta(days=62)
"""An article of so many days after what it tells of gives what was so then."""


class AsOfRule(Rule):
    """A relation whose value holds at a time only."""

    relation: str
    example: str
    """A value of it that says nothing without its date."""


class AsOfRules(Rule):
    """rules/as_of.yaml."""

    as_of: tuple[AsOfRule, ...]


@cache
def dated_relations() -> frozenset[str]:
    """The relations whose values are told with their date, read once. Raises RuleError."""
    names = [rule.relation for rule in load_rules(RULES / "as_of.yaml", AsOfRules).as_of]
    for name in names:
        if name not in load_relations().by_name:
            raise RuleError(f"as_of.yaml: {name}: is no relation")
        if names.count(name) > 1:
            raise RuleError(f"as_of.yaml: {name}: stands there twice")
    return frozenset(names)


def to_as_of(fact: Fact, language: Language, published: Period | None) -> str | None:
    """截至2024-02, of the day that the article gives the value; else of which day the article is, called so.

    None: the value is not one that changes, or neither day is known.
    """
    if fact.quantity is None or fact.relation not in dated_relations():
        return None
    if fact.period is not None:
        return reply("answer.as_of", language, date=render_period(fact.period))
    return reply("answer.as_of_article", language, date=render_period(published)) if published is not None else None


def is_dated(clause: str, fact: Fact, published: Period | None) -> bool:
    """Whether the clause itself gives the year that would be said: 2023年4月 needs no 截至2023-04 beside it."""
    when = fact.period or published
    return when is not None and str(when.start.year) in clause


def known_by(asked: Interpretation, findings: Findings) -> tuple[Interpretation, Findings] | None:
    """The question without its time, and of the facts those that were known by then: the last of them still held.

    None: the value is not one that goes on holding, or nothing was known yet. So too where a year is asked about that
    begins after the newest article, unless the question itself says that it wants the state of things (截至2026年).
    """
    period = asked.period
    if period is None or asked.relation is None:
        return None
    wants_state = phrase("asks_state").search(asked.twin) is not None
    if not (wants_state or asked.relation in dated_relations()):
        return None
    newest = max((day.end for day in map(findings.published, findings.sources) if day is not None), default=None)
    if YEAR.search(period.words) and not wants_state and (newest is None or period.start > newest):
        return None
    days = ((fact, day_of(fact, findings.published(fact.evidence.article))) for fact in findings.facts)
    facts = tuple(fact for fact, day in days if day is not None and day <= period.end)
    return (replace(asked, period=None), replace(findings, facts=facts)) if facts else None
