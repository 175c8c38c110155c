"""Names as the base gives them: each in one spelling, however an article writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from knowledge.types import Fact, Found, Quote

T = TypeVar("T", Fact, Quote, Found)


@dataclass(frozen=True)
class Spelt:
    """The spellings of one base."""

    standing: Mapping[str, str]
    """Spelling -> the name that stands for it; names with one spelling left out."""

    def find_spellings(self, name: str) -> tuple[str, ...]:
        """The name in all its spellings, itself first."""
        return (name, *(spelling for spelling, standing in self.standing.items() if standing == name))

    def respell(self, found: T) -> T:
        """The fact, quote or passage with each name in the spelling that stands; what articles say stays as it is."""
        if not self.standing:
            return found
        if isinstance(found, Fact):
            return replace(found, subject=self._name(found.subject), object=found.object and self._name(found.object))
        if isinstance(found, Quote):
            return replace(found, speaker=self._name(found.speaker), topics=self._names(found.topics))
        speaker = found.passage.speaker and self._name(found.passage.speaker)
        return replace(found, passage=replace(found.passage, speaker=speaker), entities=self._names(found.entities))

    def _name(self, name: str) -> str:
        return self.standing.get(name, name)

    def _names(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(self._name, names)))
