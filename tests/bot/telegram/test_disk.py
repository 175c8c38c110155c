"""The one writer to the state file."""

import asyncio
import threading

import pytest

from bot.state import StateError, open_state
from bot.telegram.disk import Disk


async def test_what_comes_after_the_end_is_not_written_and_says_so() -> None:
    state = open_state(None)
    disk = Disk(state)
    assert await disk.call(state.pending) == ()
    await disk.close()
    with pytest.raises(StateError, match=r"^not written: closed$"):
        await disk.call(state.pending)
    state.close()


async def test_all_is_written_by_one_thread_whose_name_says_so() -> None:
    state = open_state(None)
    disk = Disk(state)
    first = [await disk.call(lambda: threading.current_thread().name) for _ in range(3)]
    others = await asyncio.gather(*(disk.call(lambda: threading.current_thread().name) for _ in range(3)))
    assert {*first, *others} == {"state_0"}
    await disk.close()
    state.close()
