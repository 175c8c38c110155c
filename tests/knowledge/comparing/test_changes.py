"""What changed between two bases; over facts made by hand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.comparing.changes import Change, find_changes, is_said_by
from knowledge.types import Fact, FactStatus, Period, Quantity
from tests.factories import fact, money, period

SPRING, AUTUMN, LATER = period(2023, 4), period(2023, 9), period(2024, 6)
DATES = {"a": LATER, "b": LATER, "old": SPRING}
RUMOURED, DENIED, CORRECTED, REPORTED = (
    FactStatus.RUMOURED,
    FactStatus.DENIED,
    FactStatus.CORRECTED,
    FactStatus.REPORTED,
)


def worth(billions: int, article: str = "a", **fields: Any) -> Fact:
    return fact(article=article, quantity=money(billions * 10**9, words=f"{billions}0亿美元"), **fields)


def tied(relation: str, to: str | None = None, article: str = "a", **fields: Any) -> Fact:
    return fact(relation=relation, article=article, object=to, **fields)


def founded(when: Period, article: str = "a") -> Fact:
    return fact(relation="founded", article=article, period=when)


def compare(before: tuple[Fact, ...], after: tuple[Fact, ...]) -> tuple[Change, ...]:
    return find_changes(before, after, (DATES.get, DATES.get))


ROUND, LATER_ROUND = {"qualifier": "B轮", "period": AUTUMN}, {"qualifier": "C轮", "period": LATER}
SAME = {
    "nothing": ((worth(1),), (worth(1),)),
    "moved in its article": ((worth(1, start=3),), (worth(1, start=900, snippet="山岚数据，估值10亿美元。"),)),
    "another reprint": ((worth(1, "a"),), (worth(1, "b"),)),
    "said once more": ((worth(1),), (worth(1), worth(1, "b"))),
    "said once less": ((worth(1), worth(1, "b")), (worth(1),)),
    "other words for it": ((worth(1),), (fact(article="a", quantity=money(10**9, words="1 billion dollars")),)),
    "roughly the same, beside it": (
        (worth(1),),
        (worth(1), fact(article="b", quantity=Quantity(*(money(10**9).low,) * 2, "USD", "约10亿", approximate=True))),
    ),
    "by whom it is said": ((worth(1),), (worth(1, status=REPORTED, according_to="福布斯"),)),
    "its date is left out": ((worth(1, **ROUND),), (worth(1, qualifier="B轮"),)),
    "its round is left out": ((worth(1, **ROUND),), (worth(1, period=AUTUMN),)),
    "a wrong value is gone": ((worth(1), worth(2, status=CORRECTED)), (worth(1),)),
}


@pytest.mark.parametrize(("before", "after"), SAME.values(), ids=SAME)
def test_what_is_only_told_elsewhere_or_otherwise_is_no_change(
    before: tuple[Fact, ...], after: tuple[Fact, ...]
) -> None:
    assert compare(before, after) == ()


CHANGED = {
    "another amount": ((worth(1, **ROUND),), (worth(2, **ROUND),)),
    "in another article": ((worth(1, **ROUND),), (worth(2, "b", **ROUND),)),
    "a rumour confirmed": ((worth(1, status=RUMOURED),), (worth(1),)),
    "a statement denied": ((worth(1),), (worth(1, status=DENIED),)),
    "of another time": ((worth(1, **ROUND),), (worth(1, qualifier="B轮", period=LATER),)),
    "another day": ((founded(period(2019)),), (founded(period(2018), "b"),)),
    "another place": ((tied("headquarters", "苏州"),), (tied("headquarters", "上海", "b"),)),
    "another post": ((tied("role", "山岚", text="CTO"),), (tied("role", "山岚", text="CEO"),)),
    "a price of an article": (
        (tied("price", quantity=money(9, "CNY", "9元")),),
        (tied("price", quantity=money(8, "CNY", "8元")),),
    ),
}


@pytest.mark.parametrize(("before", "after"), CHANGED.values(), ids=CHANGED)
def test_another_value_or_firmness_is_a_change(before: tuple[Fact, ...], after: tuple[Fact, ...]) -> None:
    assert compare(before, after) == (Change(before[0], after[0]),)


APART = {
    "another round": (worth(1, **ROUND), worth(2, "b", **LATER_ROUND)),
    "another founder": (tied("founder", "顾青野"), tied("founder", "沈既白")),
    "a price of another article": (
        tied("price", quantity=money(9, "CNY", "9元")),
        tied("price", article="b", quantity=money(8, "CNY", "8元")),
    ),
    "a value long after": (worth(1, "old"), worth(2, "b")),
}


@pytest.mark.parametrize(("before", "after"), APART.values(), ids=APART)
def test_what_takes_no_place_is_withdrawn_and_new(before: Fact, after: Fact) -> None:
    assert {*compare((before,), (after,))} == {Change(before, None), Change(None, after)}


def test_what_is_corrected_gives_way_to_what_stands_in_its_place() -> None:
    now = (worth(1, status=CORRECTED), worth(2, start=40))
    assert compare((worth(1),), now) == (Change(worth(1), now[1]),)


def test_a_denial_is_of_what_stands() -> None:
    rumour, denial = worth(4, status=RUMOURED), worth(4, "b", status=DENIED, according_to="公司")
    assert compare((rumour,), (rumour, denial)) == (Change(rumour, denial),)


def test_a_relation_that_no_rule_has_any_more_says_nothing() -> None:
    assert compare((fact(relation="flew_to", article="a"),), (worth(1),)) == (Change(None, worth(1)),)


def test_of_several_values_of_an_article_each_is_paired_with_its_own() -> None:
    prices = [tied("price", quantity=money(n, "CNY", f"{n}元"), start=100 * n) for n in (1, 2, 3)]
    edited = tied("price", quantity=money(8, "CNY", "8元"), start=205)
    assert compare((*prices,), (prices[0], edited, prices[2])) == (Change(prices[1], edited),)


def test_what_is_said_is_found_whoever_says_it() -> None:
    assert is_said_by(worth(1), (worth(2), worth(1, "b")))
    assert not is_said_by(worth(1), (worth(1, status=RUMOURED), fact("岭南算力", article="a", quantity=money(10**9))))


values = st.builds(
    worth,
    st.integers(1, 3),
    st.sampled_from(["a", "b", "old"]),
    qualifier=st.sampled_from([None, "B轮", "C轮"]),
    period=st.sampled_from([None, AUTUMN, LATER]),
    status=st.sampled_from([*FactStatus]),
    start=st.integers(0, 3),
)
bases = st.lists(values, max_size=6).map(tuple)


@given(bases, bases)
def test_no_fact_is_told_twice_and_the_order_is_fixed(before: tuple[Fact, ...], after: tuple[Fact, ...]) -> None:
    changes = compare(before, after)
    assert changes == compare(before[::-1], after[::-1])
    gone = [
        change.before for change in changes if change.before and (not change.after or change.after.status != DENIED)
    ]
    came = [change.after for change in changes if change.after]
    assert len({*gone}) == len(gone)
    assert len({*came}) == len(came)
    assert {*gone} <= {*before}
    assert {*came} <= {*after}
    assert compare(before, before) == ()
