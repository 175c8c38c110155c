"""Who writes to a bot all day long, and what."""

import random
from collections import Counter
from typing import Any

from bot.chats import Chats, Hours
from tests.bot.canned import update
from tests.bot.end_to_end.articles import FIRM, OTHER, THIRD, UNKNOWN
from tests.bot.telegram.test_buttons import press
from tests.promises.day import HOUR, Day
from tests.promises.scale import scaled

DAY = 24 * HOUR
AT_ONCE = 2
"""Messages that come together; each of another chat. Few: what is timed is all of them at once."""
RELOADED = HOUR * scaled(12, 1, 1)
"""Seconds between two changes of the articles."""
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


class Writers:
    """What so many chats write to a bot in a day of `messages`, the same each time; the bot's time goes on with it."""

    def __init__(self, day: Day, messages: int) -> None:
        self.ends = Counter[int]()
        """How often it happened that a message to which there is to be one answer got so many."""
        self._day = day
        self._chats = max(messages // 20, WATCHING)
        self._pause = DAY * AT_ONCE / messages
        self._chance = random.Random(18)
        self._number = 10**6
        self._passed = 0.0

    async def watch(self) -> None:
        """Some begin to watch a firm, and hear of it."""
        for number in range(1, WATCHING):
            await self._day.say([update(f"/watch {FIRM}", user=number)])
            if number % 4 == 0:
                Chats(self._day.state).change(number, quiet=Hours(23 * 60, 8 * 60))
        await self._day.reload()
        await self._day.settle()
        self._day.request.replies.clear()

    async def write(self, *, compared: bool) -> float:
        """The next that come together; returns the seconds of work that each makes, in the mean.

        compared: what a reload leads to is told before the next come. Else it is told among them, as chance has it.
        """
        made = [self._make(writer) for writer in self._chance.sample(range(self._chats), AT_ONCE)]
        asked = {one["message"]["message_id"] for one, is_asked in made if is_asked}
        replies = self._day.request.replies
        seconds = await self._day.say([one for one, _ in made])
        assert replies.keys() <= asked
        self.ends.update(replies[number] for number in asked)
        replies.clear()
        await self._day.clock.pass_by(self._pause)
        self._passed += self._pause
        if self._passed >= RELOADED:
            self._passed = 0.0
            await self._day.reload()
            if compared:
                await self._day.settle()
        return seconds / AT_ONCE

    def _make(self, writer: int) -> tuple[dict[str, Any], bool]:
        """An update, and whether there is to be one answer to it."""
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
