"""Calls made in a process of its own: neither its death nor its hanging disturbs the one that waits for it."""

import asyncio
import atexit
import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from knowledge.errors import YoujuError

T = TypeVar("T")
Tell = Callable[[Any], None]


class DiedError(YoujuError):
    """The process ended without a word: killed, or out of memory."""


class Helper:
    """A process for one call after the other. It starts with the first and is kept, so that the next finds all read."""

    def __init__(self, keep_seconds: float, stamp: Callable[[], str] = str) -> None:
        """keep_seconds: how long it waits for another call; stamp: a call after this changed gets a new process."""
        self._keep_seconds = keep_seconds
        self._stamp = stamp
        self._stamped = ""
        self._turn = asyncio.Lock()
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None
        self._timer: asyncio.TimerHandle | None = None

    async def call(
        self, function: Callable[..., T], arguments: Sequence[object], seconds: float, tell: Tell | None = None
    ) -> T:
        """What function returns for the arguments; both have to be picklable, function by its name.

        tell: called here with what the function tells there by its own argument `tell`; None: it has no such argument.
        Raises TimeoutError after so many seconds, DiedError, and the YoujuError that function raises. The process is
        killed where it takes too long or nobody waits for it any more.
        """
        async with self._turn:
            if self._timer is not None:
                self._timer.cancel()
            loop = asyncio.get_running_loop()

            def hear(told: object) -> None:
                if tell is not None:
                    loop.call_soon_threadsafe(tell, told)

            try:
                pipe = await asyncio.to_thread(self._start)
                async with asyncio.timeout(seconds):
                    outcome = await asyncio.to_thread(_ask, pipe, (function, tuple(arguments), tell is not None), hear)
            except BaseException:
                self.let_go()
                raise
            if isinstance(outcome, DiedError):
                self.let_go()
            else:
                self._timer = loop.call_later(self._keep_seconds, self.let_go)
        if isinstance(outcome, YoujuError):
            raise outcome
        result: T = outcome
        return result

    def let_go(self) -> None:
        """Ends the process, if there is one, whatever it does."""
        process, self._process, self._pipe = self._process, None, None
        if self._timer is not None:
            self._timer.cancel()
        if process is not None:
            atexit.unregister(self.let_go)
            process.kill()
            process.join()

    def _start(self) -> Connection:
        stamp = self._stamp()
        if self._pipe is not None and self._process is not None and self._process.is_alive() and stamp == self._stamped:
            return self._pipe
        self.let_go()
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        # No daemon: it may have workers of its own. Who ends without letting it go must not wait for it.
        self._process = context.Process(target=_serve, args=(there,), daemon=False)
        atexit.register(self.let_go)
        self._process.start()
        there.close()
        self._pipe, self._stamped = here, stamp
        return here


async def call_apart(
    function: Callable[..., T], arguments: Sequence[object], seconds: float, tell: Tell | None = None
) -> T:
    """As `Helper.call`, in a process of this call's own."""
    helper = Helper(seconds)
    try:
        return await helper.call(function, arguments, seconds, tell)
    finally:
        helper.let_go()


def _ask(pipe: Connection, call: tuple[object, ...], hear: Tell) -> Any:
    """What the process returns or raises."""
    try:
        pipe.send(call)
        while True:
            is_end, value = pipe.recv()
            if is_end:
                return value
            hear(value)
    except (EOFError, OSError):
        return DiedError("ended without a word (killed, or out of memory)")


def _serve(pipe: Connection) -> None:
    """The process: calls, until nobody is there to ask."""
    while True:
        try:
            function, arguments, tells = pipe.recv()
        except EOFError:
            return
        try:
            result = function(*arguments, **({"tell": lambda told: pipe.send((False, told))} if tells else {}))
        except YoujuError as error:
            result = error
        pipe.send((True, result))
