"""The relations: rules/relations/*.yaml in, compiled phrases out. Reads no article."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

import re2
from pydantic import Field

from knowledge.errors import RuleError
from knowledge.facts.patterns import CLAUSE_ENDS, Pattern, PatternIndex, compile_pattern
from knowledge.facts.sentences import COUNT, KIND_CODES, MONEY, PERCENT, PERIOD
from knowledge.facts.word_rules import word_rules
from knowledge.rules import Rule, own_rules
from knowledge.types import EntityKind

FILES = ("company", "people", "products", "funding", "business", "figures", "terms")
_FIRST_UNIT = 0xE100
"""The private-use character of the first unit; those of kinds and values are below."""
_LAST_UNIT = 0xE1FF


class Label(Rule):
    """What the bot calls a relation."""

    simplified: str = Field(alias="zh-Hans")
    traditional: str = Field(alias="zh-Hant")
    english: str = Field(alias="en")


class Example(Rule):
    """A sentence of our own and the fact it states: names and values as written."""

    text: str
    subject: str
    object: str | None = None
    quantity: str | None = None
    period: str | None = None
    words: str | None = None
    """The fact's text."""
    qualifier: str | None = None


class Asked(Rule):
    """How a relation is asked for, where nothing more has to be said of it than this."""

    ask: str
    """RE2 syntax, found in the folded question."""
    forms: tuple[str, ...] = Field(min_length=1)
    """Words that a passage holds beside the value where no fact fits."""
    example: str


class RelationRule(Rule):
    """A relation as its YAML block has it."""

    label: Label
    asked: Asked | None = None
    """None: nobody asks for it by name, or a block of the bot's own says how."""
    value: Literal["object", "quantity", "period", "text"]
    subject: tuple[EntityKind, ...]
    object: tuple[EntityKind, ...] = ()
    units: tuple[str, ...] = ()
    """money, percent, or what is counted (人, 家); empty: the relation takes no quantity."""
    telling: tuple[str, ...] = ()
    """Units that by themselves tell the relation (员工 -> headcount): the slot {telling}."""
    qualifier: tuple[str, ...] = ()
    """Word classes; the first with a word near the value gives the fact's qualifier."""
    carried: bool = True
    """Whether the subject may be the one spoken of before where the clause names none."""
    dated: Literal["paragraph", "sentence", "clause", "phrase"] = "sentence"
    """How far away the fact's period may stand; paragraph: in the sentence before too, where that opens with it."""
    negatable: bool = True
    """Whether a negation denies it; what did not happen has a reason too."""
    pronouns: bool = True
    """Whether a pronoun that stands for the subject will do."""
    single: Literal["ever", "moment", "span"] | None = None
    """Two values contradict each other ever (founded), at one moment (valuation), for one stretch of time (revenue)."""
    rows: tuple[str, ...] = ()
    """What heads a row (or column) of a table that holds this relation's values."""
    phrases: tuple[str, ...] = Field(min_length=1)
    nested: tuple[str, ...] = ()
    """Phrases that name it only in passing, within a statement of something else: marks outside are not its own."""
    blockers: tuple[str, ...] = Field(default=(), alias="not")
    """A match whose clause holds one of these is no fact."""
    examples: tuple[Example, ...] = Field(min_length=1)


class RelationRules(Rule):
    """rules/relations/*.yaml."""

    relations: dict[str, RelationRule]


@dataclass(frozen=True)
class WordClass:
    """Words that phrases name by one slot: {round}, {title}."""

    name: str
    words: Mapping[str, tuple[str, ...]]
    """Canonical word -> RE2 expressions over folded text."""

    @cached_property
    def expression(self) -> str:
        """One of the words."""
        found = sorted((one for group in self.words.values() for one in group), key=len, reverse=True)
        return "(?:" + "|".join(f"(?:{one})" for one in found) + ")"

    @cached_property
    def pattern(self) -> Pattern:
        """A phrase of just this class."""
        return compile_pattern(f"{{{self.name}}}", {self.name: self.expression})

    def to_canonical(self, words: str) -> str:
        """The canonical form of folded words; words themselves where no expression fits wholly."""
        for name, group in self.words.items():
            if any(re2.fullmatch(one, words) for one in group):
                return name
        return words


@dataclass(frozen=True)
class Relation:
    """A relation; its phrases are compiled when first asked for, as an answer needs none of them."""

    name: str
    rule: RelationRule
    qualifiers: tuple[WordClass, ...]
    place: str
    """Where it stands: file and name."""
    slots: Mapping[str, str] = field(compare=False)
    """The expression of every slot its phrases may use."""

    @cached_property
    def patterns(self) -> tuple[Pattern, ...]:
        """Its phrases. Raises RuleError."""
        keyed = (("phrases", self.rule.phrases), ("nested", self.rule.nested))
        return tuple(one for key, templates in keyed for one in self._compile(key, templates, needs_trigger=True))

    @cached_property
    def blockers(self) -> tuple[Pattern, ...]:
        """Phrases beside which a match is no fact. Raises RuleError."""
        return tuple(self._compile("not", self.rule.blockers, needs_trigger=False))

    def _compile(self, key: str, templates: Iterable[str], *, needs_trigger: bool) -> Iterable[Pattern]:
        barred = "".join(KIND_CODES[kind] for kind in {*self.rule.subject, *self.rule.object})
        return _patterns(f"{self.place}.{key}", templates, self.slots, barred, needs_trigger=needs_trigger)

    @cached_property
    def blocker_index(self) -> PatternIndex:
        """The blockers, to be asked which of them may match."""
        return PatternIndex(self.blockers)

    @cached_property
    def subject_codes(self) -> str:
        """The private-use characters of the kinds a subject may be."""
        return "".join(KIND_CODES[kind] for kind in self.rule.subject)

    @cached_property
    def object_codes(self) -> str:
        """The same of its objects."""
        return "".join(KIND_CODES[kind] for kind in self.rule.object)

    def takes(self, unit: str, *, is_money: bool) -> bool:
        """Whether a quantity in that unit can be a value of the relation."""
        if is_money:
            return "money" in self.rule.units
        return ("percent" if unit == "%" else unit) in self.rule.units


