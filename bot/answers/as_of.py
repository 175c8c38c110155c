"""Of when a value is that changes with time: said beside it, after rules/as_of.yaml. Pure."""

from functools import cache

from bot.answers.values import to_figures
from bot.replies import reply
from bot.templates import RULES
from bot.types import Language
from knowledge.errors import RuleError
from knowledge.facts.relations import load_relations
from knowledge.rules import Rule, load_rules
from knowledge.types import Fact, Period


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
        return reply("answer.as_of", language, date=to_figures(fact.period))
    return reply("answer.as_of_article", language, date=to_figures(published)) if published is not None else None


def is_dated(clause: str, fact: Fact, published: Period | None) -> bool:
    """Whether the clause itself gives the year that would be said: 2023年4月 needs no 截至2023-04 beside it."""
    when = fact.period or published
    return when is not None and str(when.start.year) in clause
