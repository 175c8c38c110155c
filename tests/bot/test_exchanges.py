"""What the bot said to which message: kept across a restart, without the question, and gone with its chat."""

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot import exchanges as module
from bot.exchanges import Exchange, Exchanges
from bot.state import KEEP_EXCHANGES, open_state
from bot.types import Answer, Citation, Language, Status
from knowledge.types import Period, Precision

DAY = Period(date(2024, 2, 18), date(2024, 2, 18), Precision.DAY)
ANSWER = Answer(
    Status.ANSWERED,
    "fact",
    Language.TRADITIONAL,
    "10 億美元",
    (Citation("a.txt", 0, 2, "原文", "題", None, DAY),),
    notes=("另",),
    about=("Lantern Labs",),
)


def test_an_answer_comes_back_whole_after_a_restart(tmp_path: Path) -> None:
    state = open_state(tmp_path / "state.db")
    Exchanges(state).keep(Exchange(-5, 8, 7, replace(ANSWER, explanation=("what was asked",))))
    state.close()
    assert b"what was asked" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    state = open_state(tmp_path / "state.db")
    kept = Exchange(-5, 8, 7, ANSWER)
    assert (Exchanges(state).find_reply(-5, 8), Exchanges(state).find_question(-5, 7)) == (kept, kept)
    assert (Exchanges(state).find_reply(-5, 7), Exchanges(state).find_question(-6, 7)) == (None, None)
    state.close()


def test_of_an_answer_that_found_nothing_no_word_is_kept() -> None:
    state = open_state(None)
    Exchanges(state).keep(Exchange(1, 8, 7, replace(ANSWER, status=Status.NOT_FOUND)))
    assert Exchanges(state).find_question(1, 7) == Exchange(1, 8, 7, None)


def test_a_chat_takes_its_exchanges_with_it() -> None:
    state = open_state(None)
    exchanges = Exchanges(state)
    for chat in (1, 2, 3):
        exchanges.keep(Exchange(chat, 8, 7, ANSWER))
        assert state.greet(chat)
    state.forget_chat(1)
    state.move_chat(2, -100)
    state.move_chat(2, -100)
    assert [exchanges.find_reply(chat, 8) is None for chat in (1, 2, 3, -100)] == [True, True, False, True]
    assert [state.greet(chat) for chat in (1, 2, 3, -100)] == [True, True, False, False]


def test_answers_are_listed_newest_first_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    state = open_state(None)
    for at in range(7):
        monkeypatch.setattr(time, "time", lambda at=at: float(at // 2))  # some come at once
        status = Status.NOT_FOUND if at == 3 else Status.ANSWERED
        Exchanges(state).keep(Exchange(1, at, 100 + at, replace(ANSWER, status=status)))
    monkeypatch.setattr(module, "READ_AT_ONCE", 2)
    listed = [[reply for _, reply in places] for places in Exchanges(state).list_answered()]
    assert listed == [[6, 5], [4], [2, 1], [0]]
    with state.transaction() as db:
        plan = str(db.execute("EXPLAIN QUERY PLAN DELETE FROM exchanges WHERE at < 5").fetchall())
    assert "exchanges_by_time" in plan


def test_exchanges_are_forgotten_after_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    state = open_state(None)
    Exchanges(state).keep(Exchange(1, 8, 7, ANSWER))
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + KEEP_EXCHANGES + 1)
    state.sweep()
    assert Exchanges(state).find_reply(1, 8) is None


def test_a_check_repeats_what_somebody_claimed_so_it_is_not_kept() -> None:
    state = open_state(None)
    Exchanges(state).keep(Exchange(1, 8, 7, replace(ANSWER, kind="check")))
    assert Exchanges(state).find_question(1, 7) == Exchange(1, 8, 7, None)
    state.close()
