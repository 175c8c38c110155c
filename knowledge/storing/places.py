"""Where the passages of a base are: in which article, and where in it. Reads no words of theirs."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from knowledge.storing import rows
from knowledge.storing.kept import Kept
from knowledge.storing.spelt import Spelt

PLACES = 65_536
"""Passages of which is kept where they are: 9 MB."""
NAMES = 2048
"""Entities of which is kept where they are mentioned."""

Place = tuple[str, int]
"""Article and index of a passage."""


class Places:
    """The places of one base."""

    def __init__(self, read: Callable[..., list[Any]], names: Mapping[int, str], spelt: Spelt) -> None:
        """read: SQL and its parameters -> rows; names: source id -> name."""
        self._read = read
        self._names = names
        self._spelt = spelt
        self._kept = Kept(PLACES, self._read_places)
        self.mentions: Callable[[str, int], tuple[Place, ...]] = lru_cache(NAMES)(self._read_mentions)
        """(entity, limit) -> the first passages that mention the entity of that name, resolved pronouns included."""

    def find(self, passages: Sequence[int]) -> tuple[Place, ...]:
        """The places of passages, given by id."""
        return self._kept.find(passages)

    def _read_places(self, passages: Sequence[int]) -> Iterable[tuple[int, Place]]:
        sql = "SELECT id, source, place FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        found = self._read(sql, rows.to_json(passages))
        return ((passage, (self._names[source], place)) for passage, source, place in found)

    def _read_mentions(self, entity: str, limit: int) -> tuple[Place, ...]:
        spelt = self._spelt.find_spellings(entity)
        found = self._read(
            f"SELECT DISTINCT source, place FROM mentions WHERE entity IN ({', '.join('?' * len(spelt))})"
            " AND place IS NOT NULL ORDER BY source, place LIMIT ?",
            *(*spelt, limit),
        )
        return tuple((self._names[source], place) for source, place in found)
