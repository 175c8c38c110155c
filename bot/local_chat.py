"""A chat in the terminal: what is typed becomes Telegram updates, what the bot sends is printed. No second path."""

import asyncio
import itertools
import os
import re
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bot.config import Settings
from bot.library import Library
from bot.markup import to_plain, utf16_length
from bot.replies import reply
from bot.state import open_state
from bot.telegram.app import App, build_app
from bot.telegram.local import TOKEN, USERNAME, LocalRequest, Sent, to_message
from bot.types import Language

GROUP = -1001
_ENTITY = re.compile(r"(?<![^\s])/[A-Za-z0-9_]{1,32}(?:@\w{1,32})?|(?<!\w)@[A-Za-z0-9_]{1,32}")


@dataclass(slots=True)
class Room:
    """Who speaks where, and the numbers Telegram would give out."""

    language: Language
    name: str
    in_group: bool = False
    last: dict[int, dict[str, Any]] = field(default_factory=dict)
    """The last message of each chat."""
    numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def to_update(self, text: str, *, replying: bool = False) -> dict[str, Any]:
        """What Telegram would send for the text typed now."""
        user = to_user_id(self.name)
        chat = GROUP if self.in_group else user
        sender = {"id": user, "is_bot": False, "first_name": self.name, "language_code": self.language.value}
        message: dict[str, Any] = {
            "message_id": next(self.numbers),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "supergroup" if self.in_group else "private"},
            "from": sender,
            "text": text,
            "entities": [*find_entities(text)],
        }
        if replying and chat in self.last:
            message["reply_to_message"] = self.last[chat]
        self.last[chat] = {key: value for key, value in message.items() if key != "reply_to_message"}
        return {"update_id": message["message_id"], "message": message}

    def prompt(self) -> str:
        """What stands before the cursor."""
        where = reply("local.group" if self.in_group else "local.private", self.language)
        return f"{self.name} ({where})> "


def to_user_id(name: str) -> int:
    """A number for a person: the same for the same name."""
    return 1000 + zlib.crc32(name.encode("utf-8", "replace"))


def find_entities(text: str) -> Iterator[dict[str, Any]]:
    """Mentions and commands in text, as Telegram marks them."""
    for match in _ENTITY.finditer(text):
        kind = "mention" if match[0].startswith("@") else "bot_command"
        yield {"type": kind, "offset": utf16_length(text[: match.start()]), "length": utf16_length(match[0])}


def find_language() -> Language:
    """The terminal's language; simplified Chinese where it has none."""
    code = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if code.startswith("en"):
        return Language.ENGLISH
    return Language.TRADITIONAL if code.startswith(("zh_TW", "zh_HK", "zh_MO")) else Language.SIMPLIFIED


class LocalChat:
    """The bot with a terminal in Telegram's place."""

    def __init__(self, settings: Settings, library: Library, language: Language) -> None:
        self.room = Room(language, reply("local.me", language))
        admin = settings.model_copy(update={"bot_admins": (to_user_id(self.room.name),)})
        self._request = LocalRequest(next_message_id=lambda: next(self.room.numbers))
        self._state = open_state(None)
        self._app: App = build_app(admin, library, self._state, TOKEN, self._request)

    async def __aenter__(self) -> "LocalChat":
        await self._app.application.initialize()
        await self._app.application.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._app.close(drain_seconds=8)
        self._state.close()

    async def say(self, line: str) -> tuple[str, ...]:
        """What comes back for a line: the bot's messages as plain text, or a word about the room itself."""
        command, _, rest = line.strip().partition(" ")
        match command:
            case "/as":
                self.room.name = rest.strip() or self.room.name
                return () if rest.strip() else (reply("local.as_usage", self.room.language),)
            case "/group" | "/private":
                self.room.in_group = command == "/group"
                return ()
            case "/reply":
                return await self._ask(self.room.to_update(rest, replying=True))
        return await self._ask(self.room.to_update(line))

    async def _ask(self, update: dict[str, Any]) -> tuple[str, ...]:
        await self._app.inbox.add([update])
        await self._app.inbox.idle()
        return self.hear()

    def hear(self) -> tuple[str, ...]:
        """What the bot has sent since this was last asked."""
        sent: tuple[Sent, ...] = tuple(self._request.sent)
        self._request.sent.clear()
        self.room.last.update({message.chat: to_message(message) for message in sent})
        return tuple(to_plain(message.html) for message in sent)


async def run_piped(settings: Settings, library: Library, write: Callable[[str], object]) -> None:
    """Answers each line of standard input as a private message, then ends."""
    async with LocalChat(settings, library, find_language()) as chat:
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                for text in await chat.say(line.rstrip("\n")):
                    write(text + "\n")


async def run_terminal(settings: Settings, library: Library, write: Callable[[str], object]) -> None:
    """Talks until Ctrl-D."""
    language = find_language()
    write(reply("local.welcome", language, username=USERNAME))
    for example in library.examples(language):
        write(f"  {example}")
    async with LocalChat(settings, library, language) as chat:
        while (line := await asyncio.to_thread(_read, chat.room.prompt())) is not None:
            if not line.strip():
                continue
            texts = (*chat.hear(), *await chat.say(line))
            if not texts and chat.room.in_group and not line.startswith(("/group", "/as")):
                texts = (reply("local.silent", language, username=USERNAME),)
            for text in texts:
                write(f"\n{text}\n")


def _read(prompt: str) -> str | None:
    """A line typed; None: the end."""
    try:
        return input(prompt)
    except EOFError:
        return None
