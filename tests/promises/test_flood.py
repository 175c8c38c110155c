"""Ten times as many questions as Telegram lets the bot answer: it stays within the limits, and nobody waits in vain."""

import asyncio
import itertools
import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest

from bot.render import render_reply
from bot.telegram import crowd
from bot.telegram.inbox import MOST_WAITING
from bot.types import Language
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import update
from tests.promises.day import Clock
from tests.promises.hearing import HearingRequest, replied_to
from tests.promises.scale import scaled
from tests.promises.test_memory import LeanLibrary

TIMES = 10
"""As often as Telegram lets through is asked."""
IN_ALL, IN_A_GROUP, MINUTE = 30, 20, 60
"""Telegram's limits: a second in all, a minute in a group."""
GROUPS = 10
BURST = 4
"""Seconds of every minute in which people ask in private: what then comes can be answered within that minute."""
BUSY = render_reply("telegram.busy", Language.ENGLISH, count=str(MOST_WAITING))
STEP = 0.05
"""Seconds by which the clock is moved on."""


@dataclass(slots=True)
class Watching(HearingRequest):
    """Telegram's answers; and what was sent when, in reply to what."""

    times: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Chat -> when it was sent a message."""
    replies: Counter[int] = field(default_factory=Counter)
    """Message -> how often it was answered."""
    turned_away: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Group -> messages answered by the line that there are too many."""

    def hear(self, name: str, parameters: Mapping[str, Any]) -> None:
        """Notes a message: when, where, in reply to what."""
        if name != "sendMessage":
            return
        chat, message = int(parameters["chat_id"]), replied_to(parameters)
        assert message is not None
        self.times[chat].append(time.monotonic())
        if parameters["text"] == BUSY:
            self.turned_away[chat].append(message)
        else:
            self.replies[message] += 1


def most_within(times: Iterable[float], seconds: float) -> int:
    """The most that fall into any stretch of so many seconds."""
    window, most = deque[float](), 0
    for at in sorted(times):
        window.append(at)
        while window[0] <= at - seconds:
            window.popleft()
        most = max(most, len(window))
    return most


def ask(second: int, numbers: Iterator[int]) -> tuple[list[dict[str, Any]], list[int]]:
    """What comes within a second: updates, and which messages of them were written in groups."""
    here, before = (at * TIMES * IN_A_GROUP // MINUTE for at in (second + 1, second))
    updates, grouped = [], []
    for group in range(GROUPS):
        chat = {"id": -5000 - group, "type": "supergroup", "title": "G"}
        for _ in range(here - before):
            number = next(numbers)
            updates.append(update(f"/ask {number}", user=1 + number % 9, chat=chat) | {"update_id": number})
            updates[-1]["message"]["message_id"] = number
            grouped.append(number)
    for _ in range(TIMES * IN_ALL if second % MINUTE < BURST else 0):
        number = next(numbers)
        updates.append(update(f"{number}", user=10_000 + number % 5000) | {"update_id": number})
        updates[-1]["message"]["message_id"] = number
    return updates, grouped


async def pass_by(clock: Clock, request: Watching, seconds: float) -> None:
    """Moves the clock on, a step whenever nothing is sent any more."""
    for _ in range(round(seconds / STEP)):
        await clock.pass_by(STEP)
        made = -1
        while made != request.made:
            made = request.made
            await asyncio.sleep(0.003)


async def finish(bench: Bench, clock: Clock, request: Watching) -> None:
    idle = asyncio.create_task(bench.app.inbox.idle())
    while not idle.done():
        await pass_by(clock, request, 1)


@pytest.mark.promise(15)
async def test_ten_times_the_questions_break_no_limit_and_nobody_waits_in_vain(
    monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    seconds, numbers = scaled(3, MINUTE, 60 * MINUTE), itertools.count(1)
    clock = Clock(monkeypatch)
    request = Watching(next_message_id=partial(next, itertools.count(10**9)))
    grouped: set[int] = set()
    async with open_bench(LeanLibrary(), request) as bench:
        for second in range(seconds):
            updates, written = ask(second, numbers)
            grouped.update(written)
            await bench.app.inbox.add(updates)
            await pass_by(clock, request, 1)
        await finish(bench, clock, request)
        ends = bench.state.counts()
    asked = next(numbers) - 1
    in_a_second = most_within(itertools.chain.from_iterable(request.times.values()), 1)
    in_a_minute = max(most_within(request.times[group], MINUTE) for group in request.times if group < 0)
    turned_away = asked - request.replies.total()
    lines = sum(map(len, request.turned_away.values()))
    record_property(
        "figure",
        f"{asked} questions in {seconds} s of a clock put on, ten times what Telegram lets through: "
        f"{request.replies.total()} answered, {turned_away} of groups turned away in {lines} lines; at most "
        f"{in_a_second} messages in a second, {in_a_minute} in a minute of a group",
    )
    assert in_a_second <= IN_ALL
    assert in_a_minute <= IN_A_GROUP
    assert set(request.replies.values()) == {1}
    assert ends == {"done": request.replies.total(), **({"busy": turned_away} if turned_away else {})}
    assert set(range(1, asked + 1)) - request.replies.keys() <= grouped
    if seconds >= MINUTE:
        assert in_a_second > 0.8 * IN_ALL  # or else it was not Telegram that held the answers up
        assert in_a_minute > 0.8 * IN_A_GROUP
        # Every group is told once in a minute in which any is turned away, and no oftener.
        assert all(len(told) <= 2 + seconds / crowd.QUIET_SECONDS for told in request.turned_away.values())
        assert len(request.turned_away) == GROUPS
