"""Changes to messages that are there: text, caption, keyboard, reaction, and their end."""

import time

from bot.local_telegram.calls import Call, Json, bad_request
from bot.local_telegram.keyboards import read_markup
from bot.local_telegram.methods.places import find_chat, find_writable_chat
from bot.local_telegram.texts import CAPTION_LIMIT, read_text
from bot.local_telegram.world import Chat, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content"
    " and reply markup of the message"
)
DELETE_SECONDS = 48 * 3600


def edit_text(world: World, call: Call) -> Json | bool:
    """editMessageText."""
    text, entities = read_text(call, "text")
    if not text:
        raise bad_request("message text is empty")
    chat, message = find_own(world, call)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return _change(world, call, chat, message, {"text": text, "entities": entities})


def edit_caption(world: World, call: Call) -> Json | bool:
    """editMessageCaption."""
    caption, entities = read_text(call, "caption", limit=CAPTION_LIMIT)
    chat, message = find_own(world, call)
    if "text" in message:
        raise bad_request("there is no caption in the message to edit")
    return _change(world, call, chat, message, {"caption": caption, "caption_entities": entities})


def edit_markup(world: World, call: Call) -> Json | bool:
    """editMessageReplyMarkup."""
    chat, message = find_own(world, call)
    return _change(world, call, chat, message, {})


def find_own(world: World, call: Call) -> tuple[Chat, Json]:
    """The message to edit: the bot's own, or one sent through it. Raises ApiError."""
    inline = call.text("inline_message_id")
    if inline:
        if inline not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        number, message_id = world.inline_messages[inline]
        chat = world.chats[number]
    else:
        chat, message_id = find_writable_chat(world, call), call.number("message_id")
        if not message_id:
            raise bad_request("message identifier is not specified")
    message = chat.messages.get(message_id)
    if message is None:
        raise bad_request("message to edit not found")
    if not inline and message["from"]["id"] != world.bot_id():
        raise bad_request("message can't be edited")
    return chat, message


def _change(world: World, call: Call, chat: Chat, message: Json, change: Json) -> Json | bool:
    # A call that names no keyboard takes the old one away.
    wanted = message | change | {"reply_markup": read_markup(call)}
    wanted = {key: value for key, value in wanted.items() if value not in (None, [], "")}
    if wanted == message:
        raise bad_request(NOT_MODIFIED)
    if {**wanted, "reply_markup": 0} != {**message, "reply_markup": 0}:
        wanted["edit_date"] = int(time.time())
    chat.messages[message["message_id"]] = wanted
    world.publish("message", wanted)
    return True if call.text("inline_message_id") else wanted


def delete_message(world: World, call: Call) -> bool:
    """deleteMessage."""
    chat = find_writable_chat(world, call)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    own = message["from"]["id"] == world.bot_id()
    if not (own or chat.kind == "private" or chat.is_admin(world.bot_id())):
        raise bad_request("message can't be deleted")
    if time.time() - message["date"] > DELETE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    erase(world, chat, message["message_id"])
    return True


def delete_messages(world: World, call: Call) -> bool:
    """deleteMessages: those that are there."""
    chat = find_writable_chat(world, call)
    for number in call.list("message_ids"):
        if number in chat.messages:
            delete_message(world, Call({"chat_id": chat.id, "message_id": number}))
    return True


def erase(world: World, chat: Chat, message_id: int) -> None:
    """Takes a message away from everybody."""
    del chat.messages[message_id]
    world.publish("deleted", {"chat": chat.id, "message_id": message_id})


def set_reaction(world: World, call: Call) -> bool:
    """setMessageReaction: a bot has one reaction."""
    chat = find_chat(world, call)
    message = chat.messages.get(call.number("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    wanted = call.list("reaction")
    if len(wanted) > 1:
        raise bad_request("too many reactions specified")
    emoji = wanted[0].get("emoji") if wanted and isinstance(wanted[0], dict) else None
    world.publish("reaction", react(message, world.bot_id(), chat, emoji))
    return True


def react(message: Json, user: int, chat: Chat, emoji: str | None) -> Json:
    """Notes somebody's reaction to a message; None takes it back. Returns what pages are told."""
    reactions = chat.reactions.setdefault(message["message_id"], {})
    if emoji:
        reactions[user] = emoji
    else:
        reactions.pop(user, None)
    return {"chat": chat.id, "message_id": message["message_id"], "reactions": reactions}


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "setMessageReaction": set_reaction,
}
