"""/settings: who may change what a chat has set, and how it is shown."""

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from bot.article_library import ArticleLibrary
from bot.local_telegram.world import Query
from tests.bot.end_to_end.articles import FIRM
from tests.bot.end_to_end.driver import Talk, buttons, running
from tests.bot.local_telegram.local import GROUP, LIN, MAYA, SU, local_telegram

OWNER = LIN
"""Owns the group."""
REFUSED = "只有群管理员能改设置。"
ALERT = "! "


async def settings(talk: Talk, user: int = OWNER, chat: int = GROUP, **values: Any) -> dict[str, Any]:
    """The message of /settings."""
    return await talk.ask("/settings", user, chat, **values)


def labels(message: dict[str, Any]) -> list[list[str]]:
    """The keyboard, row by row."""
    return [[button["text"] for button in row] for row in message["reply_markup"]["inline_keyboard"]]


def chosen(message: dict[str, Any]) -> list[str]:
    """What is marked as chosen, row by row."""
    return [next(text for text in row if "✓" in text).partition("✓ ")[2] for row in labels(message)]


async def choose(talk: Talk, message: dict[str, Any], label: str, user: int = OWNER) -> str:
    """Somebody presses the button of that name; what he is told, with ALERT before it in a box to be closed."""
    shown = talk.again(message)
    text = next(text for row in labels(shown) for text in row if text.removeprefix("✓ ") == label)
    answer = await talk.press(shown, text, user)
    await talk.settled()
    return told(answer)


def told(answer: dict[str, Any]) -> str:
    """What the answer to a press says."""
    return f"{ALERT if answer['show_alert'] else ''}{answer['text']}"


def edits(talk: Talk) -> int:
    """How many edits the bot has asked for."""
    return sum(call.method == "editMessageText" for call in talk.local.server.calls)


async def test_an_admin_sees_what_is_set_and_how_to_change_it(talk: Talk) -> None:
    shown = await settings(talk)
    assert chosen(shown) == ["随提问", "叫我才答", "3", "免打扰 无"]
    assert labels(shown)[1:] == [
        ["✓ 叫我才答", "也答提问", "不开口"],
        ["出处 1", "2", "✓ 3", "全部"],
        ["✓ 免打扰 无", "22–8", "23–9", "0–8"],
    ]
    assert shown["text"].splitlines()[0] == "⚙ 本群设置 · 只有群管理员能改"


async def test_each_press_changes_one_setting_in_place(talk: Talk) -> None:
    shown = await settings(talk)
    wanted = chosen(shown)
    for row, label in ((3, "22–8"), (2, "出处 1"), (1, "也答提问"), (2, "全部"), (3, "23–9")):
        assert await choose(talk, shown, label) == "已保存"
        wanted[row] = label
        assert chosen(talk.again(shown)) == wanted
    assert "23:00 到 9:00 不推送（北京时间）" in talk.again(shown)["text"]
    assert len(talk.said(GROUP)) == 1
    assert chosen(await settings(talk)) == wanted
    assert talk.kept_of(GROUP, "chats", "speaks = 'questions' AND quiet_from = 1380 AND quiet_until = 540") == 1


async def test_a_press_by_somebody_else_is_refused_and_changes_nothing(talk: Talk) -> None:
    shown = await settings(talk)
    for label in ("English", "不开口", "出处 1", "22–8"):
        assert await choose(talk, shown, label, SU) == ALERT + REFUSED
    assert talk.again(shown) == shown
    assert (edits(talk), talk.kept_of(GROUP, "chats")) == (0, 0)


async def test_the_command_by_somebody_else_is_refused_in_one_line(talk: Talk) -> None:
    told = await settings(talk, SU)
    assert (told["text"], "reply_markup" in told) == (REFUSED, False)


async def test_the_same_button_pressed_twice_is_edited_once(talk: Talk) -> None:
    shown = await settings(talk)
    await choose(talk, shown, "English")
    pressed = talk.again(shown)
    assert edits(talk) == 1
    assert await choose(talk, shown, "English") == "It is so already"
    assert (talk.again(shown), edits(talk)) == (pressed, 1)


async def test_the_same_button_pressed_again_after_a_restart_is_not_edited(
    library: ArticleLibrary, tmp_path: Path
) -> None:
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, library, tmp_path):
            shown = await settings(talk)
            assert await choose(talk, shown, "2") == "已保存"
        async with running(local, library, tmp_path):
            assert await choose(talk, shown, "2") == "已经是这样了"
        assert (edits(talk), talk.was_refused()) == (1, [])


async def test_two_presses_at_once_of_what_is_the_same_by_then_are_edited_once(talk: Talk) -> None:
    await talk.local.act("new_chat", id=-88, kind="group", title="两位群主", members=[LIN, SU])
    talk.local.server.world.chats[-88].members[SU] = "administrator"
    shown = await settings(talk, chat=-88)
    data = buttons(shown)["English"]["callback_data"]
    values = {"chat": -88, "message_id": shown["message_id"], "data": data}
    await asyncio.gather(*(talk.local.act("press", user=user, **values) for user in (LIN, SU)))
    await talk.settled()
    assert (chosen(talk.again(shown))[0], edits(talk)) == ("English", 1)


