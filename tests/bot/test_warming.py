"""What is loaded before the first question."""

import gc
import re

import pytest

from bot.warming import SELDOM, load_seldom_used, spare_collector
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


def test_what_is_there_is_gone_through_when_a_base_comes_into_use_and_not_amid_answers() -> None:
    spare_collector()
    assert gc.get_threshold()[2] == SELDOM
    held = [[] for _ in range(1000)]  # type: ignore[var-annotated]
    was_frozen = gc.get_freeze_count()
    spare_collector()
    assert gc.get_freeze_count() > was_frozen + len(held) // 2
    ring: list[object] = []
    ring.append(ring)
    spare_collector()
    frozen = gc.get_freeze_count()
    del ring[:], held[:]
    spare_collector()  # what was frozen and is garbage since goes with the next base
    assert gc.get_freeze_count() < frozen
