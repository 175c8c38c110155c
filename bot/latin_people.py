"""People whose Latin names no article introduces by a rule: a passage in, whether it gives one out."""

import re
from collections.abc import Collection

from knowledge.types import Found

NAME = re.compile(
    r"(?:\b(?:by|with|named?|and|met|hired|is|was|founders?|chief|officer|president|head|partner|director)"
    r"|[与和及是为、,，:：])\s*"
    r"(?P<name>[A-Z][a-zà-ÿ]+ [A-Z][\wÀ-ÿ'’-]+)"
)
"""What is written as a person's name, after a post or what joins names: run by Mara Quill, 创始人是Mara Quill."""


def names_stranger(found: Found, given: Collection[str]) -> bool:
    """Whether the passage gives a name written as a person's that is no entity, nor one of those given.

    Who it is stays open: it shows that the passage may answer who, and is never told by itself.
    """
    known = (*found.entities, *given)
    names = (match["name"] for match in NAME.finditer(found.snippet))
    return any(not any(name in other or other in name for other in known) for name in names)
