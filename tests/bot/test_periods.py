"""Periods in figures."""

from datetime import date

import pytest

from bot.periods import render_period
from knowledge.types import Period
from knowledge.values import find_periods


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("2024年", "2024"),
        ("2022年至2023年", "2022–2023"),
        ("2024年第一季度", "2024 Q1"),
        ("2021年底", "2021 Q4"),
        ("2023年上半年", "2023 H1"),
        ("2024年下半年", "2024 H2"),
        ("2024年春天", "2024-03–2024-05"),
        ("2022年年中", "2022-04–2022-09"),
        ("2024年2月", "2024-02"),
        ("2021年11月底", "2021-11"),
        ("2024年2月18日", "2024-02-18"),
        ("2024年8月1日至5日", "2024-08-01–2024-08-05"),
    ],
)
def test_a_period_is_shown_as_exactly_as_it_is_known(words: str, figures: str) -> None:
    (period, _, _), *_ = find_periods(words, anchor=None)
    assert render_period(period) == figures


def test_no_period_is_no_figures() -> None:
    assert render_period(None) == ""


def test_what_is_known_by_the_month_is_not_shown_by_the_day() -> None:
    (month, _, _), *_ = find_periods("2024年2月", anchor=None)
    assert render_period(Period(date(2024, 2, 3), date(2024, 2, 20), month.precision)) == "2024-02"
