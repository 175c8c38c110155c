"""The bot as a process of its own: stopped kindly, and killed."""

import asyncio
import random
import signal
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.bot import api_server as api
from tests.bot.api_server import TOKEN, ApiServer
from tests.bot.canned import update
from tests.bot.running import bot_process
from tests.promises.scale import scaled


@pytest.fixture
def server() -> Iterator[ApiServer]:
    with api.api_server() as running:
        yield running


STARTED = 60
"""Seconds that a process may take to start on a busy machine."""


@pytest.mark.promise(14)
async def test_sigterm_finishes_what_is_in_line_and_exits_with_0(
    server: ApiServer, tmp_path: Path, record_property: Any
) -> None:
    stops, waited = scaled(1, 10, 100), []
    for stop in range(stops):
        server.put(*(update(f"{turn}", user=user) for turn in range(4) for user in range(1, 6)))
        async with bot_process(server, tmp_path) as process:
            await server.until(20 * stop + 1 + stop % 5, STARTED)
            process.send_signal(signal.SIGTERM)
            started = time.perf_counter()
            _, log = await asyncio.wait_for(process.communicate(), 15)
            waited.append(time.perf_counter() - started)
        assert process.returncode == 0, log.decode()
        assert server.count() == 20 * (stop + 1)
        assert TOKEN.partition(":")[2] not in log.decode()
    longest = f"the longest took {max(waited):.1f} s"
    record_property("figure", f"{stops} stops in mid-load: exit 0 each, {20 * stops} questions, none lost; {longest}")


async def answer_all(server: ApiServer, folder: Path, count: int) -> None:
    """Lets the bot live until each of so many questions is answered; the first answers may be repeats."""
    async with bot_process(server, folder):
        said = count
        while {message["visible"].split()[1] for message in server.messages} != {str(n) for n in range(count)}:
            await server.until(said, STARTED)
            said = server.count() + 1


@pytest.mark.promise(1)
@pytest.mark.parametrize("seed", range(1, 1 + scaled(1, 1, 5)))
async def test_kill_9_loses_nothing_and_doubles_only_what_was_being_sent(
    seed: int, server: ApiServer, tmp_path: Path, record_property: Any
) -> None:
    users, kills, chance = 5, scaled(2, 20, 100), random.Random(seed)
    count = 15 * (kills + 1)
    # Each is made when it is sent: what is older than a quarter of an hour is no longer answered.
    asked = (update(f"{number}", user=1 + number % users) for number in range(count))
    for kill in range(kills):
        if kill and kill % 10 == 0:
            await answer_all(server, tmp_path, 15 * kill)
        server.put(*islice(asked, 15))
        async with bot_process(server, tmp_path) as process:
            await server.until(server.count() + chance.randrange(1, 12), STARTED)
            await asyncio.sleep(chance.random() / 50)
            process.kill()
    server.put(*asked)
    await answer_all(server, tmp_path, count)
    doubled = len(server.messages) - count
    record_property("figure", f"{kills} kills at random, {count} updates: 0 lost, {doubled} doubled, order kept")
    assert doubled <= kills * users
    for user in range(1, users + 1):
        turns = [int(m["visible"].split()[1]) for m in server.messages if m["chat_id"] == str(user)]
        assert turns == sorted(turns)
