"""The base of before and the one in use side by side: what changed, and what the articles say now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TypeVar

from bot.types import Citation
from knowledge.comparing.changes import Change, find_changes
from knowledge.comparing.precedence import to_precedence
from knowledge.comparing.values import is_concurrent
from knowledge.facts.relations import load_relations
from knowledge.storing.store import KnowledgeBase
from knowledge.terms import to_terms
from knowledge.text import to_key
from knowledge.types import Evidence, Fact, FactStatus, Key

NEVER = (FactStatus.DENIED, FactStatus.CORRECTED)
"""What takes the place of no value."""
CANDIDATES = 5
"""Passages in which the words of an article that is gone are looked for."""


T = TypeVar("T", Citation, Evidence)


class Bases:
    """Two bases, both open. For one thread; raises StoreError where a file is damaged."""

    def __init__(self, before: KnowledgeBase, after: KnowledgeBase) -> None:
        self.before = before
        self.after = after
        self._dates = before.dates(), after.dates()
        self._respelt = lru_cache(4096)(self._find_spelling)

    def find_changes(self) -> tuple[Change, ...]:
        """What changed, one relation after the other: no more of the facts are in memory at a time."""
        dates = self._dates[0].get, self._dates[1].get
        return tuple(
            change
            for relation in load_relations().by_name
            for change in find_changes(
                map(self.respell, self.before.facts(relation=relation)), self.after.facts(relation=relation), dates
            )
        )

    def respell(self, fact: Fact) -> Fact:
        """A fact of before with the names that the base of now gives to whom it is of."""
        subject, to = self._respelt(fact.subject), fact.object and self._respelt(fact.object)
        return fact if (subject, to) == (fact.subject, fact.object) else replace(fact, subject=subject, object=to)

    def respell_name(self, name: str) -> str:
        """The name that the base of now gives to whom this name, of any time, means."""
        return self._respelt(name)

    def holding(self, fact: Fact) -> Fact | None:
        """What leads among what the articles say now of the same thing and time; None: they say nothing of it."""
        mine = self._dates[0].get(fact.evidence.article)
        rivals = [
            one
            for one in self.after.facts(subject=fact.subject, relation=fact.relation)
            if one.status not in NEVER and is_concurrent(fact, one, (mine, self._dates[1].get(one.evidence.article)))
        ]
        return min(rivals, key=lambda one: to_precedence(one, self._dates[1].get(one.evidence.article)), default=None)

    def citation(self, at: Citation) -> Citation | None:
        """The citation where its snippet stands now; None: its article does not say it any more."""
        return self._relocate(at)

    def evidence(self, at: Evidence) -> Evidence | None:
        """The same of evidence."""
        return self._relocate(at)

    def _relocate(self, at: T) -> T | None:
        try:
            text = self.after.source(at.article).text
        except KeyError:
            return None
        if text[at.start : at.end] == at.snippet:
            return at
        start = text.find(at.snippet)
        return replace(at, start=start, end=start + len(at.snippet)) if start >= 0 else None

    @cached_property
    def gone(self) -> frozenset[str]:
        """The names of the articles that are not there any more."""
        return frozenset(self._dates[0].keys() - self._dates[1].keys())

    def is_lost(self, citation: Citation) -> bool:
        """Whether the article is gone, and no other one has the snippet's words."""
        if citation.article not in self.gone:
            return False
        found = self.after.search(to_terms(citation.snippet), CANDIDATES)
        texts = (self.after.source(name).text for name in dict.fromkeys(one.passage.article for one in found))
        return not any(citation.snippet in text for text in texts)

    def _find_spelling(self, name: str) -> str:
        return name if name in self._names else self._keys.get(to_key(name), name)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(entity.name for entity in self.after.entities())

    @cached_property
    def _keys(self) -> Mapping[Key, str]:
        """Name or alias -> the one entity of now that has it."""
        owners: dict[Key, set[str]] = {}
        for name, key in self._spellings():
            owners.setdefault(key, set()).add(name)
        return {key: next(iter(names)) for key, names in owners.items() if len(names) == 1}

    def _spellings(self) -> Iterator[tuple[str, Key]]:
        for entity in self.after.entities():
            yield from ((entity.name, to_key(form)) for form in _forms(entity.name, entity.aliases))


def _forms(name: str, aliases: Iterable[str]) -> Iterator[str]:
    yield name
    yield from aliases
