"""Sends what chats are told unasked when another base has come into use: after all answers, within Telegram's limits.

One message at a time, and only where the limits leave room for answers; nothing in quiet hours but silent edits.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from telegram import Bot

from bot.chats import Chats, Speaks
from bot.exchanges import Exchange, Exchanges
from bot.library import Library
from bot.news.digest import render_digest
from bot.news.mail import Mail, Mailbox
from bot.news.preparing import Newsroom
from bot.news.watches import Watches
from bot.render import render_page
from bot.state import State, StateError
from bot.telegram.desk import Desk
from bot.telegram.failures import Failure
from bot.telegram.limits import Limits
from bot.telegram.sending import Pushed, Sender, Target
from bot.types import Language

log = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
PAUSE = 1.1
"""Seconds between two messages to one chat (Bots FAQ: one a second)."""
LOOK = 0.05
"""Seconds after which it is looked again whether there is room."""
QUIET_LOOK = 60.0
"""The same for whether quiet hours have ended, and where the state file cannot be used."""
LAST = 5.0
"""Seconds that the message in hand has when the bot is stopped."""
NOBODY = 0
"""In place of a chat: is there room at all?"""
FIRST_WAIT, LONGEST_WAIT = 30.0, 1800.0
"""Seconds until a chat that could not be reached is tried again; doubled each time."""


@dataclass(slots=True)
class _Rest:
    """When a chat may be written to again, by the loop's clock."""

    until: float = 0.0
    wait: float = field(default_factory=lambda: FIRST_WAIT)


