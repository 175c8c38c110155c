"""Judgements in the state file: one a person and answer, what they are told by, what is left of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.feedback.judgements import AT_ONCE, Judgements, Place, Verdict, judge
from bot.feedback.keeping import LONGEST
from bot.state import State, open_state
from bot.types import Answer, Citation, Language, Status

CITED = Citation("a.txt", 3, 9, "the words", "A title")
ANSWER = Answer(Status.ANSWERED, "fact", Language.SIMPLIFIED, "12亿美元", (CITED,))


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = open_state(tmp_path / "state.db", "1:token")
    yield opened
    opened.close()


def test_a_judgement_comes_back_with_the_place_that_was_cited(state: State) -> None:
    judgements = Judgements(state)
    judgements.keep(-7, 8, 5, judge(ANSWER, Verdict.OLD, "云帆估值多少"))
    ((kept,), _) = judgements.find(0, 10)
    assert (kept.verdict, kept.question, kept.lead) == (Verdict.OLD, "云帆估值多少", "12亿美元")
    assert kept.places == (Place("a.txt", 3, 9),)


def test_of_an_answer_that_may_not_be_kept_only_the_verdict_is(state: State) -> None:
    judgements = Judgements(state)
    judgements.keep(-7, 8, 5, judge(None, Verdict.UP, None))
    ((kept,), _) = judgements.find(0, 10)
    assert (kept.verdict, kept.question, kept.lead, kept.places) == (Verdict.UP, None, "", ())


def test_a_long_lead_is_cut() -> None:
    long = Answer(Status.ANSWERED, "fact", Language.SIMPLIFIED, "x" * 5000)
    assert len(judge(long, Verdict.UP, None).lead) == LONGEST


def test_each_has_one_of_an_answer_and_may_change_it(state: State) -> None:
    judgements = Judgements(state)
    for verdict in (Verdict.UP, Verdict.DOWN, Verdict.WRONG, Verdict.WRONG):
        judgements.keep(-7, 8, 5, judge(ANSWER, verdict, None))
    judgements.keep(-7, 8, 6, judge(ANSWER, Verdict.UP, None))
    judgements.keep(-7, 9, 5, judge(ANSWER, Verdict.UP, None))
    assert judgements.find(0, 10)[1] == {Verdict.WRONG: 1, Verdict.UP: 2}


def test_bad_ones_come_first_and_of_each_sort_the_newest(state: State) -> None:
    judgements = Judgements(state)
    for reply, verdict in enumerate((Verdict.UP, Verdict.OLD, Verdict.UP, Verdict.WRONG)):
        judgements.keep(-7, reply, 5, judge(ANSWER, verdict, f"{reply}"))
    assert [one.question for one in judgements.find(0, 10)[0]] == ["3", "1", "2", "0"]
    assert [one.question for one in judgements.find(1, 2)[0]] == ["1", "2"]


def test_all_of_many_are_counted(state: State) -> None:
    judgements = Judgements(state)
    with state.transaction():
        for number in range(AT_ONCE + 2):
            judgements.keep(-number, 8, 5, judge(ANSWER, Verdict.UP, f"{number}"))
    found, counts = judgements.find(AT_ONCE, 5)
    assert (len(found), counts) == (2, {Verdict.UP: AT_ONCE + 2})


def test_of_what_is_done_with_the_verdict_alone_is_left(state: State, tmp_path: Path) -> None:
    judgements = Judgements(state)
    judgements.keep(-7, 8, 5, judge(ANSWER, Verdict.OLD, "words"))
    ((kept,), _) = judgements.find(0, 10)
    with state.transaction() as db:
        (sealed,) = db.execute("SELECT content FROM feedback").fetchone()
    assert judgements.end(kept.key) is True
    assert judgements.end(kept.key) is False
    assert judgements.find(0, 10) == ((), {Verdict.OLD: 1})
    judgements.keep(-7, 8, 5, judge(ANSWER, Verdict.OLD, "words"))
    assert judgements.find(0, 10) == ((), {Verdict.OLD: 1})
    state.wipe()
    assert sealed not in b"".join(path.read_bytes() for path in tmp_path.iterdir())


@pytest.mark.parametrize("key", ["1.2.3", "ffffffffffffffff.1.1"])
def test_a_key_of_nobody_ends_nothing(state: State, key: str) -> None:
    assert Judgements(state).end(key) is False
