"""Telegram's limits on what a bot sends: 30 calls a second in all, 20 a minute to a group.

python-telegram-bot's own limiter fills a bucket that leaks: 39 messages may go to a group within a minute, and 59 in
all within a second. Here no stretch of time holds more than the limit. Waiting after a 429 is the sender's part: it
holds up one chat only.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from telegram.constants import FloodLimit
from telegram.ext import BaseRateLimiter

from bot.telegram.places import aside

MARGIN = 1.05
"""Telegram counts when a call arrives, not when it leaves."""
GROUPS_KEPT = 512
RESERVED = 0.5
"""Of every limit, the share that is left to answers by what is sent unasked."""


class Window:
    """Lets so many through in any stretch of so many seconds, in the order in which they came."""

    def __init__(self, most: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=most)
        self._turn = asyncio.Lock()

    async def enter(self) -> None:
        """Returns when it is one's turn."""
        loop = asyncio.get_running_loop()
        async with self._turn:
            if len(self._times) == self._times.maxlen:
                await asyncio.sleep(max(0.0, self._times[0] + self._seconds - loop.time()))
            self._times.append(loop.time())

    def is_open(self) -> bool:
        """Whether one who enters now need not wait."""
        now = asyncio.get_running_loop().time()
        full = len(self._times) == self._times.maxlen and self._times[0] + self._seconds > now
        return not full and not self._turn.locked()

    def has_room(self) -> bool:
        """Whether one more leaves RESERVED of the places to others."""
        now, most = asyncio.get_running_loop().time(), self._times.maxlen or 0
        taken = sum(at + self._seconds > now for at in self._times)
        return not self._turn.locked() and taken < most * (1 - RESERVED)

    def is_empty(self) -> bool:
        """Whether it holds nobody up and need not be remembered."""
        now = asyncio.get_running_loop().time()
        return not self._turn.locked() and (not self._times or self._times[-1] + self._seconds < now)


class Limits(BaseRateLimiter[None]):
    """Keeps calls that name a chat within Telegram's limits."""

    def __init__(self) -> None:
        self._all = Window(int(FloodLimit.MESSAGES_PER_SECOND), MARGIN)
        self._groups: dict[int, Window] = {}

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        """The result of the call, made when it may be made."""
        chat = data.get("chat_id")
        # What only asks Telegram for something is no message.
        if isinstance(chat, int) and not endpoint.startswith("get"):
            # A group that waits takes nobody's place among all.
            if chat < 0:
                await self._enter_group(self._find_window(chat))
            await self._all.enter()
        return await callback(*args, **kwargs)

    def has_room(self, chat: int) -> bool:
        """Whether a call to the chat that nobody waits for may be made now: it takes the turn of no answer."""
        group = self._groups.get(chat)
        return self._all.has_room() and (group is None or group.has_room())

    async def _enter_group(self, window: Window) -> None:
        if window.is_open():
            await window.enter()
            return
        async with aside():
            await window.enter()

    def _find_window(self, group: int) -> Window:
        if len(self._groups) > GROUPS_KEPT:
            self._groups = {key: window for key, window in self._groups.items() if not window.is_empty()}
        if group not in self._groups:
            self._groups[group] = Window(int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP), 60 * MARGIN)
        return self._groups[group]
