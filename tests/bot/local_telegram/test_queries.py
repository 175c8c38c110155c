"""Buttons and inline mode: what the bot is asked, how it may answer, and how often."""

from typing import Any

import pytest

from tests.bot.local_telegram.local import GROUP, LIN, SU, Local

TOO_OLD = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
MARKUP = {"inline_keyboard": [[{"text": "more", "callback_data": "m:1"}]]}


def article(name: str = "1", **changes: Any) -> dict[str, Any]:
    content = {"message_text": "<b>a</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": name, "title": "T", "input_message_content": content} | changes


async def ask(local: Local, query: str = "x", user: int = LIN, chat: int = GROUP) -> str:
    """The id of an inline query as the bot hears it."""
    await local.act("inline", user=user, chat=chat, query=query)
    (update,) = await local.updates()
    assert (update["inline_query"]["query"], update["inline_query"]["from"]["id"]) == (query, user)
    number: str = update["inline_query"]["id"]
    return number


async def test_a_press_reaches_the_bot_and_is_answered_once(local: Local) -> None:
    sent = await local.api("sendMessage", chat_id=GROUP, text="x", reply_markup=MARKUP)
    await local.act("press", user=SU, chat=GROUP, message_id=sent["message_id"], data="m:1")
    (update,) = await local.updates()
    query = update["callback_query"]
    assert (query["data"], query["from"]["id"], query["message"]["message_id"]) == ("m:1", SU, sent["message_id"])
    assert await local.api("answerCallbackQuery", callback_query_id=query["id"], text="ok") is True
    assert await local.refused("answerCallbackQuery", callback_query_id=query["id"]) == TOO_OLD
    assert await local.refused("answerCallbackQuery", callback_query_id="7") == TOO_OLD


async def test_a_toast_has_200_units(local: Local) -> None:
    sent = await local.api("sendMessage", chat_id=GROUP, text="x", reply_markup=MARKUP)
    query = await local.act("press", user=SU, chat=GROUP, message_id=sent["message_id"], data="m:1")
    long = await local.refused("answerCallbackQuery", callback_query_id=query["id"], text="😀" * 101)
    assert long == "400 Bad Request: MESSAGE_TOO_LONG"


async def test_a_chosen_card_is_sent_through_the_bot(local: Local) -> None:
    query = await ask(local)
    await local.api("answerInlineQuery", inline_query_id=query, results=[article(reply_markup=MARKUP)])
    sent = await local.act("choose", user=LIN, chat=GROUP, id=query, result_id="1")
    assert (sent["text"], sent["via_bot"]["username"], sent["from"]["id"]) == ("a", "youju_bot", LIN)
    message, chosen = await local.updates()
    assert message["message"]["via_bot"]
    inline = chosen["chosen_inline_result"]["inline_message_id"]
    await local.act("press", user=SU, chat=GROUP, message_id=sent["message_id"], data="m:1")
    assert (await local.updates())[0]["callback_query"]["inline_message_id"] == inline
    assert await local.api("editMessageText", inline_message_id=inline, text="b") is True
    assert (
        await local.refused("editMessageText", inline_message_id="x", text="b") == "400 Bad Request: MESSAGE_ID_INVALID"
    )


async def test_an_answer_is_kept_for_everybody_or_for_one(local: Local) -> None:
    await local.api("answerInlineQuery", inline_query_id=await ask(local, "all"), results=[article()], cache_time=60)
    kept = await local.act("inline", user=SU, chat=GROUP, query="all")
    assert kept["answer"]["results"][0]["id"] == "1"
    own = await ask(local, "own")
    await local.api("answerInlineQuery", inline_query_id=own, results=[], cache_time=60, is_personal=True)
    assert await local.updates() == []
    assert await ask(local, "own", user=SU)
    none = await ask(local, "none")
    await local.api("answerInlineQuery", inline_query_id=none, results=[], cache_time=0)
    assert await ask(local, "none")


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "same id twice": ({"results": [article(), article()]}, "400 Bad Request: RESULT_ID_DUPLICATE"),
    "long id": ({"results": [article("据" * 22)]}, "400 Bad Request: RESULT_ID_INVALID"),
    "51 results": ({"results": [article(str(n)) for n in range(51)]}, "400 Bad Request: RESULTS_TOO_MUCH"),
    "no title": ({"results": [article(title="")]}, "400 Bad Request: ARTICLE_TITLE_EMPTY"),
    "empty text": (
        {"results": [article(input_message_content={"message_text": " "})]},
        "400 Bad Request: message text is empty",
    ),
    "long offset": ({"results": [], "next_offset": "x" * 65}, "400 Bad Request: NEXT_OFFSET_INVALID"),
    "start": (
        {"results": [], "button": {"text": "x", "start_parameter": "a b"}},
        "400 Bad Request: START_PARAM_INVALID",
    ),
    "markup": (
        {"results": [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
        "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "data": (
        {"results": [article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "d" * 65}]]})]},
        "400 Bad Request: BUTTON_DATA_INVALID",
    ),
}


@pytest.mark.parametrize(("parameters", "words"), BAD.values(), ids=BAD)
async def test_an_inline_answer_is_refused(local: Local, parameters: dict[str, Any], words: str) -> None:
    query = await ask(local)
    assert await local.refused("answerInlineQuery", inline_query_id=query, **parameters) == words
    assert await local.api("answerInlineQuery", inline_query_id=query, results=[]) is True
    assert await local.refused("answerInlineQuery", inline_query_id=query, results=[]) == TOO_OLD


async def test_menus_are_kept_by_scope_and_language(local: Local) -> None:
    menu = [{"command": "ask", "description": "x"}]
    group = {"type": "all_group_chats"}
    await local.api("setMyCommands", commands=menu, scope=group, language_code="zh")
    assert await local.api("getMyCommands", scope=group, language_code="zh") == menu
    assert await local.api("getMyCommands") == []
    bad = await local.refused("setMyCommands", commands=[{"command": "Ask", "description": "x"}])
    assert bad == "400 Bad Request: BOT_COMMAND_INVALID"
    nobody = await local.refused("setMyCommands", commands=menu, scope={"type": "chat", "chat_id": 5})
    assert nobody == "400 Bad Request: chat not found"
