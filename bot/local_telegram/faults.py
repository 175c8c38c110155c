"""Faults on demand: what the next calls of a method meet instead of, before or after their answer."""

import random
from collections import defaultdict, deque
from dataclasses import dataclass, replace

from bot.local_telegram.calls import Call, Json, bad_request

KINDS = ("status", "drop", "late", "hang", "garbage", "empty", "drip", "slow", "duplicate")
"""status: an error with code, description and parameters. drop: the connection is cut before anything is done; late:
after it was done. hang: no answer for so many seconds, then a gateway's page; garbage: that page at once; empty:
an answer of no bytes; drip: that page byte after byte, all of it in so many seconds. slow: the right answer, so many
seconds late. duplicate (getUpdates): updates come twice, confirmed ones again."""
ANY = "*"
"""In a method's place: every method."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong once."""

    kind: str
    code: int = 0
    description: str = ""
    parameters: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """A fault that strikes that share of calls, at random."""

    fault: Fault
    share: float


class Faults:
    """The faults that wait, by method in lower case. Random ones come in the same order for the same seed."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)
        self._shares: dict[str, list[Share]] = defaultdict(list)
        self._random = random.Random(0)

    def add(self, method: str, *faults: Fault) -> None:
        """Makes the next calls of a method go wrong."""
        self._waiting[method.lower()].extend(faults)

    def clear(self) -> bool:
        """Takes all faults away."""
        self._waiting.clear()
        self._shares.clear()
        return True

    def take(self, method: str) -> Fault | None:
        """What this call meets; None: nothing."""
        for name in (method.lower(), ANY):
            if self._waiting.get(name):
                return self._waiting[name].popleft()
            for entry in self._shares.get(name, ()):
                if self._random.random() < entry.share:
                    return entry.fault
        return None

    def read(self, call: Call) -> bool:
        """Adds a fault as the control API names it. Raises ApiError."""
        fault = Fault(call.text("kind"), call.number("code"), call.text("description"))
        if fault.kind not in KINDS:
            raise bad_request(f"kind: {fault.kind!r} is none of {', '.join(KINDS)}")
        parameters = tuple((str(name), int(value)) for name, value in call.object("parameters").items())
        fault = replace(fault, parameters=parameters, seconds=float(call.text("seconds") or 0))
        method = call.text("method") or ANY
        if "share" in call.parameters:
            self._random.seed(call.number("seed"))
            self._shares[method.lower()].append(Share(fault, float(call.text("share"))))
        else:
            self.add(method, *[fault] * call.number("times", 1))
        return True


def flood(seconds: int) -> Fault:
    """429 with retry_after."""
    return Fault("status", 429, f"Too Many Requests: retry after {seconds}", (("retry_after", seconds),))


def refusal(text: str, code: int = 400) -> Fault:
    """An error with a text of the real server's."""
    return Fault("status", code, text)


def repeat(updates: list[Json], confirmed: deque[Json]) -> list[Json]:
    """Updates as a server that repeats itself gives them."""
    return [*list(confirmed)[-5:], *updates, *updates]
