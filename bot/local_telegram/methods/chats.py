"""What a chat is, who is in it, and leaving it."""

from bot.local_telegram.calls import Call, Json, bad_request, forbidden
from bot.local_telegram.methods.places import find_chat
from bot.local_telegram.telling import member_object, tell_membership
from bot.local_telegram.world import Chat, World


def get_chat(world: World, call: Call) -> Json:
    """getChat."""
    chat = _find_visible(world, call)
    shown = world.chat_object(chat) | {"accent_color_id": 0, "max_reaction_count": 11}
    return shown | {"accepted_gift_types": dict.fromkeys(GIFTS, False)}


GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
"""Named by the answer of getChat since Bot API 9.0."""


def get_member(world: World, call: Call) -> Json:
    """getChatMember."""
    chat, user = _find_visible(world, call), call.number("user_id")
    if user not in world.users and user != world.bot_id():
        raise bad_request("PARTICIPANT_ID_INVALID" if chat.kind != "private" else "user not found")
    return member_object(world, user, chat.members.get(user, "left"))


def get_administrators(world: World, call: Call) -> list[Json]:
    """getChatAdministrators."""
    chat = _find_visible(world, call)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [user for user in chat.members if chat.is_admin(user)]
    return [member_object(world, user, chat.members[user]) for user in admins]


def get_member_count(world: World, call: Call) -> int:
    """getChatMemberCount."""
    chat = _find_visible(world, call)
    return sum(map(chat.is_member, chat.members))


def leave_chat(world: World, call: Call) -> bool:
    """leaveChat."""
    chat = _find_visible(world, call)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    own = world.bot_id()
    old, chat.members[own] = chat.members[own], "left"
    world.new_message(chat, own, {"left_chat_member": world.bot})
    tell_membership(world, chat, own, old, "left")
    world.publish("chat", chat.id)
    return True


def _find_visible(world: World, call: Call) -> Chat:
    chat = find_chat(world, call)
    if not chat.is_member(world.bot_id()):
        verb = "was kicked from" if chat.members.get(world.bot_id()) == "kicked" else "is not a member of"
        raise forbidden(f"bot {verb} the {chat.kind} chat")
    if chat.kind == "private" and not chat.started:
        raise bad_request("chat not found")
    return chat


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_administrators,
    "getChatMemberCount": get_member_count,
    "leaveChat": leave_chat,
}
