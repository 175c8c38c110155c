"""Aliases in the state file: who taught them and when stays, also of those that were taken back."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.feedback.aliases import Aliases
from bot.feedback.keeping import KEEP_UNDONE
from bot.state import State, open_state


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = open_state(tmp_path / "state.db", "1:token")
    yield opened
    opened.close()


def test_one_is_in_use_until_it_is_taken_back(state: State) -> None:
    aliases = Aliases(state)
    one, other = aliases.add("小月亮", "月之暗面", 900), aliases.add("阿帆", "云帆科技", 900)
    assert aliases.in_use() == {"小月亮": "月之暗面", "阿帆": "云帆科技"}
    assert aliases.undo(one) is not None
    assert aliases.undo(one) is None
    assert aliases.in_use() == {"阿帆": "云帆科技"}
    assert [(kept.number, kept.undone is None) for kept in aliases.find()] == [(other, True), (one, False)]


def test_who_taught_it_is_told_by_a_pseudonym(state: State) -> None:
    Aliases(state).add("小月亮", "月之暗面", 900)
    (kept,) = Aliases(state).find()
    assert kept.admin == state.pseudonym(900) != 900
    assert time.time() - kept.at < 60


def test_what_was_taken_back_goes_after_a_year(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    aliases = Aliases(state)
    aliases.undo(aliases.add("小月亮", "月之暗面", 900))
    aliases.add("阿帆", "云帆科技", 900)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + KEEP_UNDONE + 60)
    state.sweep()
    assert [kept.alias for kept in aliases.find()] == ["阿帆"]
