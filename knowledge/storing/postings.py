"""Which passages hold a term, as the search index of a base says; what was lately asked is kept in memory."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any

from cachetools import LRUCache, cached

from knowledge.storing import rows
from knowledge.storing.copied import leading_only
from knowledge.storing.index import is_term
from knowledge.storing.kept import Kept
from knowledge.storing.ranking import rank_passages

TERMS_ASKED = 64
"""Distinct terms of one search that count; longer questions are cut."""
FREQUENCIES = 50_000
"""Terms whose frequency is kept: 5 MB."""
POSTINGS = 1_000_000
"""Passages kept, of all terms together: 8 MB."""
LONG = 50_000
"""Passages from which on the postings of a term are read anew each time."""
TEXTS = 4096
"""Passages whose terms are kept: 2 MB."""


class Postings:
    """The search index of one base."""

    def __init__(self, read: Callable[..., list[Any]], total: int) -> None:
        """read: SQL and its parameters -> rows; total: passages in all."""
        self._read = read
        self._total = total
        self.frequency: Callable[[str], int] = lru_cache(FREQUENCIES)(self._read_frequency)
        kept = LRUCache[str, Sequence[int]](POSTINGS, lambda held: 1 + len(held))
        self._short = cached(kept, key=str, lock=Lock())(self._read_short)
        self._texts = Kept(TEXTS, self._read_terms)

    def search(self, terms: Sequence[str], limit: int) -> tuple[int, ...]:
        """The passages with the greatest idf sum of distinct terms held, best first: see `rank_passages`."""
        asked = tuple(dict.fromkeys(terms))[:TERMS_ASKED]
        frequencies = {term: held for term in asked if (held := self.frequency(term))}
        return rank_passages(frequencies, self._total, limit, self.find_holders, self.terms_of)

    def find_holders(self, term: str, limit: int) -> Iterable[int]:
        """The first passages, by id, that hold the term and are no copies."""
        return self._read_holders(term, limit) if self.frequency(term) >= LONG else self._short(term)[:limit]

    def terms_of(self, passages: Sequence[int]) -> tuple[str, ...]:
        """The terms of each passage, every one between two spaces."""
        return self._texts.find(passages)

    def _read_short(self, term: str) -> Sequence[int]:
        return array("q", self._read_holders(term, LONG))

    def _read_terms(self, passages: Sequence[int]) -> Iterable[tuple[int, str]]:
        sql = "SELECT id, ' ' || terms || ' ' FROM passages WHERE id IN (SELECT value FROM json_each(?))"
        return self._read(sql, rows.to_json(passages))

    def _read_frequency(self, term: str) -> int:
        found = self._read("SELECT passages FROM terms WHERE term = ?", term) if is_term(term) else []
        return int(found[0][0]) if found else 0

    def _read_holders(self, term: str, limit: int) -> list[int]:
        quoted = '"' + term.replace('"', '""') + '"'
        only = f"row{leading_only('passages')}"
        sql = f"SELECT rowid FROM passage_index WHERE passage_index MATCH ? AND {only} ORDER BY rowid LIMIT ?"
        return [row[0] for row in self._read(sql, quoted, limit)]
