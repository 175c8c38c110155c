"""/gaps: what nobody could be told, gathered by what it asks; words of private chats stay out of it."""

from pathlib import Path
from typing import Any

import pytest

from bot.article_library import ArticleLibrary
from bot.feedback.keeping import KeepQuestions
from tests.bot.end_to_end.articles import FIRM, OTHER
from tests.bot.end_to_end.driver import BOT, Talk, buttons, running
from tests.bot.local_telegram.local import GROUP, LIN, MAYA, SU, local_telegram

NICKNAME = "小芝麻"


async def ask_all(talk: Talk, *asked: tuple[str, int, int]) -> None:
    """Each (text, user, chat) is asked and answered."""
    for text, user, chat in asked:
        await talk.ask(f"{BOT} {text}" if chat else text, user, chat)


def entries(page: dict[str, Any]) -> list[str]:
    """The entries of a page, without its title."""
    return str(page["text"]).split("\n\n")[1:]


async def test_they_are_gathered_by_name_and_relation(talk: Talk) -> None:
    await ask_all(
        talk,
        (f"{NICKNAME}估值多少", SU, GROUP),
        (f"{OTHER}的总部在哪", SU, GROUP),
        (f"{NICKNAME}的创始人是谁", MAYA, GROUP),
        (f"{FIRM}估值多少", SU, GROUP),
        (f"{OTHER}总部在哪里？", MAYA, GROUP),
        (f"{NICKNAME} 估值是多少？", MAYA, GROUP),
    )
    page = await talk.ask("/gaps")
    assert page["text"].startswith("近 30 天没答上的问题：5 次，2 类（第 1/1 页）。")
    first, second = entries(page)
    today = first.rsplit("最近 ", 1)[1].split("\n")[0]
    assert first == (
        f"1. {NICKNAME}（不认识的名字） · 估值 2、创始人 1\n3 次，1 天，最近 {today}\n“{NICKNAME} 估值是多少？”"
    )
    assert second == f"2. {OTHER} · 总部\n2 次，1 天，最近 {today}\n“{OTHER}总部在哪里？”"
    assert buttons(page).keys() == {"✓ 1", "✓ 2", f"{NICKNAME} = ?"}


async def test_what_is_done_with_is_deleted(talk: Talk) -> None:
    await ask_all(talk, (f"{NICKNAME}估值多少", SU, GROUP), (f"{OTHER}的总部在哪", SU, GROUP))
    page = await talk.ask("/gaps")
    done = next(f"✓ {at}" for at, entry in enumerate(entries(page), 1) if NICKNAME in entry)
    await talk.press(page, done)
    await talk.until(lambda: NICKNAME not in talk.again(page)["text"])
    assert talk.count("gaps") == len(entries(talk.again(page))) == 1
    assert (await talk.press(talk.again(page), "✓ 1"))["text"] == ""
    await talk.until(lambda: talk.again(page)["text"] == "近 30 天没有没答上的问题。")
    assert "reply_markup" not in talk.again(page)


async def test_pages_are_turned_in_place(talk: Talk) -> None:
    names = [f"{char}溪智能" for char in "玄桐砚柘榛岚"]
    await ask_all(talk, *((f"{name}融了多少", SU, GROUP) for name in names))
    page = await talk.ask("/gaps")
    assert (len(entries(page)), "›" in buttons(page), "‹" in buttons(page)) == (5, True, False)
    await talk.press(page, "›")
    await talk.until(lambda: len(entries(talk.again(page))) == 1)
    assert entries(talk.again(page))[0].startswith("6. 玄溪智能")
    await talk.press(talk.again(page), "‹")
    await talk.until(lambda: talk.again(page)["text"] == page["text"])


KEPT = {
    KeepQuestions.NEVER: (False, False),
    KeepQuestions.GROUPS: (True, False),
    KeepQuestions.ALL: (True, True),
}


