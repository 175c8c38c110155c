"""What of the things that happen the bot gets to hear: privacy mode, and updates of each kind."""

from bot.local_telegram.calls import Json
from bot.local_telegram.texts import cut_units
from bot.local_telegram.world import Chat, World

SERVICE = ("new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id", "forum_topic_created")
RIGHTS = (
    *(
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
    ),
    *("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories"),
    "can_pin_messages",
)
"""Of an administrator; all of them."""


def is_told(world: World, chat: Chat, message: Json) -> bool:
    """Whether a message reaches the bot.

    In a group with privacy mode on these do: commands, mentions, replies to the bot, what was sent through it, and
    service messages. (Of mentions the manual does not speak, BotFather does; the real server delivers them.)
    """
    own = world.bot_id()
    if not chat.is_member(own) or message["from"]["id"] == own:
        return False
    if chat.kind == "private" or not world.privacy or chat.is_admin(own):
        return True
    if message.get("via_bot", {}).get("id") == own or any(name in message for name in SERVICE):
        return True
    replied = message.get("reply_to_message", {})
    if replied.get("from", {}).get("id") == own and "forum_topic_created" not in replied:
        return True
    return any(_is_for_bot(world, entity, message) for entity in _entities(message))


def is_for_guest(world: World, chat: Chat, message: Json) -> bool:
    """Whether a message mentions the bot by name in a group that it is not in, where that asks it as a guest."""
    if not world.guests or chat.is_member(world.bot_id()):
        return False
    mentions = (entity for entity in _entities(message) if entity["type"] == "mention")
    return any(_is_for_bot(world, entity, message) for entity in mentions)


def tell_bot(world: World, chat: Chat, message: Json, kind: str = "message") -> None:
    """Puts a message in the bot's line, where it reaches the bot."""
    if is_told(world, chat, message):
        world.updates.add(kind, message)


def tell_membership(world: World, chat: Chat, by: int, old: str, new: str) -> None:
    """Tells the bot that somebody changed what it is in a chat."""
    own = world.bot_id()
    change = {
        "chat": world.chat_object(chat),
        "from": world.user_object(by),
        "date": max((message["date"] for message in chat.messages.values()), default=0),
        "old_chat_member": member_object(world, own, old),
        "new_chat_member": member_object(world, own, new),
    }
    world.updates.add("my_chat_member", change)


def member_object(world: World, user: int, status: str) -> Json:
    """A ChatMember."""
    shown: Json = {"user": world.user_object(user), "status": status}
    if status == "creator":
        shown["is_anonymous"] = False
    if status == "kicked":
        shown["until_date"] = 0
    if status == "administrator":
        shown |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(RIGHTS, True)
    return shown


def _entities(message: Json) -> list[Json]:
    return [*message.get("entities", ()), *message.get("caption_entities", ())]


def _is_for_bot(world: World, entity: Json, message: Json) -> bool:
    words = cut_units(message.get("text") or message.get("caption", ""), entity["offset"], entity["length"])
    name = str(world.bot["username"]).lower()
    match entity["type"]:
        case "mention":
            return words[1:].lower() == name
        case "text_mention":
            return bool(entity.get("user", {}).get("id") == world.bot_id())
        case "bot_command":
            return "@" not in words or words.partition("@")[2].lower() == name
    return False
