"""The one writer to the state file."""

import pytest

from bot.state import StateError, open_state
from bot.telegram.disk import Disk


async def test_what_comes_after_the_end_is_not_written_and_says_so() -> None:
    state = open_state(None)
    disk = Disk(state)
    assert await disk.call(state.pending) == ()
    await disk.close()
    with pytest.raises(StateError, match="closed"):
        await disk.call(state.pending)
    state.close()
