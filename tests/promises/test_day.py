"""A day with as many messages as a bot may answer in one: it ends as it began."""

import asyncio
import random
from array import array
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from bot.chats import Chats, Hours
from tests.bot.canned import update
from tests.bot.end_to_end.articles import FIRM, OTHER, THIRD, UNKNOWN
from tests.bot.telegram.test_buttons import press
from tests.promises.day import HOUR, Day, living
from tests.promises.scale import TIMED, scaled
from tests.promises.test_hostile import Unhandled, unhandled, unlimited
from tests.promises.test_memory import BOUND, resident

__all__ = ["unhandled", "unlimited"]

AT_ONCE = 10
"""Messages that come together; each of another chat."""
DAY = 24 * HOUR
FLAT = 0.2
QUESTIONS = (
    *(f"{FIRM}估值多少？", f"{FIRM}的创始人是谁？", f"{OTHER}融了多少钱？", f"{THIRD}是做什么的？", "北屿基金投了谁？"),
    *(
        f"{FIRM}和{OTHER}哪个估值高？",
        f"{FIRM}哪年成立？",
        f"how much is {FIRM} worth?",
        "那估值呢？",
        "来源",
        "还有吗",
    ),
    *(f"那{OTHER}呢？", "顾青野怎么看大模型的价格？", f"{UNKNOWN}融了多少钱？", "霁川智能估直多少"),
)
CHATTER = ("晚上吃什么", "哈哈哈", f"{FIRM}的人今天来过", "ok 👍")
MEMBERS = 8
"""Of a group, who write there."""
WATCHING = 40
"""People who want to hear of changes; every fourth of them not at night."""


class People:
    """Who writes, and what."""

    def __init__(self, count: int) -> None:
        self._chance = random.Random(18)
        self.count = count
        self._number = 10**6

    def write(self, count: int) -> tuple[list[dict[str, Any]], set[int]]:
        """So many updates of as many chats, and the messages among them to which there is to be one answer."""
        made = [self._write(writer) for writer in self._chance.sample(range(self.count), count)]
        return [one for one, _ in made], {one["message"]["message_id"] for one, is_asked in made if is_asked}

    def _write(self, writer: int) -> tuple[dict[str, Any], bool]:
        self._number += 1
        kind, text = self._chance.random(), self._chance.choice(QUESTIONS)
        if kind < 0.1:  # of an answer that may be there or not
            return press("1:::1", 10**9 + self._chance.randrange(5000), writer + 1) | {"update_id": self._number}, False
        if kind < 0.2:
            text = f"{text[:-1]}{self._number}"
        if writer % 10:
            made = update(text, user=writer + 1)
        else:
            text = f"/ask {text}" if kind < 0.8 else self._chance.choice(CHATTER)
            chat = {"id": -1_000_000 - writer, "type": "supergroup", "title": "G"}
            made = update(text, user=writer + self._chance.randrange(MEMBERS), chat=chat)
        made["update_id"] = made["message"]["message_id"] = self._number
        return made, text not in CHATTER


async def watch(day: Day) -> None:
    for number in range(1, WATCHING):
        await day.say([update(f"/watch {FIRM}", user=number)])
        if number % 4 == 0:
            Chats(day.state).change(number, quiet=Hours(23 * 60, 8 * 60))


async def spend(day: Day, people: People, count: int, seconds: float) -> tuple["array[float]", Counter[int]]:
    """Seconds of work of each lot of updates, and how often it happened that a message got so many answers."""
    times, ends, step = array("d"), Counter[int](), seconds / (count // AT_ONCE)
    passed = 0.0
    for _ in range(count // AT_ONCE):
        updates, asked = people.write(AT_ONCE)
        times.append(await day.say(updates))
        ends.update(day.request.replies[number] for number in asked)
        assert day.request.replies.keys() <= asked
        day.request.replies.clear()
        await day.clock.pass_by(step)
        passed += step
        if passed >= HOUR * scaled(12, 1, 1):
            passed = 0.0
            await day.reload()
    return times, ends


def p99(times: Sequence[float]) -> float:
    """Milliseconds of work that an update makes, as the mean of those that come together."""
    return 1000 * sorted(times)[int(0.99 * len(times))] / AT_ONCE


@pytest.mark.promise(18)
@pytest.mark.usefixtures("unlimited")
async def test_a_day_ends_as_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unhandled: Unhandled, record_property: Any
) -> None:
    count = scaled(300, 20_000, 1_000_000)
    people = People(max(count // 20, WATCHING))
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.found.append(str(context)))
    async with living(tmp_path, monkeypatch) as day:
        await watch(day)
        await day.reload()
        await day.settle()
        day.request.replies.clear()
        await spend(day, people, count // 4, DAY / 4)  # until all that is bounded is full
        before = resident()
        times, ends = await spend(day, people, count, DAY)
        await day.settle()
        grown = resident() - before
        assert day.state.pending() == ()
        assert day.state.counts().keys() == {"done"}
        faults, unasked, edits = day.request.failed, day.request.unasked, day.request.edits
    tenth = len(times) // 10
    first, last = p99(times[:tenth]), p99(times[-tenth:])
    record_property(
        "figure",
        f"{count} messages, {ends.total()} questions, {ends[1]} of them answered once, {faults.total()} faults, "
        f"{day.reloads} reloads, {unasked} digests, {edits} edits, {len(unhandled.found)} unhandled: {grown:+.1f} MB, "
        f"p99 of an update {first:.1f} ms in the first tenth, {last:.1f} ms in the last",
    )
    assert ends.keys() == {1}
    assert unasked
    assert edits
    assert unhandled.found == []
    assert grown < BOUND or not TIMED
    assert abs(last / first - 1) < FLAT or not TIMED