async def test_an_older_message_of_the_settings_is_brought_up_to_date(talk: Talk) -> None:
    older, newer = await settings(talk), await settings(talk)
    await choose(talk, newer, "2")
    assert await choose(talk, older, "2") == "已经是这样了"
    assert chosen(talk.again(older)) == chosen(talk.again(newer)) == ["随提问", "叫我才答", "2", "免打扰 无"]


async def test_an_anonymous_admin_counts_by_message_and_by_press(talk: Talk) -> None:
    """The message comes in the group's name, the press in the admin's own."""
    shown = await settings(talk, as_chat=True)
    assert await choose(talk, shown, "繁體") == "已儲存"
    assert talk.again(shown)["text"].startswith("⚙ 本群設定 · 只有群組管理員能改")


async def test_a_channel_that_speaks_in_the_group_is_no_admin(talk: Talk) -> None:
    """Somebody in a channel's name is refused; the linked channel's own post is no command at all."""
    channel = {"id": -1003000000001, "type": "channel", "title": "一个频道"}
    entities = [{"type": "bot_command", "offset": 0, "length": 9}]
    sender = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
    world = talk.local.server.world
    for number, extra in enumerate(({}, {"is_automatic_forward": True})):
        content = {"text": "/settings", "entities": entities, "from": sender, "sender_chat": channel} | extra
        message = world.new_message(world.chats[GROUP], LIN, content)
        await talk.local.act("update", update={"update_id": 2**40 + number, "message": message})
        await talk.settled()
    assert [message["text"] for message in talk.said(GROUP)] == [REFUSED]


async def test_who_becomes_an_admin_may_change_things_soon(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.chat_admins.AGAIN_SECONDS", 0.0)
    shown = await settings(talk)
    assert await choose(talk, shown, "2", SU) == ALERT + REFUSED
    talk.local.server.world.chats[GROUP].members[SU] = "administrator"
    assert await choose(talk, shown, "2", SU) == "已保存"


async def test_telegram_is_not_asked_at_every_press(talk: Talk) -> None:
    shown = await settings(talk)
    for label in ("出处 1", "2", "3"):
        await choose(talk, shown, label)
    assert sum(call.method == "getChatAdministrators" for call in talk.local.server.calls) == 1


async def test_where_telegram_does_not_say_who_governs_nothing_is_changed(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = await settings(talk)
    refusal = {"method": "getChatAdministrators", "kind": "status", "code": 400, "description": "Bad Request: x"}
    monkeypatch.setattr("bot.telegram.chat_admins.AGAIN_SECONDS", 0.0)
    await talk.local.act("fault", **refusal)
    assert await choose(talk, shown, "2", SU) == ALERT + "现在查不到谁是管理员，什么都没改，请稍后再试。"
    assert talk.kept_of(GROUP, "chats") == 0


async def test_in_private_everybody_sets_his_own_chat(talk: Talk) -> None:
    shown = await settings(talk, MAYA, MAYA)
    assert shown["text"].splitlines()[0] == "⚙ Settings"
    assert chosen(shown) == ["As asked", "3", "Quiet: none"]
    assert await choose(talk, shown, "Citations 1", MAYA) == "Saved"
    assert talk.kept_of(MAYA, "chats", "snippets = 1") == 1
    assert talk.kept_of(SU, "chats") == 0


async def forge(talk: Talk, message: dict[str, Any], data: str, user: int = OWNER) -> str:
    """A press that a client made up, of a message of the group; what it is answered."""
    world = talk.local.server.world
    number = str(len(world.queries) + 1)
    world.queries[number] = Query(user, time.monotonic() + 60, GROUP)
    query = {"id": number, "from": world.users[user], "chat_instance": "1", "data": data, "message": message}
    await talk.local.act("update", update={"update_id": 2**40 + len(world.queries), "callback_query": query})
    answer = await talk.until(lambda: world.queries[number].answer)
    await talk.settled()
    return told(answer)


UNKNOWN = "这个按钮我认不得，请重新发 /settings。"


@pytest.mark.parametrize(
    "data",
    [
        "s1:",
        "s1:language",
        "s1:language:fr",
        "s1:speaks:loud",
        "s1:snippets:9",
        "s1:home:1",
        "s1:quiet:22to8:1",
        "s1:quiet:0to8\n",
    ],
)
async def test_what_no_button_says_is_refused(talk: Talk, data: str) -> None:
    shown = await settings(talk)
    shown["reply_markup"]["inline_keyboard"][0][0]["callback_data"] = data
    assert await forge(talk, shown, data) == UNKNOWN
    assert (edits(talk), talk.kept_of(GROUP, "chats")) == (0, 0)


async def test_a_press_that_the_message_has_no_button_for_is_refused(talk: Talk) -> None:
    answer = await talk.ask(f"/ask {FIRM}估值多少", chat=GROUP)
    assert await forge(talk, answer, "s1:speaks:off") == UNKNOWN
    assert (talk.again(answer), talk.kept_of(GROUP, "chats")) == (answer, 0)


async def test_a_message_too_old_to_be_shown_along_can_still_be_pressed(talk: Talk) -> None:
    shown = await settings(talk)
    chat = {"id": GROUP, "type": "supergroup", "title": "G"}
    old = {"message_id": shown["message_id"], "date": 0, "chat": chat}
    assert await forge(talk, old, "s1:snippets:1") == "已保存"
    assert chosen(talk.again(shown))[2] == "出处 1"
    private = old | {"chat": {"id": LIN, "type": "private"}}
    assert await forge(talk, private, "s1:speaks:off") == UNKNOWN
