"""Which messages are questions; the full matrix over Telegram's own objects is in telegram/test_handlers.py."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.addressed import Incoming, Named, Self, cut_out, parse_question
from bot.types import Asker

OWN = Self(1, "youju_bot")
ASKER = Asker(chat=-5, user=9)


def incoming(text: str, **changes: object) -> Incoming:
    return Incoming(**({"text": text, "asker": ASKER, "private": False} | changes))  # type: ignore[arg-type]


def test_a_mention_is_cut_out_of_the_question() -> None:
    question = parse_question(incoming("@youju_bot who?", mentions=(Named(0, 10, "youju_bot"),)), OWN)
    assert question is not None
    assert (question.text, question.asker, question.about) == ("who?", ASKER, None)


def test_another_bots_name_stays_in_the_question() -> None:
    mentions = (Named(0, 10, "youju_bot"), Named(11, 17, "other"))
    question = parse_question(incoming("@youju_bot @other who?", mentions=mentions), OWN)
    assert question is not None
    assert question.text == "@other who?"


@pytest.mark.parametrize("name", ["youju_bot2", "my_youju_bot", "youju", "", "YOUJU-BOT"])
def test_a_similar_name_is_not_ours(name: str) -> None:
    assert parse_question(incoming("x who?", mentions=(Named(0, 1, name),)), OWN) is None


def test_a_command_in_the_middle_is_text() -> None:
    text = "what does /ask do"
    assert parse_question(incoming(text, commands=(Named(10, 14, "ask"),)), OWN) is None
    question = parse_question(incoming(text, commands=(Named(10, 14, "ask"),), private=True), OWN)
    assert question is not None
    assert question.text == text


def test_what_the_bot_said_is_not_what_a_question_is_about() -> None:
    question = parse_question(incoming("and then?", replies_to_bot=True, replied_text="its answer"), OWN)
    assert question is not None
    assert question.about is None


@settings(deadline=None)
@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_cutting_never_raises_and_only_takes_away(text: str, spans: list[tuple[int, int]]) -> None:
    kept = cut_out(text, spans)
    assert set(kept) <= set(text) | {" "}
