"""The table tests/cases/values.yaml, the examples of the rules, and what holds of every text."""

import itertools
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Period, Precision, Quantity
from knowledge.values import find_periods, find_quantities
from knowledge.values.period_shapes import TimePattern, time_rules
from knowledge.values.value_rules import unit_words

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "values.yaml").read_text(encoding="utf-8")
)
ANCHOR = Period(date(2024, 3, 20), date(2024, 3, 20), Precision.DAY)
RULES = unit_words().rules
SHARED = Path(__file__).parents[3] / "../shared/articles"


def rows(kind: str) -> list[Any]:
    chosen = [case for case in CASES if case["kind"] == kind]
    return [pytest.param(case, id=f"{case['text']} {case.get('anchor', '')}".strip()) for case in chosen]


def anchor_of(case: dict[str, Any]) -> Period | None:
    """The anchor of a row: a year, month or day; none where it is empty."""
    written = case.get("anchor", "2024-03-20")
    return find_periods(f"{written}年" if len(written) == 4 else written, None)[0][0] if written else None


@pytest.mark.parametrize("case", rows("quantity"))
def test_a_quantity_is_found_with_its_bounds_unit_and_words(case: dict[str, Any]) -> None:
    currencies = {currency.unit for currency in RULES.currencies}
    expected = Quantity(
        low=Decimal(case["low"]) if "low" in case else None,
        high=Decimal(case["high"]) if "high" in case else None,
        unit=case["unit"],
        words=case["words"],
        approximate=case.get("approximate", False),
        is_money=case.get("money", case["unit"] in currencies),
    )
    assert [quantity for quantity, _, _ in find_quantities(case["text"])] == [expected]


@pytest.mark.parametrize("case", rows("period"))
def test_a_period_is_found_with_its_days_precision_and_words(case: dict[str, Any]) -> None:
    expected = Period(
        date.fromisoformat(case["start"]),
        date.fromisoformat(case["end"]),
        Precision(case["precision"]),
        case["words"],
    )
    assert [period for period, _, _ in find_periods(case["text"], anchor_of(case))] == [expected]
    assert find_quantities(case["text"]) == ()


@pytest.mark.parametrize("case", rows("several"))
def test_several_values_of_a_text_are_found_in_order(case: dict[str, Any]) -> None:
    assert {"words", "spans"} & case.keys()
    if "words" in case:
        assert [quantity.words for quantity, _, _ in find_quantities(case["text"])] == case["words"]
    if "spans" in case:
        found = [f"{period.start}/{period.end}" for period, _, _ in find_periods(case["text"], anchor_of(case))]
        assert found == case["spans"]


@pytest.mark.parametrize("case", rows("nothing"))
def test_what_only_looks_like_a_value_is_none(case: dict[str, Any]) -> None:
    assert find_quantities(case["text"]) == ()
    assert find_periods(case["text"], ANCHOR) == ()


@pytest.mark.parametrize("case", rows("unsettled"))
def test_a_relative_period_is_left_out_where_its_anchor_does_not_settle_it(case: dict[str, Any]) -> None:
    assert find_periods(case["text"], anchor_of(case)) == ()


def test_no_row_stands_twice() -> None:
    keys = [(case["kind"], case["text"], case.get("anchor")) for case in CASES]
    assert len(keys) == len(set(keys))


UNITS = [*RULES.currencies, *RULES.measures, *RULES.classifiers, *RULES.nouns, *RULES.heads, *RULES.fixed]


@pytest.mark.parametrize("rule", UNITS, ids=lambda rule: f"{rule.unit} {rule.example}")
def test_the_example_of_a_unit_is_read_by_it(rule: Any) -> None:
    found = [quantity for quantity, _, _ in find_quantities(rule.example) if quantity.unit == rule.unit]
    assert found
    words = getattr(rule, "words", None) or (*rule.before, *rule.after)
    assert any(word in rule.example.lower() for word in words)


