"""What follows ?start= in a link to the bot: 1 to 64 of A-Z, a-z, 0-9, _ and - (Bot API, deep linking)."""

import re

HELP = "help"
"""The payload of the button that is shown where inline mode finds nothing."""
PROFILE = "profile"
_PAYLOAD = re.compile(r"e-([0-9a-f]{12})(?:-([a-z_]{1,16}))?")


def to_payload(key: str, facet: str = PROFILE) -> str:
    """The payload that leads to a facet of the name of that key.

    >>> to_payload("0123456789ab"), to_payload("0123456789ab", "timeline")
    ('e-0123456789ab', 'e-0123456789ab-timeline')
    """
    return f"e-{key}" if facet == PROFILE else f"e-{key}-{facet}"


def read_payload(payload: str) -> tuple[str, str] | None:
    """(key of a name, facet) that a payload leads to; None: it leads to neither.

    >>> read_payload("e-0123456789ab"), read_payload("help")
    (('0123456789ab', 'profile'), None)
    """
    match = _PAYLOAD.fullmatch(payload)
    return (match[1], match[2] or PROFILE) if match else None
