"""The whole bot over real HTTP against the stand-in server, by long polling."""

import asyncio
import logging
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.config import ConfigError
from bot.logs import Redacting
from bot.telegram.polling import Pace, Unreachable
from knowledge.errors import YoujuError
from tests.bot import api_server as api
from tests.bot.api_server import TOKEN, ApiServer, Fault
from tests.bot.canned import ADMIN, USER, update
from tests.bot.running import running_bot


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with api.api_server() as running:
        yield running


async def test_a_private_question_is_answered_with_its_citation(server: ApiServer, tmp_path: Path) -> None:
    server.put(asked := update("Who?"))
    async with running_bot(server, tmp_path):
        (message,) = await server.wait_for(1)
        assert (tmp_path / "heartbeat").exists()
    expected = "re: Who?\n\n[1] A title · An outlet · 2024\nsnip <&> @nobody"
    assert message["visible"] == expected
    assert message["chat_id"] == str(USER)
    assert message["link_preview_options"] == {"is_disabled": True}
    reply = message["reply_parameters"]
    assert (reply["message_id"], reply["allow_sending_without_reply"]) == (asked["message"]["message_id"], True)


FAULTS = {
    "429": api.flood(1),
    "500": api.SERVER_ERROR,
    "502 page": api.refusal("Bad Gateway", 502),
    "drop": api.DROP,
    "401": api.UNAUTHORIZED,
    "404": api.NOT_FOUND,
    "409": api.CONFLICT,
    "markup refused": api.refusal("Bad Request: can't parse entities: Unexpected end tag"),
    "reply gone": api.refusal("Bad Request: message to be replied not found"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_failed_send_still_brings_exactly_one_answer(server: ApiServer, tmp_path: Path, fault: Fault) -> None:
    server.fail("sendMessage", fault)
    server.put(update("one"))
    async with running_bot(server, tmp_path):
        await server.wait_for(1)
        await asyncio.sleep(0.2)
    assert len(server.messages) == 1
    assert server.messages[0]["visible"].startswith("re: one") or server.messages[0]["text"].startswith("re: one")


@pytest.mark.promise(3)
async def test_a_lost_confirmation_brings_two_messages_at_most(server: ApiServer, tmp_path: Path) -> None:
    server.fail("sendMessage", api.LATE)
    server.put(update("one"), update("two", user=502))
    async with running_bot(server, tmp_path):
        await server.wait_for(3)
    assert sorted(message["visible"].split()[1] for message in server.messages) in (
        ["one", "one", "two"],
        ["one", "two", "two"],
    )


async def test_a_chat_that_moved_gets_its_answer_at_the_new_id(server: ApiServer, tmp_path: Path) -> None:
    moved = Fault("status", 400, "Bad Request: group chat was upgraded", (("migrate_to_chat_id", -100888),))
    server.fail("sendMessage", moved)
    server.put(update("/ask one", group=True))
    async with running_bot(server, tmp_path):
        (message,) = await server.wait_for(1)
    assert message["chat_id"] == "-100888"
    assert "reply_parameters" not in message


async def test_a_closed_topic_does_not_lose_the_answer(server: ApiServer, tmp_path: Path) -> None:
    server.fail("sendMessage", api.refusal("Bad Request: message thread not found"))
    server.put(update("/ask one", group=True, message_thread_id=7, is_topic_message=True))
    async with running_bot(server, tmp_path):
        (message,) = await server.wait_for(1)
    first = server.called("sendMessage")[0]
    assert first["message_thread_id"] == "7"
    assert "message_thread_id" not in message


async def test_a_thread_that_is_no_topic_is_not_passed_on(server: ApiServer, tmp_path: Path) -> None:
    server.put(update("/ask one", group=True, message_thread_id=7))
    async with running_bot(server, tmp_path):
        (message,) = await server.wait_for(1)
    assert "message_thread_id" not in message


@pytest.mark.parametrize("text", ["Forbidden: bot was blocked by the user", "Forbidden: bot was kicked from the group"])
async def test_a_chat_that_shut_the_bot_out_is_not_tried_again(server: ApiServer, tmp_path: Path, text: str) -> None:
    server.fail("sendMessage", api.refusal(text, 403))
    server.put(update("one"), update("two", user=502))
    async with running_bot(server, tmp_path):
        await server.wait_for(1)
        await asyncio.sleep(0.2)
    assert len(server.called("sendMessage")) == 2


POLL_FAULTS = {**{name: FAULTS[name] for name in ("429", "500", "drop", "401", "404", "409")}, "garbage": api.GARBAGE}


@pytest.mark.parametrize("fault", POLL_FAULTS.values(), ids=POLL_FAULTS)
async def test_polling_survives(server: ApiServer, tmp_path: Path, fault: Fault) -> None:
    async with running_bot(server, tmp_path):
        server.put(update("before"))
        await server.wait_for(1)
        server.fail("getUpdates", fault, fault, fault)
        server.put(update("after"))
        await server.wait_for(2)
    assert [message["visible"].split()[1] for message in server.messages] == ["before", "after"]


async def test_a_repeated_update_is_answered_once(server: ApiServer, tmp_path: Path) -> None:
    one, two = update("one"), update("two")
    server.put(one, one, two)
    async with running_bot(server, tmp_path):
        await server.wait_for(2)
        server.put(one | {"update_id": one["update_id"]}, update("three"))
        await server.wait_for(3)
    assert [message["visible"].split()[1] for message in server.messages] == ["one", "two", "three"]


def poisoned() -> list[dict[str, Any]]:
    """Updates that cannot be read, each in its own way."""
    texts: list[dict[str, Any]] = [update() for _ in range(6)]
    texts[0]["message"]["date"] = "yesterday"
    del texts[1]["message"]["chat"]
    texts[2]["message"] = 7
    texts[3] = {"update_id": texts[3]["update_id"], "telepathy": {"thought": 1}}
    texts[4]["message"]["entities"] = [{"type": "mention", "offset": -5, "length": 10**9}]
    texts[5]["message"]["text"] = "\ud83d lone"
    return texts


async def test_poison_does_not_hold_up_what_comes_after(server: ApiServer, tmp_path: Path) -> None:
    server.put(*poisoned(), update("after", user=777))
    async with running_bot(server, tmp_path):
        while not any(message["chat_id"] == "777" for message in server.messages):
            await server.wait_for(len(server.messages) + 1)


async def test_an_old_message_is_not_answered(server: ApiServer, tmp_path: Path) -> None:
    server.put(update("old", date=int(time.time()) - 16 * 60), update("new"))
    async with running_bot(server, tmp_path):
        await server.wait_for(1)
    assert server.messages[0]["visible"].startswith("re: new")


async def test_order_is_kept_within_each_chat(server: ApiServer, tmp_path: Path) -> None:
    server.put(*(update(f"{turn}", user=user) for turn in range(8) for user in (1, 2, 3)))
    server.fail("sendMessage", api.SERVER_ERROR, api.DROP, api.SERVER_ERROR)
    async with running_bot(server, tmp_path):
        await server.wait_for(24)
    for user in ("1", "2", "3"):
        turns = [message["visible"].split()[1] for message in server.messages if message["chat_id"] == user]
        assert turns == [str(turn) for turn in range(8)]


async def test_an_error_is_logged_and_said_in_one_sentence(
    server: ApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.put(update("crash"), update("next"))
    async with running_bot(server, tmp_path):
        await server.wait_for(2)
    assert server.messages[0]["visible"].startswith("Sorry, something went wrong")
    assert server.messages[1]["visible"].startswith("re: next")
    assert any(record.exc_info and record.name == "bot.telegram.messages" for record in caplog.records)


async def test_a_slow_question_is_given_up_and_delays_nobody_else(server: ApiServer, tmp_path: Path) -> None:
    server.put(update("slow"))
    async with running_bot(server, tmp_path):
        while not server.called("getUpdates"):
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        started = time.monotonic()
        server.put(update("quick", user=502))
        await server.wait_for(1)
        assert server.messages[0]["visible"].startswith("re: quick")
        assert time.monotonic() - started < 0.5
        await server.wait_for(2)
    assert "too long" in server.messages[1]["visible"]


async def test_a_refused_token_is_one_clear_line(server: ApiServer, tmp_path: Path) -> None:
    server.fail("getMe", *[api.UNAUTHORIZED] * 3)
    async with running_bot(server, tmp_path) as bot:
        with pytest.raises(ConfigError, match="BOT_TOKEN: Telegram does not accept this token"):
            await bot


async def test_one_stray_refusal_at_the_start_is_not_believed(server: ApiServer, tmp_path: Path) -> None:
    server.fail("getMe", api.UNAUTHORIZED, api.DROP, api.SERVER_ERROR)
    server.put(update("one"))
    async with running_bot(server, tmp_path):
        await server.wait_for(1)


async def test_a_server_that_stays_away_ends_the_bot(server: ApiServer, tmp_path: Path) -> None:
    impatient = Pace(poll=1, first_pause=0.01, longest_pause=0.02, patience=0.3)
    server.fail("getUpdates", *[api.UNAUTHORIZED] * 1000)
    async with running_bot(server, tmp_path, pace=impatient) as bot:
        with pytest.raises(Unreachable):
            await asyncio.wait_for(bot, 5)


async def test_two_bots_with_one_token_do_not_start(server: ApiServer, tmp_path: Path) -> None:
    async with running_bot(server, tmp_path):
        while not server.called("getUpdates"):
            await asyncio.sleep(0.01)
        async with running_bot(server, tmp_path) as second:
            with pytest.raises(YoujuError, match="another Youju already runs with this token"):
                await second


async def test_another_poller_is_logged_once_a_minute(
    server: ApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail("getUpdates", *[api.CONFLICT] * 8)
    server.put(update("one"))
    async with running_bot(server, tmp_path):
        await server.wait_for(1)
    assert sum("another program polls" in record.message for record in caplog.records) == 1


async def test_the_menus_are_set_per_scope_and_language(server: ApiServer, tmp_path: Path) -> None:
    server.put(update(user=ADMIN))  # a chat that never wrote has no menu
    async with running_bot(server, tmp_path), asyncio.timeout(30):
        while len(server.called("setMyCommands")) < 15:
            await asyncio.sleep(0.01)
    calls = server.called("setMyCommands")
    scopes = {(call["scope"]["type"], call.get("language_code", "")) for call in calls}
    assert {("default", ""), ("all_group_chats", "zh"), ("chat", "en")} <= scopes
    hidden = [call for call in calls if call["scope"]["type"] != "chat" and "reload" in str(call["commands"])]
    assert not hidden


async def test_the_privacy_mode_is_told_at_start(
    server: ApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.put(update("one"))
    async with running_bot(server, tmp_path):
        await server.wait_for(1)
    assert any("privacy mode is on" in record.message for record in caplog.records)


@pytest.mark.promise(6)
async def test_the_token_and_the_words_reach_no_log(
    server: ApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.handler.setFormatter(Redacting([TOKEN]))
    caplog.set_level(logging.DEBUG)
    server.fail("getUpdates", api.DROP, api.SERVER_ERROR, api.GARBAGE, api.UNAUTHORIZED)
    server.fail("sendMessage", api.DROP, api.SERVER_ERROR)
    server.put(update("one"), update("crash"))
    async with running_bot(server, tmp_path):
        await server.wait_for(2)
    assert "TEST-token" not in caplog.text
