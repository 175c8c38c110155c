"""Which values are the same, which differ, which cannot be compared, and which are of two moments."""

from decimal import Decimal

import pytest

from knowledge.comparing.values import Likeness, compare_values, has_value, is_concurrent
from knowledge.types import Fact, FactStatus, Period, Quantity
from knowledge.values import find_quantities
from tests.factories import fact, period

SAME, DIFFERENT, INCOMPARABLE = Likeness.SAME, Likeness.DIFFERENT, Likeness.INCOMPARABLE


def amount(words: str) -> Quantity:
    ((quantity, _, _),) = find_quantities(words)
    return quantity


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("近20亿美元", "19.8亿美元", SAME),
        ("超10亿元", "12亿元", SAME),
        ("超10亿元", "16亿元", DIFFERENT),
        ("超10亿元", "9亿元", DIFFERENT),
        ("2亿至3亿元", "2.5亿元", SAME),
        ("2亿至3亿元", "约3.2亿元", SAME),
        ("2亿至3亿元", "3.5亿元", DIFFERENT),
        ("不到1000万元", "900万元", SAME),
        ("不到1000万元", "300万元", DIFFERENT),
        ("20多亿元", "25亿元", SAME),
        ("25亿元", "25亿元", SAME),
        ("25亿元", "26亿元", DIFFERENT),
        ("25亿元", "25亿美元", INCOMPARABLE),
        ("30%", "30亿元", INCOMPARABLE),
        ("180人", "180名员工", SAME),
    ],
)
def test_amounts_are_the_same_where_they_overlap(one: str, other: str, likeness: Likeness) -> None:
    a, b = (fact(relation="valuation", quantity=amount(words)) for words in (one, other))
    assert compare_values(a, b) == compare_values(b, a) == likeness


def test_dates_are_the_same_where_one_holds_the_other() -> None:
    year, month, other = (
        fact(relation="founded", period=when) for when in (period(2020), period(2020, 5), period(2021))
    )
    assert compare_values(year, month) == compare_values(month, year) == SAME
    assert compare_values(month, other) == DIFFERENT
    assert compare_values(year, fact(relation="founded")) == INCOMPARABLE


def test_names_are_the_same_in_either_script_and_where_one_holds_the_other() -> None:
    where = [fact(relation="headquarters", object=place) for place in ("杭州", "杭州市西湖区", "蘇州", "苏州")]
    assert compare_values(where[0], where[1]) == compare_values(where[2], where[3]) == SAME
    assert compare_values(where[0], where[2]) == DIFFERENT


def told(value: str = "25亿美元", relation: str = "valuation", article: str = "a.txt", **fields: object) -> Fact:
    return fact(relation=relation, article=article, **({"quantity": amount(value)} | fields))


UNKNOWN = (None, None)
MAY: Period = period(2024, 5)


@pytest.mark.parametrize(
    ("one", "other", "published", "concurrent"),
    [
        (told(), told("30亿美元", article="b.txt"), (MAY, MAY), True),
        (told(), told("30亿美元", article="b.txt"), (MAY, period(2024, 6)), True),
        (told(), told("30亿美元", article="b.txt"), (MAY, period(2024, 9)), False),
        (told(), told("30亿美元", article="b.txt"), UNKNOWN, True),
        (told(), told("30亿美元", article="b.txt", qualifier="C轮"), UNKNOWN, False),
        (told(), told("30亿美元"), (MAY, MAY), False),
        (told(), told("30亿美元", status=FactStatus.RUMOURED), (MAY, MAY), True),
        (told(period=MAY), told("30亿美元", period=MAY), (MAY, MAY), True),
        (told(period=MAY), told("30亿美元", article="b.txt", period=period(2024)), UNKNOWN, True),
        (told(period=MAY), told("30亿美元", article="b.txt", period=period(2023)), UNKNOWN, False),
        (told(qualifier="B轮"), told("30亿美元", article="b.txt", qualifier="C轮"), (MAY, MAY), False),
        (told(qualifier="投前"), told("30亿美元", article="b.txt", qualifier="投后"), (MAY, MAY), False),
        (told(qualifier="投后"), told("30亿美元", article="b.txt", qualifier="C轮"), (MAY, MAY), True),
        (told(qualifier="C轮"), told("30亿美元", article="b.txt", qualifier="C轮"), (MAY, period(2025)), True),
        (
            told(relation="revenue", period=period(2024)),
            told(relation="revenue", period=MAY, article="b.txt"),
            UNKNOWN,
            False,
        ),
        (told(relation="revenue", period=period(2024)), told(relation="revenue", period=period(2024)), UNKNOWN, True),
        (told("180人", "users"), told("200人", "users", "b.txt", qualifier="月活"), (MAY, MAY), False),
        (
            told(relation="issue_price", period=MAY),
            told("30美元", "issue_price", "b.txt", period=period(2020)),
            UNKNOWN,
            True,
        ),
    ],
    ids=[
        *("of one month", "a month apart", "far apart", "undated", "undated, of a round", "of one article"),
        *("a rumour in one article", "of one article and date", "year and month", "two years", "two rounds"),
        *("before and after the money", "round and moment", "one round", "year and part of it", "one year"),
        *("users and active ones", "given once"),
    ],
)
def test_facts_are_of_one_moment(
    one: Fact, other: Fact, published: tuple[Period | None, Period | None], concurrent: bool
) -> None:
    assert is_concurrent(one, other, published) is concurrent
    assert is_concurrent(other, one, published[::-1]) is concurrent


@pytest.mark.parametrize(("other", "concurrent"), [("极昼资本", True), ("极晝資本", True), ("远山基金", False)])
def test_of_what_may_hold_several_values_only_equal_ones_are_one(other: str, concurrent: bool) -> None:
    a, b = (fact(relation="investor", object=name, article=name) for name in ("极昼资本", other))
    assert is_concurrent(a, b, UNKNOWN) is concurrent


def test_a_round_without_its_amount_gives_no_value() -> None:
    assert not has_value(fact(relation="funding_round", qualifier="C轮"))
    assert has_value(told(relation="funding_round"))
    assert has_value(fact(relation="founded", period=MAY))
    assert not has_value(fact(relation="investor", quantity=Quantity(Decimal(1), None, "USD", "1美元")))
