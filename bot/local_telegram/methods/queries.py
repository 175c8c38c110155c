"""Answers to pressed buttons and to inline queries."""

import re
import secrets
import time
from typing import Any

from bot.local_telegram.calls import Call, Json, bad_request
from bot.local_telegram.html import utf16_units
from bot.local_telegram.keyboards import check_markup
from bot.local_telegram.texts import read_text
from bot.local_telegram.world import Query, World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
MOST_RESULTS = 50
TOAST_LIMIT = 200
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")
NEXT_OFFSET_LIMIT = 64


def answer_callback(world: World, call: Call) -> bool:
    """answerCallbackQuery."""
    query = _take(world, call.text("callback_query_id"))
    text = call.text("text")
    if utf16_units(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    url = call.text("url")
    if url and not url.startswith(("https://t.me/", "http://t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    shown = {"text": text, "show_alert": call.flag("show_alert"), "url": url}
    query.answer = shown
    world.publish("answer", shown | {"id": call.text("callback_query_id"), "user": query.user})
    return True


def answer_inline(world: World, call: Call) -> bool:
    """answerInlineQuery."""
    number = call.text("inline_query_id")
    results = call.list("results")
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    if len(call.text("next_offset").encode()) > NEXT_OFFSET_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")
    checked = [_check_result(result) for result in results]
    ids = [result["id"] for result in checked]
    if len(set(ids)) < len(ids):
        raise bad_request("RESULT_ID_DUPLICATE")
    answer: Json = {"results": checked, "next_offset": call.text("next_offset"), "button": _check_button(call)}
    query = _take(world, number)
    query.answer = answer
    until = time.monotonic() + call.number("cache_time", 300)
    owner = query.user if call.flag("is_personal") else 0
    world.inline_cache[owner, query.text, query.offset] = (until, answer)
    world.publish("inline_answer", answer | {"id": number, "user": query.user})
    return True


def answer_guest(world: World, call: Call) -> Json:
    """answerGuestQuery: one message, where the question was asked."""
    result = _check_result(call.object("result"))
    query = _take(world, call.text("guest_query_id"))
    chat = world.chats[query.chat]
    query.answer = result
    shown: Json = {"guest_bot_caller_user": world.users[query.user]}
    if (asked := chat.messages.get(query.message)) is not None:
        shown["reply_to_message"] = world.as_replied(asked)
    message = world.new_message(chat, world.bot_id(), result["sends"] | shown)
    number = secrets.token_urlsafe(18)
    world.inline_messages[number] = (chat.id, message["message_id"])
    return {"inline_message_id": number}


def _take(world: World, number: str) -> Query:
    query = world.queries.get(number)
    if query is None or query.answer is not None or time.monotonic() > query.expires:
        raise bad_request(TOO_OLD)
    return query


def _check_button(call: Call) -> Json | None:
    button = call.object("button")
    if not button:
        return None
    start = str(button.get("start_parameter", ""))
    if not button.get("text"):
        raise bad_request('can\'t parse inline query results button: field "text" must be of type String')
    if "web_app" not in button and not _START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    return button


def _check_result(result: Any) -> Json:
    """A result with the text it would send, read. Raises ApiError."""
    if not isinstance(result, dict):
        raise bad_request("can't parse inline query result: expected an Object")
    name = result.get("id")
    if not isinstance(name, str) or not 0 < len(name.encode()) <= 64:
        raise bad_request("RESULT_ID_INVALID")
    kind = result.get("type")
    if kind != "article":
        raise bad_request(f'can\'t parse inline query result: type "{kind}" is unsupported for the inline query result')
    if not result.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = result.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request('can\'t parse inline query result: field "input_message_content" is required')
    text, entities = read_text(Call(content), "message_text")
    if not text:
        raise bad_request("message text is empty")
    sends: Json = {"text": text} | ({"entities": entities} if entities else {})
    if markup := check_markup(result.get("reply_markup")):
        sends["reply_markup"] = markup
    return result | {"sends": sends}


METHODS = {
    "answerCallbackQuery": answer_callback,
    "answerInlineQuery": answer_inline,
    "answerGuestQuery": answer_guest,
}
