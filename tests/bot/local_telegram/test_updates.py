"""What the bot hears: in which order, how often, of which kind, and what privacy mode keeps from it."""

import asyncio
import json
from typing import Any

import pytest
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.bot.local_telegram.local import FORUM, GROUP, LIN, SU, TOPIC, Local


def texts(updates: list[dict[str, Any]]) -> list[str]:
    return [update["message"]["text"] for update in updates]


async def test_updates_come_again_until_they_are_confirmed(local: Local) -> None:
    for text in "abc":
        await local.say(text)
    first = await local.api("getUpdates", limit=2)
    assert texts(first) == ["a", "b"]
    assert texts(await local.api("getUpdates")) == ["a", "b", "c"]
    assert texts(await local.api("getUpdates", offset=first[1]["update_id"])) == ["b", "c"]
    assert texts(await local.api("getUpdates", offset=-1)) == ["c"]
    assert first[1]["update_id"] == first[0]["update_id"] + 1


async def test_a_long_poll_ends_with_the_first_update(local: Local) -> None:
    poll = asyncio.create_task(local.api("getUpdates", timeout=20))
    while not local.server.calls:
        await asyncio.sleep(0.01)
    assert not poll.done()
    await local.say("a")
    assert texts(await poll) == ["a"]


async def test_of_two_pollers_the_first_is_sent_away(local: Local) -> None:
    first = asyncio.create_task(local.refused("getUpdates", timeout=20))
    while not local.server.calls:
        await asyncio.sleep(0.01)
    await local.api("getUpdates")
    assert (await first).startswith("409 Conflict: terminated by other getUpdates request")


async def test_only_the_kinds_asked_for_come(local: Local) -> None:
    said = await local.say("a")
    await local.api("getUpdates", allowed_updates=["edited_message"], offset=-1)
    await local.updates()
    await local.say("b")
    await local.act("edit", user=LIN, chat=LIN, message_id=said["message_id"], text="c")
    (update,) = await local.updates()
    assert update["edited_message"]["text"] == "c"
    assert update["edited_message"]["edit_date"]


PRIVACY: dict[str, tuple[dict[str, Any], bool]] = {
    "chatter": ({"text": "hello"}, False),
    "mention": ({"text": "hello @Youju_Bot"}, True),
    "longer name": ({"text": "@youju_bot2"}, False),
    "command": ({"text": "/ask x"}, True),
    "command by name": ({"text": "/ask@youju_bot x"}, True),
    "another bot's command": ({"text": "/ask@other_bot x"}, False),
    "reply to somebody": ({"text": "x", "reply_to": 1}, False),
    "reply to the bot": ({"text": "x", "reply_to": 2}, True),
    "anonymous admin's command": ({"text": "/ask x", "as_chat": True}, True),
}


@pytest.mark.parametrize(("values", "told"), PRIVACY.values(), ids=PRIVACY)
async def test_privacy_mode_lets_through_what_is_meant_for_the_bot(
    local: Local, values: dict[str, Any], told: bool
) -> None:
    await local.say("first", chat=GROUP)
    await local.api("sendMessage", chat_id=GROUP, text="second")
    await local.updates()
    await local.say(chat=GROUP, **values)
    assert len(await local.updates()) == told


@pytest.mark.parametrize("way", ["off", "admin"])
async def test_without_privacy_mode_and_as_admin_it_hears_everything(local: Local, way: str) -> None:
    if way == "off":
        await local.act("world", privacy=False)
        assert (await local.api("getMe"))["can_read_all_group_messages"]
    else:
        await local.act("bot", user=LIN, chat=GROUP, status="administrator")
        await local.updates()
    await local.say("hello", chat=GROUP)
    assert texts(await local.updates()) == ["hello"]


async def test_the_first_message_of_a_topic_is_no_reply_to_the_bot(local: Local) -> None:
    await local.say("hello", chat=FORUM, thread=TOPIC)
    assert await local.updates() == []


