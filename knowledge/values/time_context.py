"""What relative words of time count from, and the year, month or day that fields of a shape name."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge.text import fold_characters
from knowledge.types import Period, Precision
from knowledge.values.numerals import parse_number
from knowledge.values.period_shapes import time_rules
from knowledge.values.value_rules import unit_words
from knowledge.values.value_words import to_finder

EXACTNESS = tuple(Precision)
"""Coarsest first."""
_NEAR = 40
"""Characters between a date and the 次日 or 当月 that counts from it."""
_SOON = 120
"""Days by which a plan may reach into the next year (计划3月上市, told in December)."""
_REACH = 12
"""Characters from a Chinese word such as 计划 to the period that it puts ahead."""
_CLAUSE_END = re.compile("[,;。!?\\n]")
_YEAR_FIELDS = frozenset(("year", "short", "republic", "years", "carried"))


@dataclass(frozen=True, slots=True)
class Context:
    """What relative words count from."""

    anchor: Period | None
    previous: Period | None
    """The last period in the paragraph."""
    text: str = ""
    start: int = 0
    end: int = 0
    """Where in text the words stand."""
    gap: int = 0
    """Characters between previous and the words."""

    def day(self, least: Precision) -> date | None:
        """The anchor's last day; None: no anchor, or one known less exactly than least."""
        if self.anchor is None or EXACTNESS.index(self.anchor.precision) < EXACTNESS.index(least):
            return None
        if least is Precision.DAY and self.anchor.start != self.anchor.end:
            return None
        return self.anchor.end

    def near(self) -> Period | None:
        """The period that words such as 次日 count from; None: none stands near."""
        return self.previous if self.gap <= _NEAR else None

    def is_ahead(self) -> bool:
        """Whether the words around put the period ahead of the article (计划6月上市)."""
        finder, unless, after = _ahead()
        if after.match(fold_characters(self.text[self.end : self.end + 4])):
            return True
        clause = _CLAUSE_END.split(fold_characters(self.text[max(0, self.start - _NEAR) : self.start]))[-1]
        return any(
            (cue[0].isascii() or len(clause) - cue.end() <= _REACH) and not clause[: cue.start()].endswith(unless)
            for cue in finder.finditer(clause)
        )


@cache
def _ahead() -> tuple[re.Pattern[str], tuple[str, ...], re.Pattern[str]]:
    """What finds a word that puts a period ahead, what may not stand before it, and what may follow the period."""
    rules = time_rules().future
    return (
        re.compile(to_finder(rules.before) + "(?![a-z])"),
        rules.not_before_those,
        re.compile("|".join(map(re.escape, rules.after))),
    )


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
    """make for the year said; where none is: for the year of the date before, else the latest that has begun.

    What the words around put ahead (计划6月上市) is the next such, and none where the date before speaks for another.
    """
    if not _YEAR_FIELDS.isdisjoint(fields):
        year = year_of(fields, context)
        return make(year) if year else None
    previous, day = context.previous, context.day(least)
    if previous and previous.precision is not Precision.YEAR:
        if not context.is_ahead():
            return make(previous.start.year)
        if day is None:
            return None
        told, coming = make(previous.start.year), _next(day, make)
        told = told if told.end >= previous.start else make(previous.start.year + 1)
        return coming if coming == told else None
    if day is None:
        return None
    period = make(day.year)
    if period.start <= day <= period.end or not context.is_ahead():
        return period if period.start <= day else make(day.year - 1)
    return _next(day, make)


def _next(day: date, make: Callable[[int], Period]) -> Period | None:
    """The first such period that is not over; None: it is over this year, and next year's is far."""
    period = make(day.year)
    if period.end >= day:
        return period
    period = make(day.year + 1)
    return period if (period.start - day).days <= _SOON else None


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
