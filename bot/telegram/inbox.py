"""The durable inbox: updates are stored before anything else, then worked on in order within a chat, chats in parallel.

Polling and webhook both end here; what is done with an update is given as `work`.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

from bot.state import NewUpdate, Pending, State, StateError, UpdateState
from bot.telegram.disk import Disk
from bot.telegram.places import Places

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Chats worked on at the same time; those that only wait for Telegram do not count."""
MOST_WAITING = 40
"""Updates of a chat in line, two minutes' worth: Telegram lets twenty answers a minute through to a group. Of those
that come then, what may be refused is."""
MOST_ATTEMPTS = 3
"""An update during which the process died this often is given up: it may be what kills it."""
ALONE_SECONDS = 10.0
"""For as long at most one thing is done at a time at a start: then the rest waits no longer for it."""
SWEEP_SECONDS = 3600

Work = Callable[[Mapping[str, Any]], Awaitable[UpdateState]]
Refuse = Callable[[Mapping[str, Any]], Callable[[], Awaitable[UpdateState]] | None]


def parse_update(raw: object) -> NewUpdate | None:
    """An update as it can be stored, or None where it has no usable update_id."""
    if not isinstance(raw, Mapping):
        return None
    update_id = raw.get("update_id")
    if not isinstance(update_id, int) or not 0 <= update_id < 2**63:
        return None
    return NewUpdate(update_id, find_chat(raw), raw)


def find_chat(raw: Mapping[str, Any]) -> int:
    """The chat, or else the user, that an update belongs to; 0 where it names none."""
    for part in raw.values():
        if isinstance(part, Mapping):
            for owner in (part.get("chat"), part.get("from")):
                if isinstance(owner, Mapping) and isinstance(owner.get("id"), int) and abs(owner["id"]) < 2**63:
                    return int(owner["id"])
    return 0


def refuse_nobody(_: Mapping[str, Any]) -> None:
    """Lets every update wait in line."""


class Inbox:
    """Stores updates and works on them. Call `replay` once at the start, `drain` at the end."""

    def __init__(self, state: State, work: Work, refuse: Refuse = refuse_nobody, disk: Disk | None = None) -> None:
        """refuse: what ends an update of a chat where too many wait; None: it has to wait like them.

        disk: closed with the inbox; None: nobody else writes through it.
        """
        self._state = state
        self._work = work
        self._refuse = refuse
        self._queues: dict[int, deque[Pending]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._places = Places(AT_ONCE)
        self._stopping = False
        self._disk = disk or Disk(state)

    async def add(self, raws: Sequence[object]) -> int:
        """Stores updates for good, then puts the new ones in line; returns how many were readable."""
        updates = [update for update in map(parse_update, raws) if update is not None]
        if len(updates) < len(raws):
            log.error("%d updates without update_id set aside", len(raws) - len(updates))
        contents = {update.update_id: update.content for update in updates}
        for pending in await self._disk.call(self._state.add, updates):
            crowded = len(self._queues.get(pending.chat, ())) > MOST_WAITING
            refusal = self._refuse(contents[pending.update_id]) if crowded else None
            if refusal is None:
                self._enqueue(pending)
            else:
                self._start(self._end(pending.update_id, refusal))
        return len(updates)

    async def replay(self) -> None:
        """Puts in line what was left over by the last run; first, and each by itself, what was in work as that ended.

        So of several in work it is one that kills the process once more, if any does, and no other is given up for it.
        """
        await self._disk.call(self._state.sweep)
        left = await self._disk.call(self._state.pending)
        if left:
            log.info("%d updates were left over by the last run", len(left))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + ALONE_SECONDS
        for pending in sorted(left, key=lambda pending: -pending.attempts):
            if pending.attempts >= MOST_ATTEMPTS:
                log.error("update %d given up after %d tries", pending.update_id, pending.attempts)
                await self._disk.call(self._state.end, pending.update_id, UpdateState.FAILED)
                continue
            self._enqueue(pending)
            if pending.attempts and (seconds := deadline - loop.time()) > 0:
                await asyncio.wait(self._workers, timeout=seconds)

    async def idle(self) -> None:
        """Returns when nothing is in line."""
        while self._workers:
            await asyncio.wait(self._workers)

    async def drain(self, seconds: float) -> None:
        """Finishes what is in line within that time; what is left stays stored for the next run."""
        if self._workers:
            await asyncio.wait(self._workers, timeout=seconds)
        self._stopping = True
        for worker in tuple(self._workers):
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        await self._disk.close()

    async def sweep_hourly(self) -> None:
        """Forgets ended updates, for as long as it is awaited."""
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            await self._disk.call(self._state.sweep)

    def _enqueue(self, pending: Pending) -> None:
        queue = self._queues.setdefault(pending.chat, deque())
        queue.append(pending)
        if len(queue) == 1:
            self._start(self._work_off(pending.chat, queue))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        worker = asyncio.create_task(work)
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work_off(self, chat: int, queue: deque[Pending]) -> None:
        """Works on one chat until its queue is empty; the update in hand stays at the queue's head."""
        while queue and not self._stopping:
            async with self._places.taken():
                await self._work_on(queue[0].update_id)
            queue.popleft()
        del self._queues[chat]

    async def _work_on(self, update_id: int) -> None:
        try:
            content = await self._disk.call(self._state.take, update_id)
        except StateError:
            log.exception("update %d stays in the inbox", update_id)
        else:
            await self._end(update_id, partial(self._work, content))

    async def _end(self, update_id: int, work: Callable[[], Awaitable[UpdateState]]) -> None:
        try:
            await self._disk.call(self._state.end, update_id, await work())
        except StateError:
            # The row stays open, so the next run takes it up again; the chat's next update must not wait for that.
            log.exception("update %d stays in the inbox", update_id)
