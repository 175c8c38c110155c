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
from knowledge.values.countable import NAME_JOINTS, is_countable, is_name_part, is_ordinal
from knowledge.values.counted import Unit, find_head, is_about_money, parse_unit
from knowledge.values.numerals import Number, number_starts, parse_number
from knowledge.values.value_rules import Bound, Kind, Qualifier, unit_words
from knowledge.values.value_words import to_finder

_LARGEST_WHOLE = 10**8
"""三亿分之一 and beyond are no shares."""

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
        quantity = _read_fixed(text, twin, start) or (_read_number(text, twin, start, number, done) if number else None)
        if quantity and quantity[2] <= limit:
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


def _read_fixed(text: str, twin: str, start: int) -> Found | None:
    found = unit_words().fixed.starting_at(twin, start)
    if found is None:
        return None
    rule, end = found
    number = Number(rule.value, rule.value, end)
    unit = Unit(rule.unit, end, Kind.MEASURE)
    bounds, begin, end = ([rule.bound], start, end) if rule.bound else _read_bounds(twin, number, unit, start, end, 0)
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
    if unit.half or (end > unit.end and twin[end - 1] == unit_words().rules.numerals.half):
        number = replace(number, low=number.low + Decimal("0.5"), high=number.high + Decimal("0.5"))
    bounds, begin, end = _read_bounds(twin, number, unit, begin, end, floor)
    return _to_quantity(number, unit, bounds, text[begin:end]), begin, end


def _read_fraction(twin: str, whole: Number) -> tuple[Number, Unit] | None:
    """三分之一 as percent, to three decimals."""
    joint = unit_words().rules.fraction
    part = parse_number(twin, whole.end + len(joint)) if twin.startswith(joint, whole.end) else None
    if part is None or not 0 < whole.low == whole.high < _LARGEST_WHOLE or part.low > whole.low * 100:
        return None
    low, high = (((end * 100) / whole.low).quantize(Decimal("0.001")).normalize() for end in (part.low, part.high))
    return replace(part, low=low + 0, high=high + 0, written="plain"), Unit("%", part.end, Kind.MEASURE)


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
    before = twin[max(0, begin - 9) : begin]
    if found is None or (found[0].words.strip().isalpha() and before.endswith(words.rules.ranges.changes)):
        return None
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


def _read_bounds(
    twin: str, number: Number, unit: Unit, begin: int, end: int, floor: int
) -> tuple[list[Bound], int, int]:
    """The bounds said around a quantity, and its span with their words."""
    bounds: list[Bound] = ["over"] if number.more or unit.open else []
    before = _qualifier_before(twin, begin, number, floor)
    if before:
        bounds.append(before[0].bound)
        begin = before[1]
    table = unit_words().after
    after = table.starting_at(twin, end) or table.starting_at(twin, end + twin.startswith(" ", end))
    if after:
        bounds.append(after[0].bound)
        end = after[1]
    return bounds, begin, end


def _qualifier_before(twin: str, begin: int, number: Number, floor: int) -> tuple[Qualifier, int] | None:
    words = unit_words()
    for _ in range(3):
        begin -= twin.startswith(" ", begin - 1) if begin else 0
        found = words.before.ending_at(twin, begin)
        if found and found[1] >= floor and (number.written == "scale" or not found[0].only_scale):
            return found
        filler = words.fillers.ending_at(twin, begin)
        if filler is None or filler[1] < floor:
            return None
        begin = filler[1]
    return None


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
