"""What a change leaves behind, and what only stands near such words."""

from datetime import date

import pytest

from knowledge.types import Period, Precision
from knowledge.values import find_former, find_periods, find_quantities

ANCHOR = Period(date(2024, 3, 20), date(2024, 3, 20), Precision.DAY)


def former_words(text: str) -> list[str]:
    quantities, periods = find_quantities(text), find_periods(text, ANCHOR)
    former = find_former(text, quantities, periods)
    return [
        text[start:end] for _, start, end in sorted((*quantities, *periods), key=lambda one: one[1]) if start in former
    ]


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("估值从10亿元涨到25亿元", ["10亿元"]),
        ("员工由20人增至150人", ["20人"]),
        ("估值從3億美元升至8億美元", ["3億美元"]),
        ("持股比例由12%降至9.6%", ["12%"]),
        ("估值从去年的3亿美元升至8亿美元", ["去年", "3亿美元"]),
        ("从2022年的10亿元涨到2023年的25亿元", ["2022年", "10亿元"]),
        ("从500人的团队变成了800人的公司", ["500人"]),
        ("from $1 billion to $2.5 billion", ["$1 billion"]),
        ("from a valuation of $1 billion to $2.5 billion", ["$1 billion"]),
    ],
)
def test_the_first_value_of_a_change_is_former(text: str, former: list[str]) -> None:
    assert former_words(text) == former


@pytest.mark.parametrize(
    "text",
    [
        "由蓝鲸基金领投2亿元，估值达到10亿元",
        "由蓝鲸基金领投的2亿元，投后达到10亿元",
        "从3家公司拿到2亿元",
        "融资3亿美元，估值升至8亿美元",
        "raised $5 million from 3 investors",
        "2亿元到3亿元",
    ],
)
def test_what_is_no_change_leaves_nothing_behind(text: str) -> None:
    assert former_words(text) == []
