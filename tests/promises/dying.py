"""The bot as a process that kills itself at a point on the way of an update, named in DIES_AT ("before send", "after
add") the DIES_IN-th time that it comes there. What is written counts once it is committed.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from bot.config import Settings
from bot.logs import open_log
from bot.state import State
from bot.telegram.requests import BotRequest
from bot.telegram.service import run_bot
from tests.bot.api_server import TOKEN
from tests.bot.canned import CannedLibrary
from tests.bot.running import QUICK

WRITES = {"add": "add", "take": "take", "end": "done"}
"""Method of the state -> name of the point."""
POINTS = tuple(f"{when} {what}" for what in ("add", "take", "send", "done") for when in ("before", "after"))


class Death:
    """Counts the points that are passed."""

    def __init__(self, point: str, times: int) -> None:
        self._point = point
        self._left = times

    def pass_by(self, point: str) -> None:
        """Does not return where this is the one."""
        if point == self._point:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


def watch_writes(death: Death, together: Callable[..., Any]) -> Callable[..., Any]:
    """State.together that passes by the points of what it writes."""

    def watched(state: State, calls: Sequence[Callable[[], Any]]) -> Any:
        made = [call for call in calls if isinstance(call, partial) and call.args and call.args[0]]
        written = [WRITES[call.func.__name__] for call in made if call.func.__name__ in WRITES]
        for name in written:
            death.pass_by(f"before {name}")
        results = together(state, calls)
        for name in written:
            death.pass_by(f"after {name}")
        return results

    return watched


def watch_requests(death: Death, request: Callable[..., Any]) -> Callable[..., Any]:
    """BotRequest.do_request that passes by the points of a message that is sent."""

    async def watched(self: BotRequest, url: str, *args: Any, **kwargs: Any) -> Any:
        if not url.endswith("/sendMessage"):
            return await request(self, url, *args, **kwargs)
        death.pass_by("before send")
        result = await request(self, url, *args, **kwargs)
        death.pass_by("after send")
        return result

    return watched


if __name__ == "__main__":
    waiting = Death(os.environ["DIES_AT"], int(os.environ["DIES_IN"]))
    State.together = watch_writes(waiting, State.together)  # type: ignore[method-assign]
    BotRequest.do_request = watch_requests(waiting, BotRequest.do_request)  # type: ignore[method-assign]
    open_log([TOKEN])
    asyncio.run(run_bot(Settings(_env_file=None), CannedLibrary(), QUICK))
