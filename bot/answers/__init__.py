"""The kinds of answer, one file each: `plan` says which facts it needs, `compose` makes the answer. Both are pure."""

from collections.abc import Mapping
from typing import Protocol

from bot.answers import (
    compare,
    concept,
    conflicts,
    count,
    fact,
    listing,
    profile,
    quote,
    rank,
    shared,
    ties,
    timeline,
    why,
    yesno,
)
from bot.types import Answer, FactQuery, Findings, Interpretation


class Kind(Protocol):
    """What a file of this package offers."""

    def plan(self, asked: Interpretation) -> tuple[FactQuery, ...]:
        """The facts that the answer needs; empty: passages are enough."""

    def compose(self, asked: Interpretation, findings: Findings) -> Answer | None:
        """The answer; None: the findings do not say."""


KINDS: Mapping[str, Kind] = {
    "fact": fact,
    "person": fact,
    "list": listing,
    "count": count,
    "shared": shared,
    "ties": ties,
    "quote": quote,
    "why": why,
    "compare": compare,
    "conflicts": conflicts,
    "rank": rank,
    "yesno": yesno,
    "timeline": timeline,
    "profile": profile,
    "concept": concept,
}