async def test_letting_the_bot_in_and_out_is_told(local: Local) -> None:
    await local.act("bot", user=SU, chat=GROUP, status="kicked")
    await local.act("bot", user=SU, chat=GROUP, status="member")
    updates = await local.updates()
    changes = [update["my_chat_member"] for update in updates if "my_chat_member" in update]
    assert [(c["old_chat_member"]["status"], c["new_chat_member"]["status"]) for c in changes] == [
        ("member", "kicked"),
        ("kicked", "member"),
    ]
    assert changes[0]["from"]["id"] == SU
    (added,) = (update["message"] for update in updates if "message" in update)
    assert added["new_chat_members"][0]["username"] == "youju_bot"


async def test_leaving_is_told_and_final(local: Local) -> None:
    assert await local.api("leaveChat", chat_id=GROUP) is True
    assert (await local.updates())[-1]["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert await local.refused("getChat", chat_id=GROUP) == "403 Forbidden: bot is not a member of the supergroup chat"


async def test_reactions_come_to_an_admin_who_asks_for_them(local: Local) -> None:
    said = await local.say("a", chat=GROUP)
    place = {"user": SU, "chat": GROUP, "message_id": said["message_id"], "emoji": "👍"}
    await local.api("getUpdates", allowed_updates=["message_reaction"])
    await local.act("react", **place)
    assert await local.updates() == []
    await local.act("bot", user=LIN, chat=GROUP, status="administrator")
    await local.act("react", **place | {"emoji": "👎"})
    (update,) = await local.updates()
    reaction = update["message_reaction"]
    assert [reaction[name][0]["emoji"] for name in ("old_reaction", "new_reaction")] == ["👍", "👎"]


async def test_a_file_is_fetched_as_it_was_sent(local: Local) -> None:
    content = "一篇文章".encode()
    await local.act("say", {"file": ("a.md", content, "text/markdown")}, user=LIN, chat=LIN, text="/read this")
    (update,) = await local.updates()
    message = update["message"]
    assert (message["document"]["file_name"], message["caption"]) == ("a.md", "/read this")
    assert message["caption_entities"][0]["type"] == "bot_command"
    file = await local.api("getFile", file_id=message["document"]["file_id"])
    address = f"/file/bot{local.server.token}/{file['file_path']}"
    assert (await local.http.get(address)).content == content
    assert (await local.http.get(address.replace(local.server.token, "1:x"))).status_code == 401
    assert await local.refused("getFile", file_id="x") == "400 Bad Request: invalid file_id"


async def test_members_and_administrators_are_told(local: Local) -> None:
    assert (await local.api("getChatMember", chat_id=GROUP, user_id=LIN))["status"] == "creator"
    assert (await local.api("getChatMember", chat_id=GROUP, user_id=SU))["status"] == "member"
    assert [a["user"]["id"] for a in await local.api("getChatAdministrators", chat_id=GROUP)] == [LIN]
    assert await local.api("getChatMemberCount", chat_id=GROUP) == 5
    assert (await local.api("getChat", chat_id=FORUM))["is_forum"] is True


class Hook(RequestHandler):
    """A webhook that refuses the first delivery."""

    def initialize(self, heard: list[Any]) -> None:
        self._heard = heard

    def post(self) -> None:
        self._heard.append((self.request.headers.get("X-Telegram-Bot-Api-Secret-Token"), json.loads(self.request.body)))
        self.set_status(503 if len(self._heard) == 1 else 200)


async def test_a_webhook_gets_each_update_until_it_takes_it(local: Local) -> None:
    heard: list[Any] = []
    sockets = bind_sockets(0, "127.0.0.1")
    hook = HTTPServer(Application([("/hook", Hook, {"heard": heard})], log_function=lambda _: None))
    hook.add_sockets(sockets)
    url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}/hook"
    assert (await local.refused("setWebhook", url="ftp://x")).startswith("400 Bad Request: bad webhook")
    await local.api("setWebhook", url=url, secret_token="s")
    assert (await local.refused("getUpdates")).startswith("409 Conflict: can't use getUpdates method while webhook")
    await local.say("a")
    await local.say("b")
    while len(heard) < 3:
        await asyncio.sleep(0.01)
    assert [(secret, update["message"]["text"]) for secret, update in heard] == [("s", "a"), ("s", "a"), ("s", "b")]
    await local.api("deleteWebhook")
    assert await local.updates() == []
    hook.stop()
    await hook.close_all_connections()
