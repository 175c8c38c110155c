"""Codes by which an admin confirms what was refused: of that admin alone, for a minute, good once. In memory."""

import hmac
import secrets
import time
from collections.abc import Callable

SECONDS = 60


class Offers:
    """The last code of each admin."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._made: dict[int, tuple[str, float]] = {}

    def make(self, admin: int) -> str:
        """A new code for the admin; the one before is void."""
        code = secrets.token_hex(4)
        self._made[admin] = code, self._clock()
        return code

    def take(self, admin: int, code: str) -> bool:
        """Whether it is the admin's code and younger than SECONDS. Void from then on, right or wrong."""
        offer = self._made.pop(admin, None)
        if offer is None:
            return False
        made, at = offer
        return hmac.compare_digest(made.encode(), code.encode(errors="replace")) and self._clock() - at < SECONDS
