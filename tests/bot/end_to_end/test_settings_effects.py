"""What each setting of a chat does to what the bot says there, and what becomes of the settings."""

from pathlib import Path

import pytest

from bot.article_library import ArticleLibrary
from bot.telegram import overhearing
from tests.bot.end_to_end.articles import FIRM, OTHER, UNKNOWN
from tests.bot.end_to_end.driver import BOT, OLD_GROUP, Talk, buttons, running
from tests.bot.end_to_end.test_guests import let_in
from tests.bot.end_to_end.test_settings import choose, chosen, settings, told
from tests.bot.local_telegram.local import FORUM, GROUP, LIN, MAYA, SU, TOPIC, local_telegram

ASKED = f"{FIRM}估值多少？"


async def set_to(talk: Talk, *choices: str, chat: int = GROUP, user: int = LIN) -> None:
    """The admin sends /settings and presses those buttons."""
    shown = await settings(talk, user, chat)
    for label in choices:
        await choose(talk, shown, label, user)


LANGUAGES = {
    "简体": ("我读过的文章", "时间线", "上一个回答的出处", "怎么问：", "想看谁的图？"),
    "繁體": ("我讀過的文章", "時間線", "上一個回答的出處", "怎麼問：", "想看誰的圖？"),
    "English": ("None of the articles", "Timeline", "Sources of the last answer", "How to ask:", "Whose picture?"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("user", [LIN, MAYA], ids=["asker with a Chinese app", "asker with an English app"])
async def test_the_language_set_is_that_of_answers_buttons_and_commands(talk: Talk, language: str, user: int) -> None:
    not_found, button, sources, how, charts = LANGUAGES[language]
    await set_to(talk, language)
    assert not_found in (await talk.ask(f"/ask {UNKNOWN}估值多少", user, GROUP))["text"]
    answer = await talk.ask(f"/ask {ASKED}", user, GROUP)
    assert button in buttons(answer)
    await talk.press(answer, button, user)
    await talk.until(lambda: talk.again(answer)["text"] != answer["text"])
    assert (await talk.ask("/ask 来源", user, GROUP))["text"].startswith(sources)
    assert how in (await talk.ask("/help", user, GROUP))["text"]
    assert (await talk.ask("/chart", user, GROUP))["text"].startswith(charts)


async def test_the_language_is_set_for_one_chat_only_and_taken_back_there(talk: Talk) -> None:
    await set_to(talk, "English")
    asked = f"{UNKNOWN}估值多少"
    assert "我读过的文章" in (await talk.ask(asked))["text"]
    assert "我读过的文章" in (await talk.ask(f"/ask {asked}", chat=FORUM, thread=TOPIC))["text"]
    assert "None of the articles" in (await talk.ask(f"/ask {asked}", chat=GROUP))["text"]
    await set_to(talk, "As asked")
    assert "我读过的文章" in (await talk.ask(f"/ask {asked}", chat=GROUP))["text"]


async def test_an_answer_changed_by_its_question_keeps_to_the_language(talk: Talk) -> None:
    await set_to(talk, "繁體")
    answer = await talk.ask(f"/ask {ASKED}", chat=GROUP)
    number = answer["reply_to_message"]["message_id"]
    await talk.local.act("edit", user=LIN, chat=GROUP, message_id=number, text=f"/ask {UNKNOWN}估值多少")
    await talk.until(lambda: "我讀過的文章" in talk.again(answer)["text"])


async def test_a_question_to_everybody_is_answered_where_the_group_wants_that(talk: Talk) -> None:
    await talk.local.act("world", privacy=False)
    await talk.say_in_vain(ASKED, SU)
    await set_to(talk, "也答提问")
    answer = await talk.ask(ASKED, SU, GROUP)
    assert answer["text"].startswith("12亿美元：")
    assert "[1]" in answer["text"]
    follow = await talk.ask("那营收呢", SU, GROUP, reply_to=answer["message_id"])
    assert follow["text"].startswith("1.5亿元")
    await talk.press(answer, "时间线", SU)
    await talk.until(lambda: "2021-03 " in talk.again(answer)["text"])


SILENT = {
    "talk": "刚看完那篇，写得真好",
    "a name that is told of": f"{FIRM}估值又涨了",
    "a name that nobody knows": f"{UNKNOWN}估值多少？",
    "what the articles do not say": f"{OTHER}总部在哪里？",
    "an opinion": f"你觉得{FIRM}估值多少合适？",
    "about the bot": "你都读过什么？",
    "another matter": "今天天气怎么样？",
    "no name": "那估值呢？",
    "a picture": f"画一下{FIRM}的估值走势",
    "somebody is meant": f"@suhe_notes {ASKED}",
    "another bot": f"/ask@other_bot {ASKED}",
}


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT)
async def test_what_is_no_clear_question_or_has_no_answer_stays_among_the_people(talk: Talk, text: str) -> None:
    await talk.local.act("world", privacy=False)
    await set_to(talk, "也答提问")
    await talk.say_in_vain(text, SU)
    assert talk.count("inbox WHERE content IS NOT NULL") == 0


async def test_a_question_in_reply_to_somebody_is_his(talk: Talk) -> None:
    await talk.local.act("world", privacy=False)
    await set_to(talk, "也答提问")
    said = await talk.local.say("大家好", MAYA, GROUP)
    await talk.say_in_vain(ASKED, SU, reply_to=said["message_id"])


async def test_a_question_in_a_topic_is_answered_there(talk: Talk) -> None:
    await talk.local.act("world", privacy=False)
    await set_to(talk, "也答提问", chat=FORUM)
    answer = await talk.ask(ASKED, SU, FORUM, thread=TOPIC)
    assert answer["message_thread_id"] == TOPIC


async def test_it_speaks_up_so_often_and_no_oftener(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    await talk.local.act("world", privacy=False)
    await set_to(talk, "也答提问")
    for _ in range(overhearing.MOST):
        await talk.ask(ASKED, SU, GROUP)
    await talk.say_in_vain(ASKED, SU)
    assert (await talk.ask(f"/ask {ASKED}", SU, GROUP))["text"].startswith("12亿美元：")
    monkeypatch.setattr(overhearing, "SECONDS", 0.0)
    assert (await talk.ask(ASKED, SU, GROUP))["text"].startswith("12亿美元：")


async def test_the_settings_say_where_it_cannot_hear(talk: Talk) -> None:
    shown = await settings(talk)
    await choose(talk, shown, "也答提问")
    assert "Telegram 现在不给我" in talk.again(shown)["text"]
    talk.local.server.world.chats[GROUP].members[talk.local.server.world.bot_id()] = "administrator"
    await choose(talk, shown, "也答提问")
    assert "Telegram 现在不给我" not in talk.again(shown)["text"]
    assert (await talk.ask(ASKED, SU, GROUP))["text"].startswith("12亿美元：")


async def test_silent_it_takes_up_three_commands_and_nothing_else(talk: Talk) -> None:
    await talk.local.act("world", privacy=False)
    answer = await talk.ask(f"/ask {ASKED}", chat=GROUP)
    await set_to(talk, "不开口")
    for text in (f"/ask {ASKED}", f"{BOT} {ASKED}", ASKED, "/help", "/sources", "/chart", "/start", "/check"):
        await talk.say_in_vain(text, LIN)
    await talk.say_in_vain("那营收呢", LIN, reply_to=answer["message_id"])
    await talk.say_in_vain("/settings", SU)
    number = answer["reply_to_message"]["message_id"]
    await talk.local.act("edit", user=LIN, chat=GROUP, message_id=number, text=f"/ask {OTHER}的创始人是谁")
    pressed = await talk.press(answer, "时间线")
    assert told(pressed) == "本群已设为不开口，管理员可用 /settings 改。"
    await talk.settled()
    assert talk.again(answer) == answer
    assert (await talk.ask("/privacy", SU, GROUP))["text"].startswith("隐私")
    assert (await talk.ask("/forget", SU, GROUP))["text"].startswith("已删除")
    await set_to(talk, "叫我才答")
    assert (await talk.ask(f"/ask {ASKED}", chat=GROUP))["text"].startswith("12亿美元：")


@pytest.mark.parametrize(("label", "count"), [("出处 1", 1), ("2", 2), ("3", 3), ("全部", 3)])
async def test_so_many_snippets_are_shown_and_the_others_a_button_away(talk: Talk, label: str, count: int) -> None:
    await set_to(talk, label, chat=LIN)
    answer = await talk.ask(ASKED)
    total = int(max(entry for entry in "123456789" if f"[{entry}]" in answer["text"]))
    assert total == count
    while "更多来源" in buttons(talk.again(answer)):
        before = talk.again(answer)["text"]
        await talk.press(talk.again(answer), "更多来源")
        await talk.until(lambda before=before: talk.again(answer)["text"] != before)  # type: ignore[misc]
        shown = [entry for entry in "123456789" if f"[{entry}]" in talk.again(answer)["text"]]
        assert len(shown) <= count
        total += len(shown)
    assert total == 3


ALL = ("繁體", "也答提問", "出處 1", "22–8")
AS_SET = ["繁體", "也答提問", "出處 1", "22–8"]


async def test_a_group_that_becomes_a_supergroup_keeps_what_it_set(talk: Talk) -> None:
    await talk.local.act("world", privacy=False)
    await talk.local.act("new_chat", id=OLD_GROUP, kind="group", title="小群", members=[LIN, SU])
    await let_in(talk, chat=OLD_GROUP)
    await set_to(talk, *ALL, chat=OLD_GROUP)
    moved = (await talk.local.act("upgrade", user=LIN, chat=OLD_GROUP))["id"]
    await talk.settled()
    assert (talk.kept_of(OLD_GROUP, "chats"), talk.kept_of(moved, "chats")) == (0, 1)
    answer = await talk.ask(ASKED, SU, moved)
    assert "時間線" in buttons(answer)
    assert "[2]" not in answer["text"]
    shown = await settings(talk, chat=moved)
    assert chosen(shown) == AS_SET
    assert await choose(talk, shown, "23–9") == "已儲存"
    await talk.local.act("bot", user=LIN, chat=moved, status="administrator")
    await talk.settled()
    assert talk.kept_of(moved, "greetings") == 1


async def test_shown_out_it_forgets_what_was_set(talk: Talk) -> None:
    await set_to(talk, *ALL)
    await let_in(talk)
    assert talk.kept_of(GROUP, "chats") == 0
    assert chosen(await settings(talk)) == ["随提问", "叫我才答", "3", "免打扰 无"]


async def test_the_group_itself_may_have_its_settings_forgotten(talk: Talk) -> None:
    await set_to(talk, *ALL)
    await talk.ask("/forget", SU, GROUP)
    await talk.settled()
    assert talk.kept_of(GROUP, "chats") == 1
    await talk.ask("/forget", chat=GROUP, as_chat=True)
    await talk.settled()
    assert talk.kept_of(GROUP, "chats") == 0
    assert chosen(await settings(talk)) == ["随提问", "叫我才答", "3", "免打扰 无"]


async def test_what_is_set_outlives_a_restart(library: ArticleLibrary, tmp_path: Path) -> None:
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, library, tmp_path):
            await set_to(talk, "繁體")
        async with running(local, library, tmp_path):
            assert "時間線" in buttons(await talk.ask(f"/ask {ASKED}", chat=GROUP))


async def test_of_who_blocks_it_nothing_stays_that_he_set(talk: Talk) -> None:
    await set_to(talk, "Citations 1", chat=MAYA, user=MAYA)
    await talk.local.act("bot", user=MAYA, chat=MAYA, status="kicked")
    await talk.settled()
    assert talk.kept_of(MAYA, "chats") == 0
