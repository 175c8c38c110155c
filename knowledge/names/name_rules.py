"""rules/name_shapes.yaml, and an article as names are looked for in it. Decides on no name."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from knowledge.names.dictionary import is_common
from knowledge.rules import Rule, own_rules
from knowledge.types import EntityKind

Span = tuple[int, int]
COUNTED = 200_000
"""Characters in which uses of a name are counted; bounds the work on hostile input. Real articles have some 20,000."""

MANY = 50
"""Uses of a name that are looked at one by one; bounds the work on hostile input."""


class NameShapeRules(Rule):
    """rules/name_shapes.yaml."""

    surnames: str
    double_surnames: tuple[str, ...]
    doubtful_surnames: str
    not_given: str
    seldom_given: str
    person_acts: tuple[str, ...]
    transliteration: str
    leads: tuple[str, ...]
    generic_ends: tuple[str, ...]
    acts: tuple[str, ...]
    firm_acts: tuple[str, ...]
    dated_acts: tuple[str, ...]
    sure_acts: tuple[re.Pattern[str], ...]
    after_names: tuple[str, ...]
    modals: tuple[str, ...]
    raises: tuple[str, ...]
    list_marks: tuple[str, ...]
    possessive: str
    openings: tuple[str, ...]
    firm_leads: tuple[str, ...]
    makes: tuple[str, ...]
    company_suffixes: tuple[str, ...]
    fund_suffixes: tuple[str, ...]
    soft_suffixes: tuple[str, ...]
    loose_suffixes: frozenset[str]
    sectors: frozenset[str]
    same_suffixes: frozenset[str]
    idle_suffixes: frozenset[str]
    latin_company_suffixes: tuple[str, ...]
    sure_latin_suffixes: tuple[str, ...]
    same_latin: frozenset[str]
    investors: tuple[str, ...]
    latin_fund_suffixes: tuple[str, ...]
    ordinary_stems: frozenset[str]
    ordinary_latin: str


@cache
def shape_rules() -> NameShapeRules:
    """rules/name_shapes.yaml, read once. Raises RuleError."""
    rules: NameShapeRules = own_rules("name_shapes.yaml", NameShapeRules)
    return rules


@dataclass(frozen=True)
class Reading:
    """An article as names are looked for in it."""

    twin: str
    """In simplified characters and half-width marks, as long as the article's text; Latin letters keep their case."""
    known: Mapping[int, int]
    """Start -> end of the names that the lexicon knows."""

    @cached_property
    def title(self) -> str:
        """The first line."""
        return self.twin.split("\n", 1)[0]

    def is_known(self, at: int) -> bool:
        """Whether a known name stands at that place."""
        which = bisect_right(self._starts, at)
        return which > 0 and at < self.known[self._starts[which - 1]]

    def count(self, name: str) -> int:
        """How often the article writes name; only its beginning counts, as far as real articles go."""
        if name not in self._counts:
            self._counts[name] = self.twin.count(name, 0, COUNTED)
        return self._counts[name]

    def places(self, name: str) -> Iterator[int]:
        """Where the article writes name, at most MANY times."""
        at = self.twin.find(name, 0, COUNTED)
        for _ in range(MANY):
            if at < 0:
                return
            yield at
            at = self.twin.find(name, at + 1, COUNTED)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return {}

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sorted(self.known))

    def is_used(self, name: str, times: int) -> bool:
        """Whether the article writes name at least so often."""
        return times < 2 or self.count(name) >= times


@dataclass(frozen=True, slots=True)
class Shape:
    """What a slot of an introduction takes."""

    kind: EntityKind | None
    """None: another name of the entity before it."""
    regex: str
    parse: Callable[[Reading, int, int], Span | None]
    """The span of the name within the span that the regex matched."""


def is_coined(name: str) -> bool:
    """Whether name is not made of ordinary words only, each of two characters or more."""
    if len(name) < 2 or name in shape_rules().ordinary_stems or has_function(name):
        return False
    if name.startswith(shape_rules().leads) or name.endswith(shape_rules().generic_ends):
        return False
    return not is_common(name)


def has_function(name: str) -> bool:
    return not _not_given().isdisjoint(name)


@cache
def _not_given() -> frozenset[str]:
    return frozenset(shape_rules().not_given)


@cache
def ordinary_latin() -> frozenset[str]:
    return frozenset(shape_rules().ordinary_latin.split())
