"""Messages of the bot: what arrives, and what is refused in the real server's words."""

import struct
from typing import Any

import pytest

from tests.bot.local_telegram.local import FORUM, GROUP, LIN, SU, TOPIC, Local

DATA = {"text": "x", "callback_data": "d"}


def png(width: int, height: int) -> dict[str, Any]:
    """A file with a PNG's head."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return {"photo": ("a.png", head, "image/png")}


def keys(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no chat": ({"text": "x"}, "400 Bad Request: chat_id is empty"),
    "unknown chat": ({"chat_id": 5, "text": "x"}, "400 Bad Request: chat not found"),
    "never wrote": ({"chat_id": SU, "text": "x"}, "403 Forbidden: bot can't initiate conversation with a user"),
    "no text": ({"chat_id": LIN}, "400 Bad Request: message text is empty"),
    "only space": (
        {"chat_id": LIN, "text": " <b> </b>\n", "parse_mode": "HTML"},
        "400 Bad Request: message text is empty",
    ),
    "too long": ({"chat_id": LIN, "text": "x" * 4097}, "400 Bad Request: message is too long"),
    "too long in UTF-16": ({"chat_id": LIN, "text": "😀" * 2049}, "400 Bad Request: message is too long"),
    "markup": (
        {"chat_id": LIN, "text": "<b>x", "parse_mode": "HTML"},
        "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "mode": ({"chat_id": LIN, "text": "x", "parse_mode": "RTF"}, "400 Bad Request: unsupported parse_mode"),
    "data too long": (
        {"chat_id": LIN, "text": "x", "reply_markup": keys(DATA | {"callback_data": "据" * 22})},
        "400 Bad Request: BUTTON_DATA_INVALID",
    ),
    "button without action": (
        {"chat_id": LIN, "text": "x", "reply_markup": keys({"text": "x"})},
        "400 Bad Request: can't parse inline keyboard button: text buttons are unallowed in the inline keyboard",
    ),
    "button's address": (
        {"chat_id": LIN, "text": "x", "reply_markup": keys({"text": "x", "url": "nowhere"})},
        "400 Bad Request: inline keyboard button URL 'nowhere' is invalid: Wrong HTTP URL",
    ),
    "reply to nothing": (
        {"chat_id": LIN, "text": "x", "reply_parameters": {"message_id": 99}},
        "400 Bad Request: message to be replied not found",
    ),
    "quote not there": (
        {"chat_id": LIN, "text": "x", "reply_parameters": {"message_id": 1, "quote": "never said"}},
        "400 Bad Request: QUOTE_TEXT_INVALID",
    ),
    "topic of no forum": (
        {"chat_id": LIN, "text": "x", "message_thread_id": 9},
        "400 Bad Request: message thread not found",
    ),
    "General by number": (
        {"chat_id": FORUM, "text": "x", "message_thread_id": 1},
        "400 Bad Request: message thread not found",
    ),
    "bad JSON": (
        {"chat_id": LIN, "text": "x", "reply_markup": "{"},
        "400 Bad Request: can't parse reply markup JSON object",
    ),
}


@pytest.mark.parametrize(("parameters", "words"), REFUSED.values(), ids=REFUSED)
async def test_a_message_is_refused(local: Local, parameters: dict[str, Any], words: str) -> None:
    await local.say("said before")
    assert await local.refused("sendMessage", **parameters) == words


async def test_4096_units_and_64_bytes_are_taken(local: Local) -> None:
    await local.say("hello")
    markup = keys(DATA | {"callback_data": "d" * 64})
    sent = await local.api("sendMessage", chat_id=LIN, text="😀" * 2048, reply_markup=markup)
    assert sent["reply_markup"] == markup


async def test_a_message_arrives_trimmed_with_its_entities(local: Local) -> None:
    asked = await local.say("what of 🎉 it?")
    reply = {"message_id": asked["message_id"], "quote": "it", "quote_position": 9}
    sent = await local.api(
        "sendMessage", chat_id=LIN, text=" <b>so</b> @youju_bot\n", parse_mode="HTML", reply_parameters=reply
    )
    assert sent["text"] == "so @youju_bot"
    assert [(e["type"], e["offset"], e["length"]) for e in sent["entities"]] == [("bold", 0, 2), ("mention", 3, 10)]
    assert sent["reply_to_message"]["text"] == "what of 🎉 it?"
    assert sent["quote"] == {"text": "it", "position": 11, "is_manual": True}


async def test_a_reply_may_lose_its_message(local: Local) -> None:
    await local.say("hello")
    sent = await local.api(
        "sendMessage", chat_id=LIN, text="x", reply_parameters={"message_id": 99, "allow_sending_without_reply": True}
    )
    assert "reply_to_message" not in sent


async def test_topics_keep_apart(local: Local) -> None:
    in_topic = await local.say("a", chat=FORUM, thread=TOPIC)
    assert (in_topic["message_thread_id"], in_topic["is_topic_message"]) == (TOPIC, True)
    assert in_topic["reply_to_message"]["forum_topic_created"]["name"]
    general = await local.say("b", chat=FORUM)
    assert "message_thread_id" not in general
    reply = {"message_id": in_topic["message_id"]}
    assert (await local.api("sendMessage", chat_id=FORUM, text="x", reply_parameters=reply))["is_topic_message"]
    assert "is_topic_message" not in await local.api("sendMessage", chat_id=FORUM, text="x")


async def test_a_thread_of_replies_is_no_topic(local: Local) -> None:
    first = await local.say("a", chat=GROUP)
    second = await local.say("b", chat=GROUP, reply_to=first["message_id"])
    assert second["message_thread_id"] == first["message_id"]
    assert "is_topic_message" not in second
    refused = await local.refused("sendMessage", chat_id=GROUP, text="x", message_thread_id=first["message_id"])
    assert refused == "400 Bad Request: message thread not found"


async def test_a_photo_arrives_with_size_and_caption(local: Local) -> None:
    await local.say("hello")
    sent = await local.api("sendPhoto", png(640, 480), chat_id=LIN, caption="<i>a</i>", parse_mode="HTML")
    photo = sent["photo"][-1]
    assert (photo["width"], photo["height"], sent["caption"]) == (640, 480, "a")
    again = await local.api("sendPhoto", chat_id=LIN, photo=photo["file_id"])
    assert again["photo"][-1]["file_id"] == photo["file_id"]


BAD_PHOTOS: dict[str, tuple[Any, dict[str, Any], str]] = {
    "no picture": ({"photo": ("a.png", b"text", "image/png")}, {}, "400 Bad Request: IMAGE_PROCESS_FAILED"),
    "empty": ({"photo": ("a.png", b"", "image/png")}, {}, "400 Bad Request: file must be non-empty"),
    "too flat": (png(2100, 100), {}, "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "too large": (png(9000, 1001), {}, "400 Bad Request: PHOTO_INVALID_DIMENSIONS"),
    "none": (None, {}, "400 Bad Request: there is no photo in the request"),
    "long caption": (png(9, 9), {"caption": "x" * 1025}, "400 Bad Request: message caption is too long"),
}


@pytest.mark.parametrize(("files", "parameters", "words"), BAD_PHOTOS.values(), ids=BAD_PHOTOS)
async def test_a_photo_is_refused(local: Local, files: Any, parameters: dict[str, Any], words: str) -> None:
    await local.say("hello")
    assert await local.refused("sendPhoto", files, chat_id=LIN, **parameters) == words


async def test_an_edit_shows_and_one_without_change_is_refused(local: Local) -> None:
    await local.say("hello")
    sent = await local.api("sendMessage", chat_id=LIN, text="a", reply_markup=keys(DATA))
    place = {"chat_id": LIN, "message_id": sent["message_id"]}
    same = await local.refused("editMessageText", **place, text="a", reply_markup=keys(DATA))
    assert same.startswith("400 Bad Request: message is not modified: specified new message content")
    edited = await local.api("editMessageText", **place, text="b")
    assert edited["text"] == "b"
    assert edited["edit_date"]
    assert "reply_markup" not in edited
    assert (await local.api("editMessageReplyMarkup", **place, reply_markup=keys(DATA)))["reply_markup"] == keys(DATA)
    wrong = [
        await local.refused("editMessageText", chat_id=LIN, message_id=999, text="x"),
        await local.refused("editMessageText", chat_id=LIN, message_id=1, text="x"),
        await local.refused("editMessageText", **place, text=""),
        await local.refused("editMessageCaption", **place, caption="x"),
    ]
    assert wrong == [
        "400 Bad Request: message to edit not found",
        "400 Bad Request: message can't be edited",
        "400 Bad Request: message text is empty",
        "400 Bad Request: there is no caption in the message to edit",
    ]


async def test_the_bot_deletes_its_own_in_a_group_and_as_admin_all(local: Local) -> None:
    said = await local.say("a", chat=GROUP)
    theirs = {"chat_id": GROUP, "message_id": said["message_id"]}
    assert await local.refused("deleteMessage", **theirs) == "400 Bad Request: message can't be deleted"
    await local.act("bot", user=LIN, chat=GROUP, status="administrator")
    assert await local.api("deleteMessage", **theirs) is True
    assert await local.refused("deleteMessage", **theirs) == "400 Bad Request: message to delete not found"
    assert (await local.api("sendMessage", chat_id=GROUP, text="x"))["message_id"] > said["message_id"]


async def test_who_shut_the_bot_out_gets_nothing(local: Local) -> None:
    await local.say("hello")
    await local.act("bot", user=LIN, chat=LIN, status="kicked")
    await local.act("bot", user=LIN, chat=GROUP, status="kicked")
    refused = [await local.refused("sendMessage", chat_id=chat, text="x") for chat in (LIN, GROUP)]
    assert refused == [
        "403 Forbidden: bot was blocked by the user",
        "403 Forbidden: bot was kicked from the supergroup chat",
    ]


async def test_the_21st_message_in_a_minute_is_too_much_for_a_group(local: Local) -> None:
    await local.act("world", flood_limits=True)
    for _ in range(20):
        await local.api("sendMessage", chat_id=GROUP, text="x")
    assert (await local.refused("sendMessage", chat_id=GROUP, text="x")).startswith(
        "429 Too Many Requests: retry after"
    )


async def test_a_group_that_became_a_supergroup_names_its_new_id(local: Local) -> None:
    await local.act("new_chat", id=-77, kind="group", title="old", members=[LIN, SU])
    new = await local.act("upgrade", user=LIN, chat=-77)
    response = await local.http.post(f"/bot{local.server.token}/sendMessage", json={"chat_id": -77, "text": "x"})
    assert response.json()["parameters"] == {"migrate_to_chat_id": new["id"]}
    kinds = [update["message"] for update in await local.updates() if "message" in update]
    assert [message.get("migrate_to_chat_id") or message.get("migrate_from_chat_id") for message in kinds] == [
        new["id"],
        -77,
    ]


async def test_unknown_methods_and_tokens_are_told_apart(local: Local) -> None:
    assert await local.refused("sendNothing") == "404 Not Found: method not found"
    codes = [
        (await local.http.get(f"/bot{token}/getMe")).status_code for token in ("1:x", "nonsense", local.server.token)
    ]
    assert codes == [401, 404, 200]
    assert (await local.api("GETME"))["username"] == "youju_bot"
