"""Writes to the state file, off the event loop: what comes while the disk is at work waits for one commit together."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar, TypeVarTuple

from bot.state import State, StateError

Ts = TypeVarTuple("Ts")
R = TypeVar("R")


class Disk:
    """The one thread that writes what answering an update needs. Commits are in the order of the calls."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._thread = ThreadPoolExecutor(1, "state")
        self._unwritten: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def call(self, call: Callable[[*Ts], R], *args: *Ts) -> R:
        """What the call returns, stored for good. Raises StateError."""
        future: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._unwritten.append((partial(call, *args), future))
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return await future

    async def close(self) -> None:
        """Ends the thread when all is written."""
        if self._writing is not None:
            await self._writing
        self._thread.shutdown()

    async def _write(self) -> None:
        """Makes the calls that wait, all in one commit; those that come meanwhile wait for the next."""
        while self._unwritten:
            batch, self._unwritten = self._unwritten, []
            calls = [call for call, _ in batch]
            results: Sequence[Any]
            try:
                results = await asyncio.get_running_loop().run_in_executor(self._thread, self._state.together, calls)
            except RuntimeError:
                results = (StateError("not written: closed"),) * len(calls)
            for (_, future), result in zip(batch, results, strict=True):
                if future.cancelled():
                    continue
                if isinstance(result, Exception):
                    future.set_exception(result)
                else:
                    future.set_result(result)
