"""A bot that lives through a day in a process of its own.

Two of them are compared in turn, one whose day ends and one whose day has only begun: that tells apart what the hours
did to the bot and what the machine did, whose speed may change twofold meanwhile.
"""

import asyncio
import logging
import multiprocessing
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from tests.promises.day import living
from tests.promises.test_hostile import Unhandled, send_at_once
from tests.promises.test_memory import resident
from tests.promises.writers import Writers


@dataclass(frozen=True, slots=True)
class Report:
    """What a day came to."""

    ends: Counter[int]
    """How often it happened that a message to which there is to be one answer got so many; since the warming up."""
    states: dict[str, int]
    """What became of the updates -> of how many."""
    pending: int
    unhandled: list[str]
    grown: float
    """MB since the warming up."""
    reloads: int
    faults: int
    unasked: int
    edits: int


class Lived:
    """The bot, from outside."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    def begin(self, lots: int, *, compared: bool = False) -> None:
        """So many lots of messages are to be written; compared: see `Writers.write`.

        EOFError of this or of `times`: the bot's process ended.
        """
        self._line.send((lots, compared))

    def times(self) -> list[float]:
        """Seconds of work that each message made, one number for each lot begun; waits for them."""
        times: list[float] = self._line.recv()
        return times

    def end(self) -> Report:
        """Ends the day, once all that was begun has been waited for."""
        self._line.send(None)
        report: Report = self._line.recv()
        return report


@contextmanager
def lived(folder: Path, messages: int, warm: int) -> Iterator[Lived]:
    """A bot that is written to at the pace of a day of `messages`, begun with so many lots to warm up: see `times`."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_live, args=(theirs, folder, messages, warm))
    process.start()
    theirs.close()
    try:
        yield Lived(ours)
    finally:
        ours.close()
        process.join(20)
        process.kill()


def _live(line: Connection, folder: Path, messages: int, warm: int) -> None:
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        send_at_once(patch)
        asyncio.run(_answer(line, folder, patch, messages, warm))


async def _answer(line: Connection, folder: Path, patch: pytest.MonkeyPatch, messages: int, warm: int) -> None:
    unhandled = Unhandled()
    logging.getLogger().addHandler(unhandled)
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.found.append(str(context)))
    async with living(folder, patch) as day:
        writers = Writers(day, messages)
        await writers.watch()
        line.send([await writers.write(compared=False) for _ in range(warm)])
        before = resident()
        writers.ends.clear()
        while asked := await asyncio.to_thread(line.recv):
            lots, compared = asked
            line.send([await writers.write(compared=compared) for _ in range(lots)])
        await day.settle()
        grown = resident() - before
        request = day.request
        line.send(
            Report(
                ends=writers.ends,
                states=day.state.counts(),
                pending=len(day.state.pending()),
                unhandled=unhandled.found,
                grown=grown,
                reloads=day.reloads,
                faults=request.failed.total(),
                unasked=request.unasked,
                edits=request.edits,
            )
        )
