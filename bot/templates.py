"""The rules by which questions are understood: YAML in, compiled patterns out. Understands nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import re2
from pydantic import Field

from bot.pattern_set import PatternSet
from bot.plain import compile_pattern
from bot.types import Interpretation
from knowledge.errors import RuleError
from knowledge.facts.relations import FILES, Asked, RelationRule, RelationRules
from knowledge.rules import Rule, load_rules, own_rules
from knowledge.types import EntityKind

RULES = Path(__file__).parent / "rules"
FORM_OF = {EntityKind.FUND: "company", EntityKind.ORGANISATION: "company"}
"""The form of answer that an entity is, where it is not named as its kind is."""
INTENTS = (
    "chat",
    "meta",
    "outside",
    "why",
    "shared",
    "ties",
    "compare",
    "conflicts",
    "quote",
    "rank",
    "timeline",
    "count",
    "profile",
    "concept",
    "yesno",
    "list",
    "person",
)
"""Kinds that a pattern can show, the one to prefer first; a question that shows none asks for a fact."""


class PatternRule(Rule):
    """A pattern over a folded question (RE2 syntax), with a question that it is there for."""

    match: str
    example: str


class IntentRules(Rule):
    """rules/intents/<kind>.yaml."""

    kind: str
    patterns: tuple[PatternRule, ...]


class TypeRule(Rule):
    """A form of answer."""

    type: str
    takes: tuple[str, ...]
    patterns: tuple[PatternRule, ...]


class TypeRules(Rule):
    """rules/answer_types.yaml."""

    types: tuple[TypeRule, ...]


class AskedRule(Rule):
    """How one relation is asked for."""

    ask: str
    forms: tuple[str, ...]
    types: Annotated[tuple[str, ...], Field(min_length=1)]
    """The forms its answer can have, the usual one first; `words` where that is no value at all."""
    closed: bool
    example: str
    units: tuple[str, ...] = ()
    """What a count of it counts, as `values` names units; empty: anything."""
    kin: tuple[str, ...] = ()
    """Relations whose values, in a passage, may be what is asked for."""
    also: tuple[str, ...] = ()
    """Relations whose facts answer it as well: who led a round has invested."""
    compared: str | None = None
    """What names it where several are put in order (RE2 syntax): 谁融得多 asks for no amount."""
    of: tuple[EntityKind, ...] = ()
    """Kinds of entity that it is asked of: how old is asked of a person; empty: of anything."""
    side: Literal["subject", "object"] | None = None
    """The side of its facts on which the question's name stands: who bought X asks of X bought; None: either."""


