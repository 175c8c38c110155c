"""The bot over the articles of `articles.py`, in the local Telegram: people write, the bot answers, all over HTTP."""

import asyncio
import json
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.config import Settings
from bot.library import Library
from bot.local_telegram.run import settings_in
from bot.pseudonyms import Pseudonyms
from bot.telegram.polling import Pace
from bot.telegram.service import run_bot
from tests.bot.local_telegram.local import GROUP, LIN, Local, local_telegram

BOT = "@youju_bot"
OLD_GROUP = -77
"""A plain group, which may become a supergroup; no chat has it before a test founds it."""
QUICK = Pace(poll=1, first_pause=0.02, longest_pause=0.1, patience=20)
PATIENCE = 60
"""Seconds that one thing may take on a busy machine."""
WRITES = (
    *("sendMessage", "sendPhoto", "editMessageText", "editMessageReplyMarkup"),
    *("answerInlineQuery", "answerCallbackQuery", "answerGuestQuery"),
)
Json = dict[str, Any]


@dataclass
class Talk:
    """People and the bot, in one local Telegram."""

    local: Local
    folder: Path
    """Where the bot keeps its state."""
    refused: list[str] = field(default_factory=list)
    """Methods that a test has the server refuse on purpose."""

    def said(self, chat: int) -> list[Json]:
        """The bot's messages in a chat."""
        own = self.local.server.world.bot_id()
        return [m for m in self.local.server.world.chats[chat].messages.values() if m["from"]["id"] == own]

    def answers_to(self, message: Json) -> list[Json]:
        """The bot's replies to a message."""
        number = message["message_id"]
        replies = self.said(message["chat"]["id"])
        return [m for m in replies if m.get("reply_to_message", {}).get("message_id") == number]

    async def ask(self, text: str, user: int = LIN, chat: int = 0, **values: Any) -> Json:
        """Somebody writes; the bot's answer."""
        asked = await self.local.say(text, user, chat, **values)
        return (await self.until(lambda: self.answers_to(asked)))[0]

    async def say_in_vain(self, text: str, user: int = LIN, chat: int = GROUP, **values: Any) -> None:
        """Somebody writes what the bot must not answer."""
        before = len(self.said(chat))
        await self.local.say(text, user, chat, **values)
        await self.settled()
        assert [m.get("text") for m in self.said(chat)[before:]] == []

    async def settled(self) -> None:
        """Returns when the bot has done with all it was told."""
        updates = self.local.server.world.updates
        await self.until(lambda: not updates.line)
        await self.until(lambda: self.count("inbox WHERE state IN ('new', 'sending')") == 0)

    def count(self, what: str) -> int:
        """How many rows of the state there are of `what`: a table and a condition."""
        db = sqlite3.connect(f"file:{self.folder / 'state.db'}?mode=ro", uri=True)
        try:
            return int(db.execute(f"SELECT count(*) FROM {what}").fetchone()[0])
        finally:
            db.close()

    def kept_of(self, chat: int, what: str, condition: str = "true") -> int:
        """How many rows of a table there are of a chat, which stands there by its pseudonym."""
        own = Pseudonyms(self.local.server.token).of(chat)
        return self.count(f"{what} WHERE chat = {own} AND {condition}")

    async def until(self, what: Callable[[], Any]) -> Any:
        """What it gives, once that is something."""
        async with asyncio.timeout(PATIENCE):
            while not (found := what()):
                await asyncio.sleep(0.01)
        return found

    async def press(self, message: Json, label: str, user: int = LIN) -> Json:
        """Somebody presses a button; what the bot answers to the press."""
        chat, number = message["chat"]["id"], message["message_id"]
        values = {"user": user, "chat": chat, "message_id": number, "data": buttons(message)[label]["callback_data"]}
        query = await self.local.act("press", **values)
        return await self.until(lambda: self.local.server.world.queries[query["id"]].answer)

    async def type(self, text: str, user: int = LIN, chat: int = GROUP) -> tuple[str, Json]:
        """Somebody types behind the bot's name; (query, what the bot answers)."""
        query = await self.local.act("inline", user=user, chat=chat, query=text)
        return query["id"], await self.until(lambda: self.local.server.world.queries[query["id"]].answer)

    def again(self, message: Json) -> Json:
        """A message as it is now."""
        shown: Json = self.local.server.world.chats[message["chat"]["id"]].messages[message["message_id"]]
        return shown

    def was_refused(self) -> list[str]:
        """The methods that the server refused, other than on purpose."""
        calls = tuple(self.local.server.calls)
        return [call.method for call in calls if call.result is None and call.method in WRITES]

    def write_calls(self) -> None:
        """Adds the calls that came to the file that WIRE_CALLS names: see tests/promises/second_reading.py."""
        if named := os.environ.get("WIRE_CALLS"):
            with Path(named).open("a", encoding="ascii") as file:
                for made in tuple(self.local.server.calls):
                    parameters = {**made.parameters, **{name: f"attach://{name}" for name in made.files}}
                    file.write(json.dumps({"method": made.method, "parameters": parameters}) + "\n")


def buttons(message: Json) -> dict[str, Json]:
    """Label -> button."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return {button["text"]: button for row in rows for button in row}


def spans(message: Json, kind: str) -> list[str]:
    """The words that entities of a kind cover."""
    units = (message.get("text") or message["caption"]).encode("utf-16-le")
    entities = message.get("entities") or message.get("caption_entities", [])
    places = [(e["offset"], e["length"]) for e in entities if e["type"] == kind]
    return [units[2 * start : 2 * (start + length)].decode("utf-16-le") for start, length in places]


@asynccontextmanager
async def running(local: Local, library: Library, folder: Path, **changes: Any) -> AsyncIterator[None]:
    """The bot, until the end; its state outlives it. changes: settings other than usual."""
    settings = settings_in(local.server, Settings(_env_file=None, **changes), folder)
    task = asyncio.create_task(run_bot(settings, library, QUICK))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def talking(library: Library, folder: Path) -> AsyncIterator[Talk]:
    """People and the running bot."""
    async with local_telegram() as local, running(local, library, folder):
        yield Talk(local, folder)
