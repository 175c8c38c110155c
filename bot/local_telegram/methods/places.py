"""Where a call wants to write: the chat, the topic, the message it replies to, the words it quotes."""

import time

from bot.local_telegram.calls import ApiError, Call, Json, bad_request, forbidden
from bot.local_telegram.html import utf16_units
from bot.local_telegram.texts import read_text
from bot.local_telegram.world import Chat, World

QUOTE_LIMIT = 1024
GROUP_LIMIT, GROUP_SECONDS = 20, 60
"""Messages that a bot may send to a group in so many seconds (Bots FAQ)."""


def find_chat(world: World, call: Call, name: str = "chat_id") -> Chat:
    """The chat that a call names. Raises ApiError where there is none, or it moved."""
    given = call.text(name)
    if not given:
        raise bad_request(f"{name} is empty")
    wanted = given.removeprefix("@").lower()
    by_name = {str(user.get("username", "")).lower(): number for number, user in world.users.items()}
    number = by_name.get(wanted, 0) if given.startswith("@") else call.number(name)
    chat = world.chats.get(number)
    if chat is None:
        raise bad_request("chat not found")
    if chat.moved_to is not None:
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        raise ApiError(400, text, migrate_to_chat_id=chat.moved_to)
    return chat


def find_writable_chat(world: World, call: Call) -> Chat:
    """The chat, where the bot may write to it. Raises ApiError."""
    chat = find_chat(world, call)
    if chat.kind == "private":
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
    elif not chat.is_member(world.bot_id()):
        verb = "was kicked from" if chat.members.get(world.bot_id()) == "kicked" else "is not a member of"
        raise forbidden(f"bot {verb} the {chat.kind} chat")
    return chat


def check_flood(world: World, chat: Chat) -> None:
    """Counts a message to a chat. Raises ApiError with 429 where that is one too many."""
    now = time.monotonic()
    while chat.sent and chat.sent[0] < now - GROUP_SECONDS:
        chat.sent.popleft()
    if world.flood_limits and chat.kind != "private" and len(chat.sent) >= GROUP_LIMIT:
        seconds = int(chat.sent[0] + GROUP_SECONDS - now) + 1
        raise ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    chat.sent.append(now)


def find_thread(chat: Chat, call: Call, replied: Json | None) -> int | None:
    """The topic that a message goes to; None for General and outside forums. Raises ApiError."""
    given = call.number("message_thread_id")
    if not given:
        is_topic = replied is not None and replied.get("is_topic_message")
        return int(replied["message_thread_id"]) if replied is not None and is_topic else None
    if given not in chat.topics:
        # The General topic too: its number is 1, and naming it is refused.
        raise bad_request("message thread not found")
    return given


def find_reply(world: World, chat: Chat, call: Call) -> tuple[Json | None, Json]:
    """The message replied to, None without one, and what the new message says of it. Raises ApiError."""
    parameters = call.object("reply_parameters") or {
        "message_id": call.number("reply_to_message_id"),
        "allow_sending_without_reply": call.flag("allow_sending_without_reply"),
    }
    number = Call(parameters).number("message_id")
    if number <= 0:
        return None, {}
    other = find_chat(world, Call(parameters)) if parameters.get("chat_id") else chat
    replied = other.messages.get(number)
    if replied is None:
        if Call(parameters).flag("allow_sending_without_reply"):
            return None, {}
        raise bad_request("message to be replied not found")
    shown: Json = {"reply_to_message": world.as_replied(replied)}
    if other is not chat:
        shown = {
            "external_reply": {"origin": {"type": "user", "sender_user": replied["from"], "date": replied["date"]}}
        }
    if parameters.get("quote"):
        shown["quote"] = find_quote(replied, Call(parameters))
    return replied, shown


def find_quote(replied: Json, parameters: Call) -> Json:
    """The quote of a reply. Raises ApiError where the message does not say it."""
    quote, entities = read_text(parameters, "quote", mode="quote_parse_mode")
    text = str(replied.get("text") or replied.get("caption") or "")
    wanted = parameters.number("quote_position")
    places = [index for index in range(len(text)) if text.startswith(quote, index)] if quote else []
    if not places or utf16_units(quote) > QUOTE_LIMIT:
        raise bad_request("QUOTE_TEXT_INVALID")
    position = min((utf16_units(text[:index]) for index in places), key=lambda units: abs(units - wanted))
    shown: Json = {"text": quote, "position": position, "is_manual": True}
    kept = [e for e in entities if e["type"] in ("bold", "italic", "underline", "strikethrough", "spoiler")]
    return shown | {"entities": kept} if kept else shown