@pytest.mark.parametrize(("keeps", "shown"), KEPT.items(), ids=KEPT)
async def test_words_are_kept_only_where_the_admin_allows_it(
    library: ArticleLibrary, tmp_path: Path, keeps: KeepQuestions, shown: tuple[bool, bool]
) -> None:
    async with local_telegram() as local, running(local, library, tmp_path, keep_questions=keeps):
        talk = Talk(local, tmp_path)
        await ask_all(talk, ("紫菀智能估值多少", SU, GROUP), ("青黛智能估值多少", SU, 0), (f"{OTHER}的总部在哪", SU, 0))
        page = (await talk.ask("/gaps"))["text"]
        assert ("紫菀智能" in page, "青黛智能" in page) == shown
        assert f"{OTHER} · 总部" in page
        assert "3 次" in page
        assert ("不认识的名字（原话未存） · 估值" in page) is not all(shown)
        policy = (await talk.ask("/privacy", SU))["text"]
        assert {
            "你的原话一个字也不存": keeps is KeepQuestions.NEVER,
            "私聊里的原话一个字也不存": keeps is KeepQuestions.GROUPS,
            "私聊里的也在内": keeps is KeepQuestions.ALL,
        } == {
            words: words in policy for words in ("你的原话一个字也不存", "私聊里的原话一个字也不存", "私聊里的也在内")
        }
        assert talk.was_refused() == []


async def test_somebody_elses_message_that_is_asked_about_is_not_kept(talk: Talk) -> None:
    """A bare mention in a reply makes a question of what another one wrote: these are not the asker's words."""
    claim = await talk.local.say("紫菀智能估值多少", MAYA, GROUP)
    await talk.local.say(BOT, SU, GROUP, reply_to=claim["message_id"])
    await talk.until(lambda: talk.said(GROUP))
    await talk.settled()
    assert talk.kept_of(GROUP, "gaps") == 1
    page = (await talk.ask("/gaps"))["text"]
    assert "紫菀" not in page
    assert "不认识的名字（原话未存） · 估值" in page


async def test_what_was_asked_back_and_settled_is_not_left_open(talk: Talk) -> None:
    asked = await talk.ask(f"{BOT} 那营收呢", SU, GROUP)
    assert asked["text"].startswith("你问的是哪一家")
    await talk.settled()
    assert talk.count("gaps") == 1
    assert "2-3亿元" in (await talk.ask(f"{BOT} {OTHER}", SU, GROUP))["text"]
    await talk.settled()
    assert talk.count("gaps") == 0


async def test_what_was_asked_back_and_not_settled_is(talk: Talk) -> None:
    await talk.ask(f"{BOT} 那营收呢", SU, GROUP)
    await talk.ask(f"{BOT} {OTHER}的营收是多少", MAYA, GROUP)
    await talk.settled()
    assert talk.count("gaps") == 1


async def test_a_question_that_is_put_right_by_editing_it_is_not_left_open(talk: Talk) -> None:
    asked = await talk.local.say(f"{NICKNAME}估值多少")
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    await talk.local.act("edit", user=LIN, chat=LIN, message_id=asked["message_id"], text=f"{FIRM}估值多少")
    await talk.until(lambda: talk.again(answer)["text"].startswith("12亿美元"))
    await talk.settled()
    assert talk.count("gaps") == 0


@pytest.mark.parametrize("text", ["明天天气怎么样", "你读过哪些文章", "谢谢", "霁川智能估值多少"])
async def test_what_articles_never_say_is_no_gap(talk: Talk, text: str) -> None:
    await talk.ask(text, SU)
    await talk.settled()
    assert talk.count("gaps") == 0


@pytest.mark.parametrize("command", ["/gaps", "/feedback", "/aliases", "/alias", "/alias 小芝麻 = 霁川智能"])
async def test_to_others_the_commands_do_not_exist(talk: Talk, command: str) -> None:
    for user, chat in ((SU, SU), (SU, GROUP), (LIN, GROUP)):
        await talk.say_in_vain(f"{command}", user, chat)
