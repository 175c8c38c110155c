"""The state file: what is stored stays, what has ended is erased, what is not ours is refused."""

import json
import sqlite3
import stat
import time
from functools import partial
from pathlib import Path

import pytest

from bot.exchanges import Exchange, Exchanges
from bot.pseudonyms import Pseudonyms
from bot.state import (
    CHAT_TABLES,
    KEEP_SECONDS,
    MOVING_TABLES,
    USER_TABLES,
    NewUpdate,
    Pending,
    State,
    StateError,
    UpdateState,
    open_state,
)
from bot.state_schema import APPLICATION_ID, MIGRATIONS

WORDS = "canary words that must not stay"


def new(number: int, chat: int = 7) -> NewUpdate:
    return NewUpdate(number, chat, {"update_id": number, "message": {"text": WORDS}})


def test_an_update_waits_until_it_has_ended(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    chat = state.pseudonym(7)
    assert state.add([new(2), new(1), new(2)]) == (Pending(2, chat), Pending(1, chat))
    assert state.take(1)["message"] == {"text": WORDS}
    state.close()
    again = open_state(tmp_path / "state.db")
    assert again.pending() == (Pending(1, chat, attempts=1), Pending(2, chat))
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


def test_a_slip_in_one_of_them_spoils_no_other_either() -> None:
    state = open_state(None)
    slip = partial(state.add, [NewUpdate(1, 1, {"update_id": object()})])
    none, error, value = state.together(
        [partial(state.set_setting, "key", "value"), slip, partial(state.setting, "key")]
    )
    assert (none, str(error), value) == (None, "not written: TypeError", "value")
    assert isinstance(error.__cause__, TypeError)
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


def released(path: Path, version: int) -> None:
    """A file as the Youju of that version of the schema left it, with one row of everything it kept."""
    database = sqlite3.connect(path)
    pseudonyms = Pseudonyms("1:token")
    database.create_function("pseudonym", 1, pseudonyms.of, deterministic=True)
    for script in MIGRATIONS[:version]:
        database.executescript(script)
    database.executescript(f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {version};")
    chat = -777 if version < 3 else pseudonyms.of(-777)
    inbox = "INSERT INTO inbox (update_id, chat, state, received, content) VALUES (?, ?, ?, ?, ?)"
    database.execute(inbox, (1, chat, "done", time.time(), None))
    database.execute(inbox, (2, chat, "new", time.time(), json.dumps({"update_id": 2})))
    database.execute("INSERT INTO settings VALUES ('a', '1')")
    if version >= 2:
        database.execute("INSERT INTO exchanges (chat, reply, question, at) VALUES (?, 8, 7, ?)", (chat, time.time()))
        database.execute("INSERT INTO greetings VALUES (?, ?)", (chat, time.time()))
    database.commit()
    database.close()


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_a_file_of_every_earlier_version_is_taken_over(tmp_path: Path, version: int) -> None:
    path = tmp_path / "state.db"
    released(path, version)
    state = open_state(path, "1:token")
    assert state.pending() == (Pending(2, state.pseudonym(-777)),)
    assert state.take(2) == {"update_id": 2}
    assert state.add([NewUpdate(1, -777, {})]) == ()
    assert state.setting("a") == "1"
    assert state.greet(-777) is (version < 2)
    assert (Exchanges(state).find_reply(-777, 8) is not None) is (version >= 2)
    gone = state.forget_chat(-777)
    assert (gone.updates, gone.rows["exchanges"], gone.rows["greetings"]) == (1, int(version >= 2), 1)
    state.close()


def filled(path: Path, chat: int, user: int) -> State:
    """A state with one row in every table of chats."""
    state = open_state(path, "1:token")
    hidden, asker, now = state.pseudonym(chat), state.pseudonym(user), time.time()
    home = state.seal.close(str(chat).encode())
    with state.transaction() as db:
        db.execute("INSERT INTO exchanges VALUES (?, 8, 7, ?, NULL, ?, ?)", (hidden, now, asker, home))
        db.execute("INSERT INTO greetings VALUES (?, ?)", (hidden, now))
        db.execute("INSERT INTO chats (chat, home) VALUES (?, ?)", (hidden, home))
        db.execute("INSERT INTO watches VALUES (?, '星河智能', NULL, ?)", (hidden, now))
        db.execute("INSERT INTO feedback VALUES (?, 8, ?, ?, 'down', NULL)", (hidden, asker, now))
        db.execute("INSERT INTO gaps (chat, user, at, content) VALUES (?, ?, ?, x'00')", (hidden, asker, now))
    return state


def test_a_chat_that_is_forgotten_is_in_no_table(tmp_path: Path) -> None:
    state = filled(tmp_path / "state.db", -777, 5)
    assert state.forget_chat(-777).rows == dict.fromkeys(CHAT_TABLES, 1)
    assert state.forget_chat(-777).rows == dict.fromkeys(CHAT_TABLES, 0)
    state.close()


def test_a_user_who_is_forgotten_leaves_what_belongs_to_the_group(tmp_path: Path) -> None:
    state = filled(tmp_path / "state.db", -777, 5)
    assert state.forget_user(5).rows == {table: int(table in USER_TABLES) for table in CHAT_TABLES}
    state.close()


def test_a_group_that_gets_a_new_id_keeps_its_settings_and_is_written_to_there(tmp_path: Path) -> None:
    state = filled(tmp_path / "state.db", -777, 5)
    state.move_chat(-777, -1001)
    state.move_chat(-777, -1001)
    with state.transaction() as db:
        (home,) = db.execute("SELECT home FROM chats").fetchone()
    assert state.seal.open(home) == b"-1001"
    assert state.forget_chat(-777).rows == dict.fromkeys(CHAT_TABLES, 0)
    assert state.forget_chat(-1001).rows == {table: int(table in MOVING_TABLES) for table in CHAT_TABLES}
    state.close()


def test_no_id_is_kept_as_it_is(tmp_path: Path) -> None:
    path, ids = tmp_path / "state.db", (701_000_123_456, -1_007_010_000_111)
    state = open_state(path, "1:token")
    for chat in ids:
        state.add([NewUpdate(abs(chat) % 9, chat, {})])
        state.greet(chat)
        Exchanges(state).keep(Exchange(chat, 8, 7, None, ids[0]))
    state.close()
    rows = sqlite3.connect(path).execute(
        "SELECT chat, 0 FROM inbox UNION ALL SELECT chat, user FROM exchanges UNION ALL SELECT chat, 0 FROM greetings"
    )
    assert {abs(number) for row in rows for number in row}.isdisjoint({abs(chat) for chat in ids})


def test_with_another_token_nothing_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    state = open_state(path, "1:one")
    assert state.greet(-777)
    state.close()
    other = open_state(path, "1:two")
    assert other.greet(-777)
    other.close()


def test_what_waited_for_a_day_is_erased_unanswered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.db"
    state = open_state(path)
    state.add([new(1)])
    state.close()
    monkeypatch.setattr("bot.state.KEEP_OPEN", -1)
    again = open_state(path)
    again.wipe()
    assert (again.pending(), again.counts()) == ((), {"stale": 1})
    assert WORDS.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    again.close()


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    open_state(path).close()
    path.chmod(0o644)
    state = open_state(path)
    state.greet(1)
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    state.close()


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
