"""The bot over articles that change while it runs, or while it does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot import chats
from bot.article_library import ArticleLibrary
from bot.chats import CHINA, Chats
from bot.state import State, open_state
from bot.telegram import app, news, service
from bot.telegram.app import App
from bot.types import Language
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bot.end_to_end.articles import FUNDING, write_articles
from tests.bot.end_to_end.driver import Json, Talk, running
from tests.bot.local_telegram.local import LIN, Local, local_telegram

ROUND = "2024年5月，霁川智能完成3亿美元C轮融资，由石榴资本领投。"
WORTH, STAFF = "投后估值为12亿美元", "员工约300人"
EDITED = FUNDING.replace(WORTH, "投后估值为15亿美元").replace(f"，{STAFF}", "") + f"\n{ROUND}\n"
"""A value changed, one withdrawn, one new."""
MOVED = FUNDING.replace("霁川智能成立于", "编者按：下文有删节。\n\n霁川智能成立于")
"""The same facts, each at another place."""


@dataclass
class Newspaper(Talk):
    """People, the bot, and the articles."""

    library: ArticleLibrary = field(kw_only=True)
    apps: list[App] = field(kw_only=True)
    """Those that ran, the one that runs last."""

    def write(self, **texts: str | None) -> None:
        """Writes articles anew; None: takes one away."""
        write(self.folder, **texts)

    async def reload(self) -> str:
        """An admin reads the articles again; the report."""
        asked = await self.local.say("/reload", LIN)
        return str((await self.until(lambda: self.answers_to(asked)[1:]))[0]["text"])

    async def change(self, **texts: str | None) -> None:
        """As after a reload, in a second: the articles are read in this process."""
        self.write(**texts)
        await asyncio.to_thread(build, self.folder)
        await asyncio.to_thread(self.library._swap)

    def unasked(self, chat: int) -> list[Json]:
        """What the bot said there that is no reply."""
        return [message for message in self.said(chat) if "reply_to_message" not in message]

    async def digests(self, chat: int, count: int = 1) -> list[str]:
        """The words of the digests that came there, once there are so many."""
        await self.until(lambda: len(self.unasked(chat)) >= count)
        return [message["text"] for message in self.unasked(chat)]

    async def told_of_all(self) -> None:
        """Returns when all that the change of base is to lead to is done."""
        name = self.library.file()
        assert name is not None
        await self.until(lambda: self.count(f"settings WHERE key = 'told_of' AND value = '{name.name}'"))
        await self.until(lambda: self.count("settings WHERE key >= 'mail/' AND key < 'mail0'") == 0)
        await self.until(lambda: self.apps)
        await self.apps[-1].news.idle.wait()
        await self.settled()

    def edits(self) -> int:
        """How often the bot edited a message."""
        return sum(made.method == "editMessageText" for made in tuple(self.local.server.calls))

    def set(self, chat: int, **settings: Any) -> None:
        """Sets what a chat may set."""
        with_state(self, lambda state: Chats(state).change(chat, **settings))


def with_state(talk: Talk, work: Any) -> Any:
    """What work gives, called with the bot's state."""
    state: State = open_state(talk.folder / "state.db", talk.local.server.token)
    try:
        return work(state)
    finally:
        state.close()


def write(folder: Path, **texts: str | None) -> None:
    """Writes articles anew; None: takes one away."""
    for name, text in texts.items():
        file = folder / "articles" / f"{name}.txt"
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")


def build(folder: Path) -> None:
    """Reads the articles into the base."""
    build_base([folder / "articles"], folder / "k.db")


def open_library(folder: Path) -> ArticleLibrary:
    """The library over the base as it is, warm."""
    library = ArticleLibrary([folder / "articles"], folder / "k.db", open_base(folder / "k.db"))
    library.examples(Language.SIMPLIFIED)
    return library


@asynccontextmanager
async def printing(local: Local, library: ArticleLibrary, folder: Path) -> AsyncIterator[Newspaper]:
    """The running bot over the library, its state as it was left."""
    apps: list[App] = []

    def build_app(*given: Any) -> App:
        apps.append(app.build_app(*given))
        return apps[-1]

    with patch.object(service, "build_app", build_app):
        async with running(local, library, folder):
            yield Newspaper(local, folder, library=library, apps=apps)


@asynccontextmanager
async def reading(folder: Path) -> AsyncIterator[Newspaper]:
    """People and the running bot, over all the articles."""
    write_articles(folder / "articles")
    build(folder)
    library = open_library(folder)
    async with local_telegram() as local, printing(local, library, folder) as paper:
        await paper.until(lambda: (folder / "state.db").exists() and paper.count("settings WHERE key = 'told_of'"))
        yield paper
        await paper.settled()
        assert paper.was_refused() == paper.refused


def look_often(monkeypatch: Any) -> None:
    """Waits that take a minute take a moment."""
    monkeypatch.setattr(news, "QUIET_LOOK", 0.05)
    monkeypatch.setattr(news, "FIRST_WAIT", 0.1)


class Clock:
    """What the time is in China, for quiet hours."""

    def __init__(self, monkeypatch: Any, hour: int) -> None:
        self.hour = hour
        monkeypatch.setattr(chats, "datetime", self)

    def now(self, _: object) -> datetime:
        return datetime(2024, 5, 1, self.hour, tzinfo=CHINA)