BOUNDS = {
    "about": lambda q: q.approximate and q.low is not None and q.high is not None,
    "at_least": lambda q: q.low is not None and q.high is None,
    "at_most": lambda q: q.low is None and q.high is not None,
    "over": lambda q: q.approximate and q.low is not None and q.high is None,
}


@pytest.mark.parametrize(
    "rule", [*RULES.qualifiers.before, *RULES.qualifiers.after], ids=lambda rule: f"{rule.bound} {rule.example}"
)
def test_the_example_of_a_qualifier_is_bounded_by_it(rule: Any) -> None:
    quantity = find_quantities(rule.example)[0][0]
    assert BOUNDS[rule.bound](quantity)
    assert any(word in quantity.words for word in rule.words)


@pytest.mark.parametrize("rule", RULES.numerals.more, ids=lambda rule: rule.example)
def test_a_number_with_more_after_it_has_no_upper_bound(rule: Any) -> None:
    assert find_quantities(rule.example)[0][0].high is None


@pytest.mark.parametrize("rule", RULES.ranges.pairs, ids=lambda rule: rule.example)
def test_an_opener_makes_a_pair_a_range(rule: Any) -> None:
    quantity = find_quantities(rule.example)[0][0]
    assert quantity.low is not None
    assert quantity.high is not None
    assert quantity.low < quantity.high


@pytest.mark.parametrize("rule", time_rules().patterns, ids=lambda rule: rule.example)
def test_the_example_of_a_time_pattern_reads_as_it_says(rule: TimePattern) -> None:
    found = [f"{period.start}/{period.end}/{period.precision}" for period, _, _ in find_periods(rule.example, ANCHOR)]
    assert found[-1:] == ([rule.reads] if rule.reads else [])


@pytest.mark.parametrize("festival", time_rules().festivals, ids=lambda festival: festival.example)
def test_the_example_of_a_festival_is_a_period(festival: Any) -> None:
    assert find_periods(festival.example, ANCHOR)


PIECES = [
    *(case["text"] for case in CASES),
    *"0123456789一两三十百千万亿年月日.,-~至到$%多余前后上去 ，",
    "\n",
    "美元",
    "million",
    "约",
]
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@given(texts)
def test_spans_cut_to_their_words_in_order_and_never_overlap(text: str) -> None:
    quantities, periods = find_quantities(text), find_periods(text, ANCHOR)
    for value, start, end in (*quantities, *periods):
        assert text[start:end] == value.words
    for found in (quantities, periods, sorted((*quantities, *periods), key=lambda entry: entry[1:])):
        spans = [entry[1:] for entry in found]
        assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


@given(texts)
def test_bounds_are_in_order_and_never_both_absent(text: str) -> None:
    for quantity, _, _ in find_quantities(text):
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
    for period, _, _ in find_periods(text, ANCHOR):
        assert period.start <= period.end


@given(texts)
def test_the_same_text_always_reads_the_same(text: str) -> None:
    first = find_quantities(text), find_periods(text, ANCHOR)
    find_quantities("another text: 3亿美元")
    assert (find_quantities(text), find_periods(text, ANCHOR)) == first


@given(texts)
def test_without_an_anchor_nothing_is_found_that_an_anchor_would_hide(text: str) -> None:
    with_anchor = {(start, end) for _, start, end in find_periods(text, ANCHOR)}
    for _, start, end in find_periods(text, None):
        assert any(first <= start and end <= last for first, last in with_anchor)


@pytest.mark.parametrize(
    "unit", ["9", "9,", "9.", "1 ", "3-", "一", "两三", "三分之", "去年", "2023-", "a ", "million "]
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    """100,000 characters; quadratic work would take minutes."""
    text = unit * (100_000 // len(unit))
    find_quantities(text)
    find_periods(text, ANCHOR)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared articles are not here")
def test_the_shared_articles_hold_values_that_cut_to_their_words() -> None:
    for path in sorted(SHARED.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        found = (*find_quantities(text), *find_periods(text, ANCHOR))
        assert len(found) > 10
        assert all(text[start:end] == value.words and re.search(r"\w", value.words) for value, start, end in found)
