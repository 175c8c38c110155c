"""Inflected forms of English words."""

import pytest

from bot.inflection import inflect


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("hire", ["hires", "hired", "hiring"]),
        ("cut", ["cuts", "cutted", "cutting"]),
        ("open", ["opens", "opened", "opening"]),
        ("copy", ["copies", "copied", "copying"]),
        ("play", ["plays", "played", "playing"]),
        ("launch", ["launches", "launched", "launching"]),
        ("seed investor", ["seed investors"]),
        ("ai", []),
        ("融资", []),
        ("h100", []),
    ],
)
def test_an_english_form_is_inflected(form, expected):
    assert list(inflect(form)) == expected