class News:
    """The sender of digests and corrections. `run` it once."""

    def __init__(
        self, library: Library, state: State, sender: Sender, desk: Desk, bot: Bot, chats: Chats, limits: Limits | None
    ) -> None:
        self._library = library
        self._state = state
        self._sender = sender
        self._desk = desk
        self._bot = bot
        self._chats = chats
        self._limits = limits
        self.watches = Watches(state, chats)
        self._exchanges = Exchanges(state)
        self._mailbox = Mailbox(state)
        self._newsroom = Newsroom(state, self.watches, self._exchanges, self._mailbox)
        self._changed = asyncio.Event()
        self._rests: dict[int, _Rest] = {}
        self.idle = asyncio.Event()
        """Set while all that may be told now has been told."""

    async def run(self) -> None:
        """Prepares and sends until cancelled; what was in hand then is sent first."""
        loop = asyncio.get_running_loop()

        def notice() -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._changed.set)

        self._library.listen(notice)
        while True:
            self._changed.clear()
            wait: float | None = QUIET_LOOK
            try:
                await self._prepare()
                wait = await self._send_all()
            except StateError as error:
                log.error("news wait: %s", error)
            except Exception:
                # A slip of ours: answers go on, and so does the news of the next base.
                log.exception("news of this base are given up")
                wait = None
            if wait != 0.0:
                self.idle.set()
            with suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await self._changed.wait()
            self.idle.clear()

    async def _prepare(self) -> None:
        file = self._library.file()
        if file is None:
            return
        prepared = await asyncio.to_thread(self._newsroom.prepare, file)
        if prepared.changes:
            counts = (prepared.changes, prepared.digests, prepared.corrections)
            log.info("the base changed: %d facts, %d digests, %d corrections", *counts)

    async def _send_all(self) -> float | None:
        """Sends what may be sent; seconds after which there may be more to do, None: there is nothing left."""
        now = self._now()
        self._rests = {c: rest for c, rest in self._rests.items() if rest.until > now or rest.wait > FIRST_WAIT}
        left = list(await asyncio.to_thread(self._mailbox.chats))
        while left and not self._changed.is_set():
            waits = {chat: await self._send_next(chat) for chat in left if not self._changed.is_set()}
            left = [chat for chat, wait in waits.items() if wait is not None]
            shortest = min((wait for wait in waits.values() if wait is not None), default=0.0)
            if left and shortest >= FIRST_WAIT:
                return shortest
            with suppress(TimeoutError):
                async with asyncio.timeout(shortest):
                    await self._changed.wait()
        return 0.0 if left else None

    async def _send_next(self, hidden: int) -> float | None:
        """Sends one message to the chat; seconds until the next may go, None: nothing is left for it."""
        rest = self._rests.get(hidden)
        if rest is not None and rest.until > self._now():
            return rest.until - self._now()
        if not self._room(NOBODY):
            return LOOK
        mail = await asyncio.to_thread(self._mailbox.read, hidden)
        if mail.is_empty:
            return None
        # What has been taken out has to be sent: stopping waits for it.
        work = asyncio.ensure_future(self._send_of(hidden, mail))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            await asyncio.wait((work,), timeout=LAST)
            raise

    async def _send_of(self, hidden: int, mail: Mail) -> float | None:
        if mail.corrections:
            return await self._correct(hidden, mail.corrections[0])
        home = await asyncio.to_thread(self._chats.find_home, hidden)
        if mail.news or mail.more:
            return await self._tell(hidden, home)
        return await self._note(hidden, mail.notes[0])

    async def _tell(self, hidden: int, home: int | None) -> float | None:
        """Sends the digest of those names that are still watched."""
        if home is None or self._chats.of(home).speaks is Speaks.OFF:
            await asyncio.to_thread(self._mailbox.take_digest, hidden)
            return 0.0
        if (wait := self._wait(hidden, home)) is not None:
            return wait
        mail = await asyncio.to_thread(self._mailbox.take_digest, hidden)
        watched = set(await asyncio.to_thread(self.watches.of, home))
        news = [one for one in mail.news if not watched.isdisjoint(one.names)]
        if not news:
            return 0.0
        language = self._chats.of(home).language or await asyncio.to_thread(self._exchanges.last_language, hidden)
        html = await asyncio.to_thread(render_digest, news, mail.more, language or Language.SIMPLIFIED)
        pushed = await self._sender.push(Target(home, mail.topic), html)
        return await self._after(hidden, pushed, Mail(mail.news, mail.more, mail.topic, base=mail.base))

    async def _correct(self, hidden: int, reply: int) -> float | None:
        """Edits one answer that holds no longer; where it cannot be edited, a note is to be sent."""
        exchange = await self._find(hidden, reply)
        if exchange is None or exchange.answer is None:
            return 0.0
        if not self._room(exchange.chat):
            return LOOK
        await asyncio.to_thread(self._mailbox.take_correction, hidden, reply)
        html, buttons = await self._desk.lay_out(exchange.answer, self._bot)
        pushed = await self._sender.push(Target(exchange.chat, edit=reply), html, buttons)
        if pushed.failure is Failure.FIXED:
            await asyncio.to_thread(self._mailbox.add, hidden, Mail(notes=(reply,)))
            return self._rest(hidden, PAUSE)
        return await self._after(hidden, pushed, Mail(corrections=(reply,)))

    async def _note(self, hidden: int, reply: int) -> float | None:
        """Sends a correction as a message of its own, to the question that was answered."""
        exchange = await self._find(hidden, reply)
        if exchange is None or exchange.answer is None:
            return 0.0
        if self._chats.of(exchange.chat).speaks is Speaks.OFF:
            await asyncio.to_thread(self._mailbox.take_correction, hidden, reply)
            return 0.0
        if (wait := self._wait(hidden, exchange.chat)) is not None:
            return wait
        await asyncio.to_thread(self._mailbox.take_correction, hidden, reply)
        html = await asyncio.to_thread(lambda answer: render_page(answer).html, exchange.answer)
        pushed = await self._sender.push(Target(exchange.chat, reply_to=exchange.question), html)
        return await self._after(hidden, pushed, Mail(notes=(reply,)))

    async def _find(self, hidden: int, reply: int) -> Exchange | None:
        """The corrected answer; None, and nothing more is to be done of it: it is gone, or was replaced since."""
        exchange = await asyncio.to_thread(self._exchanges.find_place, (hidden, reply))
        if exchange is None or exchange.answer is None or not exchange.answer.corrected:
            await asyncio.to_thread(self._mailbox.take_correction, hidden, reply)
            return None
        return exchange

    def _room(self, chat: int) -> bool:
        """Whether a message to the chat takes the turn of no answer."""
        return self._limits is None or self._limits.has_room(chat)

    def _wait(self, hidden: int, home: int) -> float | None:
        """Seconds until it may be seen again whether the chat can be written to; None: it can."""
        if self._chats.is_quiet(home):
            return self._rest(hidden, QUIET_LOOK)
        return None if self._room(home) else LOOK

    async def _after(self, hidden: int, pushed: Pushed, mail: Mail) -> float:
        """Sees to what became of a message; mail: it, to be put back where it did not arrive."""
        if pushed.failure is None:
            return self._rest(hidden, PAUSE)
        if pushed.failure is Failure.AGAIN:
            await asyncio.to_thread(self._mailbox.add, hidden, mail)
            before = self._rests.get(hidden, _Rest())
            wait = max(before.wait, pushed.seconds)
            self._rests[hidden] = _Rest(self._now() + wait, min(2 * before.wait, LONGEST_WAIT))
            return wait
        if pushed.failure is Failure.GONE:
            await asyncio.to_thread(self.watches.drop, hidden)
            await asyncio.to_thread(self._mailbox.write, hidden, Mail())
        log.info("news not taken by a chat: %s", pushed.failure.value)
        return 0.0

    def _rest(self, hidden: int, seconds: float) -> float:
        self._rests[hidden] = _Rest(self._now() + seconds)
        return seconds

    def _now(self) -> float:
        return asyncio.get_running_loop().time()
