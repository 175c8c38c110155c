"""Nothing is lost and no more is doubled than what was being sent, at whichever point the bot is killed."""

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.bot.api_server import ApiServer, api_server
from tests.bot.canned import update
from tests.bot.running import bot_process
from tests.promises.dying import POINTS
from tests.promises.scale import scaled

USERS, EACH, STARTED = 3, 12, 60


def answered(server: ApiServer) -> list[tuple[str, int]]:
    """Who was told the answer to which question, in order."""
    return [(message["chat_id"], int(message["visible"].split()[1])) for message in server.messages]


async def until_all_are_answered(server: ApiServer, count: int) -> None:
    async with asyncio.timeout(STARTED):
        while {number for _, number in answered(server)} != set(range(count)):
            await asyncio.sleep(0.02)


@pytest.mark.promise(1)
async def test_a_kill_at_any_point_loses_nothing(tmp_path: Path, record_property: Any) -> None:
    kills, asked = 0, 0
    with api_server() as server:
        for turn in range(scaled(1, 1, 20)):
            for point in POINTS[:: scaled(3, 1, 1)]:
                server.put(*(update(f"{asked + n}", user=1 + n % USERS) for n in range(EACH)))
                asked += EACH
                # All are stored at once; each is taken up, sent and ended by itself.
                dies = {"DIES_AT": point, "DIES_IN": str(1 + (0 if point.endswith("add") else turn % EACH))}
                async with bot_process(server, tmp_path, "tests.promises.dying", dies) as process:
                    await asyncio.wait_for(process.communicate(), STARTED)
                assert process.returncode == -signal.SIGKILL, point
                kills += 1
                # What is in hand at three deaths in a row is given up, as it may be what kills.
                async with bot_process(server, tmp_path):
                    await until_all_are_answered(server, asked)
        told = answered(server)
    doubled = len(told) - asked
    record_property(
        "figure",
        f"{kills} kills before and after storing, taking up, sending and ending, {asked} updates: 0 lost, {doubled} doubled",
    )
    assert 0 <= doubled <= kills * USERS
    for user in range(1, USERS + 1):
        turns = [number for chat, number in told if chat == str(user)]
        assert turns == sorted(turns)
