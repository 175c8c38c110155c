"""A message of the bot's that is edited while something goes on: how far it is, and at last how it ended."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from telegram import InlineKeyboardMarkup

from bot.render import render_reply
from bot.telegram.sending import Sender, Target, Undelivered
from bot.types import Language

log = logging.getLogger(__name__)

EDIT_SECONDS = 3.0
"""Between two edits of the message."""


class Shown:
    """The message, edited once in EDIT_SECONDS at most."""

    def __init__(self, sender: Sender, target: Target, language: Language) -> None:
        """target: the message, as one to edit."""
        self._sender = sender
        self._target = target
        self._language = language
        self._steps: tuple[int, int] | None = None
        self._edited = float("-inf")

    @property
    def is_edited(self) -> bool:
        """Whether anything was shown yet."""
        return self._edited > float("-inf")

    def tell(self, done: int, total: int) -> None:
        """Notes how far it is; shown when it is time."""
        self._steps = done, total

    @asynccontextmanager
    async def following(self) -> AsyncIterator[None]:
        """Shows how far it is for as long as it is entered; nothing of what ends sooner than the first edit."""
        ended = asyncio.Event()
        follower = asyncio.create_task(self._follow(ended))
        try:
            yield
        finally:
            ended.set()
            await follower

    async def end(self, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        """Shows how it ended, as soon as the message may be edited again. Raises Undelivered."""
        await asyncio.sleep(self._edited + EDIT_SECONDS - asyncio.get_running_loop().time())
        await self._edit(html, buttons)

    async def _follow(self, ended: asyncio.Event) -> None:
        shown = None
        while not await _happens(ended, EDIT_SECONDS):
            if self._steps is None or self._steps == shown:
                continue
            shown = self._steps
            done, total = map(str, shown)
            try:
                await self._edit(render_reply("admin.reload_progress", self._language, done=done, total=total))
            except Undelivered as error:
                # What is shown of the work must not end the work.
                log.warning("progress not shown: %s", error)

    async def _edit(self, html: str, buttons: InlineKeyboardMarkup | None = None) -> None:
        try:
            await self._sender.send(self._target, html, buttons)
        finally:
            self._edited = asyncio.get_running_loop().time()


async def _happens(event: asyncio.Event, seconds: float) -> bool:
    """Whether it does within that time."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True
