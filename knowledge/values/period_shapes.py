"""Where a folded text may name a period, by the patterns of rules/times.yaml; what they mean is periods.py's.

Weighed: dateparser reads one date in 2.8 ms, always as a day and never how exact, no halves, no 年底, and of Chinese
only 2023年4月 and the like; its search took 5 to 10 ms a sentence and found the "a year" of "a year earlier".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from types import MappingProxyType

from knowledge.errors import RuleError
from knowledge.rules import Rule, own_rules
from knowledge.values.value_rules import unit_words
from knowledge.values.value_words import is_latin, to_finder

_LOOK = 6
"""Characters by which the patterns for a place are chosen: with one, English text took twice as long."""


class TimePattern(Rule):
    """A pattern over the macros; the characters it may start with; a text that it reads, and as what."""

    pattern: str
    starts: tuple[str, ...]
    not_after: tuple[str, ...] = ()
    example: str
    reads: str = ""


class Festival(Rule):
    """Days of the year with a name; without a month: those of the lunar new year."""

    words: tuple[str, ...]
    days: int
    month: int | None = None
    day: int | None = None
    example: str


class TimeWords(Rule):
    """Words and what they count: years, months, weeks or days from now, or their number in the year."""

    years: dict[str, int]
    carried: dict[str, int]
    carried_months: dict[str, int]
    carried_days: dict[str, int]
    quarters: dict[str, int]
    months: dict[str, int]
    weeks: dict[str, int]
    days: dict[str, int]
    weekday: dict[str, int]
    name: dict[str, int]
    unit: dict[str, str]
    part: dict[str, tuple[int, int]]
    lone: dict[str, tuple[int, int]]
    third: dict[str, tuple[int, int]]


class Future(Rule):
    """Words that put a period without a year ahead of the article, and what may not stand before them (原计划)."""

    before: tuple[str, ...]
    not_before_those: tuple[str, ...]
    after: tuple[str, ...]


class TimeRules(Rule):
    """rules/times.yaml."""

    macros: dict[str, str]
    words: TimeWords
    future: Future
    own_year: tuple[str, ...]
    after_side: tuple[str, ...]
    before_side: tuple[str, ...]
    festivals: tuple[Festival, ...]
    spring_festival: dict[int, tuple[int, int]]
    not_before: dict[str, tuple[str, ...]]
    not_after: dict[str, tuple[str, ...]]
    bare_year_not_before: tuple[str, ...]
    patterns: tuple[TimePattern, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Words that have the form of a period."""

    start: int
    end: int
    fields: Mapping[str, str]
    """Named parts as matched; empty: words that are no period and no quantity either (几年前)."""


