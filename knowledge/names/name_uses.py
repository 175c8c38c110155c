"""rules/name_uses.yaml: what stands beside the names that nobody introduces. Decides on no name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import ahocorasick_rs

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
    deals: tuple[str, ...]
    suffers: tuple[str, ...]
    interviews: tuple[str, ...]
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
    firm_posts: tuple[str, ...]
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


class UseWords:
    """The words beside names, ready to be looked for: those of each kind, and a pattern for longer turns of phrase."""

    def __init__(
        self, words: Mapping[EntityKind, tuple[str, ...]], kind: EntityKind, cues: Sequence[str], pattern: str
    ) -> None:
        """kind: what the pattern goes with. cues: words of which it holds one."""
        listed = tuple(dict.fromkeys(word for of_kind in words.values() for word in of_kind))
        self._finder = ahocorasick_rs.AhoCorasick(listed, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
        self._kinds = tuple(tuple(kind for kind, of_kind in words.items() if word in of_kind) for word in listed)
        self._kind, self._cues, self._pattern = kind, tuple(cues), re.compile(pattern)

    def find(self, twin: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[EntityKind, ...]]]:
        """(start, end, kinds) of each of the words in the sentence from start to end of a folded text."""
        sentence = twin[start:end]
        for which, begin, stop in self._finder.find_matches_as_indexes(sentence):
            yield start + begin, start + stop, self._kinds[which]
        if any(cue in sentence for cue in self._cues):
            for match in self._pattern.finditer(sentence):
                yield start + match.start(), start + match.end(), (self._kind,)


@cache
def use_rules() -> NameUseRules:
    """rules/name_uses.yaml, read once. Raises RuleError."""
    rules: NameUseRules = own_rules("name_uses.yaml", NameUseRules)
    return rules


def to_alternatives(words: tuple[str, ...]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
