"""The articles that an answer may cite, read as they are wanted."""

from collections.abc import Iterator, Mapping, Set

from knowledge.storing.store import KnowledgeBase
from knowledge.types import Source


class CitedSources(Mapping[str, Source]):
    """Some articles of a base by name, each read when it is wanted: of thousands that hold facts few are cited."""

    def __init__(self, names: Set[str], base: KnowledgeBase) -> None:
        self._names = names
        self._base = base

    def __getitem__(self, name: str) -> Source:
        if name not in self._names:
            raise KeyError(name)
        return self._base.source(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
