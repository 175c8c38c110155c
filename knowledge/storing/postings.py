"""Which passages hold a term, as the search index of a base says; the postings of rarer terms are kept in memory."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from knowledge.storing.copied import leading_only
from knowledge.storing.index import is_term

FREQUENCIES = 50_000
"""Terms whose frequency is kept: 5 MB."""
POSTINGS = 4096
"""Terms whose passages are kept: 16 MB at most, as long ones are not."""
LONG = 1000
"""Passages from which on the postings of a term are read anew each time."""


class Postings:
    """The search index of one base."""

    def __init__(self, read: Callable[..., list[Any]]) -> None:
        """read: SQL and its parameters -> rows."""
        self._read = read
        self.frequency: Callable[[str], int] = lru_cache(FREQUENCIES)(self._read_frequency)
        self._short = lru_cache(POSTINGS)(self._read_short)

    def find_holders(self, term: str, limit: int) -> Iterable[int]:
        """The first passages, by id, that hold the term and are no copies."""
        if limit < LONG or self.frequency(term) >= LONG:
            return self._read_holders(term, limit)
        return self._short(term)

    def _read_short(self, term: str) -> Sequence[int]:
        return array("q", self._read_holders(term, LONG))

    def _read_frequency(self, term: str) -> int:
        found = self._read("SELECT passages FROM terms WHERE term = ?", term) if is_term(term) else []
        return int(found[0][0]) if found else 0

    def _read_holders(self, term: str, limit: int) -> list[int]:
        quoted = '"' + term.replace('"', '""') + '"'
        only = f"row{leading_only('passages')}"
        sql = f"SELECT rowid FROM passage_index WHERE passage_index MATCH ? AND {only} ORDER BY rowid LIMIT ?"
        return [row[0] for row in self._read(sql, quoted, limit)]
