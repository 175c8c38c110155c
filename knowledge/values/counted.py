"""What a number is of: the currency, measure or counted noun after it, by the words of rules/units.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.values.number import Number
from knowledge.values.value_rules import Kind, unit_words
from knowledge.values.value_words import is_latin

_CONTEXT = 12
"""Characters before a bare number in which a word such as 融资 makes it money."""
_CLAUSE_END = re.compile("[,;。!?\\n\u2e41]")
_LATIN_NAME = re.compile(r"[a-z][a-z0-9.&-]{0,15} ?(?:[a-z][a-z0-9.&-]{0,15} ?)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit and where its words end."""

    name: str
    end: int
    kind: Kind
    times: int = 1
    """What one is in the unit: 成 is 10 %."""
    open: bool = False
    """The words say "and more" (个多月)."""
    half: bool = False
    """The words say "and a half" (个半月)."""
    has_versions: bool = False
    """A Latin name right before makes the number its version (RTX 4090显卡)."""


def parse_unit(twin: str, number: Number) -> Unit | None:
    """The unit right after number in a folded text; None: none."""
    start = number.end
    unit = _unit_at(twin, start, number)
    if unit is None and twin.startswith(" ", start):
        unit = _unit_at(twin, start + 4 if twin.startswith(" of ", start) else start + 1, number)
    return unit


def _unit_at(twin: str, start: int, number: Number) -> Unit | None:
    found = unit_words().units.starting_at(twin, start)
    if found is None:
        return None
    word, end = found
    if word.kind is Kind.MODIFIER:
        noun = _noun(twin, start, has_chinese=False)
        found = None if noun else unit_words().own_units.starting_at(twin, start)  # 四五 个人: no 个人用户
        if found is None:
            return noun
        word, end = found
    if word.most is not None and number.high > word.most and number.written in ("plain", "scale"):
        return None
    has_versions = word.has_versions and not is_latin(twin[end - 1])
    unit = Unit(word.unit, end, word.kind, word.times, word.open, word.half, has_versions)
    return (
        _noun(twin, end + twin.startswith(" ", end), has_chinese=True) or unit if word.kind is Kind.CLASSIFIER else unit
    )


def _noun(twin: str, start: int, *, has_chinese: bool) -> Unit | None:
    """The counted noun at start, after up to two modifiers and, in Chinese, a Latin name (5万个Azure用户)."""
    counted = unit_words().counted
    for _ in range(3):
        found = counted.starting_at(twin, start)
        if found is None:
            break
        word, end = found
        if word.kind is Kind.NOUN:
            return Unit(word.unit, end, Kind.NOUN)
        has_chinese = has_chinese or not is_latin(word.unit[0])
        start = end + twin.startswith(" ", end)
    name = _LATIN_NAME.match(twin, start) if has_chinese else None
    found = counted.starting_at(twin, name.end()) if name else None
    is_chinese_noun = found is not None and found[0].kind is Kind.NOUN and not is_latin(twin[found[1] - 1])
    return Unit(found[0].unit, found[1], Kind.NOUN) if found and is_chinese_noun else None


def find_head(twin: str, end: int) -> str | None:
    """The unit that the noun before a bare number names (用户已超2亿); None: no such noun stands there."""
    words = unit_words()
    for _ in range(4):
        head = words.heads.ending_at(twin, end)
        if head:
            return head[0].unit
        other = words.before.ending_at(twin, end) or words.head_fillers.ending_at(twin, end)
        if other is None:
            return None
        end = other[1]
    return None


def is_about_money(twin: str, start: int, end: int) -> bool:
    """Whether the words around a number that names no currency make it money (融资2亿, 100亿的估值)."""
    before = _CLAUSE_END.split(twin[max(0, start - _CONTEXT) : start])[-1]
    return _money_before().search(before) is not None or _is_before_money(twin, end)


def _is_before_money(twin: str, end: int) -> bool:
    words = unit_words()
    for _ in range(3):
        if twin.startswith(words.rules.money_after, end):
            return True
        filler = words.money_after_fillers.starting_at(twin, end)
        if filler is None:
            return False
        end = filler[1]
    return False


@cache
def _money_before() -> re.Pattern[str]:
    words = unit_words().rules.money_before
    return re.compile("|".join(rf"(?<![a-z]){word}(?![a-z])" if is_latin(word[0]) else word for word in words))
