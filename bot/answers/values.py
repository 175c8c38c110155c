"""The value in a passage that has the form asked for: an amount, a date, the one person named."""

import re
from collections.abc import Collection

from bot.answers.cutting import find_units
from bot.asked_for import DURATIONS
from bot.periods import render_period
from bot.phrases import phrase
from bot.templates import answer_types, asked_relations
from bot.types import Findings, Interpretation, Ranked
from knowledge.text import fold
from knowledge.types import EntityKind, Period, Precision, Quantity
from knowledge.values import find_periods, find_quantities

TIMES = "倍"
"""The unit of how many times as much something is."""


EXACT = (
    (re.compile(r"几号|哪一?天|几月几日|\b(which|what) (day|date)\b"), (Precision.DAY,)),
    (re.compile(r"几月|哪个月|\b(which|what) month\b"), (Precision.DAY, Precision.MONTH)),
)
"""What a folded question asks for that wants no less exact date: 几月 is not answered by a year."""
COUNTER = re.compile(r"(几|多少)[十百千万亿]?(?P<of>[人名位家所台辆架张片块颗枚条封篇次回趟遍倍])")
"""What a folded question counts, by its measure word."""
COUNTED = (
    frozenset("人名位") | {"员工", "用户", "职员", "雇员", "合同工", "开发者", "people", "employees", "users"},
    frozenset("家所") | {"公司", "企业", "客户", "机构", "商家", "律所", "医院", "学校", "companies", "customers"},
    frozenset("台辆架张片块颗枚") | {"gpu", "gpus", "卡", "cards"},
    frozenset("条封篇") | {"消息", "信息", "数据", "messages"},
    frozenset("次回趟遍"),
    frozenset({TIMES}),
    DURATIONS,
)
"""Classes of what is counted: one of them is never another."""
COINS = frozenset({"块", "毛"})
"""Units that are money where money is asked for."""
YEAR = re.compile(r"\d{2,4}\s?年|\b(19|20)\d\d\b")
"""A year in figures."""
CLAUSE = re.compile(r"[,;](?!\d)|[，；。：]")
"""What ends a clause of a passage as written."""
SCALES = ("万", "亿", "million", "billion")
"""What a sum ends with whose currency goes without saying."""


def takes_of(asked: Interpretation) -> tuple[str, ...]:
    """The forms of value and kinds of entity that answer the question; empty: words.

    Where a relation is asked for, all that it may have: who led a round may be a person or a fund.
    """
    types = {asked.answer_type}
    if asked.relation is not None and asked.answer_type in asked_relations()[asked.relation][0].types:
        types |= set(asked_relations()[asked.relation][0].types)
    return tuple(dict.fromkeys(form for rule, _ in answer_types() if rule.type in types for form in rule.takes))


def find_values(ranked: Ranked, asked: Interpretation, anchor: Period | None = None) -> list[tuple[int, int, str]]:
    """(start, end, words) of the values of the wanted form, nearest to the relation's words first.

    anchor: the article's own date, against which 今年4月 is read; None: only dates that say their year.
    """
    snippet = ranked.found.snippet
    takes = takes_of(asked)
    given = asked.twin.replace(" ", "")
    found: list[tuple[int, int, str]] = []
    if "period" in takes:
        exact = next((exact for words, exact in EXACT if words.search(asked.twin)), tuple(Precision))
        found += [(s, e, dated(p)) for p, s, e in find_periods(snippet, anchor) if p.precision in exact]
    if {"money", "count", "percent"} & set(takes):
        units = asked_relations()[asked.relation][0].units if asked.relation is not None else ()
        takes_money = "money" in takes and "count" not in takes
        for quantity, start, end in find_quantities(snippet):
            is_money = quantity.is_money or (takes_money and is_bare_sum(quantity))
            form = "money" if is_money else "percent" if quantity.unit == "%" else "count"
            is_other = form == "count" and not _is_of_unit(quantity.unit, units, asked)
            if form in takes and not is_other:
                found.append((start, end, quantity.words))
    marks = find_units(fold(snippet), asked)
    said = find_said(snippet, asked)
    fresh = [value for value in found if fold(value[2]).replace(" ", "") not in given]

    def distance(value: tuple[int, int, str]) -> tuple[int, int, int]:
        near = min((abs(value[0] - place) for place in said), default=0)
        return near, sum(abs(value[0] - mark[0]) for mark in marks), value[0]

    return sorted(fresh, key=distance)


def of_time_asked(
    values: list[tuple[int, int, str]], snippet: str, asked: Interpretation, anchor: Period | None
) -> list[tuple[int, int, str]]:
    """Those of the values that are not of another time than the question's, going by the date in their clause, else
    the last one before; all of them where none is and the question names no year: its 去年 may be the article's.

    anchor: as in `find_values`.
    """
    if asked.period is None:
        return values
    wanted, dates = asked.period, find_periods(snippet, anchor)

    def is_of(value: tuple[int, int, str]) -> bool:
        start = max((mark.end() for mark in CLAUSE.finditer(snippet, 0, value[0])), default=0)
        after = CLAUSE.search(snippet, value[1])
        end = after.start() if after is not None else len(snippet)
        own = [period for period, at, _ in dates if start <= at < end] or [p for p, at, _ in dates if at < start][-1:]
        return not own or any(p.words == wanted.words or overlaps(p, wanted) for p in own)

    fitting = [value for value in values if is_of(value)]
    return fitting if fitting or YEAR.search(wanted.words) else values


def overlaps(a: Period, b: Period) -> bool:
    """Whether the periods share a day."""
    return a.start <= b.end and b.start <= a.end


def find_said(snippet: str, asked: Interpretation) -> list[int]:
    """Where the passage says the relation asked for, in one of its words; empty: nowhere, or it asks for none."""
    if asked.relation is None:
        return []
    twin = fold(snippet)
    return [at for form in asked_relations()[asked.relation][0].forms if (at := twin.find(form)) >= 0]


def is_bare_sum(quantity: Quantity) -> bool:
    """Whether it may be money whose currency goes without saying: 5个亿, 八块."""
    return quantity.unit in COINS or (not quantity.unit and quantity.words.endswith(SCALES))


def _is_of_unit(unit: str, units: Collection[str], asked: Interpretation) -> bool:
    """Whether a count of this unit may be what is asked for. units: those of the relation; empty: any."""
    if unit == TIMES and phrase("asks_how_many_times").search(asked.twin) is None:
        return False
    if unit in DURATIONS and asked.answer_type != "duration" and unit not in asked.twin:
        return False
    counter = COUNTER.search(asked.twin)
    if counter is not None and _is_other_class(counter["of"], unit):
        return False
    return not units or unit in units


def _is_other_class(asked_for: str, unit: str) -> bool:
    """Whether what is counted is of another class than what the question counts: 几家 is answered by no 几百人."""
    own = next((words for words in COUNTED if asked_for in words), None)
    return own is not None and any(unit in words for words in COUNTED if words is not own)


def find_people(ranked: Ranked, asked: Interpretation, findings: Findings) -> list[str]:
    """The one person of the passage whom the question does not name, if a person is asked for and there is just one."""
    if asked.answer_type != "person":
        return []
    given = {unit.name for unit in asked.units}
    people = [n for n in ranked.found.entities if findings.kinds.get(n) == EntityKind.PERSON and n not in given]
    return people[:1] if len(set(people)) == 1 else []


def dated(period: Period) -> str:
    """The period as written, with its year and month in figures where the words leave the year open."""
    if str(period.start.year) in period.words:
        return period.words
    return f"{period.words}（{render_period(period)}）"
