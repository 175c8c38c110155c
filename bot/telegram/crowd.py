"""What becomes of a group's questions that come faster than Telegram lets the bot answer: those that would wait too
long are turned away, which is said in one line a minute.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Any

from telegram import Bot, Message, Update

from bot.addressed import Self, parse_question
from bot.chats import Chats, Speaks
from bot.render import render_reply
from bot.state import UpdateState
from bot.telegram.form import is_well_formed
from bot.telegram.here import here, in_chat, language_here
from bot.telegram.inbox import MOST_WAITING
from bot.telegram.incoming import is_person, to_incoming
from bot.telegram.sending import Sender, Undelivered, to_target

log = logging.getLogger(__name__)

QUIET_SECONDS = 60.0
"""A group is told once in so long."""
GROUPS_KEPT = 512


class Crowd:
    """Turns questions away."""

    def __init__(
        self, bot: Bot, sender: Sender, chats: Chats, count: Callable[[str, float], None] = lambda *_: None
    ) -> None:
        """count is called with what became of each, and the seconds that took."""
        self._bot = bot
        self._sender = sender
        self._chats = chats
        self._count = count
        self._told: dict[int, float] = {}

    def refuse(self, content: Mapping[str, Any]) -> Callable[[], Awaitable[UpdateState]] | None:
        """What ends the update without an answer; None: it is no question of a group and has to wait in line."""
        message = self._find_asked(content)
        return None if message is None else partial(self._end, message)

    def _find_asked(self, content: Mapping[str, Any]) -> Message | None:
        if "message" not in content or not is_well_formed(content):
            return None
        try:
            message = Update.de_json(dict(content), self._bot).message
        except Exception:
            # One that cannot be read waits in line like others, and is set aside and logged when its turn comes.
            return None
        if message is None or message.chat.type == message.chat.PRIVATE or not is_person(message):
            return None
        own = Self(self._bot.id, self._bot.username)
        return message if parse_question(to_incoming(message, own), own) is not None else None

    async def _end(self, message: Message) -> UpdateState:
        started, outcome = time.perf_counter(), UpdateState.BUSY
        if self._may_tell(message.chat.id):
            async with in_chat(self._chats, message.chat.id):
                await self._tell(message)
        self._count(outcome.value, time.perf_counter() - started)
        return outcome

    async def _tell(self, message: Message) -> None:
        if here().speaks is Speaks.OFF:
            return
        language = language_here(message.from_user.language_code if message.from_user else None)
        html = render_reply("telegram.busy", language, count=str(MOST_WAITING))
        try:
            await self._sender.send(to_target(message), html)
        except Undelivered as error:
            log.error("a group was not told that it asks too much: %s", error)

    def _may_tell(self, group: int) -> bool:
        now = asyncio.get_running_loop().time()
        if len(self._told) > GROUPS_KEPT:
            self._told = {key: at for key, at in self._told.items() if now - at < QUIET_SECONDS}
        if group in self._told and now - self._told[group] < QUIET_SECONDS:
            return False
        self._told[group] = now
        return True
