"""A copy of the state while it is in use, and the bot that starts from it."""

import sqlite3
import stat
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.backup import back_up
from bot.state import NewUpdate, Pending, StateError, UpdateState, open_state


def test_a_copy_of_a_state_in_use_holds_all_of_it_and_can_be_restored(tmp_path: Path) -> None:
    path, copy = tmp_path / "state.db", tmp_path / "copy.db"
    state = open_state(path, "1:token")
    state.add([NewUpdate(1, 7, {"update_id": 1}), NewUpdate(2, 7, {"update_id": 2})])
    state.end(1, UpdateState.DONE)
    state.greet(-5)
    back_up(path, copy)
    state.end(2, UpdateState.DONE)
    state.close()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    for file in tmp_path.glob("state.db*"):
        file.unlink()
    copy.rename(path)
    restored = open_state(path, "1:token")
    assert restored.pending() == (Pending(2, restored.pseudonym(7)),)
    assert restored.add([NewUpdate(1, 7, {})]) == ()
    assert not restored.greet(-5)
    restored.close()


def foreign(path: Path) -> None:
    sqlite3.connect(path).execute("CREATE TABLE a (b)").connection.close()


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda path: None, "there is no state"),
        (foreign, "not a state file"),
        (lambda p: p.write_bytes(b"x" * 999), "no copy"),
    ],
    ids=["absent", "foreign", "damaged"],
)
def test_what_cannot_be_copied_is_one_line_and_leaves_nothing(tmp_path: Path, spoil: object, reason: str) -> None:
    spoil(tmp_path / "state.db")  # type: ignore[operator]
    with pytest.raises(StateError, match=reason):
        back_up(tmp_path / "state.db", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    open_state(tmp_path / "state.db").close()
    copy = tmp_path / "copy.db"
    copy.write_text("dear")
    with pytest.raises(StateError, match="is there already"):
        back_up(tmp_path / "state.db", copy)
    assert copy.read_text() == "dear"


def test_the_command_makes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATE_DB", str(tmp_path / "state.db"))
    open_state(tmp_path / "state.db").close()
    assert main(["backup", str(tmp_path / "copy.db")]) == 0
    assert main(["backup", str(tmp_path / "copy.db")]) == 1
