"""What relative words of time count from, and the year, month or day that fields of a shape name."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from knowledge.types import Period, Precision
from knowledge.values.numerals import parse_number
from knowledge.values.period_shapes import time_rules
from knowledge.values.value_rules import unit_words

EXACTNESS = tuple(Precision)
"""Coarsest first."""
_YEAR_FIELDS = frozenset(("year", "short", "republic", "years", "carried"))


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words count from."""

    anchor: Period | None
    previous: Period | None
    """The last period in the paragraph."""

    def day(self, least: Precision) -> date | None:
        """The anchor's last day; None: no anchor, or one known less exactly than least."""
        if self.anchor is None or EXACTNESS.index(self.anchor.precision) < EXACTNESS.index(least):
            return None
        if least is Precision.DAY and self.anchor.start != self.anchor.end:
            return None
        return self.anchor.end


def year_of(fields: Mapping[str, str], context: Context) -> int | None:
    """The year that is said; None: none is, or what it counts from is not known."""
    words = time_rules().words
    if "year" in fields:
        return to_year(fields["year"])
    if "short" in fields:
        return 2000 + int(fields["short"])
    if "republic" in fields:
        return 1911 + int(fields["republic"])
    if "years" in fields:
        day = context.day(Precision.YEAR)
        return day.year + words.years[fields["years"]] if day else None
    if "carried" in fields:
        return context.previous.start.year + words.carried[fields["carried"]] if context.previous else None
    return None


def to_year(digits: str) -> int:
    """The year in Arabic or Chinese digits."""
    values = unit_words().rules.numerals.digits
    return int("".join(str(values.get(char, char)) for char in digits))


def in_year(
    fields: Mapping[str, str], context: Context, least: Precision, make: Callable[[int], Period]
) -> Period | None:
    """make for the year said; where none is: for the year of the date before, else the latest that has begun."""
    if not _YEAR_FIELDS.isdisjoint(fields):
        year = year_of(fields, context)
        return make(year) if year else None
    previous = context.previous
    if previous and previous.precision is not Precision.YEAR:
        return make(previous.start.year)
    day = context.day(least)
    if day is None:
        return None
    period = make(day.year)
    return period if period.start <= day else make(day.year - 1)


def to_months(year: int, first: int, last: int, precision: Precision) -> Period:
    """From the first day of one month to the last of another. ValueError: no such year."""
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def to_days(first: date, last: date) -> Period:
    """From first to last, precision day."""
    return Period(first, last, Precision.DAY)


def to_int(digits: str) -> int:
    """The number in Arabic or Chinese numerals. ValueError: not one."""
    if digits.isascii():
        return int(digits)
    number = parse_number(digits, 0)
    if number is None:
        raise ValueError(digits)
    return int(number.low)
