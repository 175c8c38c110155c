"""Telegram's limits on what a bot sends: 30 calls a second in all, 20 a minute to a group.

python-telegram-bot's own limiter fills a bucket that leaks: 39 messages may go to a group within a minute, and 59 in
all within a second. Here no stretch of time holds more than the limit. Waiting after a 429 is the sender's part: it
holds up one chat only.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, nullcontext
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
        self._most, self._seconds = most, seconds
        self._places = asyncio.Semaphore(most)
        self._taken = 0

    async def enter(self) -> None:
        """Returns when it is one's turn. The place is free again so many seconds after `leave`, which has to follow."""
        await self._places.acquire()
        self._taken += 1

    def leave(self) -> None:
        """What was waited for has been sent."""
        asyncio.get_running_loop().call_later(self._seconds, self._free)

    def is_open(self) -> bool:
        """Whether one who enters now need not wait."""
        return not self._places.locked()

    def has_room(self) -> bool:
        """Whether one more leaves RESERVED of the places to others."""
        return self.is_open() and self._taken < self._most * (1 - RESERVED)

    def is_empty(self) -> bool:
        """Whether it holds nobody up and need not be remembered."""
        return self.is_open() and self._taken == 0

    def _free(self) -> None:
        self._taken -= 1
        self._places.release()


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
        if not isinstance(chat, int) or endpoint.startswith("get"):
            return await callback(*args, **kwargs)
        # A group that waits takes nobody's place among all.
        async with self._placed(chat) if chat < 0 else nullcontext():
            await self._all.enter()
            self._all.leave()
            return await callback(*args, **kwargs)

    def has_room(self, chat: int) -> bool:
        """Whether a call to the chat that nobody waits for may be made now: it takes the turn of no answer."""
        group = self._groups.get(chat)
        return self._all.has_room() and (group is None or group.has_room())

    @asynccontextmanager
    async def _placed(self, group: int) -> AsyncIterator[None]:
        """Has a place among the group's messages, until the call has ended: it may wait for long for one among all."""
        window = self._find_window(group)
        if window.is_open():
            await window.enter()
        else:
            async with aside():
                await window.enter()
        try:
            yield
        finally:
            window.leave()

    def _find_window(self, group: int) -> Window:
        if len(self._groups) > GROUPS_KEPT:
            self._groups = {key: window for key, window in self._groups.items() if not window.is_empty()}
        if group not in self._groups:
            self._groups[group] = Window(int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP), 60 * MARGIN)
        return self._groups[group]
