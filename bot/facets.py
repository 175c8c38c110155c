"""What may be asked next about a name: the facets of rules/facets.yaml, and the short keys that stand for names.

A key goes where there is little room, in the data of a button and in a deep link: it means the same name in every base.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import Field

from bot.replies import Reply
from bot.types import Language
from knowledge.rules import Rule, load_rules
from knowledge.types import EntityKind

KEY_BYTES = 6
"""Any two of 100,000 names share a key with a probability of 1 in 56,000 (birthday bound)."""


class Facet(Rule):
    """One block of rules/facets.yaml."""

    kinds: tuple[EntityKind, ...]
    holds: tuple[str, ...] = Field(min_length=1)
    answers: tuple[str, ...] = Field(min_length=1)
    label: Reply
    question: Reply
    example: str

    def ask(self, name: str, language: Language) -> str:
        """The question about name."""
        return self.question.text(language).format(name=name)


class Facets(Rule):
    """rules/facets.yaml: key -> facet, in the order they are offered."""

    facets: dict[str, Facet]


@cache
def load_facets() -> Mapping[str, Facet]:
    """The bundled facets, read once. Raises RuleError naming file and key."""
    return load_rules(Path(__file__).parent / "rules" / "facets.yaml", Facets).facets


def to_key(name: str) -> str:
    """The key of a name: 12 of 0-9 and a-f."""
    return hashlib.blake2s(name.encode(), digest_size=KEY_BYTES).hexdigest()
