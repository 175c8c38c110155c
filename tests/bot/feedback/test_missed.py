"""What an answer leaves open, and what is none of the matters that articles are read for."""

import pytest

from bot.feedback.missed import find_gap
from bot.types import Answer, Doubt, Gap, Language, Status
from knowledge.types import Entity, EntityKind
from tests.bot.asking import asked

DOUBT = Doubt("云凡", 0, 2, (Entity("云帆科技", EntityKind.COMPANY), Entity("云凡智能", EntityKind.COMPANY)))


def answer(status: Status) -> Answer:
    return Answer(status, "fact", Language.SIMPLIFIED, "x")


def test_names_relation_and_unknown_names_are_what_is_left_open() -> None:
    question = asked(names=("云帆科技", "云帆科技"), relation="valuation", unknown=("玄圃",))
    gap = Gap(("云帆科技",), "valuation", ("玄圃",))
    assert find_gap(question, answer(Status.NOT_FOUND)) == gap


def test_what_is_asked_back_about_is_offered() -> None:
    gap = find_gap(asked(doubts=(DOUBT,)), answer(Status.CLARIFY))
    assert gap == Gap(unknown=("云凡",), offered=("云帆科技", "云凡智能"))


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.IGNORED])
def test_an_answer_leaves_nothing_open(status: Status) -> None:
    assert find_gap(asked(names=("云帆科技",)), answer(status)) is None


@pytest.mark.parametrize("kind", ["outside", "meta"])
def test_other_matters_are_no_gap(kind: str) -> None:
    assert find_gap(asked(kind=kind), answer(Status.NOT_FOUND)) is None
