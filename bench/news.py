"""What a reload's digests cost those who ask meanwhile: round trips while they are sent, beside round trips without.

The bot is a process of its own, with Telegram's limits; it tells many chats of a change that it finds at its start.
Servers and people are in this process.
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.corpus import ROOT
from bench.timing import percentile, render_times
from bot.chats import Chats
from bot.local_telegram.calls import Call
from bot.local_telegram.founding import new_chat, new_user
from bot.local_telegram.people import say
from bot.local_telegram.server import LocalTelegram, open_server
from bot.news.mail import TOLD_OF
from bot.news.watches import Watches
from bot.state import open_state
from knowledge.building.build import build_base

CHATS, WATCHES = 300, 10
"""Groups, and names that each of them watches."""
ASKERS, A_SECOND = 40, 3
"""Private chats that ask, and questions a second of all of them together."""
PATIENCE = 180.0
NAME = "霁川智能"
ARTICLE = "{name}的一年\n发布时间：2024-05-20\n\n{name}在2023年的营收为{amount}亿元，投后估值为{amount}2亿美元。\n"
DIGEST = "知识库更新了"


@dataclass
class Watched:
    """A Telegram in which a bot is told of what arrives."""

    server: LocalTelegram
    asked: dict[tuple[int, int], float] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    digests: list[float] = field(default_factory=list)
    """When each arrived."""

    def listen(self, kind: str, message: Any) -> None:
        """Notes what the bot says."""
        if kind != "message" or message["from"]["id"] != self.server.world.bot_id():
            return
        if message.get("text", "").startswith(DIGEST):
            self.digests.append(time.perf_counter())
            return
        replied = message.get("reply_to_message")
        started = self.asked.pop((message["chat"]["id"], replied["message_id"]), None) if replied else None
        if started is not None:
            self.seconds.append(time.perf_counter() - started)

    def ask(self, person: int) -> None:
        """Somebody asks."""
        started = time.perf_counter()
        asked = say(self.server.world, Call({"user": person, "chat": person, "text": f"{NAME}估值多少"}))
        self.asked[person, asked["message_id"]] = started

    @property
    def per_second(self) -> int:
        """The most digests within any second."""
        most, recent = 0, deque[float]()
        for at in self.digests:
            recent.append(at)
            while recent[0] < at - 1:
                recent.popleft()
            most = max(most, len(recent))
        return most


def _write(folder: Path, amount: int) -> None:
    (folder / "articles").mkdir(exist_ok=True)
    text = ARTICLE.format(name=NAME, amount=amount)
    (folder / "articles/a.txt").write_text(text, encoding="utf-8")
    build_base([folder / "articles"], folder / "k.db")


def _prepare(folder: Path, watched: Watched, watching: int) -> None:
    """The state of a bot that has told of the base as it is, with so many groups that watch; then another base."""
    world = watched.server.world
    state = open_state(folder / "state.db", watched.server.token)
    chats = Chats(state)
    watches = Watches(state, chats)
    with state.transaction():
        for number in range(1, watching + 1):
            new_chat(world, Call({"id": -number, "title": "G", "members": [1]}))
            for other in range(1, WATCHES):
                watches.add(-number, f"别的{other}", None)
            watches.add(-number, NAME, None)
    state.set_setting(TOLD_OF, (folder / "k.db").resolve().name)
    state.close()


@contextmanager
def _running(folder: Path, watched: Watched) -> Iterator[None]:
    variables = {"TELEGRAM_API_BASE": watched.server.url, "BOT_TOKEN": watched.server.token}
    variables |= {"STATE_DB": f"{folder}/state.db", "KNOWLEDGE_DB": f"{folder}/k.db"}
    variables |= {"ARTICLES_DIR": f"{folder}/articles"}
    command = (sys.executable, "-m", "bot", "run")
    with (folder / "log").open("wb") as log:
        bot = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables, stdout=log, stderr=log)
        try:
            yield
        finally:
            bot.terminate()
            bot.wait(20)


async def _measure(watching: int) -> Watched:
    """Round trips of questions from the first digest to the last; without any, for as long as CHATS of them take."""
    watched = Watched(await open_server(populated=False))
    world, chance = watched.server.world, random.Random(1)
    for person in range(1, ASKERS + 1):
        new_user(world, Call({"id": person, "first_name": "A", "language_code": "zh-hans"}))
    world.flood_limits = True
    world.listeners.add(watched.listen)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write(folder, 3)
        _prepare(folder, watched, watching)
        _write(folder, 4)
        with _running(folder, watched):
            watched.ask(1)
            await _until(lambda: bool(watched.seconds) and (not watching or len(watched.digests) > 0))
            watched.seconds.clear()
            started = time.perf_counter()
            while len(watched.digests) < watching or (not watching and time.perf_counter() - started < CHATS / 15):
                watched.ask(chance.randint(1, ASKERS))
                await asyncio.sleep(1 / A_SECOND)
                if time.perf_counter() - started > PATIENCE:
                    break
            await _until(lambda: not watched.asked)
    await watched.server.close()
    return watched


async def _until(what: Any) -> None:
    deadline = time.perf_counter() + PATIENCE
    while not what() and time.perf_counter() < deadline:
        await asyncio.sleep(0.01)


def bench_news() -> None:
    """Prints both, the ratio, and how fast the digests went."""
    without, during = asyncio.run(_measure(0)), asyncio.run(_measure(CHATS))
    took = during.digests[-1] - during.digests[0]
    print(f"\nDigests of a reload ({CHATS} groups that watch {WATCHES} names each; {A_SECOND} questions a second)")
    print(render_times("answers without digests", without.seconds))
    print(render_times("answers while digests are sent", during.seconds))
    ratios = ", ".join(f"p{p} {percentile(during.seconds, p) / percentile(without.seconds, p):.2f}" for p in (50, 99))
    print(f"  with over without: {'':<33} {ratios}")
    told = f"{len(during.digests)} digests in {took:.1f} s, at most {during.per_second} within a second"
    print(f"  {told}; questions left without an answer: {len(during.asked)}")