class AskedRules(Rule):
    """rules/asked.yaml."""

    relations: Mapping[str, AskedRule]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern and what it shows."""

    shows: str
    search: "re2.Pattern"  # type: ignore[type-arg, unused-ignore]
    example: str


def _compile(file: str, key: str, rule: PatternRule, shows: str) -> Pattern:
    try:
        return Pattern(shows, compile_pattern(rule.match), rule.example)
    except (KeyError, re2.error) as error:
        raise RuleError(f"{file}: {key}.match: {error}") from error


@cache
def intent_patterns() -> tuple[Pattern, ...]:
    """The patterns of all kinds, in the order of preference. Raises RuleError."""
    patterns = []
    for kind in INTENTS:
        file = f"intents/{kind}.yaml"
        rules = load_rules(RULES / file, IntentRules)
        if rules.kind != kind:
            raise RuleError(f"{file}: kind: {rules.kind}, not {kind}")
        patterns += [_compile(file, f"patterns.{i}", rule, kind) for i, rule in enumerate(rules.patterns)]
    return tuple(patterns)


@cache
def answer_types() -> tuple[tuple[TypeRule, tuple[Pattern, ...]], ...]:
    """The forms of answer with their patterns, in the order of preference. Raises RuleError."""
    rules = load_rules(RULES / "answer_types.yaml", TypeRules).types
    return tuple(
        (rule, tuple(_compile("answer_types.yaml", rule.type, pattern, rule.type) for pattern in rule.patterns))
        for rule in rules
    )


@cache
def compared_relations() -> tuple[Pattern, ...]:
    """What names the relations by which several are put in order, in the order of preference. Raises RuleError."""
    given = ((name, rule) for name, (rule, _) in asked_relations().items() if rule.compared is not None)
    return tuple(
        _compile("asked.yaml", name, PatternRule(match=rule.compared or "", example=rule.example), name)
        for name, rule in given
    )


@cache
def asked_relations() -> Mapping[str, tuple[AskedRule, Pattern]]:
    """The relations that can be asked for, with the pattern of each, in the order of preference. Raises RuleError.

    First those of rules/asked.yaml; after them the relations whose own block says how they are asked for.
    """
    rules = load_rules(RULES / "asked.yaml", AskedRules).relations
    blocks = (block for file in FILES for block in own_rules(f"relations/{file}.yaml", RelationRules).relations.items())
    own = {name: to_asked(rule, rule.asked) for name, rule in blocks if rule.asked}
    if twice := sorted(rules.keys() & own.keys()):
        raise RuleError(f"asked.yaml: {twice[0]}: its block in relations says how it is asked for too")
    return {
        name: (rule, _compile(file, name, PatternRule(match=rule.ask, example=rule.example), name))
        for file, given in (("asked.yaml", rules), ("relations", own))
        for name, rule in given.items()
    }


@cache
def _intents() -> PatternSet:
    return PatternSet([pattern.search for pattern in intent_patterns()])


@cache
def _relations() -> tuple[tuple[str, ...], PatternSet]:
    return tuple(asked_relations()), PatternSet([pattern.search for _, pattern in asked_relations().values()])


@cache
def _types() -> tuple[tuple[str, ...], PatternSet]:
    given = [(rule.type, pattern.search) for rule, patterns in answer_types() for pattern in patterns]
    return tuple(form for form, _ in given), PatternSet([search for _, search in given])


@cache
def _compared() -> PatternSet:
    return PatternSet([pattern.search for pattern in compared_relations()])


def find_intents(twin: str) -> tuple[Pattern, ...]:
    """Those of `intent_patterns` that a folded question holds, in their order."""
    return tuple(intent_patterns()[which] for which in _intents().find(twin))


def find_asked(twin: str) -> frozenset[str]:
    """The relations of `asked_relations` whose pattern a folded question holds."""
    names, patterns = _relations()
    return frozenset(names[which] for which in patterns.find(twin))


def find_form(twin: str) -> str | None:
    """The first of `answer_types` of which a folded question holds a pattern; None: it holds none."""
    forms, patterns = _types()
    first = patterns.find_first(twin)
    return forms[first] if first is not None else None


def find_compared(twin: str) -> str | None:
    """The first of `compared_relations` that a folded question names; None: it names none."""
    first = _compared().find_first(twin)
    return compared_relations()[first].shows if first is not None else None


def to_asked(rule: RelationRule, asked: Asked) -> AskedRule:
    """How a relation is asked for by its own block: closed, its answer of the form its values have."""
    counted = tuple(unit for unit in rule.units if unit not in ("money", "percent"))
    types = _types_of(rule)
    return AskedRule(
        ask=asked.ask,
        forms=asked.forms,
        types=types,
        closed=True,
        example=asked.example,
        units=counted,
        of=tuple(dict.fromkeys((*rule.subject, *rule.object))),
    )


def _types_of(rule: RelationRule) -> tuple[str, ...]:
    """The forms of answer that the values of a relation have."""
    match rule.value:
        case "quantity":
            counted = ("count", "number") if set(rule.units) - {"money", "percent"} else ()
            return (*counted, *(unit for unit in ("money", "percent") if unit in rule.units))
        case "object":
            kinds = dict.fromkeys(FORM_OF.get(kind, kind.value) for kind in rule.object)
            return (*kinds, *(("place",) if EntityKind.ORGANISATION in rule.object else ()))
        case "period":
            return ("period",)
    return ("place",)  # words: a question for a place takes them, one without a form of its own as well


def asking_words(relation: str | None, plain: str) -> str:
    """The words of a plain question that ask for the relation; empty: none do, it was taken over."""
    match = asked_relations()[relation][1].search.search(plain) if relation is not None else None
    return str(match.group()) if match is not None else ""


def is_closed(asked: Interpretation) -> bool:
    """Whether only a value that is bound to the relation answers: else the articles do not say."""
    return asked.relation is not None and asked_relations()[asked.relation][0].closed
