"""What people do, as the page and the tests ask for it: write, edit, press, choose, react, let the bot in and out."""

import secrets
import time
from typing import Any

from bot.local_telegram.calls import Call, Json, bad_request
from bot.local_telegram.html import utf16_units
from bot.local_telegram.methods.editing import erase, react
from bot.local_telegram.methods.places import find_quote
from bot.local_telegram.pictures import measure_picture
from bot.local_telegram.telling import is_for_guest, tell_bot, tell_membership
from bot.local_telegram.texts import CAPTION_LIMIT, TEXT_LIMIT, find_entities, trim
from bot.local_telegram.world import ANONYMOUS, CALLBACK_SECONDS, Chat, Query, World

QUERIES_KEPT = 10_000


def say(world: World, call: Call) -> Json:
    """Somebody writes: user, chat, text; thread, reply_to, quote, a file, as_chat (in the group's own name)."""
    user, chat = find_person(world, call), find_place(world, call)
    content = _read_content(world, call)
    content |= _read_reply(world, chat, call)
    thread = _find_thread(chat, call, content)
    if call.flag("as_chat"):
        content |= {"from": ANONYMOUS, "sender_chat": world.chat_object(chat)}
    if chat.kind == "private":
        _start(world, chat)
    message = world.new_message(chat, user, content, thread)
    tell_bot(world, chat, message)
    if is_for_guest(world, chat, message):
        query = Query(user, time.monotonic() + CALLBACK_SECONDS, chat.id, message["message_id"])
        world.updates.add("guest_message", message | {"guest_query_id": _new_query(world, query)})
    return message


def edit(world: World, call: Call) -> Json:
    """Somebody changes his message: user, chat, message_id, text."""
    user, chat = find_person(world, call), find_place(world, call)
    message = find_message(chat, call)
    if message["from"]["id"] != user:
        raise bad_request("only one's own messages can be edited")
    text, entities = trim(call.text("text"), call.list("entities"))
    if not text:
        raise bad_request("message text is empty")
    part = "text" if "text" in message else "caption"
    name = "entities" if part == "text" else "caption_entities"
    changed = message | {part: text, name: find_entities(text, entities), "edit_date": int(time.time())}
    if not changed[name]:
        del changed[name]
    chat.messages[message["message_id"]] = changed
    world.publish("message", changed)
    tell_bot(world, chat, changed, "edited_message")
    return changed


def delete(world: World, call: Call) -> bool:
    """Somebody takes a message away: chat, message_id. A bot is not told of that."""
    chat = find_place(world, call)
    erase(world, chat, find_message(chat, call)["message_id"])
    return True


def press(world: World, call: Call) -> Json:
    """Somebody presses a button: user, chat, message_id, data. The answer comes as an event with the same id."""
    user, chat = find_person(world, call), find_place(world, call)
    message, data = find_message(chat, call), call.text("data")
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise bad_request("the message has no such button")
    number = _new_query(world, Query(user, time.monotonic() + CALLBACK_SECONDS, chat.id))
    inline = [name for name, place in world.inline_messages.items() if place == (chat.id, message["message_id"])]
    where = {"inline_message_id": inline[0]} if inline else {"message": message}
    query = {"id": number, "from": world.users[user], "chat_instance": str(chat.id), "data": data}
    world.updates.add("callback_query", query | where)
    return {"id": number}


def type_inline(world: World, call: Call) -> Json:
    """Somebody types behind the bot's name: user, chat, query, offset. Answered at once where it is cached, else later
    by an event with the same id."""
    user, chat = find_person(world, call), find_place(world, call)
    query = Query(user, time.monotonic() + CALLBACK_SECONDS, chat.id)
    query.text, query.offset = call.text("query")[:256], call.text("offset")
    for owner in (user, 0):
        until, answer = world.inline_cache.get((owner, query.text, query.offset), (0.0, None))
        if answer is not None and time.monotonic() < until:
            query.answer = answer
            return {"id": _new_query(world, query), "answer": answer}
    number = _new_query(world, query)
    kind = "sender" if chat.kind == "private" else chat.kind
    shown = {"id": number, "from": world.users[user], "query": query.text, "offset": query.offset, "chat_type": kind}
    world.updates.add("inline_query", shown)
    return {"id": number}


def choose(world: World, call: Call) -> Json:
    """Somebody sends an inline result: user, chat, id (of the query), result_id, thread."""
    user, chat = find_person(world, call), find_place(world, call)
    query = world.queries.get(call.text("id"))
    results = (query.answer or {}).get("results", []) if query else []
    result = next((r for r in results if r["id"] == call.text("result_id")), None)
    if query is None or result is None:
        raise bad_request("no such result")
    if chat.kind == "private":
        _start(world, chat)
    message = world.new_message(chat, user, result["sends"] | {"via_bot": world.bot}, _find_thread(chat, call, {}))
    chosen = {"result_id": result["id"], "from": world.users[user], "query": query.text}
    if "reply_markup" in message:
        chosen["inline_message_id"] = secrets.token_urlsafe(18)
        world.inline_messages[chosen["inline_message_id"]] = (chat.id, message["message_id"])
    tell_bot(world, chat, message)
    world.updates.add("chosen_inline_result", chosen)
    return message


