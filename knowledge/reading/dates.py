"""The date of an article: what a header or a page says in, a Period out. Dates inside sentences are values.py's."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone

from knowledge.reading.header_rules import DateForms, header_rules
from knowledge.text import fold_characters
from knowledge.types import Period, Precision

CHINA = timezone(timedelta(hours=8))
_YEARS = range(1990, 2101)
_LONGEST = 80
"""Characters; a date with its weekday, time and zone is shorter."""
_MONTH_NAME = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\b")
_LEADING = re.compile(
    r"(?i)^(?:first |last )?(?:published|posted|updated|written|date)?(?: on)?[:,]?\s{0,3}"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s)?"
)
_CLOCK = re.compile(r"(?i)[,\s]\s{0,3}(?:at\s)?\d{1,2}[:.]\d\d.{0,20}$")
_CLAUSE = re.compile(r"[^。!?;,\n]{1,200}")


def parse_date(text: str) -> Period | None:
    """The date that text begins with, as precise as it is given, `words` empty. None: no date, or not a clear one.

    >>> parse_date("2025年9月2日 07:58").start
    datetime.date(2025, 9, 2)
    >>> parse_date("07/08/2025") is None
    True
    """
    plain = fold_characters(text[:_LONGEST]).strip()
    return _parse_numbers(plain) or (_parse_english(plain) if _MONTH_NAME.search(plain) else None)


def parse_whole_date(text: str) -> Period | None:
    """As `parse_date`, but None where more than an hour and a place follows the date."""
    plain = fold_characters(text[:_LONGEST]).strip()
    forms = header_rules().dates
    for form in (forms.numeric, forms.compact, forms.slashed, forms.chinese):
        if found := form.match(plain):
            return _parse_numbers(plain) if forms.rest.match(plain[found.end() :]) else None
    return parse_date(text)


def to_period(year: int, month: int = 0, day: int = 0) -> Period | None:
    """The year, month or day as a period; None where the calendar has none such."""
    if year not in _YEARS or not 0 <= month <= 12 or (day and not month):
        return None
    if not month:
        return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)
    last = monthrange(year, month)[1]
    if not day:
        return Period(date(year, month, 1), date(year, month, last), Precision.MONTH)
    return Period(date(year, month, day), date(year, month, day), Precision.DAY) if day <= last else None


def find_latest_month(text: str, before: date) -> Period | None:
    """The latest month that text states as past, of those not after the given day; None where it states none.

    A month without a year takes the last year its paragraph names. Clauses that speak of the future do not count.
    None too where a later year is named without a month, or the given day is in another year: the article is younger
    then, nobody knows by how much, and 去年 in it could be either.
    """
    latest, newest_year = (0, 0), 0
    for line in fold_characters(text).split("\n"):
        for year, month in _find_months(line):
            if (year, month) <= (before.year, before.month):
                newest_year = max(newest_year, year)
                latest = max(latest, (year, month)) if month else latest
    return to_period(*latest) if latest[1] and latest[0] == newest_year == before.year else None


def _find_months(line: str) -> Iterator[tuple[int, int]]:
    """(year, month) of each month or year stated as past, month 0 for a year alone."""
    rules = header_rules()
    year = 0
    for clause in _CLAUSE.finditer(line):
        is_future = rules.marks.future.search(clause[0])
        for found in rules.dates.stated.finditer(clause[0]):
            year = int(found[1] or year)
            month = int(found[2] or found[3] or 0)
            if year and not is_future and month <= 12:
                yield year, month


def _parse_numbers(plain: str) -> Period | None:
    forms = header_rules().dates
    if era := forms.era.match(plain):
        # The Republic's years count from 1912.
        return _parse_numbers(f"{int(era[1]) + 1911}-{plain[era.end() :]}")
    if found := (forms.numeric.match(plain) or forms.compact.match(plain)):
        return to_period(int(found[1]), int(found[2] or 0), int(found[3] or 0))
    if found := forms.slashed.match(plain):
        return _parse_slashed(*map(int, found.groups()))
    if found := forms.year.match(plain):
        return to_period(int(found[1]))
    if found := forms.chinese.match(plain):
        return to_period(_to_year(found[1], forms), _to_number(found[2], forms), _to_number(found[3], forms))
    return None


def _parse_slashed(first: int, second: int, year: int) -> Period | None:
    """The day where only one of the two numbers can be the month; None: it may be read both ways."""
    if first > 12 or first == second:
        return to_period(year, second, first)
    return to_period(year, first, second) if second > 12 else None


def _to_year(numeral: str, forms: DateForms) -> int:
    return int("".join(str(max(0, forms.digits.find(char))) for char in numeral))


def _to_number(numeral: str | None, forms: DateForms) -> int:
    """Up to 99, its ten written or not; 0 for none."""
    if not numeral:
        return 0
    ten = forms.digits[-1]
    tens, has_ten, ones = numeral.rpartition(ten)
    return (max(1, forms.digits.find(tens)) if has_ten and tens else bool(has_ten)) * 10 + max(
        0, forms.digits.find(ones or forms.digits[0])
    )


def _parse_english(text: str) -> Period | None:
    # Imported here: dateparser takes a third of a second to load, and most articles need none of it.
    import dateparser  # type: ignore[import-untyped]

    words = _CLOCK.sub("", _LEADING.sub("", text, count=1)).strip(" ,.")
    for parts in (["year", "month", "day"], ["year", "month"]):
        settings = {"REQUIRE_PARTS": parts, "PREFER_DAY_OF_MONTH": "first", "DATE_ORDER": "DMY"}
        found: datetime | None = dateparser.parse(words, languages=["en"], settings=settings)
        if found:
            return to_period(found.year, found.month, found.day if len(parts) == 3 else 0)
    return None
