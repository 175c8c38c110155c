"""Buttons under answers: what they show, after a restart, after the articles changed, when they are stale."""

from pathlib import Path

import pytest

from bot.article_library import ArticleLibrary
from bot.types import Language
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bot.end_to_end.articles import FIRM, OTHER, write_articles
from tests.bot.end_to_end.driver import Talk, buttons, running
from tests.bot.local_telegram.local import GROUP, LIN, SU, local_telegram

STALE = "这条回答太旧了，请再问一次。"
VIEWS = {"时间线": "2021-03 ", "谁投的": "石榴资本", "简介": "成立于2021年3月"}


async def test_each_button_shows_its_view_in_the_place_of_the_answer(talk: Talk) -> None:
    answer = await talk.ask(f"/ask {FIRM}估值多少", chat=GROUP)
    assert set(VIEWS) <= set(buttons(answer))
    for label, words in VIEWS.items():
        assert (await talk.press(talk.again(answer), label, SU))["text"] == ""
        await talk.until(lambda words=words: words in talk.again(answer)["text"])  # type: ignore[misc]
    await talk.press(talk.again(answer), "↩ 返回", SU)
    await talk.until(lambda: talk.again(answer)["text"] == answer["text"])
    assert len(talk.said(GROUP)) == 1


async def test_comparing_types_the_beginning_of_a_comparison(talk: Talk) -> None:
    answer = await talk.ask(f"{FIRM}估值多少")
    assert buttons(answer)["对比…"]["switch_inline_query_current_chat"] == f"{FIRM} 和 "


async def test_somebody_elses_press_changes_nothing_he_asked(talk: Talk) -> None:
    """A press is no question of the one who presses: his conversation goes on where it was."""
    await talk.ask(f"/ask {OTHER}的创始人是谁", SU, GROUP)
    answer = await talk.ask(f"/ask {FIRM}估值多少", LIN, GROUP)
    await talk.press(answer, "时间线", SU)
    await talk.until(lambda: "2021-03 " in talk.again(answer)["text"])
    assert (await talk.ask("/ask 那营收呢", SU, GROUP))["text"].startswith("2-3亿元")


async def test_buttons_work_after_a_restart(library: ArticleLibrary, tmp_path: Path) -> None:
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, library, tmp_path):
            answer = await talk.ask(f"{FIRM}估值多少")
        library.forget(LIN)
        async with running(local, library, tmp_path):
            await talk.press(answer, "时间线")
            await talk.until(lambda: "2021-03 " in talk.again(answer)["text"])
            await talk.press(talk.again(answer), "↩ 返回")
            await talk.until(lambda: talk.again(answer)["text"] == answer["text"])
        assert talk.was_refused() == []


async def test_what_an_article_said_that_is_gone_is_shown_as_withdrawn(tmp_path: Path) -> None:
    """Asked, an article removed, the base read again by an admin's command, then pressed."""
    folder, db = write_articles(tmp_path / "articles"), tmp_path / "k.db"
    build_base([folder], db)
    library = ArticleLibrary([folder], db, open_base(db))
    library.examples(Language.SIMPLIFIED)
    async with local_telegram() as local, running(local, library, tmp_path):
        talk = Talk(local, tmp_path)
        answer = await talk.ask(f"{FIRM}估值多少", SU)
        await talk.press(answer, "时间线", SU)
        await talk.until(lambda: "2021-03 " in talk.again(answer)["text"])
        (folder / "funding.txt").unlink()
        asked = await local.say("/reload")
        await talk.until(lambda: len(talk.answers_to(asked)) == 2)
        assert "funding.txt" in talk.answers_to(asked)[1]["text"]
        await talk.until(lambda: talk.again(answer)["text"].startswith("撤回："))
        assert not any(line.startswith("[") for line in talk.again(answer)["text"].splitlines())
        assert "12亿美元" not in (await talk.ask(f"{FIRM}估值多少", SU))["text"]
        assert talk.was_refused() == []


@pytest.mark.parametrize("data", ["1:::0", "0:::0", "1:timeline:ffffffffffff:0", "../../etc", "9" * 64])
async def test_a_stale_button_is_refused_politely(talk: Talk, data: str) -> None:
    await talk.local.say("早")
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    sent = await talk.local.api("sendMessage", chat_id=LIN, text="x", reply_markup=markup)
    assert (await talk.press(sent, "x"))["text"] == STALE
