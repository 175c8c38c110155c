"""Calls in a process of their own: what they return, tell and raise, and how they end when they do not."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.apart import DiedError, Helper, call_apart
from knowledge.errors import RefusedError

ROOT = Path(__file__).parents[2]


def double(number: int) -> int:
    return 2 * number


def count(to: int, tell: Callable[[object], None]) -> int:
    for number in range(to):
        tell((number, to))
    return os.getpid()


def refuse() -> None:
    raise RefusedError("only 3 articles")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    time.sleep(600)


async def test_what_it_returns_comes_from_another_process() -> None:
    told: list[object] = []
    assert await call_apart(double, (21,), 60) == 42
    assert await call_apart(count, (3,), 60, told.append) != os.getpid()
    await asyncio.sleep(0)
    assert told == [(0, 3), (1, 3), (2, 3)]


async def test_what_it_raises_is_raised_here() -> None:
    with pytest.raises(RefusedError, match="only 3 articles"):
        await call_apart(refuse, (), 60)


async def test_one_that_dies_is_told() -> None:
    with pytest.raises(DiedError):
        await call_apart(die, (), 60)


async def test_one_that_hangs_is_killed() -> None:
    with pytest.raises(TimeoutError):
        await call_apart(hang, (), 0.1)


def where() -> int:
    return os.getpid()


async def test_a_helper_is_kept_until_it_is_let_go_or_its_rules_change() -> None:
    stamps = iter("aabbb")
    helper = Helper(60, lambda: next(stamps))
    processes = [await helper.call(where, (), 60) for _ in range(4)]
    assert processes[0] == processes[1] != processes[2] == processes[3]
    helper.let_go()
    helper.let_go()
    assert await helper.call(where, (), 60) != processes[3]
    helper.let_go()


async def test_a_helper_that_has_nothing_to_do_goes() -> None:
    helper = Helper(0.05)
    first = await helper.call(where, (), 60)
    async with asyncio.timeout(60):
        while os.path.exists(f"/proc/{first}"):  # noqa: PTH110
            await asyncio.sleep(0.05)


async def test_after_a_death_there_is_another_helper() -> None:
    helper = Helper(60)
    with pytest.raises(DiedError):
        await helper.call(die, (), 60)
    assert await helper.call(double, (21,), 60) == 42
    with pytest.raises(TimeoutError):
        await helper.call(hang, (), 0.1)
    with pytest.raises(RefusedError):
        await helper.call(refuse, (), 60)
    assert await helper.call(double, (4,), 60) == 8
    helper.let_go()


async def test_who_ends_does_not_wait_for_his_helper() -> None:
    script = (
        "import asyncio; from bot.apart import Helper; from tests.bot.test_apart import double\n"
        "if __name__ == '__main__': print(asyncio.run(Helper(600).call(double, (21,), 60)))"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    async with asyncio.timeout(120):
        assert (await process.communicate())[0] == b"42\n"
    assert process.returncode == 0
