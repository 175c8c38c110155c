"""Telegram's limits: how many calls may leave within any stretch of time, and whom a full group holds up."""

import asyncio
from typing import Any

import pytest
from telegram.constants import FloodLimit

from bot.telegram import limits
from bot.telegram.limits import Limits, Window
from tests.bot.canned import GROUP, USER


async def test_no_stretch_of_time_holds_more_than_the_limit() -> None:
    window, times = Window(3, 0.2), []

    async def call(number: int) -> None:
        await window.enter()
        times.append((number, asyncio.get_running_loop().time()))
        window.leave()

    await asyncio.gather(*map(call, range(8)))
    assert [number for number, _ in times] == [*range(8)]
    assert all(later - earlier >= 0.19 for (_, earlier), (_, later) in zip(times, times[3:], strict=False))


async def test_a_group_that_is_full_holds_up_no_other_chat() -> None:
    limiter, called, done = Limits(), [], asyncio.Event()

    async def call(chat: int) -> None:
        called.append(chat)
        if chat == USER:
            done.set()

    async def request(chat: int) -> Any:
        return await limiter.process_request(call, (chat,), {}, "sendMessage", {"chat_id": chat}, None)

    tasks = [asyncio.create_task(request(GROUP)) for _ in range(21)]
    tasks += [asyncio.create_task(request(chat)) for chat in (GROUP - 1, USER)]
    await asyncio.wait_for(done.wait(), 20)
    assert called == [*[GROUP] * 20, GROUP - 1, USER]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_what_waited_among_all_counts_for_its_group_from_when_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else as many again may go a minute after the first came, though the first went only now."""
    monkeypatch.setattr(limits, "MARGIN", 0.02)  # a minute in 1.2 s
    limiter, sent = Limits(), []
    for _ in range(int(FloodLimit.MESSAGES_PER_SECOND)):
        await limiter._all.enter()

    async def call() -> None:
        sent.append(asyncio.get_running_loop().time())

    tasks = [
        asyncio.create_task(limiter.process_request(call, (), {}, "sendMessage", {"chat_id": GROUP}, None))
        for _ in range(int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP) + 1)
    ]
    await asyncio.sleep(0.6)  # as long as others of all chats are before them
    for _ in range(int(FloodLimit.MESSAGES_PER_SECOND)):
        limiter._all.leave()
    await asyncio.gather(*tasks)
    assert sent[-1] - sent[0] >= 1.19


async def test_a_call_that_names_no_chat_waits_for_nothing() -> None:
    limiter = Limits()

    async def call() -> int:
        return 1

    calls = [limiter.process_request(call, (), {}, "answerInlineQuery", {}, None) for _ in range(100)]
    assert await asyncio.wait_for(asyncio.gather(*calls), 20) == [1] * 100


async def test_groups_that_wait_for_nothing_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MARGIN", 0.001)
    monkeypatch.setattr(limits, "GROUPS_KEPT", 10)
    limiter = Limits()

    async def call() -> None:
        """Nothing."""

    for number in range(30):
        await limiter.process_request(call, (), {}, "sendMessage", {"chat_id": -1 - number}, None)
        await asyncio.sleep(0.07 if number == 15 else 0)
    assert len(limiter._groups) <= 20


async def test_what_nobody_waits_for_leaves_half_of_every_limit_to_answers() -> None:
    """Thirty calls a second in all, twenty a minute to a group: of these, so many go before there is no room."""
    limiter = Limits()

    async def call() -> None:
        """Nothing."""

    async def fill(chat: int) -> int:
        made = 0
        while limiter.has_room(chat):
            await limiter.process_request(call, (), {}, "sendMessage", {"chat_id": chat}, None)
            made += 1
        return made

    assert await fill(GROUP) == 10
    assert limiter.has_room(GROUP - 1)
    assert await fill(USER) == 5
    assert not limiter.has_room(GROUP - 1)
    assert not limiter.has_room(0)


async def test_who_waits_for_an_answer_goes_first() -> None:
    limiter, done = Limits(), asyncio.Event()

    async def call() -> None:
        done.set()

    tasks = [
        asyncio.create_task(limiter.process_request(call, (), {}, "sendMessage", {"chat_id": GROUP}, None))
        for _ in range(21)
    ]
    await asyncio.wait_for(done.wait(), 20)
    assert not limiter.has_room(GROUP)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
