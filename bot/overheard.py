"""Is a message that nobody addressed to the bot a question all the same, and one that facts can answer? Pure.

Better none than a wrong one: whoever is not asked and speaks up is a nuisance.
"""

import re

from bot.phrases import phrase
from bot.types import Answer, Interpretation, Status
from knowledge.text import fold

LONGEST = 60
"""Characters: a question put to everybody is short."""
KINDS = frozenset({"fact", "person", "list", "count", "compare", "timeline", "shared", "ties"})
"""Kinds of answer that facts give; whether, why and what one thinks of it are left to the people."""
WITHOUT_RELATION = frozenset({"timeline", "shared", "ties"})
"""Those of them that name no relation."""
SEVERAL = re.compile(r"[。.!！?？;；\n]\s*\S")
"""More than one sentence; a point within a number or a name counts too, which only makes the bot more silent."""
NAMED = "·"
"""What stands for a name's character while the words around it are looked at: names hold any word (智能, 会)."""


def may_ask(text: str) -> bool:
    """Whether a message has the form of a question at all: a cheap look before it is understood."""
    twin = fold(text)
    return len(twin) <= LONGEST and SEVERAL.search(twin.strip()) is None and _has_form(twin)


def clearly_asks(asked: Interpretation) -> bool:
    """Whether the message, understood, is a question about known names, spelt right, that facts can answer."""
    if (
        not asked.named
        or asked.unknown
        or asked.doubts
        or any(name.how not in ("exact", "maker") for name in asked.named)
    ):
        return False
    if asked.kind not in KINDS or (asked.relation is None and asked.kind not in WITHOUT_RELATION):
        return False
    chars = list(asked.twin)
    for name in asked.named:
        chars[name.start : name.end] = NAMED * (name.end - name.start)
    around = "".join(chars)
    return _has_form(around) and not phrase("speaks_to_people").search(around)


def is_worth_it(answer: Answer | None) -> bool:
    """Whether an answer may be given to those who did not ask the bot: it holds, and cites what it holds by."""
    return answer is not None and answer.status is Status.ANSWERED and answer.kind in KINDS and bool(answer.citations)


def _has_form(twin: str) -> bool:
    return phrase("clearly_asks").search(twin) is not None
