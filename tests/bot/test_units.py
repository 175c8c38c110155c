"""What a question says besides its names."""

import pytest

from bot.types import Named
from bot.units import is_whole, to_units
from knowledge.text import fold
from knowledge.types import Entity, EntityKind

STARS = Entity("星河智能", EntityKind.COMPANY, ("Starriver",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到底值多少钱啊", ["valuation"]),
        ("裁了多少人", ["layoff"]),
        ("怎么看开源和闭源", ["open_source", "closed_source"]),
        ("是什么意思", []),
        ("伽马射线融资", ["raise", "伽马射线"]),
        ("who are the investors", ["investor"]),
    ],
)
def test_units_are_groups_of_synonyms_or_words_and_never_fillers(text, expected):
    assert [unit.name for unit in to_units(fold(text), ())] == expected


def test_the_questions_own_form_comes_first():
    (unit,) = to_units(fold("领头的"), ())
    assert unit.name == "lead"
    assert unit.forms[0] == "领头"


def test_a_name_is_a_unit_with_its_aliases_and_none_of_its_characters_is_another():
    twin = fold("星河智能的CEO")
    units = to_units(twin, (Named(STARS, 0, 4, "exact"),))
    assert [unit.name for unit in units] == ["星河智能", "chief_executive"]
    assert units[0].forms == ("星河智能", "Starriver")


@pytest.mark.parametrize(
    ("text", "start", "end", "whole"),
    [("scale ai", 0, 5, True), ("scaled", 0, 5, False), ("用scale的", 1, 6, True), ("a1b", 1, 2, False)],
)
def test_a_latin_form_counts_as_a_whole_word_only(text, start, end, whole):
    assert is_whole(text, start, end) is whole


def test_what_the_segmenter_joins_of_fillers_is_no_unit():
    assert [unit.name for unit in to_units("理想中想控制", ())] == ["motivation", "control"]


def test_a_measure_word_that_points_says_nothing():
    assert to_units("那回", ()) == ()
