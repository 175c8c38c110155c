"""How the world is made and changed from above: people, groups, topics, privacy mode; and all of it in one piece."""

import itertools
from collections.abc import Iterator
from typing import Any

from bot.local_telegram.calls import Call, Json, bad_request
from bot.local_telegram.methods.settings import shown_commands
from bot.local_telegram.people import find_person, find_place
from bot.local_telegram.telling import tell_bot, tell_membership
from bot.local_telegram.world import GENERAL, Chat, World

PEOPLE: tuple[Json, ...] = (
    {"id": 1001, "first_name": "林舟", "username": "linzhou", "language_code": "zh-hans"},
    {"id": 1002, "first_name": "苏禾", "username": "suhe_notes", "language_code": "zh-hans"},
    {"id": 1003, "first_name": "陳以安", "username": "yian_chan", "language_code": "zh-hant"},
    {"id": 1004, "first_name": "Maya", "username": "maya_reads", "language_code": "en"},
)
"""Invented. The first one administers the bot."""
GROUP, FORUM = -1001000000001, -1001000000002


def found(world: World) -> None:
    """The people, a group, and a forum with one topic, the bot in both."""
    for person in PEOPLE:
        world.add_user(dict(person))
    ids = [person["id"] for person in PEOPLE]
    new_chat(world, Call({"id": GROUP, "kind": "supergroup", "title": "AI 创投茶话会", "members": ids}))
    forum = {"id": FORUM, "kind": "supergroup", "title": "大模型研究组", "members": ids, "topics": ["融资动态"]}
    new_chat(world, Call(forum))


def new_user(world: World, call: Call) -> Json:
    """Somebody new: id, first_name, username, language_code."""
    if not call.number("id"):
        raise bad_request("id: must be a number")
    user = {name: call.text(name) for name in ("first_name", "username", "language_code") if call.text(name)}
    world.add_user({"id": call.number("id"), "first_name": "A"} | user)
    world.publish("state", snapshot(world))
    return world.users[call.number("id")]


def new_chat(world: World, call: Call) -> Json:
    """A new group: id, kind, title, members (the first owns it), topics (makes it a forum). The bot is in it, as the
    one who told it so in the past: it hears nothing of that."""
    topics = call.list("topics")
    chat = Chat(call.number("id"), call.text("kind") or "supergroup", call.text("title"), forum=bool(topics))
    if topics:
        chat.numbers = itertools.count(GENERAL + 1)
    if chat.kind not in ("group", "supergroup") or chat.id >= 0:
        raise bad_request("kind: group or supergroup, with a negative id")
    members = [int(user) for user in call.list("members")]
    chat.members = dict.fromkeys((*members, world.bot_id()), "member")
    if members:
        chat.members[members[0]] = "creator"
    world.chats[chat.id] = chat
    for name in topics:
        opening = {"forum_topic_created": {"name": name, "icon_color": 7322096}, "is_topic_message": True}
        message = world.new_message(chat, members[0], opening)
        message["message_thread_id"] = message["message_id"]
        chat.topics[message["message_id"]] = name
    world.publish("chat", chat.id)
    return world.chat_object(chat)


def upgrade(world: World, call: Call) -> Json:
    """A group becomes a supergroup: user, chat. Old ids are refused from then on, and the new one is named."""
    user, old = find_person(world, call), find_place(world, call)
    if old.kind != "group" or old.moved_to is not None:
        raise bad_request("chat: only a group can become a supergroup")
    new = Chat(-1002000000000 + old.id, "supergroup", old.title, members=dict(old.members))
    world.chats[new.id] = new
    # In this order, as the real server does it; the first message still stands in the group.
    tell_bot(world, old, world.new_message(old, user, {"migrate_to_chat_id": new.id}))
    tell_bot(world, new, world.new_message(new, user, {"migrate_from_chat_id": old.id}))
    old.moved_to = new.id
    tell_membership(world, old, user, "member", "left")
    world.publish("state", snapshot(world))
    return world.chat_object(new)


def set_world(world: World, call: Call) -> bool:
    """privacy, guests, flood_limits: on or off."""
    if "privacy" in call.parameters:
        world.privacy = call.flag("privacy")
    if "guests" in call.parameters:
        world.guests = call.flag("guests")
    if "flood_limits" in call.parameters:
        world.flood_limits = call.flag("flood_limits")
    world.publish("state", snapshot(world))
    return True


def put_update(world: World, call: Call) -> bool:
    """An update as it is, which nobody here caused: update."""
    world.updates.put(call.object("update"))
    return True


def snapshot(world: World, _: Call | None = None) -> Json:
    """All that a page shows."""
    return {
        "bot": world.bot,
        "users": list(world.users.values()),
        "chats": [*_shown_chats(world)],
        "commands": shown_commands(world),
        "about": world.about,
        "privacy": world.privacy,
    }


def show_chat(world: World, chat: Chat) -> Json:
    """A chat, whole, as a page shows it."""
    shown = world.chat_object(chat) | {"members": chat.members, "topics": chat.topics, "started": chat.started}
    messages = list(chat.messages.values())
    return shown | {"blocked": chat.blocked, "messages": messages, "reactions": chat.reactions}


def _shown_chats(world: World) -> Iterator[Json]:
    for chat in world.chats.values():
        if chat.moved_to is None:
            yield show_chat(world, chat)


ACTIONS: dict[str, Any] = {
    "new_user": new_user,
    "new_chat": new_chat,
    "upgrade": upgrade,
    "world": set_world,
    "update": put_update,
    "state": snapshot,
}
