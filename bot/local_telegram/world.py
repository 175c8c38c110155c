"""Everybody and everything there is: people, the bot, chats, messages, files. Knows neither methods nor HTTP."""

import itertools
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.local_telegram.calls import Json
from bot.local_telegram.updates import Updates

GENERAL = 1
"""The thread of the General topic of a forum."""
CALLBACK_SECONDS = 60.0
"""How long the answer to a button or an inline query is waited for."""
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
MEMBERS = ("creator", "administrator", "member")


@dataclass(slots=True)
class Chat:
    """A chat, whole."""

    id: int
    kind: str
    """private, group or supergroup."""
    title: str = ""
    forum: bool = False
    members: dict[int, str] = field(default_factory=dict)
    """User -> creator, administrator, member, left or kicked."""
    topics: dict[int, str] = field(default_factory=dict)
    """Thread -> name, without General."""
    messages: dict[int, Json] = field(default_factory=dict)
    reactions: dict[int, dict[int, str]] = field(default_factory=dict)
    """Message -> user -> emoji."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    """Message ids of a supergroup, which counts for itself."""
    started: bool = True
    """Whether the bot may write there; a private chat is started by its person."""
    blocked: bool = False
    moved_to: int | None = None
    """The supergroup that the group has become."""
    sent: deque[float] = field(default_factory=deque)
    """When the bot sent its last messages."""

    def is_member(self, user: int) -> bool:
        """Whether somebody belongs to the chat."""
        return self.members.get(user) in MEMBERS

    def is_admin(self, user: int) -> bool:
        """Whether somebody governs the chat."""
        return self.members.get(user) in ("creator", "administrator")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that somebody sent."""

    file_id: str
    path: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Query:
    """A button's press, an inline query or a guest's question that the bot has not answered yet."""

    user: int
    expires: float
    chat: int = 0
    message: int = 0
    """That of a guest's question."""
    text: str = ""
    offset: str = ""
    answer: Json | None = None


@dataclass(slots=True)
class World:
    """All of it. Whoever changes what people see says so with `publish`."""

    bot: Json
    users: dict[int, Json] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    inline_messages: dict[str, tuple[int, int]] = field(default_factory=dict)
    """inline_message_id -> chat and message."""
    inline_cache: dict[tuple[int, str, str], tuple[float, Json]] = field(default_factory=dict)
    """User (0: everybody), query and offset -> until when, and the answer."""
    commands: dict[tuple[str, int, str], list[Json]] = field(default_factory=dict)
    """Scope, chat and language -> the menu."""
    about: dict[str, str] = field(default_factory=dict)
    """description and short_description, by name and language: "description/zh"."""
    privacy: bool = True
    guests: bool = False
    """Whether the bot has guest mode: asked by mention in chats that it is not in."""
    flood_limits: bool = False
    updates: Updates = field(default_factory=lambda: Updates(secrets.randbelow(10**8) + 10**8))
    listeners: set[Callable[[str, Any], None]] = field(default_factory=set)
    private_numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    """Message ids of all private chats: they share one sequence."""
    others: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    """Numbers of files and of updates of chats."""

    def publish(self, kind: str, content: Any) -> None:
        """Tells every page."""
        for listener in tuple(self.listeners):
            listener(kind, content)

    def bot_id(self) -> int:
        """The bot's user id."""
        return int(self.bot["id"])

    def me(self) -> Json:
        """getMe."""
        return self.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": True,
            "supports_guest_queries": self.guests,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def add_user(self, user: Json) -> None:
        """Somebody new, with a private chat that he has not started yet."""
        self.users[user["id"]] = {"is_bot": False} | user
        chat = Chat(user["id"], "private", started=False)
        chat.members = {user["id"]: "member", self.bot_id(): "member"}
        self.chats[chat.id] = chat

    def chat_object(self, chat: Chat) -> Json:
        """A chat as the Bot API shows it."""
        if chat.kind == "private":
            names = ("first_name", "last_name", "username")
            user = self.users[chat.id]
            return {"id": chat.id, "type": "private"} | {name: user[name] for name in names if name in user}
        shown: Json = {"id": chat.id, "type": chat.kind, "title": chat.title}
        return shown | {"is_forum": True} if chat.forum else shown

    def user_object(self, user: int) -> Json:
        """Somebody as the Bot API shows him."""
        return self.bot if user == self.bot_id() else self.users[user]

    def new_message(self, chat: Chat, sender: int, content: Json, thread: int | None = None) -> Json:
        """Stores a message and shows it on the pages; the bot hears of it by `tell_bot`, not from here."""
        number = next(chat.numbers if chat.kind == "supergroup" else self.private_numbers)
        head: Json = {"message_id": number, "date": int(time.time()), "chat": self.chat_object(chat)}
        message = head | {"from": self.user_object(sender)} | self._thread(chat, thread) | content
        chat.messages[number] = message
        self.publish("message", message)
        return message

    def _thread(self, chat: Chat, thread: int | None) -> Json:
        if thread is None or (chat.forum and thread == GENERAL):
            return {}
        shown: Json = {"message_thread_id": thread}
        return shown | {"is_topic_message": True} if thread in chat.topics else shown

    def as_replied(self, message: Json) -> Json:
        """A message as it stands inside one that replies to it."""
        return {key: value for key, value in message.items() if key != "reply_to_message"}

    def store_file(self, folder: str, name: str, mime: str, content: bytes) -> StoredFile:
        """Keeps a file and gives it an id and a path."""
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        path = f"{folder}/file_{next(self.others)}.{suffix if suffix.isalnum() else 'bin'}"
        stored = StoredFile(secrets.token_urlsafe(24), path, mime, content)
        self.files[stored.file_id] = stored
        return stored


def new_world(token: str, username: str) -> World:
    """A world with nobody but the bot of that token."""
    number = int(token.partition(":")[0])
    return World({"id": number, "is_bot": True, "first_name": "有据", "username": username})
