"""The local Telegram in a thread of its own, for tests of the transport: any update goes in, as it is, and what arrived is
kept as it came. Faults on demand.
"""

import asyncio
import json
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.local_telegram.calls import Made
from bot.local_telegram.faults import Fault, flood, refusal
from bot.local_telegram.server import LocalTelegram, open_server
from bot.local_telegram.updates import CONFLICT as CONFLICT_TEXT
from bot.local_telegram.world import Chat, World
from tests.bot.telegram_html import read_html

TOKEN = "123456:TEST-token_of-a-stand-in"  # nobody's
BOT = {"id": 123456, "is_bot": True, "first_name": "有据", "username": "youju_test_bot"}

__all__ = ["BOT", "CONFLICT", "DROP", "GARBAGE", "HANG", "LATE", "NOT_FOUND", "SERVER_ERROR", "TOKEN", "UNAUTHORIZED"]
__all__ += ["ApiServer", "Fault", "api_server", "flood", "refusal"]

DROP, LATE, HANG, GARBAGE = Fault("drop"), Fault("late"), Fault("hang", seconds=30), Fault("garbage")
SERVER_ERROR = refusal("Internal Server Error", 500)
UNAUTHORIZED, NOT_FOUND = refusal("Unauthorized", 401), refusal("Not Found", 404)
CONFLICT = refusal(CONFLICT_TEXT, 409)


class ApiServer:
    """The server as a test sees it, from another thread."""

    def __init__(self, server: LocalTelegram, loop: asyncio.AbstractEventLoop) -> None:
        self._server = server
        self._loop = loop
        self._arrived = 0
        server.world.listeners.add(self._hear)
        self.url = server.url

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Parameters of the messages that arrived, with `visible` and `entities` of their text, which is read by another
        reader than the server's."""
        return [_shown(made.parameters) for made in tuple(self._server.calls) if _has_arrived(made)]

    def count(self) -> int:
        """How many messages arrived, as they come: of calls only the last are kept."""
        return self._arrived

    def _hear(self, kind: str, content: Any) -> None:
        self._arrived += kind == "message" and content.get("from", {}).get("id") == BOT["id"] and "text" in content

    @property
    def webhook(self) -> dict[str, Any]:
        """Parameters of the webhook; none is set where it is empty."""
        return self.called("setWebhook")[-1] if self._server.world.updates.webhook else {}

    def know(self, *updates: dict[str, Any]) -> None:
        """Makes known whoever updates name, so that an answer finds its way."""
        for update in updates:
            for part in update.values():
                if isinstance(part, Mapping):
                    _admit(self._server.world, part)

    def put(self, *updates: dict[str, Any]) -> None:
        """Puts updates in line for getUpdates; whoever they name is known from then on."""
        asyncio.run_coroutine_threadsafe(self._put(updates), self._loop).result(20)

    def fail(self, method: str, *faults: Fault) -> None:
        """Makes the next calls of a method go wrong. A chat that a fault says another has moved to is there."""
        for fault in faults:
            if moved := dict(fault.parameters).get("migrate_to_chat_id"):
                _admit_chat(self._server.world, {"id": moved, "type": "supergroup", "title": "G"})
        self._server.faults.add(method, *faults)

    async def wait_for(self, count: int, seconds: float = 30) -> list[dict[str, Any]]:
        """The messages, once there are so many. Raises AssertionError where they do not come."""
        await self.until(count, seconds)
        return self.messages

    async def until(self, count: int, seconds: float = 30) -> None:
        """Returns once so many messages have arrived. Raises AssertionError where they do not come."""
        deadline = time.monotonic() + seconds
        while (arrived := self.count()) < count:
            assert time.monotonic() < deadline, f"{arrived} of {count} messages came"
            await asyncio.sleep(0.01)

    def called(self, method: str) -> list[dict[str, Any]]:
        """Parameters of the calls of a method."""
        return [_read(made.parameters) for made in tuple(self._server.calls) if made.method == method]

    async def _put(self, updates: tuple[dict[str, Any], ...]) -> None:
        self.know(*updates)
        for update in updates:
            self._server.world.updates.put(update)


def _has_arrived(made: Made) -> bool:
    return made.method == "sendMessage" and bool(made.result)


def _admit(world: World, message: Mapping[str, Any]) -> None:
    """Makes chat, topic and message of an update known, as far as it has them: an answer goes there."""
    shown, number, thread = message.get("chat"), message.get("message_id"), message.get("message_thread_id")
    if not isinstance(shown, Mapping) or not isinstance(number, int):
        return
    chat = _admit_chat(world, shown)
    if message.get("is_topic_message") and isinstance(thread, int):
        chat.topics[thread] = "T"
    chat.messages.setdefault(number, dict(message))


def _admit_chat(world: World, shown: Mapping[str, Any]) -> Chat:
    number = shown["id"]
    if number not in world.chats and number > 0:
        world.add_user({"id": number, "first_name": "A"})
        world.chats[number].started = True
    elif number not in world.chats:
        world.chats[number] = Chat(number, shown["type"], "G", members={world.bot_id(): "member"})
    return world.chats[number]


def _read(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of a form; what is JSON in it is read as such."""
    return {
        key: json.loads(value) if key != "text" and isinstance(value, str) and value[:1] in ("{", "[") else value
        for key, value in parameters.items()
    }


def _shown(parameters: Mapping[str, Any]) -> dict[str, Any]:
    text, entities = str(parameters["text"]), ()
    if parameters.get("parse_mode") == "HTML":
        text, entities = read_html(text)
    return _read(parameters) | {"visible": text, "entities": entities}


@contextmanager
def api_server() -> Iterator[ApiServer]:
    """A running server on a free port of loopback, with nobody in it."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def run(work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, loop).result(20)

    server = run(open_server(token=TOKEN, username=str(BOT["username"]), populated=False))
    server.calls = deque()  # all of them are looked at
    try:
        yield ApiServer(server, loop)
    finally:
        run(server.close())
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