@dataclass(frozen=True)
class Relations:
    """All relations, ready to be matched."""

    by_name: Mapping[str, Relation]
    words: Mapping[str, WordClass]
    units: Mapping[str, str]
    """Unit -> the private-use character for counts of it."""

    @cached_property
    def _entries(self) -> tuple[tuple[Relation, Pattern], ...]:
        return tuple((relation, pattern) for relation in self.by_name.values() for pattern in relation.patterns)

    @cached_property
    def _index(self) -> PatternIndex:
        return PatternIndex([pattern for _, pattern in self._entries])

    def find_candidates(self, coded: str) -> tuple[tuple[Relation, Pattern], ...]:
        """The phrases all of whose needs stand in coded, in the order of the rules."""
        return tuple(self._entries[place] for place in self._index.find(coded))


@cache
def load_relations() -> Relations:
    """The relations of rules/relations. Raises RuleError naming file and relation; of a phrase, when first matched."""
    classes = {name: WordClass(name, words) for name, words in word_rules().words.items()}
    rules: dict[str, tuple[str, RelationRule]] = {}
    for path in (f"relations/{file}.yaml" for file in FILES):
        for name, rule in own_rules(path, RelationRules).relations.items():
            if name in rules:
                raise RuleError(f"{path}: {name}: stands in {rules[name][0]} too")
            rules[name] = (path, rule)
    counted = sorted({unit for _, rule in rules.values() for unit in rule.units} - {"money", "percent"})
    units = {unit: chr(_FIRST_UNIT + place) for place, unit in enumerate(counted)}
    by_name = {name: _compile(f"{path}: {name}", name, rule, classes, units) for name, (path, rule) in rules.items()}
    return Relations(by_name, classes, units)


def _compile(
    place: str, name: str, rule: RelationRule, classes: Mapping[str, WordClass], units: Mapping[str, str]
) -> Relation:
    if unknown := [one for one in rule.qualifier if one not in classes]:
        raise RuleError(f"{place}.qualifier: no word class {unknown[0]!r}")
    if unknown := [unit for unit in rule.telling if unit not in rule.units]:
        raise RuleError(f"{place}.telling: {unknown[0]!r} is not among its units")
    return Relation(name, rule, tuple(classes[one] for one in rule.qualifier), place, _slots(rule, classes, units))


def _patterns(
    place: str, templates: Iterable[str], slots: Mapping[str, str], barred: str, *, needs_trigger: bool
) -> Iterable[Pattern]:
    for number, template in enumerate(templates):
        try:
            pattern = compile_pattern(template, slots, barred)
        except ValueError as error:
            raise RuleError(f"{place}.{number}: {error}") from error
        if needs_trigger and not pattern.triggers:
            raise RuleError(f"{place}.{number}: no word of {template!r} is always there")
        yield pattern


def _slots(rule: RelationRule, classes: Mapping[str, WordClass], units: Mapping[str, str]) -> dict[str, str]:
    """The expression of every slot a phrase of the relation may use."""
    subject, one = (f"[{''.join(KIND_CODES[kind] for kind in kinds)}]" for kinds in (rule.subject, rule.object))
    person, place, fund = (KIND_CODES[kind] for kind in (EntityKind.PERSON, EntityKind.PLACE, EntityKind.FUND))
    slots = {
        "subject": subject,
        "subjects": _listed(subject, named=True),
        "money": MONEY,
        "percent": PERCENT,
        "count": "".join(["[", *(units[unit] for unit in rule.units if unit in units), COUNT, "]"]),
        "telling": "".join(["[", *(units[unit] for unit in rule.telling), "]"]) if rule.telling else COUNT,
        "moneys": _listed(MONEY),
        "percents": _listed(PERCENT),
        "number": rf"[{COUNT}\x{{{_FIRST_UNIT:x}}}-\x{{{_LAST_UNIT:x}}}]",
        "period": PERIOD,
        "periods": _listed(PERIOD),
        "person": person,
        "place": place,
        "fund": fund,
        "text": f"[^{CLAUSE_ENDS}]{{1,100}}",
        "words": f"[^{CLAUSE_ENDS}]{{1,24}}?",
    }
    if rule.object:
        slots |= {"object": one, "objects": _listed(one, named=True)}
    for name, found in classes.items():
        slots |= {name: found.expression, f"{name}s": _listed(found.expression)}
    return slots


def _listed(member: str, *, named: bool = False) -> str:
    """One member or more; named: they are entities, which may be described (A, the London fund B).

    Without an upper bound: RE2 is linear all the same, and a bound would make the program that many times larger.
    """
    rule = word_rules().lists
    between = f"(?:{rule.join})(?:{rule.before})" if named else f"(?:{rule.words_join})"
    return f"{member}(?:{between}{member})*"
