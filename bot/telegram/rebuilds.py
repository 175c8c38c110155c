"""What takes the place of the knowledge base in use, one at a time: each build that an admin causes, and going back."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import ContextTypes

from bot.library import Library
from bot.telegram.progress import Shown
from knowledge.building.report import BuildReport
from knowledge.errors import BuildError


class Rebuilds:
    """The turn to change the base, and the tasks that have it or wait for it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def are_under_way(self) -> bool:
        """Whether somebody has the turn, or waits for it."""
        return bool(self._tasks)

    def start(self, work: Coroutine[Any, Any, None], update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Has it done in its turn without anybody waiting: an admin's next message must not wait for a build."""
        task = context.application.create_task(self._in_turn(work), update=update)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            async with self._turn:
                await work
        finally:
            work.close()  # where it never had its turn

    async def build(self, shown: Shown | None, *, force: bool = False, at_hand: bool = False) -> BuildReport:
        """Builds, by whoever has the turn, and shows how far it is. Raises YoujuError: nothing has changed."""
        if shown is None:
            return await self._library.rebuild(force=force, at_hand=at_hand)
        async with shown.following():
            return await self._library.rebuild(force=force, progress=shown.tell, at_hand=at_hand)

    async def build_after(
        self, shown: Shown, do: Callable[[], object], undo: Callable[[], object], needed: str = ""
    ) -> BuildReport:
        """Changes the folder that was sent to, then builds; changes it back where that fails. Raises YoujuError.

        needed: the name of a file without which the build counts as failed. Who is stopped in the middle has done what
        was asked of him: the next start builds.
        """
        await asyncio.to_thread(do)
        try:
            report = await self.build(shown, at_hand=True)
            for failure in report.failed:
                if failure.file == needed:
                    raise BuildError(failure.reason)
        except Exception:
            await asyncio.to_thread(undo)
            raise
        return report

    async def idle(self) -> None:
        """Returns when nobody has the turn or waits for it."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def close(self) -> None:
        """Stops what runs."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.to_thread(self._library.let_go)
