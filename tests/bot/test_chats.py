"""The settings of chats: kept across a restart, moved and deleted with their chat, at hand without a query."""

import logging
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import chats as module
from bot.chats import ALL, DEFAULT, Chats, ChatSettings, Hours, Speaks
from bot.state import State, StateError, open_state
from bot.types import Language

NIGHT = Hours(22 * 60, 8 * 60)
ALL_SET = ChatSettings(Language.TRADITIONAL, Speaks.QUESTIONS, 1, NIGHT)


@pytest.fixture
def state():
    state = open_state(None)
    yield state
    state.close()


def set_all(chats: Chats, chat: int) -> None:
    for change in (
        {"language": Language.TRADITIONAL},
        {"speaks": Speaks.QUESTIONS},
        {"snippets": 1},
        {"quiet": NIGHT},
    ):
        chats.change(chat, **change)


def count_queries(state: State, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One entry a transaction from now on."""
    transaction, made = state.transaction, list[None]()

    def counted():
        made.append(None)
        return transaction()

    monkeypatch.setattr(state, "transaction", counted)
    return made


def test_what_is_set_comes_back_after_a_restart_and_no_id_stands_in_the_file(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db", "1:secret")
    chats = Chats(state)
    assert chats.of(-100123456789) == DEFAULT
    set_all(chats, -100123456789)
    assert chats.of(-100123456789) == ALL_SET
    state.close()
    assert b"100123456789" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    state = open_state(tmp_path / "state.db", "1:secret")
    assert (Chats(state).of(-100123456789), Chats(state).of(-5)) == (ALL_SET, DEFAULT)
    state.close()


@pytest.mark.parametrize(
    "settings",
    [DEFAULT, ALL_SET, ChatSettings(Language.ENGLISH, Speaks.OFF, ALL), ChatSettings(quiet=Hours(0, 8 * 60))],
)
def test_every_setting_can_be_set_and_taken_back(state: State, settings: ChatSettings) -> None:
    set_all(Chats(state), 7)
    fields = {name: getattr(settings, name) for name in settings.__slots__}
    assert Chats(state).change(7, **fields) == settings
    assert Chats(state).of(7) == settings


def test_a_change_leaves_the_other_settings_as_they_are(state: State) -> None:
    set_all(Chats(state), 7)
    assert Chats(state).change(7, snippets=2) == ChatSettings(Language.TRADITIONAL, Speaks.QUESTIONS, 2, NIGHT)


def test_a_chat_asked_about_again_takes_no_query(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    chats = Chats(state)
    assert chats.at_hand(7) is None
    chats.of(7)
    made = count_queries(state, monkeypatch)
    assert (chats.of(7), chats.at_hand(7), made) == (DEFAULT, DEFAULT, [])


def test_what_is_at_hand_is_bounded(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    chats = Chats(state)
    for chat in range(1, 10):
        chats.of(chat)
    assert [chats.at_hand(chat) is None for chat in range(1, 10)] == [True] * 6 + [False] * 3


def test_a_change_through_another_hand_is_seen(state: State) -> None:
    one, other = Chats(state), Chats(state)
    one.of(7)
    other.change(7, snippets=1)
    assert one.of(7).snippets == 1


def test_settings_move_with_their_group_and_so_does_where_it_is(state: State) -> None:
    chats = Chats(state)
    set_all(chats, -5)
    for _ in range(2):
        state.move_chat(-5, -1005)
        assert (chats.of(-5), chats.of(-1005)) == (DEFAULT, ALL_SET)
        assert chats.find_home(state.pseudonym(-1005)) == -1005
        assert chats.find_home(state.pseudonym(-5)) is None


@pytest.mark.parametrize("forget", [State.forget_chat, State.forget_user])
def test_a_chat_takes_its_settings_with_it(state: State, forget) -> None:
    chats = Chats(state)
    set_all(chats, 7)
    assert forget(state, 7).rows["chats"] == 1
    assert (chats.of(7), chats.find_home(state.pseudonym(7))) == (DEFAULT, None)


def test_a_chat_can_be_found_that_has_set_nothing(state: State) -> None:
    chats = Chats(state)
    set_all(chats, 8)
    for chat in (7, 8):
        chats.house(chat)
        assert chats.find_home(state.pseudonym(chat)) == chat
    assert (chats.of(7), chats.of(8)) == (DEFAULT, ALL_SET)


def test_a_home_cannot_be_read_under_another_token(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db", "1:secret")
    Chats(state).house(7)
    hidden = state.pseudonym(7)
    state.close()
    state = open_state(tmp_path / "state.db", "1:other")
    assert Chats(state).find_home(hidden) is None
    state.close()


def at(hour: int, minute: int) -> datetime:
    """A time of the day in China."""
    return datetime(2024, 5, 1, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("hours", "quiet"),
    [
        (NIGHT, {(22, 0), (23, 59), (0, 0), (7, 59)}),
        (Hours(0, 8 * 60), {(0, 0), (7, 59)}),
        (Hours(0, 24 * 60), {(22, 0), (23, 59), (0, 0), (7, 59), (8, 0), (21, 59)}),
        (None, set()),
    ],
)
def test_quiet_hours_are_those_of_china(state: State, hours: Hours | None, quiet: set[tuple[int, int]]) -> None:
    chats = Chats(state)
    chats.change(7, quiet=hours)
    times = ((22, 0), (23, 59), (0, 0), (7, 59), (8, 0), (21, 59))
    assert {time for time in times if chats.is_quiet(7, at(*time))} == quiet


def test_quiet_hours_may_be_those_of_another_place(state: State) -> None:
    chats = Chats(state, ZoneInfo("America/New_York"))
    chats.change(7, quiet=NIGHT)
    assert (chats.is_quiet(7, at(12, 0)), chats.is_quiet(7, at(22, 30))) == (True, False)


def test_a_broken_file_means_no_settings_and_one_line_in_the_log(
    state: State, caplog: pytest.LogCaptureFixture
) -> None:
    chats = Chats(state)
    with state.transaction() as db:
        db.execute("ALTER TABLE chats RENAME TO elsewhere")
    with caplog.at_level(logging.ERROR):
        assert [chats.of(chat) for chat in (7, 8, 7)] == [DEFAULT] * 3
        assert len(caplog.records) == 1
        with pytest.raises(StateError):
            chats.change(7, snippets=1)
        with state.transaction() as db:
            db.execute("ALTER TABLE elsewhere RENAME TO chats")
        assert chats.change(7, snippets=1).snippets == 1
        assert chats.of(7).snippets == 1


def test_what_could_not_be_stored_is_not_at_hand(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    chats = Chats(state)
    chats.of(7)
    with state.transaction() as db:
        db.execute("CREATE TRIGGER full BEFORE UPDATE ON chats BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    with pytest.raises(StateError) as caught:
        chats.change(7, snippets=1)
    assert isinstance(caught.value.__cause__, sqlite3.Error)
    assert (chats.of(7), chats.find_home(state.pseudonym(7))) == (DEFAULT, None)
