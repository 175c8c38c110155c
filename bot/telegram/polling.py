"""Long polling: raw updates from getUpdates into the inbox. The offset moves only over what is stored.

Any fault is tried again with growing pauses; what lasts ends the process, so that a supervisor can restart it.
"""

import asyncio
import fcntl
import hashlib
import json
import logging
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from telegram.error import Conflict, RetryAfter, TelegramError
from telegram.request import BaseRequest

from bot.state import StateError
from bot.telegram.failures import to_seconds
from bot.telegram.inbox import Inbox, parse_update
from knowledge.errors import YoujuError

log = logging.getLogger(__name__)

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""All that the bot has a handler for, without guest mode. Telegram remembers the list: it is named with every call."""


class Unreachable(YoujuError):
    """Telegram could not be used for so long that only a restart is left."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How polling waits, in seconds."""

    poll: int = 20
    """How long Telegram holds getUpdates open."""
    grace: float = 10.0
    """How much longer its answer may take, whole; half of that where no byte comes."""
    first_pause: float = 0.5
    longest_pause: float = 30.0
    patience: float = 600.0
    """Without one good answer for so long, polling gives up."""
    conflict_log: float = 60.0
    """A second bot on the same token is logged once in so long."""


class Poller:
    """Polls with one token."""

    def __init__(
        self,
        request: BaseRequest,
        methods_url: str,
        inbox: Inbox,
        pace: Pace,
        beat: Callable[[], None],
        allowed: Sequence[str] = ALLOWED_UPDATES,
    ) -> None:
        """beat is called after each good answer. allowed: the kinds of updates asked for."""
        self._allowed = tuple(allowed)
        self._request = request
        self._url = methods_url
        self._inbox = inbox
        self._pace = pace
        self._beat = beat
        self._last_conflict = float("-inf")
        self._last_success = time.monotonic()

    async def run(self) -> None:
        """Polls until cancelled. Raises Unreachable where no answer came for all of the pace's patience."""
        offset: int | None = None
        pause = self._pace.first_pause
        while True:
            try:
                offset = await self._poll(offset)
            except (TelegramError, TimeoutError, StateError) as error:
                self._log(error)
                self._check_patience(error)
                wait = to_seconds(error, pause) if isinstance(error, RetryAfter) else pause
                await asyncio.sleep(min(wait, self._pace.longest_pause))
                pause = min(2 * pause, self._pace.longest_pause)
            else:
                self._last_success = time.monotonic()
                pause = self._pace.first_pause
                self._beat()

    async def _poll(self, offset: int | None) -> int | None:
        query = {"timeout": self._pace.poll, "limit": 100, "allowed_updates": json.dumps(self._allowed)}
        if offset is not None:
            query["offset"] = offset
        async with asyncio.timeout(self._pace.poll + self._pace.grace):
            updates = await self._request.post(f"{self._url}/getUpdates?{urlencode(query)}")
        if not isinstance(updates, list):
            raise TelegramError("Invalid server response")
        await self._inbox.add(updates)
        ids = [update.update_id for update in map(parse_update, updates) if update is not None]
        if updates and not ids:
            raise TelegramError("Invalid server response")
        return max(ids) + 1 if ids else offset

    def _log(self, error: Exception) -> None:
        if isinstance(error, Conflict):
            if time.monotonic() - self._last_conflict >= self._pace.conflict_log:
                self._last_conflict = time.monotonic()
                log.error("another program polls with this token: %s", error)
        else:
            log.warning("getUpdates failed: %s: %s", type(error).__name__, str(error)[:200])

    def _check_patience(self, error: Exception) -> None:
        if isinstance(error, Conflict):
            # The other one may stop at any time; a restart would not help.
            self._last_success = time.monotonic()
        if time.monotonic() - self._last_success > self._pace.patience:
            raise Unreachable(f"no updates from Telegram for {self._pace.patience:.0f} s; last: {error}") from error


@contextmanager
def token_lock(folder: Path, token: str) -> Iterator[None]:
    """Holds the lock of a token while entered. Raises YoujuError where another process holds it.

    The kernel frees it however the process ends.
    """
    path = folder / f"bot-{hashlib.sha256(token.encode()).hexdigest()[:16]}.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise YoujuError(f"BOT_TOKEN: another Youju already runs with this token ({path})") from None
    finally:
        os.close(file)
