"""Telegram without Telegram: a request object that answers the Bot API's methods itself and keeps what was sent.

The Application above it is the very one that runs against Telegram.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

BOT_ID = 1
USERNAME = "youju_bot"
TOKEN = f"{BOT_ID}:LOCAL"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of the bot."""

    chat: int
    message_id: int
    html: str


@dataclass(slots=True)
class LocalRequest(BaseRequest):
    """Answers as Telegram would; messages go to `sent`."""

    sent: list[Sent] = field(default_factory=list)
    calls: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    """Every method called, with its parameters."""
    files: list[bytes] = field(default_factory=list)
    """Every file sent, in order."""
    served: dict[str, bytes] = field(default_factory=dict)
    """The files that can be fetched, by their id."""
    next_message_id: Callable[[], int] = field(default=lambda: 1)

    @property
    def read_timeout(self) -> float | None:
        """None: there is nothing to wait for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Status and body of the answer to a method."""
        parameters = request_data.parameters if request_data else {}
        files = request_data.multipart_data.values() if request_data else ()
        self.files += (content for _, content, _ in files if isinstance(content, bytes))
        method = url.rsplit("/", 1)[-1]
        if "/file/bot" in url:
            return 200, self.served[method]
        result = self._answer(method, parameters)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _answer(self, method: str, parameters: Mapping[str, Any]) -> object:
        self.calls.append((method, parameters))
        if method == "getMe":
            return bot_user() | {"can_join_groups": True, "can_read_all_group_messages": True}
        if method in ("sendMessage", "sendPhoto"):
            html = str(parameters["text" if method == "sendMessage" else "caption"])
            sent = Sent(int(parameters["chat_id"]), self.next_message_id(), html)
            self.sent.append(sent)
            return to_message(sent)
        if method == "getFile":
            file = str(parameters["file_id"])
            return {"file_id": file, "file_unique_id": file, "file_path": f"documents/{file}"}
        # Of the chats here nobody but the bot knows anything, so nobody governs them.
        return [] if method == "getChatAdministrators" else True


def bot_user() -> dict[str, Any]:
    """The bot as Telegram's User."""
    return {"id": BOT_ID, "is_bot": True, "first_name": "Youju", "username": USERNAME}


def to_message(sent: Sent) -> dict[str, Any]:
    """A message of the bot as Telegram's Message."""
    chat = {"id": sent.chat, "type": "private" if sent.chat > 0 else "supergroup"}
    return {
        "message_id": sent.message_id,
        "date": int(time.time()),
        "chat": chat,
        "from": bot_user(),
        "text": sent.html,
    }
