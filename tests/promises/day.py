"""A day of the real bot at full speed: its clock is moved on while nobody waits for anything, its articles change, and
every hundredth call to Telegram goes wrong.
"""

import asyncio
import itertools
import json
import logging
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram.error import NetworkError

from bot import article_library, chats
from bot.article_library import ArticleLibrary
from bot.assistant import Assistant
from bot.config import Settings
from bot.state import State, open_state
from bot.telegram import app as wiring
from bot.telegram import service
from bot.telegram.app import App, build_app
from bot.telegram.local import TOKEN
from bot.telegram.sending import Sender
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bot.end_to_end.articles import FUNDING, write_articles
from tests.bot.end_to_end.newspaper import EDITED
from tests.promises.hearing import HearingRequest, replied_to
from tests.promises.scale import TIMED

EVERY = 100
"""Of so many calls of Telegram's methods, one goes wrong."""
HOUR = 3600.0
MOMENT = 0.001
"""Seconds real, in which what has become due is begun."""


class Clock:
    """The time that all who ask `time` are told, and the event loop with them."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._moved = 0.0
        self._time, self._monotonic = time.time, time.monotonic
        patch.setattr(time, "time", self.time)
        patch.setattr(time, "monotonic", self.monotonic)
        for module in (wiring, chats):
            patch.setattr(module, "datetime", self)
        # It took the clock when it was defined.
        patch.setattr(article_library, "Assistant", partial(Assistant, clock=self.monotonic))

    def time(self) -> float:
        return self._time() + self._moved

    def monotonic(self) -> float:
        return self._monotonic() + self._moved

    def now(self, zone: tzinfo) -> datetime:
        """As datetime.now."""
        return datetime.fromtimestamp(self.time(), zone)

    async def pass_by(self, seconds: float) -> None:
        """Moves on; who has slept long enough wakes up."""
        self._moved += seconds
        await asyncio.sleep(MOMENT)


@dataclass(slots=True)
class FaultyRequest(HearingRequest):
    """Telegram's answers, of which every hundredth is none: it is busy, it fails, it is not reached."""

    failed: Counter[str] = field(default_factory=Counter)
    replies: Counter[int] = field(default_factory=Counter)
    """Number of a message -> how many messages of the bot reply to it."""
    unasked: int = 0
    """Messages of the bot that reply to nothing."""
    edits: int = 0

    async def do_request(self, *args: Any, **options: Any) -> tuple[int, bytes]:
        if (self.made + 1) % EVERY:
            return await HearingRequest.do_request(self, *args, **options)
        self.made += 1
        return self._fail(("429", "500", "drop")[self.made // EVERY % 3])

    def _fail(self, kind: str) -> tuple[int, bytes]:
        self.failed[kind] += 1
        if kind == "drop":
            raise NetworkError("no way there") from httpx.ConnectError("no way there")
        text = {"429": "Too Many Requests: retry after 0", "500": "Internal Server Error"}[kind]
        refusal: dict[str, Any] = {"ok": False, "error_code": int(kind), "description": text}
        if kind == "429":
            refusal["parameters"] = {"retry_after": 0}
        return int(kind), json.dumps(refusal).encode()

    def hear(self, name: str, parameters: Mapping[str, Any]) -> None:
        """Counts replies, other messages and edits."""
        self.edits += name == "editMessageText"
        if name == "sendMessage":
            message = replied_to(parameters)
            if message is None:
                self.unasked += 1
            else:
                self.replies[message] += 1


@dataclass
class Day:
    """The bot that lives through it."""

    app: App
    state: State
    library: ArticleLibrary
    request: FaultyRequest
    clock: Clock
    folder: Path
    reloads: int = 0

    async def say(self, updates: Sequence[Mapping[str, Any]]) -> float:
        """Seconds of work that all of these at once make for this process, until the last has ended."""
        started = time.process_time()
        await self.app.inbox.add(updates)
        await self.app.inbox.idle()
        return time.process_time() - started

    async def reload(self) -> None:
        """The articles change, back or forth, and are read again."""
        self.reloads += 1
        text = EDITED if self.reloads % 2 else FUNDING
        (self.folder / "articles/funding.txt").write_text(text, encoding="utf-8")
        await self.library.rebuild(at_hand=True)

    async def settle(self) -> None:
        """Returns when all that the last reload leads to has been told to those who are not to be left in peace."""
        await self.clock.pass_by(2)
        while not self.app.news.idle.is_set():
            await self.clock.pass_by(2)


async def build_here(folders: Sequence[Path], db: Path, build: Callable[..., Any], *_: Any) -> Any:
    """In place of `run_apart`: to start a process takes as long as some hundred answers."""
    return await asyncio.to_thread(build, folders, db)


@asynccontextmanager
async def living(folder: Path, patch: pytest.MonkeyPatch) -> AsyncIterator[Day]:
    """The bot over articles that change, with all that runs beside it, as the service starts it."""
    clock = Clock(patch)
    logging.disable(logging.WARNING)  # pytest would keep every line
    build_base([write_articles(folder / "articles")], folder / "k.db")
    base = open_base(folder / "k.db")
    library = ArticleLibrary([folder / "articles"], folder / "k.db", base)
    library.warm()
    request = FaultyRequest(next_message_id=partial(next, itertools.count(10**9)))
    # The process that builds stays for the next hour, as it would if these were minutes.
    patch.setattr(article_library, "KEEP_SECONDS", 10**6)
    if not TIMED:
        patch.setattr(article_library, "run_apart", build_here)
    # A second try is made at once: what is tested is not how long it waits.
    patch.setattr(wiring, "Sender", partial(Sender, pause=0.0))
    state = open_state(folder / "state.db", TOKEN)
    app = build_app(Settings(_env_file=None), library, state, TOKEN, request)
    await app.application.initialize()
    await app.application.start()
    beside = [app.inbox.sweep_hourly(), app.administration.uploads.sweep_hourly(), app.news.run(), service._wipe(state)]
    tasks = [asyncio.create_task(task) for task in beside]
    try:
        yield Day(app, state, library, request, clock, folder)
    finally:
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
        await app.close(1)
        library.let_go()
        state.close()
        logging.disable(logging.NOTSET)
    assert all(isinstance(end, asyncio.CancelledError) for end in ends)
