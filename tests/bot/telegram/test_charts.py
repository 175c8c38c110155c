"""Pictures in a chat: by command and by sentence, in the place of the question, in words where nothing can be drawn."""

import logging
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest
from telegram.error import BadRequest

from bot.charts import fonts
from bot.charts.chart import Bar, Chart, Cited
from bot.telegram.charts import to_question
from bot.telegram.failures import Failure
from bot.telegram.sending import Parcel, Target, mended
from bot.types import Citation, Language
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import GROUP, USER, YEAR, CannedLibrary, update
from tests.bot.charts.test_drawing import needs_font
from tests.bot.telegram_html import read_html

CITED = Cited(Citation("a.txt", 0, 9, "valued at $1 billion", "A <title>", None, YEAR), "$1 billion")
BARS = tuple(Bar("2023", "valuation", "$1 billion", Decimal(n), Decimal(n), "valuation", True, 1) for n in (1, 2))
CHART = Chart("Lantern: valuation", BARS, True, "USD", (CITED,), (), Language.ENGLISH)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        opened.library.pictured = CHART
        yield opened


@needs_font
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("/chart Lantern Labs", "Valuation of Lantern Labs"),
        ("/chart 甲 乙", "甲 乙的估值"),
        ("/chart 甲的营收", "甲的营收"),
        ("画一下甲的估值走势", "甲的估值走势"),
        ("plot the valuation of Lantern", "the valuation of Lantern"),
    ],
)
async def test_a_picture_answers_a_command_and_a_sentence(bench: Bench, text: str, asked: str) -> None:
    (caption,) = await bench.say(update(text))
    assert caption.startswith("Lantern: valuation\n[1] A <title> · 2024\nvalued at $1 billion")
    assert [question.text for question in bench.library.drawn] == [asked]
    (png,) = bench.request.files
    assert png.startswith(b"\x89PNG")


async def test_latin_names_alone_are_drawn_in_the_language_of_the_app(bench: Bench) -> None:
    sender = {"id": USER, "is_bot": False, "first_name": "A", "language_code": "zh-hans"}
    await bench.say(update("/chart Lantern Labs", **{"from": sender}))
    assert [question.text for question in bench.library.drawn] == ["Lantern Labs的估值"]


@needs_font
async def test_a_picture_goes_to_the_topic_of_the_question_and_replies_to_it(bench: Bench) -> None:
    asked = update("/chart Lantern", group=True, message_thread_id=7, is_topic_message=True)
    await bench.say(asked)
    (photo,) = bench.called("sendPhoto")
    assert (photo["chat_id"], photo["message_thread_id"]) == (GROUP, 7)
    assert str(asked["message"]["message_id"]) in str(photo["reply_parameters"])
    assert bench.called("sendMessage") == []


async def test_where_nothing_can_be_drawn_the_answer_is_given_in_words(bench: Bench) -> None:
    bench.library.pictured = None
    (said,) = await bench.say(update("画一下甲的估值走势"))
    assert said.startswith("A picture takes two amounts")
    assert "\nre: 甲的估值走势\n" in said
    assert bench.called("sendPhoto") == []


async def test_without_a_chinese_font_reply_and_log_say_what_to_install(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fonts.find_fonts, "__defaults__", (("No Such Font",),))
    with caplog.at_level(logging.ERROR):
        (said,) = await bench.say(update("/chart Lantern"))
    assert "fonts-wqy-zenhei has to be installed" in said
    assert "re: Valuation of Lantern" in said
    assert "install one of fonts-noto-cjk, fonts-wqy-zenhei" in caplog.text


async def test_the_command_alone_says_how_to_use_it(bench: Bench) -> None:
    (said,) = await bench.say(update("/chart"))
    assert said.startswith("Whose picture?")
    assert bench.library.drawn == []


async def test_a_sentence_that_is_not_meant_for_the_bot_draws_nothing(bench: Bench) -> None:
    assert await bench.say(update("画一下甲的估值走势", group=True), update("/chart@other_bot 甲", group=True)) == []
    assert bench.library.drawn == []


async def test_other_questions_are_answered_in_words(bench: Bench) -> None:
    (said,) = await bench.say(update("甲的估值是多少"))
    assert said.startswith("re: 甲的估值是多少")
    assert bench.library.drawn == []


def test_a_refused_caption_is_sent_plain_and_within_its_limit() -> None:
    parcel = Parcel(Target(1, reply_to=3), "<b>" + "字" * 1500 + "</b>", photo=b"png")
    plain = mended(parcel, Failure.PLAIN, BadRequest("x"))
    assert plain is not None
    assert (len(plain.text), plain.html, plain.photo) == (1024, False, b"png")
    assert read_html(plain.text)[0] == plain.text


def test_names_alone_are_asked_about_their_valuation() -> None:
    assert to_question("甲、乙", Language.SIMPLIFIED) == "甲、乙的估值"
    assert to_question("甲的融资", Language.SIMPLIFIED) == "甲的融资"
