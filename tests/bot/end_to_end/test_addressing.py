"""Who is answered, where, and who is not: by mention, command and reply, in groups, topics and channels' comments."""

import time
from typing import Any

import pytest

from tests.bot.end_to_end.articles import FIRM, OTHER
from tests.bot.end_to_end.driver import BOT, Talk
from tests.bot.local_telegram.local import FORUM, GROUP, LIN, MAYA, SU, TOPIC

CHANNEL = {"id": -1003000000001, "type": "channel", "title": "一个频道"}
LINKER = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
ASKED = {
    "mention": (f"{BOT} {FIRM}估值多少", {}),
    "mention in other letters": (f"@YouJu_Bot {FIRM}估值多少", {}),
    "mention at the end": (f"{FIRM}估值多少 {BOT}", {}),
    "mention after emoji": (f"🙂🚀 {BOT} {FIRM}估值多少", {}),
    "command": (f"/ask {FIRM}估值多少", {}),
    "command with the name": (f"/ask@youju_bot {FIRM}估值多少", {}),
    "anonymous admin": (f"/ask {FIRM}估值多少", {"as_chat": True}),
}


@pytest.mark.parametrize(("text", "values"), ASKED.values(), ids=ASKED)
async def test_whoever_asks_the_bot_is_answered(talk: Talk, text: str, values: dict[str, Any]) -> None:
    answer = await talk.ask(text, chat=GROUP, **values)
    assert answer["text"].startswith("12亿美元：")


async def test_a_mention_that_points_at_the_bot_counts(talk: Talk) -> None:
    bot = talk.local.server.world.bot
    entity = {"type": "text_mention", "offset": 0, "length": 2, "user": bot}
    answer = await talk.ask(f"有据 {FIRM}估值多少", chat=GROUP, entities=[entity])
    assert answer["text"].startswith("12亿美元：")


SILENT = {
    "no mention": (f"{FIRM}估值多少", {}),
    "name inside another name": (f"@youju_bot2 {FIRM}估值多少", {}),
    "name inside an address": (f"ask@youju_bot.example {FIRM}估值多少", {}),
    "name in code": (f"{BOT} {FIRM}估值多少", {"entities": [{"type": "code", "offset": 0, "length": 10}]}),
    "command of another bot": (f"/ask@other_bot {FIRM}估值多少", {}),
    "mention of a person": (f"@suhe_notes {FIRM}估值多少", {}),
    "thanks": (f"{BOT} 谢谢", {}),
    "only a mark": (f"{BOT} ？", {}),
    "only a mention": (BOT, {}),
}


@pytest.mark.parametrize(("text", "values"), SILENT.values(), ids=SILENT)
async def test_it_keeps_silent_though_it_hears_everything(talk: Talk, text: str, values: dict[str, Any]) -> None:
    await talk.local.act("world", privacy=False)
    await talk.say_in_vain(text, **values)


async def test_a_chat_between_two_people_in_a_chain_it_began_is_theirs(talk: Talk) -> None:
    await talk.local.act("world", privacy=False)
    await talk.ask(f"{BOT} {FIRM}估值多少", chat=GROUP)
    said = await talk.local.say("贵了吧", SU, GROUP)
    await talk.say_in_vain("我也觉得", MAYA, reply_to=said["message_id"])


async def test_a_reply_to_the_bot_goes_on_and_another_one_starts_anew(talk: Talk) -> None:
    first = await talk.ask(f"{BOT} {FIRM}估值多少", chat=GROUP)
    second = await talk.ask(f"那{OTHER}呢", chat=GROUP, reply_to=first["message_id"])
    assert second["text"].startswith("6亿美元：")


async def test_a_caption_asks(talk: Talk) -> None:
    asked = await talk.local.act("say", {"file": ("a.txt", b"x")}, user=LIN, chat=GROUP, text=f"{BOT} {FIRM}估值多少")
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    assert answer["text"].startswith("12亿美元：")


