"""News beside the answers: how it ends."""

import asyncio
from typing import NoReturn

from bot.state import StateError
from tests.bot.bench import open_bench
from tests.bot.canned import CannedLibrary


class OutOfReach(CannedLibrary):
    """What is new cannot be found out now, so it is tried again after a while."""

    def file(self) -> NoReturn:
        raise StateError("the disk is full")


async def test_it_stops_though_the_base_changes_at_that_moment() -> None:
    """Otherwise a bot stopped right after a reload would wait for it for ever."""
    library = OutOfReach()
    async with open_bench(library) as bench:
        running = asyncio.create_task(bench.app.news.run())
        await bench.app.news.idle.wait()
        for changed in library.listeners:
            changed()
        asyncio.get_running_loop().call_soon(running.cancel)
        await asyncio.wait((running,), timeout=20)
        assert running.cancelled()
