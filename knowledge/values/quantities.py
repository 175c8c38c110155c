"""Amounts of money, percents, multiples, durations and counts in a text, with their spans. Dates are periods.py's.

The numbers are numerals.py's, their units counted.py's; what bounds them are words of rules/units.yaml.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from heapq import merge
from operator import methodcaller

from knowledge.types import Quantity
from knowledge.values.bounds import read_bounds
from knowledge.values.changes import starts_change
from knowledge.values.countable import NAME_JOINTS, is_countable, is_name_part, is_ordinal
from knowledge.values.counted import Unit, find_head, is_about_money, parse_unit
from knowledge.values.number import Number
from knowledge.values.numerals import number_starts, parse_number
from knowledge.values.value_rules import Bound, Kind, unit_words
from knowledge.values.value_words import is_latin, to_finder

_LARGEST_WHOLE = 10**8
"""三亿分之一 and beyond are no shares."""

_LARGEST_SHARE = 100
"""One in 100 and beyond are odds."""
_TENTHS = 10
"""What one 成 is in percent."""
_CONVERSION = 48
"""Characters in which the bracket that converts an amount must close."""

_MATCH_SPAN = methodcaller("span")

Found = tuple[Quantity, int, int]


def read_quantities(text: str, twin: str, taken: Sequence[tuple[int, int]]) -> tuple[Found, ...]:
    """The quantities of text, in order, none touching the sorted spans in taken (dates). twin: text folded."""
    found: list[Found] = []
    done, span, ends = 0, 0, (len(twin), len(twin))
    digits, followers = unit_words().rules.numerals.digits, _followers()
    for start, run_end in _starts(twin):
        while span < len(taken) and taken[span][1] <= start:
            done, span = max(done, taken[span][1]), span + 1
        limit, skip = taken[span] if span < len(taken) else ends
        if start < done:
            continue
        if limit <= start:
            done = skip
            continue
        if run_end - start == 1 and twin[start] in digits and twin[run_end : run_end + 1] not in followers:
            continue
        number = parse_number(twin, start)
        quantity = _read_fixed(text, twin, start, done) or (
            _read_number(text, twin, start, number, done) if number else None
        )
        if quantity and quantity[2] <= limit:
            quantity = _with_conversion(text, twin, quantity, limit) if quantity[0].is_money else quantity
            found.append(quantity)
            done = quantity[2]
        else:
            done = number.end if number else done
    return tuple(found)


def _starts(twin: str) -> Iterator[tuple[int, int]]:
    """Where a quantity may begin, in order, and where the run of characters that says so ends."""
    return merge(*(map(_MATCH_SPAN, finder.finditer(twin)) for finder in _finders()))


@cache
def _finders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    runs, words = number_starts()
    fixed = (word for rule in unit_words().rules.fixed for word in rule.words)
    return runs, re.compile(to_finder((*words, *fixed)) + "(?:(?<![a-z])|(?![a-z]))")


@cache
def _followers() -> frozenset[str]:
    """What can follow a single Chinese numeral that says how many; 一 mostly begins another word."""
    words = unit_words()
    numerals = words.rules.numerals
    return frozenset(" 0123456789").union(
        words.units.beginnings,
        words.more.beginnings,
        words.connectors.beginnings,
        words.rules.fraction[0],
        numerals.point,
        numerals.half,
    )


def _read_fixed(text: str, twin: str, start: int, floor: int) -> Found | None:
    found = unit_words().fixed.starting_at(twin, start)
    if found is None:
        return None
    rule, end = found
    number = Number(rule.value, rule.value, end)
    unit = Unit(rule.unit, end, Kind.MEASURE)
    bounds, begin, end = read_bounds(twin, number, unit, start, end, floor)
    bounds += [rule.bound] if rule.bound else []
    return _to_quantity(number, unit, bounds, text[begin:end]), begin, end


def _read_number(text: str, twin: str, start: int, number: Number, floor: int) -> Found | None:
    """The quantity of the number at start; words before floor belong to another one."""
    sign = unit_words().currency_before.ending_at(twin, start - twin.startswith(" ", start - 1) if start else 0)
    money = Unit(sign[0].words, number.end, Kind.MONEY) if sign and sign[1] >= floor else None
    begin = sign[1] if sign and money else start
    if is_ordinal(twin, begin):
        return None
    fraction = _read_fraction(twin, number)
    unit = fraction[1] if fraction else parse_unit(twin, number)
    number = fraction[0] if fraction else number
    if (
        money is None
        and is_name_part(twin, start)
        and not (unit and unit.kind is Kind.MONEY and twin[start - 1] not in NAME_JOINTS)
    ):
        return None
    joined = None if fraction else _join(twin, begin, number, unit, money)
    number, unit = joined or (number, unit)
    unit = _settle(twin, begin, number, unit, money)
    if unit is None or not is_countable(twin, start, number, unit):
        return None
    end = _read_tail(twin, max(number.end, unit.end), unit)
    extra = _read_extra(twin, unit, end)
    if extra:
        number = replace(number, low=number.low + extra[0], high=number.high + extra[0])
        end = extra[1]
    bounds, begin, end = read_bounds(twin, number, unit, begin, end, floor)
    return _to_quantity(number, unit, bounds, text[begin:end]), begin, end


def _read_extra(twin: str, unit: Unit, end: int) -> tuple[Decimal, int] | None:
    """What the words after a unit add to the number, and where they end: 一年半, 个半月, the 五 of 九成五."""
    numerals = unit_words().rules.numerals
    if unit.half or (end > unit.end and twin[end - 1] == numerals.half):
        return Decimal("0.5"), end
    if (
        unit.times != _TENTHS
        or end >= len(twin)
        or twin[end] not in numerals.digits
        or twin[end - 1] == numerals.tenths
    ):
        return None
    after = twin[end + 1 : end + 2]
    is_other = after in numerals.digits or after in numerals.scales or unit_words().units.starting_at(twin, end + 1)
    return None if is_other else (Decimal(numerals.digits[twin[end]]) / 10, end + 1)


def _with_conversion(text: str, twin: str, found: Found, limit: int) -> Found:
    """found with the same in another currency in brackets after it (5000万美元(约合3.6亿元)): no second amount."""
    quantity, begin, end = found
    opener = end + twin.startswith(" ", end)
    if not (quantity.unit and twin.startswith("(", opener)):
        return found
    close = twin.find(")", opener, min(opener + _CONVERSION, limit))
    start, done = opener + 1, opener
    while start > done:
        done = start
        lead = unit_words().conversions.starting_at(twin, start) or unit_words().currency_before.starting_at(
            twin, start
        )
        start = lead[1] if lead else start
    number = parse_number(twin, start) if start < close else None
    other = _read_number(text, twin, start, number, opener + 1) if number else None
    if other is None or other[2] != close or not other[0].unit or other[0].unit == quantity.unit:
        return found
    return (replace(quantity, words=text[begin : close + 1]), begin, close + 1) if other[0].is_money else found


def _read_fraction(twin: str, whole: Number) -> tuple[Number, Unit] | None:
    """三分之一 as percent, to three decimals."""
    joint = unit_words().rules.fraction
    if is_latin(twin[whole.end - 1]) and whole.low < _LARGEST_SHARE:
        return _read_share(twin, whole)
    part = parse_number(twin, whole.end + len(joint)) if twin.startswith(joint, whole.end) else None
    if part is None or not 0 < whole.low == whole.high < _LARGEST_WHOLE or part.low > whole.low * 100:
        return None
    low, high = (((end * 100) / whole.low).quantize(Decimal("0.001")).normalize() for end in (part.low, part.high))
    return replace(part, low=low + 0, high=high + 0, written="plain"), Unit("%", part.end, Kind.MEASURE)


def _read_share(twin: str, part: Number) -> tuple[Number, Unit] | None:
    """two in five as percent; None: not two numbers below a hundred, in words."""
    shares = unit_words().rules.shares
    if not twin.startswith(shares, part.end):
        return None
    start = part.end + next(len(joint) for joint in shares if twin.startswith(joint, part.end))
    whole = parse_number(twin, start) if is_latin(twin[start : start + 1]) else None
    if whole is None or part.low != part.high or not 1 <= part.low < whole.low == whole.high < _LARGEST_SHARE:
        return None
    value = (part.low * 100 / whole.low).quantize(Decimal("0.001")).normalize() + 0
    return Number(value, value, whole.end, written="plain"), Unit("%", whole.end, Kind.MEASURE)


def _join(
    twin: str, begin: int, first: Number, unit: Unit | None, money: Unit | None
) -> tuple[Number, Unit | None] | None:
    """The range that begins with first (2-3亿美元, 3000万-5000万美金), with its unit; None: none."""
    start = _after_connector(twin, begin, unit.end if unit else first.end)
    if start is None:
        return None
    sign = unit_words().currency_before.starting_at(twin, start) if money else None
    second = parse_number(twin, sign[1] if sign else start)
    if second is None or second.written in ("half", "scale") or first.written == "half":
        return None
    last = parse_unit(twin, second)
    if unit and last and (unit.name, unit.times) != (last.name, last.times):
        return None
    if not last and unit and second.factor < 1000:
        return None
    if not last and not money and second.factor == 1:
        return None
    if first.factor == 1 < second.factor and first.low < second.low / second.factor:
        first = replace(first, low=first.low * second.factor, high=first.high * second.factor)
    number = replace(
        second,
        low=min(first.low, second.low),
        high=max(first.high, second.high),
        approximate=first.approximate or second.approximate,
        written=second.written,
    )
    return number, last or (replace(unit, end=second.end) if unit else None)


def _after_connector(twin: str, begin: int, end: int) -> int | None:
    """Where the second number of a range would start; None where none can."""
    words = unit_words()
    found = words.connectors.starting_at(twin, end) or words.connectors.starting_at(
        twin, end + 1 if twin.startswith(" ", end) else end
    )
    if found is None or (found[0].words.strip().isalpha() and starts_change(twin, begin)):
        return None
    before = twin[max(0, begin - 9) : begin]
    openers = [pair.opener for pair in words.rules.ranges.pairs if pair.connector == found[0].words]
    if openers and not before.rstrip().endswith(tuple(openers)):
        return None
    return found[1] + twin.startswith(" ", found[1])


def _settle(twin: str, begin: int, number: Number, unit: Unit | None, money: Unit | None) -> Unit | None:
    """The unit that stands: a currency sign before, else the words after, else what a bare number may be."""
    if money:
        end = unit.end if unit and unit.kind is Kind.MONEY else number.end
        return replace(money, end=end)
    if unit:
        return unit
    head = None if number.letter else find_head(twin, begin)
    if head:
        return Unit(head, number.end, Kind.NOUN)
    about_money = is_about_money(twin, begin, number.end)
    if number.letter and not about_money:
        name = unit_words().rules.bare_letters.get(number.letter, "" if len(number.letter) > 1 else None)
        is_other = name is None or twin[begin : number.end] in unit_words().rules.bare_not
        return None if is_other or name is None else Unit(name, number.end, Kind.NOUN)
    return Unit("", number.end, Kind.MONEY if about_money else Kind.NOUN)


def _read_tail(twin: str, end: int, unit: Unit) -> int:
    """The end with 半 after a duration (一年半) and what a price is for (/年)."""
    words = unit_words()
    rules = words.rules.numerals
    if unit.kind is Kind.DURATION and twin.startswith(rules.half, end):
        return end if twin.startswith(rules.half_not_before, end + 1) else end + 1
    if unit.kind is Kind.MONEY:
        found = words.per.starting_at(twin, end) or words.per.starting_at(twin, end + twin.startswith(" ", end))
        return found[1] if found else end
    return end


def _to_quantity(number: Number, unit: Unit, bounds: Sequence[Bound], words: str) -> Quantity:
    low, high = _plain(number.low * unit.times), _plain(number.high * unit.times)
    return Quantity(
        low=None if "at_most" in bounds else low,
        high=high if "at_most" in bounds or not {"at_least", "over"}.intersection(bounds) else None,
        unit=unit.name,
        words=words,
        approximate=number.approximate or "about" in bounds or "over" in bounds,
        is_money=unit.kind is Kind.MONEY,
    )


def _plain(value: Decimal) -> Decimal:
    """value without the zeros that 4.50 leaves behind, and never as 1.5E+8."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
