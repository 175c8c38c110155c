"""What a base knows of its copies: where a fact, quote or passage is said again, and whose reprint an article is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from knowledge.merging.copies import REPRINT
from knowledge.storing import rows
from knowledge.types import Evidence, Fact, Found, Period, Quote, Source

T = TypeVar("T", Fact, Quote)

_REPRINTS = (
    "SELECT mine.name, theirs.name, theirs.published FROM copies JOIN sources mine ON mine.id = copies.source"
    " JOIN sources theirs ON theirs.id = copies.original WHERE share >= ? ORDER BY copies.id DESC"
)


def leading_only(table: str) -> str:
    """The condition, in SQL, that a row of table (facts, quotes, passages) does not merely say again what one says."""
    return f"id NOT IN (SELECT id FROM copied_{table})"


class Copied:
    """The copies of one base."""

    def __init__(self, read: Callable[..., list[Any]], names: Mapping[int, str]) -> None:
        """read: SQL and its parameters -> rows; names: source id -> name."""
        self._read = read
        self._names = names
        self._any = bool(read("SELECT 1 FROM copies LIMIT 1"))
        self._reprints = {name: (original, published) for name, original, published in read(_REPRINTS, REPRINT)}

    def find_also(self, table: str, ids: Iterable[int]) -> dict[int, tuple[Evidence, ...]]:
        """Row of table -> where copies say the same, in the order of the articles; rows said once are left out."""
        if not self._any:
            return {}
        sql = (
            f'SELECT leading, source, start, "end", snippet FROM copied_{table} JOIN {table} USING (id)'
            " WHERE leading IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        also: dict[int, tuple[Evidence, ...]] = {}
        for leading, source, start, end, snippet in self._read(sql, rows.to_json(ids)):
            also[leading] = (*also.get(leading, ()), Evidence(self._names[source], start, end, snippet))
        return also

    def attach(self, table: str, ids: Iterable[int], said: Iterable[T]) -> tuple[T, ...]:
        """The facts or quotes with where copies say the same; ids: theirs."""
        ids = tuple(ids)
        also = self.find_also(table, ids)
        return tuple(replace(one, also=also[row]) if row in also else one for row, one in zip(ids, said, strict=True))

    def mark(self, ids: Sequence[int], passages: Sequence[Found]) -> tuple[Found, ...]:
        """The passages, of those ids, with where copies say the same, or as copies themselves."""
        if not self._any:
            return tuple(passages)
        also = self.find_also("passages", ids)
        sql = "SELECT id FROM copied_passages WHERE id IN (SELECT value FROM json_each(?))"
        copied = {row[0] for row in self._read(sql, rows.to_json(ids))}
        return tuple(
            replace(one, also=also.get(which, ()), is_copy=which in copied) if which in also or which in copied else one
            for which, one in zip(ids, passages, strict=True)
        )

    @cached_property
    def dates(self) -> Mapping[str, Period | None]:
        """Article name -> its date, a reprint's that of its original."""
        own = dict(self._read("SELECT name, published FROM sources"))
        theirs = {name: published or own[name] for name, (_, published) in self._reprints.items()}
        return {name: rows.to_period(published) for name, published in (own | theirs).items()}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Article name -> its title; "" where it has none."""
        return {name: title or "" for name, title in self._read("SELECT name, title FROM sources")}

    def to_source(self, row: rows.Row) -> Source:
        """From a row of sources; a reprint with its original and that one's date. When it was posted is `reprinted`."""
        source = rows.to_source(row)
        if source.name not in self._reprints:
            return source
        original, published = self._reprints[source.name]
        own = rows.to_period(published) or source.published
        posted = source.reprinted or (source.published if source.published != own else None)
        return replace(source, original=original, published=own, reprinted=posted)
