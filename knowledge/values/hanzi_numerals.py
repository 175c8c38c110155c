"""Runs of Chinese numerals as numbers: 三百二十五, 两三亿, 几十万."""

from decimal import Decimal
from functools import cache, lru_cache

from knowledge.values.number import MOST_HANZI, MYRIAD, Number
from knowledge.values.value_rules import unit_words


@cache
def hanzi_values() -> dict[str, int]:
    """Characters -> what they stand for, digits and scales, formal ones too."""
    rules = unit_words().rules.numerals
    values = {**rules.digits, **rules.scales}
    return values | {formal: values[plain] for formal, plain in rules.formal.items()}


@lru_cache(maxsize=1024)
def parse_hanzi(run: str) -> Number | None:
    """A run of Chinese numerals, end not set; two neighbours (两三亿, 二三十) and 几 are a range."""
    rules = unit_words().rules.numerals
    values = hanzi_values()
    if len(run) > MOST_HANZI or (len(run) == 1 and run in rules.formal):
        return None
    ends = [[rules.some[char][side] if char in rules.some else values[char] for char in run] for side in (0, 1)]
    pairs = [i for i in range(len(run) - 1) if max(ends[0][i], ends[0][i + 1]) < 10 and ends[0][i]]
    if len(pairs) > 1 or (
        pairs and not _are_neighbours(run[pairs[0] : pairs[0] + 2], ends[0][pairs[0] : pairs[0] + 2])
    ):
        return None
    if pairs:
        del ends[0][pairs[0] + 1], ends[1][pairs[0]]
    low, high = (_to_value(tokens) for tokens in ends)
    if low is None or high is None:
        return None
    rough = low != high
    factor = _last_scale([values.get(char, 1) for char in run])
    alone = ends[0][0] >= 100
    written = "scale" if alone else "scaled" if factor >= MYRIAD or low >= MYRIAD else "plain"
    return Number(Decimal(low), Decimal(high), 0, factor, approximate=rough or alone, written=written)


def _are_neighbours(chars: str, digits: list[int]) -> bool:
    return digits[1] == digits[0] + 1 or chars in unit_words().rules.numerals.gaps


def _last_scale(tokens: list[int]) -> int:
    factor = 1
    for value in reversed(tokens[1:]):
        if value < 10:
            break
        factor *= value
    return factor if factor >= 100 else 1


def _to_value(tokens: list[int]) -> int | None:
    """Digits (below 10) and scales as one number; None: they make none (零一万, 万一, 亿万)."""
    if (tokens[0] == 0 and len(tokens) > 1) or (tokens[0] >= 100 and min(tokens) < 10):
        return None
    total, start = 0, 0
    for i, value in enumerate(tokens):
        if value < MYRIAD:
            continue
        section = _to_section(tokens[start:i]) if i > start else 0 if i else 1
        if section is None or (section == 0 and not 0 < total < value):
            return None
        total = total + section * value if total > value else (total + section) * value
        start = i + 1
    last = _to_section(tokens[start:]) if start < len(tokens) else 0
    if last is None:
        return None
    before = tokens[start - 1] if start else 0
    is_short = before and start == len(tokens) - 1 and last < 10  # 三万五
    return total + (last * before // 10 if is_short else last)


def _to_section(tokens: list[int]) -> int | None:
    """A number below ten thousand: 三百二十五, 零五, 一百五 (150); at its start 百 and 十 need no digit."""
    total, digit, floor = 0, -1, MYRIAD
    for i, value in enumerate(tokens):
        if value < 10:
            if digit > 0:
                return None
            digit = value
            continue
        if value >= floor or (digit < 1 and i):
            return None
        total, digit, floor = total + max(digit, 1) * value, -1, value
    if digit < 0:
        return total
    before = tokens[-2] if len(tokens) > 1 else 0
    return total + (digit * before // 10 if before >= 100 else digit)
