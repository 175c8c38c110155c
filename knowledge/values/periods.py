"""What the shapes of period_shapes.py mean: Periods, relative ones counted from an anchor, the article's own date.

A relative period needs an anchor known at least as exactly: 去年 a year, 上半年 a quarter, 上月 and 2月 a month,
上周五 a day. 2月, 上半年, 14日 without a year or month: that of the last date before it in the paragraph, else the
latest such that has begun on the anchor's day, or after 计划, 将于 and the like the next. 次日 and 当月 count from the
date right before them. A fiscal year has no days: when it begins is its company's choice. 年底 and 年初 alone are of
the anchor's year. A week has precision day, a part of a month precision month; halves, quarters, seasons, 年底 (the
last quarter) and 年初 (the first) have precision quarter. 近日 and 最近 say too little: they are left out; so are
几年前, and 今天 where it means nowadays.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from knowledge.types import Period, Precision
from knowledge.values.numerals import parse_number
from knowledge.values.period_shapes import Shape, time_rules
from knowledge.values.time_context import EXACTNESS, Context, in_year, to_days, to_int, to_months, to_year, year_of
from knowledge.values.value_rules import unit_words

_REACH = 200
"""Characters back, within the paragraph, to the date whose year a bare month takes."""
_SIDE = 30
"""Days that 春节前 and 春节后 stand for."""

Found = tuple[Period, int, int]
Fields = Mapping[str, str]


def resolve_shapes(text: str, shapes: Sequence[Shape], anchor: Period | None) -> tuple[Found, ...]:
    """The periods that the shapes stand for, in order; those that stand for none are left out."""
    found: list[Found] = []
    for shape in shapes:
        last = found[-1] if found else None
        near = last is not None and shape.start - last[2] <= _REACH and "\n" not in text[last[2] : shape.start]
        period = _resolve(shape.fields, _context(text, shape, last if near else None, anchor))
        if period is None:
            continue
        joined = _join(text, last, period, shape) if last and near else None
        if joined:
            found[-1] = joined
        else:
            found.append((replace(period, words=text[shape.start : shape.end]), shape.start, shape.end))
    return tuple(found)


def _context(text: str, shape: Shape, last: Found | None, anchor: Period | None) -> Context:
    if last is None:
        return Context(anchor, None, text, shape.start, shape.end)
    return Context(anchor, last[0], text, shape.start, shape.end, shape.start - last[2])


def _join(text: str, last: Found, period: Period, shape: Shape) -> Found | None:
    """8月1日至5日: two periods with nothing but a connector between them are one."""
    between = text[last[2] : shape.start].strip()
    if len(between) > 2 or between not in unit_words().rules.ranges.connectors or last[0].start > period.start:
        return None
    precision = min(last[0].precision, period.precision, key=EXACTNESS.index)
    return Period(last[0].start, period.end, precision, text[last[1] : shape.end]), last[1], shape.end


def _resolve(fields: Fields, context: Context) -> Period | None:
    for name, read in _READINGS:
        if name in fields:
            try:
                return read(fields, context)
            except (ValueError, OverflowError):  # 2月30日; a year before 1
                return None
    return None


def _read_years(fields: Fields, context: Context) -> Period | None:
    year = year_of(fields, context)
    return to_months(year, 1, 12, Precision.YEAR) if year else None


def _read_year_range(fields: Fields, _: Context) -> Period | None:
    first = to_year(fields["year"]) if "year" in fields else 2000 + int(fields["short"])
    last = int(fields["year2"]) if "year2" in fields else 2000 + int(fields["short2"])
    return Period(date(first, 1, 1), date(last, 12, 31), Precision.YEAR) if first < last else None


def _read_part(fields: Fields, context: Context) -> Period | None:
    first, last = time_rules().words.part[fields["part"]]
    return in_year(fields, context, Precision.QUARTER, lambda year: to_months(year, first, last, Precision.QUARTER))


def _read_lone(fields: Fields, context: Context) -> Period | None:
    rules = time_rules()
    first, last = rules.words.lone[fields["lone"]]
    if fields["lone"] in rules.own_year:
        day = context.day(Precision.QUARTER)
        return to_months(day.year, first, last, Precision.QUARTER) if day else None
    return in_year(fields, context, Precision.QUARTER, lambda year: to_months(year, first, last, Precision.QUARTER))


def _read_month(fields: Fields, context: Context) -> Period | None:
    names = time_rules().words.name
    month = names[fields["name"]] if "name" in fields else to_int(fields["month"])
    return in_year(fields, context, Precision.MONTH, lambda year: _in_month(year, month, fields))


def _in_month(year: int, month: int, fields: Fields) -> Period:
    """The month, or the day or third of it that fields name."""
    if "day" in fields:
        day = date(year, month, to_int(fields["day"]))
        return to_days(day, day)
    if "month2" in fields:
        return to_months(year, month, int(fields["month2"]), Precision.MONTH)
    whole = to_months(year, month, month, Precision.MONTH)
    if "third" in fields:
        first, last = time_rules().words.third[fields["third"]]
        return replace(whole, start=date(year, month, first), end=date(year, month, min(last, whole.end.day)))
    return whole


def _read_relative_month(fields: Fields, context: Context) -> Period | None:
    day = context.day(Precision.MONTH)
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + time_rules().words.months[fields["months"]], 12)
    return _in_month(year, month + 1, fields)


def _read_quarter(fields: Fields, context: Context) -> Period | None:
    day = context.day(Precision.MONTH)
    if day is None:
        return None
    year, quarter = divmod(day.year * 4 + (day.month - 1) // 3 + time_rules().words.quarters[fields["quarters"]], 4)
    return to_months(year, quarter * 3 + 1, quarter * 3 + 3, Precision.QUARTER)


def _read_carried_month(fields: Fields, context: Context) -> Period | None:
    """当月, 次月: of the date right before."""
    near = context.near()
    if near is None or near.precision not in (Precision.DAY, Precision.MONTH):
        return None
    months = near.start.year * 12 + near.start.month - 1 + time_rules().words.carried_months[fields["carried_months"]]
    return _in_month(months // 12, months % 12 + 1, fields)


def _read_carried_day(fields: Fields, context: Context) -> Period | None:
    """当天, 次日: of the day right before."""
    near = context.near()
    if near is None or near.start != near.end:
        return None
    day = near.start + timedelta(days=time_rules().words.carried_days[fields["carried_days"]])
    return to_days(day, day)


def _read_day(fields: Fields, context: Context) -> Period | None:
    """14日: of the month of the date before, else the latest such day; where it lies ahead, one still to come."""
    number = to_int(fields["day"])
    if context.previous and context.previous.precision in (Precision.DAY, Precision.MONTH):
        day = context.previous.start.replace(day=number)
        return to_days(day, day)
    today = context.day(Precision.DAY)
    if today is None:
        return None
    if number != today.day and context.is_ahead():
        return to_days(today.replace(day=number), today.replace(day=number)) if number > today.day else None
    month = today if number <= today.day else today.replace(day=1) - timedelta(days=1)
    return to_days(month.replace(day=number), month.replace(day=number))


def _read_week(fields: Fields, context: Context) -> Period | None:
    day = context.day(Precision.DAY)
    if day is None:
        return None
    words = time_rules().words
    monday = day + timedelta(weeks=words.weeks[fields["weeks"]], days=-day.weekday())
    if "weekend" in fields:
        return to_days(monday + timedelta(days=5), monday + timedelta(days=6))
    if "weekday" in fields:
        day = monday + timedelta(days=words.weekday[fields["weekday"]])
        return to_days(day, day)
    return to_days(monday, monday + timedelta(days=6))


def _read_weekday(fields: Fields, context: Context) -> Period | None:
    """周二 alone: the latest, or where it lies ahead the next."""
    day = context.day(Precision.DAY)
    if day is None:
        return None
    back = (day.weekday() - time_rules().words.weekday[fields["weekday"]]) % 7
    day += timedelta(days=7 - back if back and context.is_ahead() else -back)
    return to_days(day, day)


def _read_relative_day(fields: Fields, context: Context) -> Period | None:
    day = context.day(Precision.DAY)
    if day is None:
        return None
    day += timedelta(days=time_rules().words.days[fields["days"]] if "days" in fields else 0)
    return to_days(day, day)


def _read_ago(fields: Fields, context: Context) -> Period | None:
    """两年前 is a year, 三个月前 and 半年前 a month, 两周前 a week, 十天前 a day."""
    number = parse_number(fields["count"], 0)
    if number is None and fields["count"] not in unit_words().rules.articles:
        return None
    unit, count = time_rules().words.unit[fields["unit"]], number.low if number else Decimal(1)
    if number and number.low != number.high:
        return None
    if unit == "year" and count != int(count):
        unit, count = "month", count * 12
    day = context.day({"year": Precision.YEAR, "month": Precision.MONTH}.get(unit, Precision.DAY))
    return _ago(unit, int(count), day) if day and count == int(count) else None


def _ago(unit: str, count: int, day: date) -> Period:
    if unit == "year":
        return to_months(day.year - count, 1, 12, Precision.YEAR)
    if unit == "month":
        year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
        return to_months(year, month + 1, month + 1, Precision.MONTH)
    if unit == "week":
        monday = day - timedelta(weeks=count, days=day.weekday())
        return to_days(monday, monday + timedelta(days=6))
    day -= timedelta(days=count)
    return to_days(day, day)


def _read_festival(fields: Fields, context: Context) -> Period | None:
    return in_year(fields, context, Precision.MONTH, lambda year: _festival(year, fields))


def _festival(year: int, fields: Fields) -> Period:
    """The festival's days in that year, or the thirty before or after. ValueError: a lunar date not in the table."""
    rules = time_rules()
    festival = next(festival for festival in rules.festivals if fields["festival"] in festival.words)
    month, day = festival.month, festival.day
    if month is None or day is None:
        if year not in rules.spring_festival:
            raise ValueError(year)
        month, day = rules.spring_festival[year]
    first = date(year, month, day)
    last = first + timedelta(days=festival.days - 1)
    side = fields.get("side", "")
    if side in rules.after_side:
        return Period(last + timedelta(days=1), last + timedelta(days=_SIDE), Precision.MONTH)
    if side in rules.before_side:
        return Period(first - timedelta(days=_SIDE), first - timedelta(days=1), Precision.MONTH)
    return to_days(first, last)


def _read_nothing(_: Fields, __: Context) -> None:
    """A fiscal year begins when its company says: no days without knowing whose."""


_READINGS: tuple[tuple[str, Callable[[Fields, Context], Period | None]], ...] = (
    ("fiscal", _read_nothing),
    ("year2", _read_year_range),
    ("short2", _read_year_range),
    ("carried_months", _read_carried_month),
    ("carried_days", _read_carried_day),
    ("quarters", _read_quarter),
    ("festival", _read_festival),
    ("part", _read_part),
    ("lone", _read_lone),
    ("months", _read_relative_month),
    ("month", _read_month),
    ("name", _read_month),
    ("weeks", _read_week),
    ("weekday", _read_weekday),
    ("days", _read_relative_day),
    ("now", _read_relative_day),
    ("count", _read_ago),
    ("day", _read_day),
    ("year", _read_years),
    ("short", _read_years),
    ("republic", _read_years),
    ("years", _read_years),
    ("carried", _read_years),
)
"""A field of a shape -> what reads it; the first that is there does."""
