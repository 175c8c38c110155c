"""Which patterns a text holds, in one pass."""

import re2

from bot.pattern_set import AT_ONCE, PatternSet

PATTERNS = PatternSet([re2.compile(pattern) for pattern in ("估值", "^谁", "多少$", "估.+多少")])


def test_all_patterns_held_are_found_in_their_order() -> None:
    assert PATTERNS.find("云帆估值多少") == [0, 2, 3]
    assert PATTERNS.find_first("谁的估值") == 0
    assert PATTERNS.find_first("谁投的") == 1


def test_a_text_that_holds_none_gives_none() -> None:
    assert PATTERNS.find("云帆是谁") == []
    assert PATTERNS.find_first("云帆是谁") is None


def test_a_set_of_no_patterns_finds_none() -> None:
    assert PatternSet([]).find("云帆") == []


def test_patterns_of_several_passes_keep_their_places() -> None:
    many = PatternSet([re2.compile(f"第{number}轮") for number in range(3 * AT_ONCE)])
    assert many.find(f"第{2 * AT_ONCE}轮和第1轮") == [1, 2 * AT_ONCE]
    assert many.find_first(f"第{AT_ONCE + 1}轮") == AT_ONCE + 1
