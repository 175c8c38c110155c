"""Many pure calls on all cores, results in order, memory bounded. Knows nothing of articles."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from types import TracebackType
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

ALONE = 50
"""Up to so many calls the start of worker processes (about a second) costs more than it saves."""
CHUNK = 8
"""Calls handed to a worker at a time."""


class Workers:
    """Worker processes, started for the first calls that are worth it and kept for later ones; a context manager."""

    def __init__(self) -> None:
        self._count = len(os.sched_getaffinity(0))
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workers":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def map_in_order(self, function: Callable[[A], B], given: Iterable[A], count: int) -> Generator[B]:
        """function of each given, of which there are count, in order; two chunks a worker ahead of who takes them.

        function has to be importable by name; what it raises is raised here. Raises BrokenProcessPool where a worker
        dies.
        """
        if self._pool is None and (count <= ALONE or self._count < 2):
            yield from map(function, given)
            return
        if self._pool is None:
            # spawn: a fork would copy locks that other threads (a progress bar's, a chat's) may hold at this instant.
            self._pool = ProcessPoolExecutor(self._count, mp_context=multiprocessing.get_context("spawn"))
        rest = iter(given)
        ahead: deque[Future[list[B]]] = deque()
        while True:
            while len(ahead) < 2 * self._count and (chunk := list(islice(rest, CHUNK))):
                ahead.append(self._pool.submit(_apply, function, chunk))
            if not ahead:
                return
            yield from ahead.popleft().result()


def _apply(function: Callable[[A], B], chunk: Sequence[A]) -> list[B]:
    return [function(one) for one in chunk]
