"""From question in to answer out over HTTP: the bot in the local Telegram, beside an echo bot on the same library.

Each bot is a process of its own in a Telegram of its own; the two get the same load in turns. Servers and people are
in this process.
"""

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.corpus import ROOT, find_articles
from bench.timing import percentile, render_times
from bot.local_telegram.calls import Call
from bot.local_telegram.founding import new_chat, new_user
from bot.local_telegram.people import say
from bot.local_telegram.server import LocalTelegram, open_server

CHATS, A_SECOND = 40, 50
SECONDS, ROUNDS = 10, 3
"""Of a round of each bot, and how many rounds."""
PATIENCE = 60
"""Seconds that the last answers of a round are waited for."""
OURS, ECHO = "Youju", "echo bot"


@dataclass
class Load:
    """One bot's Telegram, with what was said there and when the answers came."""

    server: LocalTelegram
    asked: dict[tuple[int, int], float] = field(default_factory=dict)
    """(chat, message) -> when it was said."""
    seconds: list[float] = field(default_factory=list)
    sent: int = 0
    repeated: int = 0
    """Answers to a message that had one."""

    def listen(self, kind: str, message: Mapping[str, Any]) -> None:
        """Notes an answer when it arrives."""
        if kind != "message" or message["from"]["id"] != self.server.world.bot_id():
            return
        replied = message.get("reply_to_message")
        if replied is not None:
            started = self.asked.pop((message["chat"]["id"], replied["message_id"]), None)
            if started is None:
                self.repeated += 1
            else:
                self.seconds.append(time.perf_counter() - started)

    def ask(self, chat: int, text: str) -> None:
        """Somebody asks there: plainly in a private chat; in a group by command or by mention, in turns."""
        user = chat if chat > 0 else 1 - chat
        if chat < 0:
            text = f"/ask {text}" if self.sent % 2 else f"@{self.server.world.bot['username']} {text}"
        started = time.perf_counter()
        message = say(self.server.world, Call({"user": user, "chat": chat, "text": text}))
        self.asked[chat, message["message_id"]] = started
        self.sent += 1

    async def settle(self) -> None:
        """Returns once all is answered; what is not in time stays in `asked`."""
        deadline = time.perf_counter() + PATIENCE
        while self.asked and time.perf_counter() < deadline:
            await asyncio.sleep(0.01)


async def open_load() -> Load:
    """A Telegram of 40 chats, half of them groups."""
    load = Load(await open_server(populated=False))
    for number in range(1, CHATS + 1):
        new_user(load.server.world, Call({"id": number, "first_name": "A", "language_code": "zh-hans"}))
    for number in range(1, CHATS // 2 + 1):
        new_chat(load.server.world, Call({"id": -number, "title": "G", "members": [number + 1]}))
    load.server.world.listeners.add(load.listen)
    return load


@contextmanager
def running(load: Load, command: Sequence[str], folder: Path, base: Path) -> Iterator[None]:
    """A bot's process in that Telegram."""
    variables = {
        "TELEGRAM_API_BASE": load.server.url,
        "BOT_TOKEN": load.server.token,
        "TELEGRAM_LIMITS": "false",
        "STATE_DB": str(folder / "state.db"),
        "KNOWLEDGE_DB": str(base),
        "ARTICLES_DIR": str(find_articles()[0].parent),
    }
    with (folder / f"{load.server.port}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env=os.environ | variables, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(20)


async def press_on(load: Load, questions: Sequence[str], seconds: float, seed: int) -> None:
    """Asks for so long, 50 messages a second, chats and questions at random but the same for the same seed."""
    chats = [number if number > CHATS // 2 else -number for number in range(1, CHATS + 1)]
    chance, started = random.Random(seed), time.perf_counter()
    for number in range(int(seconds * A_SECOND)):
        await asyncio.sleep(max(0.0, started + number / A_SECOND - time.perf_counter()))
        load.ask(chance.choice(chats), chance.choice(questions))
    await load.settle()


async def warm_up(load: Load, questions: Sequence[str]) -> None:
    """Every question once, one after the other; their times do not count."""
    for text in questions:
        load.ask(CHATS, text)
        await load.settle()
    load.seconds.clear()
    load.sent = 0


async def measure(base: Path, questions: Sequence[str]) -> Mapping[str, Load]:
    """Both bots' times."""
    loads = {OURS: await open_load(), ECHO: await open_load()}
    commands = {OURS: ("bot", "run"), ECHO: ("bench.echo_bot",)}
    with tempfile.TemporaryDirectory() as folder:
        ours = running(loads[OURS], commands[OURS], Path(folder), base)
        with ours, running(loads[ECHO], commands[ECHO], Path(folder), base):
            for load in loads.values():
                await warm_up(load, questions)
            for number in range(1, ROUNDS + 1):
                for load in loads.values():
                    await press_on(load, questions, SECONDS, number)
    for load in loads.values():
        await load.server.close()
    return loads


def bench_round_trip(base: Path, questions: Sequence[str]) -> None:
    """Prints both and the ratio."""
    loads = asyncio.run(measure(base, questions))
    print(f"\nA round trip over HTTP ({A_SECOND} messages a second from {CHATS} chats, {ROUNDS} rounds of {SECONDS} s)")
    for name, load in loads.items():
        print(render_times(name, load.seconds), f"  {len(load.seconds)} of {load.sent} answered")
        if load.repeated:
            print(f"  {name}: {load.repeated} answered more than once")
    ours, echo = (loads[name].seconds for name in (OURS, ECHO))
    ratios = ", ".join(f"p{p} {percentile(ours, p) / percentile(echo, p):.1f}" for p in (50, 99))
    print(f"  ours over: {ECHO:<42} {ratios}")
