"""The forms of rules/units.yaml, and its words as tables."""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import cache
from typing import Literal, TypeVar

from knowledge.rules import Rule, own_rules
from knowledge.values.value_words import WordTable

Bound = Literal["about", "at_least", "at_most", "over"]


class Words(Rule):
    """Words of one meaning; what would make other words of them; a text that shows them."""

    words: tuple[str, ...]
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    example: str


class Numerals(Rule):
    """The characters and words of numbers."""

    digits: dict[str, int]
    scales: dict[str, int]
    formal: dict[str, str]
    some: dict[str, tuple[int, int]]
    some_not_before: tuple[str, ...]
    some_not_after: tuple[str, ...]
    gaps: tuple[str, ...]
    point: str
    spoken_scales: dict[str, int]
    half: str
    half_not_before: tuple[str, ...]
    latin_and_half: str
    short_before: tuple[str, ...]
    tenths: str
    more: tuple[Words, ...]
    latin_digits: dict[str, int]
    latin_scales: dict[str, int]
    latin_some: dict[str, tuple[int, int]]
    latin_half: tuple[str, ...]
    letters: dict[str, int]


class Currency(Rule):
    """A currency: what stands before (US$) and after (美元) its amounts."""

    unit: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    example: str


class Measure(Words):
    """A unit."""

    unit: str
    duration: bool = False
    half: bool = False
    """The words themselves say "and a half" (个半月)."""
    open: bool = False
    """The words themselves say "and more" (个多月)."""
    times: int = 1
    """What one is in the unit: 成 is 10 %."""
    most: int | None = None
    """Larger plain numbers are not of it: 2023年 is no duration."""
    has_versions: bool = False
    """In Chinese a Latin name and its version may stand before it: RTX 4090显卡 counts nothing."""


class Fixed(Words):
    """Words that are a value by themselves (一半, double)."""

    unit: str
    value: Decimal
    bound: Bound | None = None


class Qualifier(Words):
    """What bounds a number (超过, 左右)."""

    bound: Bound
    only: Literal["scale", "round", "few"] | None = None


class Qualifiers(Rule):
    """Those before and those after a number."""

    before: tuple[Qualifier, ...]
    after: tuple[Qualifier, ...]


class Pair(Rule):
    """An opener and the connector it allows (between … and)."""

    opener: str
    connector: str
    example: str


class Ranges(Rule):
    """What joins the two ends of a range."""

    connectors: tuple[str, ...]
    pairs: tuple[Pair, ...]
    changes: tuple[str, ...]
    became: tuple[str, ...]


class UnitRules(Rule):
    """rules/units.yaml."""

    numerals: Numerals
    articles: tuple[str, ...]
    indefinite: tuple[str, ...]
    each: str
    ordinals: tuple[str, ...]
    currencies: tuple[Currency, ...]
    per: tuple[str, ...]
    money_before: tuple[str, ...]
    money_after: tuple[str, ...]
    money_after_fillers: tuple[str, ...]
    conversions: tuple[str, ...]
    heads: tuple[Measure, ...]
    head_fillers: tuple[str, ...]
    bare_letters: dict[str, str]
    bare_not: tuple[str, ...]
    fraction: str
    shares: tuple[str, ...]
    measures: tuple[Measure, ...]
    classifiers: tuple[Measure, ...]
    nouns: tuple[Measure, ...]
    modifiers: tuple[str, ...]
    fixed: tuple[Fixed, ...]
    qualifiers: Qualifiers
    fillers: tuple[str, ...]
    ranges: Ranges


class Kind(Enum):
    """What sort of unit words are."""

    MONEY = auto()
    MEASURE = auto()
    DURATION = auto()
    CLASSIFIER = auto()
    NOUN = auto()
    MODIFIER = auto()
    """No unit: stands between a number and what it counts."""


@dataclass(frozen=True, slots=True)
class UnitWord:
    """A word after a number."""

    kind: Kind
    unit: str
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    times: int = 1
    open: bool = False
    most: int | None = None
    half: bool = False
    has_versions: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """A word that nothing makes another word of."""

    words: str
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitWords:
    """rules/units.yaml as word tables."""

    rules: UnitRules
    more: WordTable[Words]
    currency_before: WordTable[Plain]
    units: WordTable[UnitWord]
    """All that may stand after a number."""
    own_units: WordTable[UnitWord]
    """The same without modifiers."""
    counted: WordTable[UnitWord]
    """Nouns and modifiers: what may stand after a classifier."""
    heads: WordTable[UnitWord]
    head_fillers: WordTable[Plain]
    money_after_fillers: WordTable[Plain]
    conversions: WordTable[Plain]
    per: WordTable[Plain]
    connectors: WordTable[Plain]
    fixed: WordTable[Fixed]
    before: WordTable[Qualifier]
    after: WordTable[Qualifier]
    fillers: WordTable[Plain]


@cache
def unit_words() -> UnitWords:
    """The rules of units, read once. Raises RuleError."""
    rules = own_rules("units.yaml", UnitRules)
    connectors = {*rules.ranges.connectors, *(pair.connector for pair in rules.ranges.pairs)}
    nouns = _units(rules.nouns, Kind.NOUN)
    modifiers = [(word, UnitWord(Kind.MODIFIER, word)) for word in rules.modifiers]
    money = [
        (word, UnitWord(Kind.MONEY, currency.unit, currency.not_before, currency.not_after))
        for currency in rules.currencies
        for word in currency.after
    ]
    units = [*money, *_measures(rules), *_units(rules.classifiers, Kind.CLASSIFIER), *nouns]
    return UnitWords(
        rules=rules,
        more=_table(rules.numerals.more),
        currency_before=WordTable(
            (word, Plain(currency.unit)) for currency in rules.currencies for word in currency.before
        ),
        units=WordTable([*units, *modifiers]),
        own_units=WordTable(units),
        counted=WordTable([*nouns, *modifiers]),
        heads=WordTable(_units(rules.heads, Kind.NOUN)),
        head_fillers=_plain(rules.head_fillers),
        money_after_fillers=_plain(rules.money_after_fillers),
        conversions=_plain(rules.conversions),
        per=_plain(rules.per),
        connectors=_plain(tuple(connectors)),
        fixed=_table(rules.fixed),
        before=_table(rules.qualifiers.before),
        after=_table(rules.qualifiers.after),
        fillers=_plain(rules.fillers),
    )


def _measures(rules: UnitRules) -> list[tuple[str, UnitWord]]:
    durations = tuple(rule for rule in rules.measures if rule.duration)
    others = tuple(rule for rule in rules.measures if not rule.duration)
    return [*_units(durations, Kind.DURATION), *_units(others, Kind.MEASURE)]


def _units(rules: tuple[Measure, ...], kind: Kind) -> list[tuple[str, UnitWord]]:
    return [
        (
            word,
            UnitWord(
                kind,
                rule.unit,
                rule.not_before,
                rule.not_after,
                rule.times,
                rule.open,
                rule.most,
                rule.half,
                rule.has_versions,
            ),
        )
        for rule in rules
        for word in rule.words
    ]


def _plain(words: tuple[str, ...]) -> WordTable[Plain]:
    return WordTable((word, Plain(word)) for word in words)


W = TypeVar("W", bound=Words)


def _table(rules: tuple[W, ...]) -> WordTable[W]:
    return WordTable((word, rule) for rule in rules for word in rule.words)
