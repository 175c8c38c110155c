"""Many pure calls on all cores, results in order, memory bounded. Knows nothing of articles."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

ALONE = 50
"""Up to so many calls the start of worker processes (about a second) costs more than it saves."""
CHUNK = 8
"""Calls handed to a worker at a time."""


def map_in_order(function: Callable[[A], B], given: Sequence[A]) -> Generator[B]:
    """function of each given, in order; in worker processes where that is worth it, two chunks a worker ahead.

    function has to be importable by name; what it raises is raised here. Raises BrokenProcessPool where a worker dies.
    """
    workers = len(os.sched_getaffinity(0))
    if len(given) <= ALONE or workers < 2:
        yield from map(function, given)
        return
    chunks = deque(given[start : start + CHUNK] for start in range(0, len(given), CHUNK))
    # spawn: a fork would copy locks that other threads (a progress bar's, a chat's) may hold at this instant.
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    ahead: deque[Future[list[B]]] = deque()
    try:
        while chunks or ahead:
            while chunks and len(ahead) < 2 * workers:
                ahead.append(pool.submit(_apply, function, chunks.popleft()))
            yield from ahead.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _apply(function: Callable[[A], B], chunk: Sequence[A]) -> list[B]:
    return [function(one) for one in chunk]
