"""Faults of Telegram's, one kind after the other: of polling, which must not make the bot deaf, and of sending."""

import asyncio
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bot import api_server as api
from tests.bot.api_server import ApiServer, Fault
from tests.bot.canned import update
from tests.bot.running import QUICK, running_bot
from tests.promises.scale import scaled

TIMES = 3


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with api.api_server() as running:
        yield running


POLLING: dict[str, Fault] = {
    "401": api.UNAUTHORIZED,
    "404": api.NOT_FOUND,
    "409": api.CONFLICT,
    "429": api.flood(1),
    "500": api.SERVER_ERROR,
    "502": api.refusal("Bad Gateway", 502),
    "drop": api.DROP,
    "late": api.LATE,
    "garbage": api.GARBAGE,
    "slow": Fault("slow", seconds=1.5),
    "hang": Fault("hang", seconds=2),
    "empty": Fault("empty"),
    "duplicate": Fault("duplicate"),
}
ENDLESS = {"hang": Fault("hang", seconds=9), "drip": Fault("drip", seconds=20)}
IMPATIENT = replace(QUICK, grace=1)
"""Waits 1.5 s for a byte and 2 s for a whole answer, as 25 s and 30 s otherwise."""
ANSWERED = 60
"""Seconds within which a question is answered whatever polling meets, on a busy machine."""


async def fail_polling(server: ApiServer, *faults: Fault) -> None:
    """Makes polling fail from now on, and returns once it has met the first of the faults."""
    before = len(server.called("getUpdates"))
    server.fail("getUpdates", *faults)
    while len(server.called("getUpdates")) == before:
        await asyncio.sleep(0.01)


@pytest.mark.promise(2)
@pytest.mark.parametrize("kind", POLLING)
async def test_a_fault_of_polling_delays_and_loses_nothing(
    server: ApiServer, tmp_path: Path, kind: str, record_property: Any
) -> None:
    async with running_bot(server, tmp_path):
        server.put(update("before"))
        await server.wait_for(1)
        await fail_polling(server, *[POLLING[kind]] * TIMES)
        server.put(update("after"))
        await server.wait_for(2)
    assert [message["visible"].split()[1] for message in server.messages] == ["before", "after"]
    record_property("figure", f"{TIMES} times {kind}")


@pytest.mark.promise(2)
@pytest.mark.parametrize("kind", ENDLESS)
async def test_an_answer_without_end_is_given_up(
    server: ApiServer, tmp_path: Path, kind: str, record_property: Any
) -> None:
    async with running_bot(server, tmp_path, pace=IMPATIENT):
        server.put(update("before"))
        await server.wait_for(1)
        await fail_polling(server, *[ENDLESS[kind]] * TIMES)
        server.put(update("after"))
        await server.wait_for(2)
    assert [message["visible"].split()[1] for message in server.messages] == ["before", "after"]
    record_property("figure", f"{TIMES} times endless {kind}")


@pytest.mark.promise(2)
async def test_whatever_comes_next_each_question_is_answered(
    server: ApiServer, tmp_path: Path, record_property: Any
) -> None:
    chance, rounds, met = random.Random(2), scaled(2, 20, 600), 0
    kinds = [*POLLING.values(), *ENDLESS.values()]
    async with running_bot(server, tmp_path, pace=IMPATIENT):
        for number in range(rounds):
            faults = chance.choices(kinds, k=chance.randrange(1, 4))
            met += len(faults)
            await fail_polling(server, *faults)
            await asyncio.sleep(chance.random() / 10)
            server.put(update(f"{number}"))
            await server.until(number + 1, ANSWERED)
    assert [message["visible"].split()[1] for message in server.messages] == [str(number) for number in range(rounds)]
    record_property("figure", f"{met} faults of {len(kinds)} kinds at random, {rounds} questions between: all answered")


SENDING = {name: POLLING[name] for name in ("429", "500", "502", "drop")}


@pytest.mark.promise(3)
async def test_every_question_gets_one_message_whichever_call_fails(
    server: ApiServer, tmp_path: Path, record_property: Any
) -> None:
    rounds, asked = scaled(1, 5, 250), 0
    async with running_bot(server, tmp_path):
        for fault in SENDING.values():
            for number in range(rounds):
                before = number % 19  # of many rounds, every tenth question meets a fault
                server.put(*(update(f"q{asked + place}", user=600 + place) for place in range(before)))
                asked += before
                await server.until(asked)
                server.fail("sendMessage", fault)
                server.put(update(f"q{asked}", user=700))
                asked += 1
                await server.until(asked)
    texts = sorted(message["visible"].split()[1] for message in server.messages)
    record_property(
        "figure", f"{asked} questions, {len(SENDING) * rounds} faults of {len(SENDING)} kinds: 1 message each"
    )
    assert texts == sorted(f"q{number}" for number in range(asked))
