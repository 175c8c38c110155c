"""Which questions take two steps, by rules/hops.yaml: what the first asks of the name, what the second asks then."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import re2

from bot.answers import rank
from bot.answers.sides import NAME, Side, mask
from bot.asked_for import TYPED, find_relation
from bot.pattern_set import PatternSet
from bot.templates import RULES
from bot.types import Interpretation
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules
from knowledge.text import is_cjk

RANK = "rank"
KINDS_OF_HOPS = (*TYPED, "profile", "count", "shared")
"""Kinds of question that may take two steps."""


class FirstRule(Rule):
    """A relation that gives the entities between; words: what the text of its fact must hold one of."""

    relation: str
    side: Side
    words: tuple[str, ...] = ()


class HopRule(Rule):
    """What stands for the entities between, and how they are found."""

    match: str
    first: tuple[FirstRule, ...]
    then: str | None = None
    strict: bool = False
    """Whether the question cannot be of the name itself: without a first step the articles do not say."""
    gathers: bool = False
    """Whether all that the relations give are compared, where the question is which of them has the most."""
    example: str


class ThenRule(Rule):
    """What is asked of the entities between."""

    relations: tuple[str, ...]
    match: str
    example: str


class HopRules(Rule):
    """rules/hops.yaml."""

    hops: tuple[HopRule, ...]
    thens: tuple[ThenRule, ...]


@dataclass(frozen=True, slots=True)
class Hop:
    """The two steps of a question."""

    first: tuple[FirstRule, ...]
    """Tried in order, until one gives something."""
    then: tuple[str, ...]
    """Relations asked of what the first step gives, tried in order."""
    rest: str
    """The folded question with ◇ for the entities between."""
    is_joined: bool
    """Whether the entities between are the answer themselves, each with what the second step says of it."""
    strict: bool = False
    """As its rule has it."""
    ranks: bool = False
    """Whether the question is which of the entities between has the most of what the second step says."""


@cache
def _rules() -> tuple[HopRules, Mapping[str, "re2.Pattern"]]:  # type: ignore[type-arg, unused-ignore]
    rules = load_rules(RULES / "hops.yaml", HopRules)
    compiled = {}
    for match, example in (*((r.match, r.example) for r in rules.hops), *((r.match, r.example) for r in rules.thens)):
        try:
            compiled[match] = re2.compile(match)
        except re2.error as error:
            raise RuleError(f"hops.yaml: {example}: {error}") from error
    return rules, compiled


@cache
def _hops() -> PatternSet:
    rules, compiled = _rules()
    return PatternSet([compiled[rule.match] for rule in rules.hops])


@cache
def _thens() -> PatternSet:
    rules, compiled = _rules()
    return PatternSet([compiled[rule.match] for rule in rules.thens])


def hop_examples() -> tuple[str, ...]:
    """An example for each kind of first step. Raises RuleError."""
    return tuple(rule.example for rule in _rules()[0].hops)


def find_hop(asked: Interpretation) -> Hop | None:
    """The two steps that the question takes; None: it asks of its name directly, or names several or none."""
    if asked.kind not in KINDS_OF_HOPS or len({(n.start, n.end) for n in asked.named}) != 1 or not asked.named[0].end:
        return None
    rules, compiled = _rules()
    masked = mask(asked)
    for rule in (rules.hops[which] for which in _hops().find(masked)):
        found = compiled[rule.match].search(masked)
        rest = f"{masked[: found.start()]}{NAME}{masked[found.end() :]}"
        then = (rule.then,) if rule.then is not None else _find_then(rest)
        ranks = rule.gathers and asked.kind == RANK
        if ranks and asked.relation is not None:
            then = (rank.relation_of(asked) or asked.relation,)
        if then and (ranks or asked.kind != RANK or not rule.gathers):
            return Hop(rule.first, then, rest, rule.then is not None, rule.strict, ranks)
    return None


def _find_then(rest: str) -> tuple[str, ...]:
    said = _thens().find_first(rest)
    if said is not None:
        return _rules()[0].thens[said].relations
    relation = find_relation(rest if any(map(is_cjk, rest)) else rest.replace(NAME, "it"), None)
    return (relation,) if relation is not None else ()
