"""rules/name_uses.yaml: what stands beside the names that nobody introduces. Decides on no name."""

import re
from collections.abc import Mapping
from functools import cache

from knowledge.rules import Rule, own_rules
from knowledge.types import EntityKind


class NameUseRules(Rule):
    """rules/name_uses.yaml."""

    columns: Mapping[EntityKind, frozenset[str]]
    empty_cells: frozenset[str]
    person_before: tuple[str, ...]
    person_after: tuple[str, ...]
    person_adverbs: tuple[str, ...]
    person_links: tuple[str, ...]
    company_before: tuple[str, ...]
    company_after: tuple[str, ...]
    suffers: tuple[str, ...]
    fund_before: tuple[str, ...]
    fund_after: tuple[str, ...]
    product_before: tuple[str, ...]
    product_after: tuple[str, ...]
    versions: tuple[str, ...]
    called: tuple[str, ...]
    latin_before: Mapping[EntityKind, tuple[str, ...]]
    latin_says: tuple[str, ...]
    latin_after: Mapping[EntityKind, tuple[str, ...]]
    nicknamed: tuple[str, ...]
    renamed: tuple[str, ...]
    familiar_before: tuple[str, ...]
    familiar_after: tuple[str, ...]
    posts: tuple[str, ...]
    ordinary_people: frozenset[str]

    def before(self, kind: EntityKind) -> tuple[str, ...]:
        """Words right after which a name of that kind is expected; empty: none are listed."""
        return _BEFORE[kind](self) if kind in _BEFORE else ()

    def after(self, kind: EntityKind) -> tuple[str, ...]:
        """Words right before which a name of that kind is expected; empty: none are listed."""
        return _AFTER[kind](self) if kind in _AFTER else ()


_BEFORE = {
    EntityKind.PERSON: lambda rules: rules.person_before,
    EntityKind.COMPANY: lambda rules: rules.company_before,
    EntityKind.FUND: lambda rules: rules.fund_before,
    EntityKind.PRODUCT: lambda rules: rules.product_before,
}
_AFTER = {
    EntityKind.PERSON: lambda rules: rules.person_after,
    EntityKind.COMPANY: lambda rules: rules.company_after,
    EntityKind.FUND: lambda rules: rules.fund_after,
    EntityKind.PRODUCT: lambda rules: rules.product_after,
}


@cache
def use_rules() -> NameUseRules:
    """rules/name_uses.yaml, read once. Raises RuleError."""
    rules: NameUseRules = own_rules("name_uses.yaml", NameUseRules)
    return rules


def to_alternatives(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