async def test_topics_are_kept_apart_and_general_is_not_named(talk: Talk) -> None:
    answer = await talk.ask(f"/ask {FIRM}估值多少", chat=FORUM, thread=TOPIC)
    assert answer["message_thread_id"] == TOPIC
    general = await talk.ask(f"/ask {OTHER}的创始人是谁", chat=FORUM)
    assert "message_thread_id" not in general
    # Each goes on with what was asked in its own topic.
    assert (await talk.ask("/ask 那营收呢", chat=FORUM, thread=TOPIC))["text"].startswith("1.5亿元")
    assert (await talk.ask("/ask 那营收呢", chat=FORUM))["text"].startswith("2-3亿元")
    calls = [call.parameters for call in talk.local.server.calls if call.method == "sendMessage"]
    assert [call.get("message_thread_id") for call in calls if int(call["chat_id"]) == FORUM] == [
        str(TOPIC),
        None,
        str(TOPIC),
        None,
    ]


async def test_the_first_message_of_a_topic_is_no_reply_to_the_bot(talk: Talk) -> None:
    await talk.local.act("world", privacy=False)
    await talk.say_in_vain(f"{FIRM}估值多少", chat=FORUM, thread=TOPIC)


async def test_a_thread_of_replies_is_no_topic(talk: Talk) -> None:
    first = await talk.local.say("大家好", SU, GROUP)
    asked = await talk.local.say(f"/ask {FIRM}估值多少", LIN, GROUP, reply_to=first["message_id"])
    assert asked["message_thread_id"] == first["message_id"]
    await talk.until(lambda: talk.said(GROUP))
    (call,) = [made.parameters for made in talk.local.server.calls if made.method == "sendMessage"]
    assert "message_thread_id" not in call


def post(talk: Talk, text: str, **content: Any) -> dict[str, Any]:
    """A post of the linked channel, as it arrives in its group by itself."""
    world = talk.local.server.world
    shown = {"text": text, "from": LINKER, "sender_chat": CHANNEL, "is_automatic_forward": True}
    return world.new_message(world.chats[GROUP], LIN, shown | content)


async def test_a_channels_post_is_ignored_and_a_comment_below_it_is_answered(talk: Talk) -> None:
    text = f"{BOT} {FIRM}估值多少"
    entity = {"type": "mention", "offset": 0, "length": len(BOT)}
    posted = post(talk, text, entities=[entity])
    await talk.local.act("update", update={"update_id": 2**40, "message": posted})
    await talk.settled()
    assert talk.said(GROUP) == []
    comment = await talk.ask(f"/ask {OTHER}的创始人是谁", SU, GROUP, reply_to=posted["message_id"])
    assert comment["text"].startswith("沈既白")


@pytest.mark.parametrize(
    "change",
    [{"from": {"id": 5, "is_bot": True, "first_name": "B"}}, {"via_bot": {"id": 5, "is_bot": True, "first_name": "B"}}],
    ids=["a bot", "through a bot"],
)
async def test_other_bots_are_ignored(talk: Talk, change: dict[str, Any]) -> None:
    world = talk.local.server.world
    text = f"/ask {FIRM}估值多少"
    entities = [{"type": "bot_command", "offset": 0, "length": 4}]
    message = world.new_message(world.chats[GROUP], LIN, {"text": text, "entities": entities} | change)
    await talk.local.act("update", update={"update_id": 2**40, "message": message})
    await talk.settled()
    assert talk.said(GROUP) == []


async def test_an_old_message_is_not_answered_any_more(talk: Talk) -> None:
    world = talk.local.server.world
    message = world.new_message(world.chats[LIN], LIN, {"text": f"{FIRM}估值多少"})
    message["date"] = int(time.time()) - 1000
    await talk.local.act("update", update={"update_id": 2**40, "message": message})
    await talk.settled()
    assert talk.said(LIN) == []


async def test_commands_of_admins_are_for_the_admin_alone(talk: Talk) -> None:
    """Not edited, not in a group, not in a group's name, not by anybody else: no word comes back, nothing is built."""
    for user, chat, values in ((SU, SU, {}), (LIN, GROUP, {}), (LIN, GROUP, {"as_chat": True})):
        await talk.say_in_vain("/reload", user, chat, **values)
    asked = await talk.local.say("/status")
    await talk.until(lambda: talk.answers_to(asked))
    edited = await talk.local.act("edit", user=LIN, chat=LIN, message_id=asked["message_id"], text="/reload")
    await talk.settled()
    assert (edited["text"], len(talk.said(LIN))) == ("/reload", 1)
