"""The bot's line of updates: getUpdates takes from its head, a webhook has them posted to it."""

import asyncio
import json
import logging
from collections import deque
from dataclasses import dataclass
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from bot.local_telegram.calls import ApiError, Call, Json, bad_request

log = logging.getLogger(__name__)

LEFT_OUT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that come only to a bot that names them in allowed_updates."""
LONGEST_POLL = 50
KEPT_CONFIRMED = 100
"""Confirmed updates remembered, for the fault that sends them again."""
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
RETRY_SECONDS, LONGEST_RETRY = 0.2, 5.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates are posted to."""

    url: str
    secret: str


class Updates:
    """Updates that the bot has not confirmed yet, oldest first."""

    def __init__(self, first: int) -> None:
        self.line: deque[Json] = deque()
        self.confirmed: deque[Json] = deque(maxlen=KEPT_CONFIRMED)
        self.webhook: Webhook | None = None
        self._next = first
        self._allowed: frozenset[str] | None = None
        self._polls = 0
        self._changed = asyncio.Event()
        self._posting: asyncio.Task[None] | None = None

    def add(self, kind: str, content: Json) -> Json | None:
        """Puts an update in line; None where the bot does not take that kind."""
        if not self.takes(kind):
            return None
        return self.put({"update_id": self._next, kind: content})

    def put(self, update: Json) -> Json:
        """Puts a whole update in line, as it is."""
        if isinstance(number := update.get("update_id"), int):
            self._next = max(self._next, number + 1)
        self.line.append(update)
        self._wake()
        return update

    def takes(self, kind: str) -> bool:
        """Whether the bot asked for updates of that kind."""
        return kind in self._allowed if self._allowed else kind not in LEFT_OUT

    async def get(self, call: Call) -> list[Json]:
        """getUpdates. Raises ApiError with 409 where a webhook is set or another one polls."""
        if self.webhook is not None:
            text = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            raise ApiError(409, f"Conflict: {text}")
        self._allow(call)
        self._confirm(call.number("offset"))
        self._polls += 1
        own = self._polls
        self._wake()
        deadline = asyncio.get_running_loop().time() + min(max(call.number("timeout"), 0), LONGEST_POLL)
        while not self.line and (left := deadline - asyncio.get_running_loop().time()) > 0:
            changed = self._changed
            try:
                async with asyncio.timeout(left):
                    await changed.wait()
            except TimeoutError:
                break
            if own != self._polls:
                raise ApiError(409, CONFLICT)
        limit = call.number("limit", 100)
        return list(self.line)[: limit if 1 <= limit <= 100 else 100]

    def set_webhook(self, call: Call) -> bool:
        """setWebhook; an empty url takes it away. Raises ApiError."""
        url, secret = call.text("url"), call.text("secret_token")
        if not url:
            return self.delete_webhook(call)
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise bad_request("bad webhook: invalid webhook URL specified")
        if len(secret) > 256 or not all(char.isascii() and (char.isalnum() or char in "_-") for char in secret):
            raise bad_request("secret token contains unallowed characters")
        self._allow(call)
        if call.flag("drop_pending_updates"):
            self.line.clear()
        self.webhook = Webhook(url, secret)
        self._polls += 1
        self._wake()
        if self._posting is None or self._posting.done():
            self._posting = asyncio.get_running_loop().create_task(self._post())
        return True

    def delete_webhook(self, call: Call) -> bool:
        """deleteWebhook."""
        self.webhook = None
        if call.flag("drop_pending_updates"):
            self.line.clear()
        self._wake()
        return True

    def webhook_info(self) -> Json:
        """getWebhookInfo."""
        url = self.webhook.url if self.webhook else ""
        return {"url": url, "has_custom_certificate": False, "pending_update_count": len(self.line)}

    def close(self) -> None:
        """Stops posting."""
        if self._posting is not None:
            self._posting.cancel()

    def _allow(self, call: Call) -> None:
        # Kept until the next call that names it: the real server remembers it over restarts of the bot.
        if "allowed_updates" in call.parameters:
            self._allowed = frozenset(map(str, call.list("allowed_updates"))) or None

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self.line) > -offset:
                self.confirmed.append(self.line.popleft())
        while offset > 0 and self.line and _number(self.line[0]) < offset:
            self.confirmed.append(self.line.popleft())

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _post(self) -> None:
        """Posts to the webhook, one at a time, each until it is taken."""
        client, pause = AsyncHTTPClient(), RETRY_SECONDS
        while self.webhook is not None:
            changed = self._changed
            if not self.line:
                await changed.wait()
                continue
            headers = {"Content-Type": "application/json"}
            if self.webhook.secret:
                headers["X-Telegram-Bot-Api-Secret-Token"] = self.webhook.secret
            update = self.line[0]
            request = HTTPRequest(self.webhook.url, "POST", headers, json.dumps(update), follow_redirects=False)
            try:
                await client.fetch(request)
            except (HTTPClientError, OSError) as error:
                log.warning("webhook did not take update %s: %s", update.get("update_id"), error)
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_RETRY)
                continue
            pause = RETRY_SECONDS
            if self.line and self.line[0] is update:
                self.confirmed.append(self.line.popleft())


def _number(update: Json) -> int:
    number = update.get("update_id")
    return number if isinstance(number, int) else 0
