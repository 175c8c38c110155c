"""Aliases that an admin is about to teach: what a button stands for that must not be in its data. In memory."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

SECONDS = 600
"""How long one stands."""
MOST = 100


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an admin means to teach."""

    admin: int
    alias: str
    name: str = ""
    """Whom it is to stand for; empty: that is still to be chosen."""


class Proposals:
    """Those of all admins, each under eight hexadecimal digits."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._made: OrderedDict[str, tuple[Proposal, float]] = OrderedDict()

    def make(self, proposal: Proposal) -> str:
        """The key of a new one."""
        key = secrets.token_hex(4)
        self._made[key] = proposal, self._clock()
        while len(self._made) > MOST:
            self._made.popitem(last=False)
        return key

    def find(self, admin: int, key: str) -> Proposal | None:
        """That of this key, if it is the admin's own and young enough."""
        proposal, at = self._made.get(key, (None, 0.0))
        is_valid = proposal is not None and proposal.admin == admin and self._clock() - at < SECONDS
        return proposal if is_valid else None

    def take(self, admin: int, key: str) -> Proposal | None:
        """The same, void from then on."""
        proposal = self.find(admin, key)
        if proposal is not None:
            del self._made[key]
        return proposal
