"""What is asked in a chat and what comes back: the traps that users of such bots fell into."""

import pytest

from bot.local_telegram.html import utf16_units
from tests.bot.end_to_end.articles import FIRM, OTHER, THIRD, UNKNOWN
from tests.bot.end_to_end.driver import BOT, Talk, spans
from tests.bot.local_telegram.local import GROUP, LIN

CHAN = 1003
"""Writes in traditional characters."""


async def test_an_answer_is_cited_word_for_word_with_a_link_to_the_words(talk: Talk) -> None:
    answer = await talk.ask(f"{FIRM}的总部在哪")
    assert "苏州" in answer["text"].splitlines()[0]
    assert spans(answer, "expandable_blockquote") == ["霁川智能成立于2021年3月，创始人是顾青野，总部位于苏州。"]
    (link,) = [entity["url"] for entity in answer["entities"] if entity["type"] == "text_link"]
    assert link.startswith("https://example.org/jichuan#:~:text=%E9%9C%81")
    assert answer["link_preview_options"] == {"is_disabled": True}


async def test_signs_of_markup_in_an_article_stay_as_they_are(talk: Talk) -> None:
    answer = await talk.ask("顾青野说的暗号是什么")
    words = "1<2 & x_y * z w > v"
    assert words in answer["text"].splitlines()[0]
    assert [words in quoted for quoted in spans(answer, "expandable_blockquote")] == [True]
    assert spans(answer, "bold") == spans(answer, "italic") == []


@pytest.mark.parametrize(("text", "lead"), [(f"{FIRM}的創辦人是誰？", "顾青野"), (f"{THIRD}融了多少錢？", "5000万元")])
async def test_a_traditional_question_is_answered_from_a_simplified_article(talk: Talk, text: str, lead: str) -> None:
    answer = await talk.ask(text, CHAN)
    assert answer["text"].startswith(lead)


async def test_a_name_nobody_knows_takes_nothing_over_from_the_one_before(talk: Talk) -> None:
    await talk.ask(f"{FIRM}估值多少")
    answer = await talk.ask(f"那{UNKNOWN}呢")
    assert UNKNOWN[:2] in answer["text"]
    assert FIRM not in answer["text"]
    assert "[1]" not in answer["text"]


async def test_two_companies_in_one_question_are_both_answered(talk: Talk) -> None:
    answer = await talk.ask(f"{FIRM}和{OTHER}谁的估值高")
    assert all(words in answer["text"] for words in (FIRM, OTHER, "12亿美元", "6亿美元"))


async def test_a_product_with_its_firms_name_in_it_is_the_product(talk: Talk) -> None:
    answer = await talk.ask("云岫清谈有多少用户")
    assert answer["text"].startswith("200万")
    assert "估值" not in answer["text"].splitlines()[0]


@pytest.mark.parametrize("text", ["口令", f"{THIRD}口令", f"{THIRD} 口令是什么"])
async def test_words_of_two_characters_are_found(talk: Talk, text: str) -> None:
    assert "门禁口令每周更换一次" in (await talk.ask(text))["text"]


AMOUNTS = [
    (f"{OTHER}2023年11月的估值是多少", "一万五千亿韩元"),
    (f"{OTHER}2024年2月融了多少", "近百亿元"),
    (f"{OTHER}的营收是多少", "2-3亿元"),
]


@pytest.mark.parametrize(("text", "amount"), AMOUNTS)
async def test_big_rough_and_ranged_numbers_are_given_as_written(talk: Talk, text: str, amount: str) -> None:
    assert (await talk.ask(text))["text"].startswith(amount)


@pytest.mark.parametrize("mark", ["？", "?!", "……", "🤔", "。"])
async def test_a_mark_alone_asks_nothing_whatever_was_asked_before(talk: Talk, mark: str) -> None:
    await talk.ask(f"/ask {FIRM}估值多少", chat=GROUP)
    first = talk.said(GROUP)[0]
    await talk.say_in_vain(mark, reply_to=first["message_id"])
    await talk.ask(f"{FIRM}估值多少")
    answer = await talk.ask(mark)
    assert answer["text"].startswith("怎么问")


async def test_4096_units_are_kept_to_with_characters_of_two_units(talk: Talk) -> None:
    answer = await talk.ask(f"{THIRD}的彩灯口诀是什么")
    assert "🎄🎁🎄🎁" in answer["text"]
    assert utf16_units(answer["text"]) <= 4096
    again = await talk.ask("还有吗")
    assert utf16_units(again["text"]) <= 4096


@pytest.mark.parametrize(
    "text", ["🎄" * 2048, "字" * 4096, f"{FIRM}估值" + "🎁字" * 1300, "<b>" * 1365, "a_b*c`" * 600]
)
async def test_a_message_as_long_as_they_get_is_answered(talk: Talk, text: str) -> None:
    assert (await talk.ask(text))["text"]


async def test_hostile_words_of_a_question_come_back_as_words(talk: Talk) -> None:
    answer = await talk.ask("<b>甲</b>&amp;乙<a href='tg://x'>科技</a>公司的估值是多少")
    assert spans(answer, "bold") == spans(answer, "text_link") == []


async def test_how_the_message_reads_to_whom_it_is_for(talk: Talk) -> None:
    """One message, a reply to the question, without a preview, in the topic and language of the question."""
    asked = await talk.local.say(f"{BOT} Who founded {FIRM}?", LIN, GROUP)
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    assert "顾青野" in answer["text"].splitlines()[0]
    await talk.settled()
    assert len(talk.said(GROUP)) == 1
