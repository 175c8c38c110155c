"""Questions left open, in the state file: whose words are kept, what is dropped again, for how long, how many."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.feedback import keeping
from bot.feedback.keeping import KeepQuestions
from bot.feedback.unanswered import ASKED_BACK, AT_ONCE, Asked, UnansweredQuestions
from bot.followup import QUIET
from bot.state import State, open_state
from bot.state_schema import SWEEPS
from bot.types import Answer, Gap, Language, Status

GAP = Gap(names=("云帆科技",), relation="valuation", unknown=("小月亮",))
WORDS = "小月亮和云帆科技谁估值高"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = open_state(tmp_path / "state.db", "1:token")
    yield opened
    opened.close()


def asked(words: str | None = WORDS, *, chat: int = -7, user: int = 5, **fields: object) -> Asked:
    return Asked(chat, user, words, **({"is_private": False} | fields))  # type: ignore[arg-type]


def answer(gap: Gap | None = GAP, status: Status = Status.NOT_FOUND, about: tuple[str, ...] = ()) -> Answer:
    return Answer(status, "fact", Language.SIMPLIFIED, "x", about=about, gap=gap)


SHOWN = {
    (KeepQuestions.NEVER, False): False,
    (KeepQuestions.GROUPS, False): True,
    (KeepQuestions.GROUPS, True): False,
    (KeepQuestions.ALL, True): True,
}


@pytest.mark.parametrize(("where", "shown"), SHOWN.items(), ids=str)
def test_words_are_kept_where_they_may_be(state: State, where: tuple[KeepQuestions, bool], *, shown: bool) -> None:
    keeps, is_private = where
    questions = UnansweredQuestions(state, keeps)
    questions.note(asked(is_private=is_private), answer())
    (kept,) = questions.find()
    assert (kept.names, kept.relation) == (GAP.names, GAP.relation)
    assert (kept.unknown, kept.question) == (((GAP.unknown), WORDS) if shown else ((), None))
    assert kept.is_hidden is not shown


def test_names_that_the_asker_did_not_write_are_not_kept(state: State) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    questions.note(asked("是真的吗"), answer())
    (kept,) = questions.find()
    assert (kept.unknown, kept.is_hidden, kept.question) == ((), True, "是真的吗")


def test_nothing_stands_in_the_file_in_the_clear(state: State, tmp_path: Path) -> None:
    UnansweredQuestions(state, KeepQuestions.ALL).note(asked(), answer())
    state.wipe()
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not [word for word in (WORDS, *GAP.names, "valuation") if word.encode() in files]


def test_what_is_answered_is_not_kept(state: State) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    questions.note(asked(), answer(None, Status.ANSWERED))
    assert questions.find() == ()


BACK = Gap(relation="valuation", unknown=("云凡",), offered=("云帆科技", "云凡智能"))
SETTLES = {
    "one of those offered": (answer(None, Status.ANSWERED, ("云帆科技",)), 0),
    "somebody else": (answer(None, Status.ANSWERED, ("石榴资本",)), 1),
    "none of them: it is left open once": (answer(Gap(unknown=("云凡",))), 1),
    "one of them, of whom nothing is said": (answer(Gap(names=("云凡智能",))), 1),
}


@pytest.mark.parametrize(("then", "left"), SETTLES.values(), ids=SETTLES)
def test_what_is_asked_back_is_settled_by_what_is_said_next(state: State, then: Answer, left: int) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    questions.note(asked(), answer(BACK, Status.CLARIFY))
    questions.note(asked(), then)
    assert len(questions.find()) == left


def test_it_is_not_settled_by_others_or_later(state: State) -> None:
    now = 0.0
    questions = UnansweredQuestions(state, KeepQuestions.ALL, lambda: now)
    settling = answer(None, Status.ANSWERED, ("云帆科技",))
    for chat in (-7, -8):
        questions.note(asked(chat=chat), answer(BACK, Status.CLARIFY))
    questions.note(asked(user=6), settling)
    now = QUIET + 1
    questions.note(asked(), settling)
    assert len(questions.find()) == 2


def test_many_who_are_asked_back_are_not_all_remembered(state: State) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    for user in range(ASKED_BACK + 1):
        questions.note(asked(user=user + 1), answer(BACK, Status.CLARIFY))
    for user in (0, ASKED_BACK):
        questions.note(asked(user=user + 1), answer(None, Status.ANSWERED, ("云帆科技",)))
    assert len(questions.find()) == ASKED_BACK


def test_what_an_edited_question_left_open_is_replaced(state: State) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    for reply in (1, 2):
        questions.note(asked(reply=reply), answer())
    questions.note(asked("edited", reply=1, is_edited=True), answer())
    questions.note(asked("answered", reply=2, is_edited=True), answer(None, Status.ANSWERED))
    assert [kept.question for kept in questions.find()] == ["edited"]


def test_all_of_many_are_read_newest_first(state: State) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    with state.transaction():
        for number in range(AT_ONCE + 2):
            questions.note(asked(f"{number}"), answer())
    assert [kept.question for kept in questions.find()] == [f"{number}" for number in reversed(range(AT_ONCE + 2))]


def test_what_is_done_with_is_gone(state: State) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    for number in range(3):
        questions.note(asked(f"{number}"), answer())
    first, second, _ = questions.find()
    assert questions.end([first.number, second.number, 999]) == 2
    assert [kept.question for kept in questions.find()] == ["0"]


def test_they_go_after_a_month(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    questions = UnansweredQuestions(state, KeepQuestions.ALL)
    now = time.time()
    questions.note(asked(), answer())
    monkeypatch.setattr(time, "time", lambda: now + keeping.KEEP_SECONDS - 60)
    questions.note(asked("young"), answer())
    state.sweep()
    assert len(questions.find()) == 2
    monkeypatch.setattr(time, "time", lambda: now + keeping.KEEP_SECONDS + 60)
    state.sweep()
    assert [kept.question for kept in questions.find()] == ["young"]


INSERTS = {
    "gaps": "INSERT INTO gaps (chat, user, at, content) VALUES (1, 2, ?, x'00')",
    "feedback": "INSERT INTO feedback (chat, reply, user, at, verdict) VALUES (1, ?1, 2, ?1, 'up')",
}


@pytest.mark.parametrize("table", INSERTS)
def test_of_too_many_the_oldest_go(state: State, table: str, monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(sql.replace(f"OFFSET {keeping.MOST_ROWS}", "OFFSET 10") for sql in SWEEPS)
    monkeypatch.setattr("bot.state.SWEEPS", few)
    first = int(time.time())
    with state.transaction() as db:
        for at in range(first, first + 20):
            db.execute(INSERTS[table], (at,))
    state.sweep()
    with state.transaction() as db:
        assert db.execute(f"SELECT count(*), min(at) FROM {table}").fetchone() == (10, first + 10)


def test_with_another_token_they_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    first = open_state(path, "1:one")
    UnansweredQuestions(first, KeepQuestions.ALL).note(asked(), answer())
    first.close()
    other = open_state(path, "1:two")
    assert UnansweredQuestions(other, KeepQuestions.ALL).find() == ()
    other.close()
