"""How Telegram is reached over HTTP: timeouts, and answers that are checked before anybody reads them."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from telegram.error import TelegramError
from telegram.request import HTTPXRequest

Watch = Callable[[str, int], None]


class BotRequest(HTTPXRequest):
    """python-telegram-bot's request, but an answer that is none raises quietly: it may hold people's words."""

    watch: Watch = staticmethod(lambda method, code: None)
    """Called with method and HTTP status of every call; 0: there was no answer."""

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Status and body, as HTTPX gives them."""
        method, code = find_method(url), 0
        try:
            code, body = await super().do_request(url, *args, **kwargs)
        finally:
            self.watch(method, code)
        return code, body

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer as a dict. Raises TelegramError where it is not one that the Bot API gives."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError) as error:
            raise TelegramError("Invalid server response") from error
        if not isinstance(answer, dict) or ("result" not in answer and answer.get("ok") is not False):
            raise TelegramError("Invalid server response")
        return answer


def find_method(url: str) -> str:
    """The method that a url calls; "file" where it fetches one: each has a path of its own.

    >>> find_method("https://api.telegram.org/bot1:x/getMe"), find_method("https://api.telegram.org/file/bot1:x/a/b.txt")
    ('getMe', 'file')
    """
    path = urlsplit(url).path
    return "file" if "/file/bot" in path else path.rpartition("/")[2]


def sending_request() -> BotRequest:
    """For all methods but getUpdates."""
    return BotRequest(connection_pool_size=64, connect_timeout=10, read_timeout=20, write_timeout=20, pool_timeout=30)


def polling_request(seconds: float) -> BotRequest:
    """For getUpdates, whose answer may let wait for each of its bytes so many seconds."""
    return BotRequest(connection_pool_size=1, connect_timeout=10, read_timeout=seconds, write_timeout=10)
