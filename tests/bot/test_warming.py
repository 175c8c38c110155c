"""What is loaded before the first question."""

import re

import pytest

from bot.warming import load_seldom_used
from knowledge.names import given_names
from knowledge.names.given_names import given_likeness
from knowledge.values import period_shapes
from knowledge.values.period_shapes import find_shapes


def test_no_question_waits_for_what_the_first_of_its_kind_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    given_names._ratios.cache_clear()
    period_shapes._patterns.cache_clear()
    load_seldom_used()
    monkeypatch.setattr(given_names, "read_entries", lambda: pytest.fail("the dictionary is read amid a question"))
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("a pattern is compiled amid a question"))
    given_likeness("砚秋")
    assert find_shapes("2023年底和三年前")
