"""Quantities and periods in a text, with their spans: `find_quantities` and `find_periods`. The two never overlap.

A form that can only be a date (2023年, 两年前) is no quantity; a bare 2023 is a year unless it counts (2023家).
"""

import re
from bisect import bisect_left
from functools import lru_cache

from knowledge.text import fold
from knowledge.types import Period, Quantity
from knowledge.values.changes import find_former as find_former
from knowledge.values.period_shapes import Shape, find_shapes, time_rules
from knowledge.values.period_shapes import compile_patterns as compile_patterns
from knowledge.values.periods import resolve_shapes
from knowledge.values.quantities import read_quantities

_WIDE_COMMA, _PAUSE = "\uff0c", "\u2e41"
"""The fold makes a Chinese comma a comma, which would join two numbers into one (前三,000); a pause stays itself."""
_BARE_YEAR = re.compile(r"(?<![0-9a-z$¥€£.:/#_-])(?:19[5-9]|20[0-3])[0-9](?![.,:/_-]?[0-9]|-?[a-z]| ?[¥€£])")


def find_quantities(text: str) -> tuple[tuple[Quantity, int, int], ...]:
    """The amounts, percents, multiples, durations and counts in text, with start and end, in order, not overlapping.

    low and high are whole units ("25亿美元" -> 2500000000, USD); 超 and 至少 leave no high, 不到 and 最高 no low;
    几 and 数 are 2 to 9, 十余 at least 10. unit: an ISO code, "%", 倍, 年 月 周 天 小时 (durations in any language),
    else a `unit` of rules/units.yaml; "" where the text does not say, with is_money where the words around show it.
    words hold the bounds too (超10亿美元), and a conversion: 5000万美元(约3.6亿元) is one.
    Empty: none. Linear in len(text).
    >>> [(str(q.low), q.unit) for q, _, _ in find_quantities("融资2-3亿美元")]
    [('200000000', 'USD')]
    """
    return _read(text)[1]


def find_periods(text: str, anchor: Period | None) -> tuple[tuple[Period, int, int], ...]:
    """The dates, months, quarters, years in text, with start and end, in order, not overlapping.

    anchor: the article's own date; relative words (去年, 上周五, 2月) that it cannot settle are left out, so without
    an anchor only absolute ones are found. Which word becomes what: periods.py. Empty: none. Linear in len(text).
    >>> find_periods("于2023年4月成立", None)[0][0].end
    datetime.date(2023, 4, 30)
    """
    return resolve_shapes(text, _read(text)[0], anchor)


@lru_cache(maxsize=4)
def _read(text: str) -> tuple[tuple[Shape, ...], tuple[tuple[Quantity, int, int], ...]]:
    """The shapes of periods, bare years included, and the quantities; kept for the call of the other function."""
    twin = fold(text.replace(_WIDE_COMMA, _PAUSE))
    shapes = find_shapes(twin)
    quantities = read_quantities(text, twin, [(shape.start, shape.end) for shape in shapes])
    return _with_bare_years(twin, shapes, quantities), quantities


def _with_bare_years(
    twin: str, shapes: tuple[Shape, ...], quantities: tuple[tuple[Quantity, int, int], ...]
) -> tuple[Shape, ...]:
    years = (
        Shape(match.start(), match.end(), {"year": match[0]})
        for match in _BARE_YEAR.finditer(twin)
        if not twin.startswith(time_rules().bare_year_not_before, match.end())
    )
    spans = sorted([(shape.start, shape.end) for shape in shapes] + [(start, end) for _, start, end in quantities])
    free = [year for year in years if _is_free(year, spans)]
    return tuple(sorted((*shapes, *free), key=lambda shape: shape.start)) if free else shapes


def _is_free(shape: Shape, spans: list[tuple[int, int]]) -> bool:
    """Whether none of the sorted spans touches shape."""
    after = bisect_left(spans, (shape.end, 0))
    return after == 0 or spans[after - 1][1] <= shape.start
