"""Places for those at work: so many at the same time, and nobody keeps one while only waiting for Telegram's leave."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(slots=True)
class _Place:
    places: asyncio.Semaphore
    is_held: bool = True


_place: ContextVar[_Place | None] = ContextVar("place", default=None)


class Places:
    """So many places, given out in the order in which they are asked for."""

    def __init__(self, count: int) -> None:
        self._free = asyncio.Semaphore(count)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Holds a place while entered, but for the times of `aside`."""
        await self._free.acquire()
        place = _Place(self._free)
        before = _place.set(place)
        try:
            yield
        finally:
            _place.reset(before)
            if place.is_held:
                self._free.release()


@asynccontextmanager
async def aside() -> AsyncIterator[None]:
    """Leaves one's place to another while entered, then waits for a place again; nothing for who has none.

    Who is cancelled meanwhile ends without a place.
    """
    place = _place.get()
    if place is None or not place.is_held:
        yield
        return
    place.is_held = False
    place.places.release()
    yield
    await place.places.acquire()
    place.is_held = True
