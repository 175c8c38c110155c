"""What is kept of people's words beside a judgement or a question left open, and for how long."""

import json
from enum import StrEnum
from typing import Any

from bot.sealing import Seal

KEEP_SECONDS = 30 * 24 * 3600
"""How long judgements and questions left open stay: an admin who looks once a month misses none."""
KEEP_UNDONE = 365 * 24 * 3600
"""How long an alias that was taken back is still told of."""
MOST_ROWS = 100_000
"""Of either; the oldest go first."""
LONGEST = 300
"""Characters of a question or a lead that are kept."""


class KeepQuestions(StrEnum):
    """Whose questions may be kept in their own words, sealed; of all others only what they were understood to ask."""

    NEVER = "never"
    GROUPS = "groups"
    """Those asked in groups, where others read them too."""
    ALL = "all"
    """Those asked in private as well."""

    def allows(self, *, is_private: bool) -> bool:
        """Whether the words of a question asked there may be kept."""
        return self is KeepQuestions.ALL or (self is KeepQuestions.GROUPS and not is_private)


def close(seal: Seal, content: dict[str, Any]) -> bytes:
    """The content, sealed."""
    # ASCII, because a lone surrogate in a hostile text cannot be written otherwise.
    return seal.close(json.dumps(content, separators=(",", ":")).encode("ascii"))


def open_sealed(seal: Seal, sealed: bytes) -> dict[str, Any] | None:
    """The content; None: it was sealed with another token."""
    opened = seal.open(sealed)
    return None if opened is None else dict(json.loads(opened))
