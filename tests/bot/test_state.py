"""The state file: what is stored stays, what has ended is erased, what is not ours is refused."""

import sqlite3
import stat
from functools import partial
from pathlib import Path

import pytest

from bot.state import KEEP_SECONDS, MIGRATIONS, NewUpdate, Pending, StateError, UpdateState, open_state

WORDS = "canary words that must not stay"


def new(number: int, chat: int = 7) -> NewUpdate:
    return NewUpdate(number, chat, {"update_id": number, "message": {"text": WORDS}})


def test_an_update_waits_until_it_has_ended(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    assert state.add([new(2), new(1), new(2)]) == (Pending(2, 7), Pending(1, 7))
    assert state.take(1)["message"] == {"text": WORDS}
    state.close()
    again = open_state(tmp_path / "state.db")
    assert again.pending() == (Pending(1, 7, attempts=1), Pending(2, 7))
    again.end(1, UpdateState.DONE)
    again.end(2, UpdateState.STALE)
    assert again.pending() == ()
    assert again.counts() == {"done": 1, "stale": 1}
    again.close()


def test_a_repeated_update_is_not_new_even_after_its_end(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    state.add([new(1)])
    state.take(1)
    state.end(1, UpdateState.DONE)
    assert state.add([new(1)]) == ()
    state.close()


def test_no_word_of_an_ended_update_stays_on_the_disk(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    state.add([new(number) for number in range(50)])
    for number in range(50):
        state.take(number)
        state.end(number, UpdateState.DONE)
    state.sweep()
    assert all(WORDS.encode() not in path.read_bytes() for path in tmp_path.iterdir())
    state.close()


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    open_state(tmp_path / "state.db").close()
    assert stat.S_IMODE((tmp_path / "state.db").stat().st_mode) == 0o600


def test_ended_updates_are_forgotten_after_two_days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = open_state(tmp_path / "state.db")
    state.add([new(1), new(2)])
    state.end(1, UpdateState.DONE)
    monkeypatch.setattr("bot.state.KEEP_SECONDS", -KEEP_SECONDS)
    state.sweep()
    assert state.counts() == {"new": 1}
    state.close()


def test_of_calls_made_together_one_that_fails_spoils_no_other(tmp_path: Path) -> None:
    def fail() -> None:
        with state.transaction() as db:
            db.execute("INSERT INTO settings VALUES ('half', 'x')")
            db.execute("INSERT INTO nowhere VALUES (1)")

    state = open_state(tmp_path / "state.db")
    put = partial(state.set_setting, "key", "value")
    assert state.together([put, partial(state.setting, "key")]) == (None, "value")
    again = partial(state.set_setting, "key", "other")
    none, error, value = state.together([again, fail, partial(state.setting, "key")])
    assert (none, type(error), value, state.setting("half")) == (None, StateError, "other", None)
    state.close()


def test_settings_outlive_a_restart(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    assert state.setting("a") is None
    state.set_setting("a", "1")
    state.set_setting("a", "2")
    state.close()
    again = open_state(tmp_path / "state.db")
    assert again.setting("a") == "2"
    again.close()


def foreign(path: Path) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE other (x)")
    database.commit()
    database.close()


def newer(path: Path) -> None:
    open_state(path).close()
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    database.commit()
    database.close()


def corrupt(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [(foreign, "another program"), (newer, "newer Youju"), (corrupt, "cannot be used"), (Path.mkdir, "cannot be used")],
    ids=["foreign", "newer", "corrupt", "a folder"],
)
def test_what_is_not_ours_is_refused_in_one_line(tmp_path: Path, spoil: object, reason: str) -> None:
    path = tmp_path / "state.db"
    spoil(path)  # type: ignore[operator]
    with pytest.raises(StateError, match=reason) as error:
        open_state(path)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)