@dataclass(frozen=True)
class _Pattern:
    expression: str
    not_after: tuple[str, ...]
    place: str
    """Where it stands, for whoever wrote it."""

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a text first has what it starts with, as all take a fifth of a second. Raises RuleError."""
        try:
            return re.compile(self.expression)
        except re.error as error:
            raise RuleError(f"{self.place}: {error}") from error


def time_rules() -> TimeRules:
    """The rules of times, read once. Raises RuleError."""
    rules: TimeRules = own_rules("times.yaml", TimeRules)
    return rules


@cache
def _patterns() -> tuple[re.Pattern[str], Mapping[str, tuple[_Pattern, ...]]]:
    """What finds a place where a pattern may start, and the patterns by what stands there."""
    rules = time_rules()
    macros = _macros(rules)
    by_start: dict[str, tuple[_Pattern, ...]] = {}
    for index, rule in enumerate(rules.patterns):
        try:
            pattern = _Pattern(_expand(rule.pattern, macros), rule.not_after, f"times.yaml: patterns.{index}")
        except KeyError as error:
            raise RuleError(f"times.yaml: patterns.{index}: {error}") from error
        for begin in sorted({begin for name in rule.starts for begin in _beginnings(name, rules)}):
            by_start[begin] = (*by_start.get(begin, ()), pattern)
    chosen = {
        begin: tuple(pattern for length in range(len(begin)) for pattern in by_start.get(begin[: length + 1], ()))
        for begin in by_start
    }
    return re.compile(to_finder(chosen)), MappingProxyType(chosen)


def compile_patterns() -> None:
    """Compiles all patterns now, so that no text waits for it. Raises RuleError."""
    for pattern in {id(one): one for some in _patterns()[1].values() for one in some}.values():
        _ = pattern.regex


def _macros(rules: TimeRules) -> dict[str, str]:
    tables = {name: tuple(getattr(rules.words, name)) for name in TimeWords.model_fields}
    tables["festival"] = tuple(word for festival in rules.festivals for word in festival.words)
    return rules.macros | {name: f"(?P<{name}>{_alternation(words, rules)})" for name, words in tables.items()}


def _alternation(words: tuple[str, ...], rules: TimeRules) -> str:
    return "|".join(_guarded(word, rules) for word in sorted(words, key=len, reverse=True))


def _guarded(word: str, rules: TimeRules) -> str:
    before = "".join(rf"(?<!{re.escape(other)})" for other in rules.not_after.get(word, ()))
    after = rules.not_before.get(word, ())
    ahead = f"(?!{'|'.join(map(re.escape, after))})" if after else ""
    border = "(?![a-z])" if is_latin(word[-1]) else "(?![0-9])" if word[-1].isascii() else ""
    return f"{before}{re.escape(word)}{border}{ahead}"


def _expand(pattern: str, macros: Mapping[str, str]) -> str:
    for _ in range(3):
        pattern = re.sub(r"\{([a-z_]+)\}", lambda match: f"(?:{macros[match[1]]})", pattern)
    return pattern


def _beginnings(name: str, rules: TimeRules) -> set[str]:
    """How the words of a table, or the literal, begin."""
    numerals = unit_words().rules.numerals
    if name == "digit":
        return set("0123456789")
    if name == "hanzi":
        return {*numerals.digits, *(char for char, value in numerals.scales.items() if value <= 100)}
    if name == "festival":
        words = {word for festival in rules.festivals for word in festival.words}
    else:
        words = set(getattr(rules.words, name, (name,)))
    return {word[:_LOOK] for word in words}


def find_shapes(twin: str) -> tuple[Shape, ...]:
    """The words of a folded text that have the form of a period, longest first at each place, not overlapping."""
    return tuple(_shapes(twin))


def _shapes(twin: str) -> Iterator[Shape]:
    trigger, by_start = _patterns()
    done = 0
    for place in trigger.finditer(twin):
        start = place.start()
        if start < done:
            continue
        shape = _longest(twin, start, by_start[place[0]])
        if shape:
            yield shape
            done = shape.end


def _longest(twin: str, start: int, patterns: tuple[_Pattern, ...]) -> Shape | None:
    matches = [match for pattern in patterns if (match := pattern.regex.match(twin, start)) and _fits(match, pattern)]
    if not matches:
        return None
    best = max(matches, key=lambda match: match.end())
    fields = {name: value for name, value in best.groupdict().items() if value is not None}
    span = "core" if "core" in fields else 0
    return Shape(best.start(span), best.end(span), fields)


_JOINTS = "-/.:"


def _fits(match: re.Match[str], pattern: _Pattern) -> bool:
    """Whether what stands before does not make another word or number of the match."""
    twin, start = match.string, match.start()
    if is_latin(twin[match.end() - 1]) and is_latin(twin[match.end() : match.end() + 1] or " "):
        return False
    before = twin[max(0, start - 2) : start]
    if not before:
        return True
    if pattern.not_after and before.endswith(pattern.not_after):
        return False
    if "0" <= twin[start] <= "9":
        has_year = "year" in match.re.groupindex and match["year"] is not None
        joined = before[-1] in _JOINTS and len(before) > 1 and before[0].isascii() and before[0].isalnum()
        return not joined and (has_year or not is_latin(before[-1]))
    numerals = unit_words().rules
    is_numeral = twin[start] in numerals.numerals.digits or twin[start] in numerals.numerals.scales
    return not (
        is_numeral
        and (
            before[-1] in numerals.numerals.digits
            or before[-1] in numerals.numerals.scales
            or before[-1].isdigit()
            or before.endswith(numerals.ordinals)
        )
    )