def add_reaction(world: World, call: Call) -> Json:
    """Somebody reacts: user, chat, message_id, emoji (empty: takes it back)."""
    user, chat = find_person(world, call), find_place(world, call)
    message, emoji = find_message(chat, call), call.text("emoji")
    old = chat.reactions.get(message["message_id"], {}).get(user)
    shown = react(message, user, chat, emoji or None)
    world.publish("reaction", shown)
    if chat.kind == "private" or chat.is_admin(world.bot_id()):
        change = {"chat": world.chat_object(chat), "message_id": message["message_id"], "user": world.users[user]}
        reactions = {"old_reaction": _reactions(old), "new_reaction": _reactions(emoji)}
        world.updates.add("message_reaction", change | {"date": int(time.time())} | reactions)
    return shown


def set_bot(world: World, call: Call) -> bool:
    """Somebody changes what the bot is in a chat: user, chat, status (member, administrator, left, kicked)."""
    user, chat, own = find_person(world, call), find_place(world, call), world.bot_id()
    old, new = chat.members.get(own, "left"), call.text("status")
    if new not in ("member", "administrator", "left", "kicked"):
        raise bad_request("status: none of member, administrator, left, kicked")
    chat.members[own] = new
    if chat.kind == "private":
        chat.blocked = new == "kicked"
    elif old in ("left", "kicked") and chat.is_member(own):
        tell_bot(world, chat, world.new_message(chat, user, {"new_chat_members": [world.bot]}))
    elif not chat.is_member(own):
        world.new_message(chat, user, {"left_chat_member": world.bot})
    if old != new:
        tell_membership(world, chat, user, old, new)
    world.publish("chat", chat.id)
    return True


def find_person(world: World, call: Call) -> int:
    """Who acts. Raises ApiError."""
    user = call.number("user")
    if user not in world.users:
        raise bad_request("user: there is nobody with that number")
    return user


def find_place(world: World, call: Call) -> Chat:
    """Where it happens. Raises ApiError."""
    chat = world.chats.get(call.number("chat"))
    if chat is None:
        raise bad_request("chat: there is none with that number")
    return chat


def find_message(chat: Chat, call: Call) -> Json:
    """The message meant. Raises ApiError."""
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad_request("message_id: there is no such message")
    return message


def _start(world: World, chat: Chat) -> None:
    if chat.blocked:
        chat.blocked, chat.members[world.bot_id()] = False, "member"
        tell_membership(world, chat, chat.id, "kicked", "member")
    if not chat.started:
        chat.started = True
        world.publish("chat", chat.id)


def _read_content(world: World, call: Call) -> Json:
    upload = call.files.get("file")
    text, entities = trim(call.text("text"), call.list("entities"))
    if utf16_units(text) > (CAPTION_LIMIT if upload else TEXT_LIMIT):
        raise bad_request("message is too long")
    entities = find_entities(text, entities)
    if upload is None:
        if not text:
            raise bad_request("message text is empty")
        return {"text": text} | ({"entities": entities} if entities else {})
    content: Json = {"caption": text} if text else {}
    if entities:
        content["caption_entities"] = entities
    size = measure_picture(upload.content)
    stored = world.store_file("photos" if size else "documents", upload.name, upload.mime, upload.content)
    shown = {"file_id": stored.file_id, "file_unique_id": stored.file_id[:12], "file_size": len(upload.content)}
    if size:
        return content | {"photo": [shown | {"width": size[0], "height": size[1]}]}
    return content | {"document": shown | {"file_name": upload.name, "mime_type": upload.mime}}


def _read_reply(world: World, chat: Chat, call: Call) -> Json:
    if not call.number("reply_to"):
        return {}
    replied = find_message(chat, Call({"message_id": call.number("reply_to")}))
    shown: Json = {"reply_to_message": world.as_replied(replied)}
    if call.text("quote"):
        shown["quote"] = find_quote(replied, call)
    return shown


def _find_thread(chat: Chat, call: Call, content: Json) -> int | None:
    """The topic written in; outside of topics a reply belongs to the thread of the message it goes back to."""
    thread = call.number("thread")
    if thread in chat.topics:
        # What is written in a topic counts as a reply to the message that opened it.
        content.setdefault("reply_to_message", chat.messages[thread])
        return thread
    replied = content.get("reply_to_message")
    if chat.kind != "supergroup" or replied is None:
        return None
    return int(replied.get("message_thread_id", replied["message_id"]))


def _new_query(world: World, query: Query) -> str:
    number = str(secrets.randbelow(10**18))
    world.queries[number] = query
    if len(world.queries) > QUERIES_KEPT:
        del world.queries[next(iter(world.queries))]
    return number


def _reactions(emoji: str | None) -> list[Json]:
    return [{"type": "emoji", "emoji": emoji}] if emoji else []


ACTIONS: dict[str, Any] = {
    "say": say,
    "edit": edit,
    "delete": delete,
    "press": press,
    "inline": type_inline,
    "choose": choose,
    "react": add_reaction,
    "bot": set_bot,
}
