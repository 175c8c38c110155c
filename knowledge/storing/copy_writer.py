"""Marking what copies say again: the articles of an unfinished base in, rows of the copy tables out."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

from knowledge.merging.alignment import Pairs, choose_leading, pair_facts, pair_passages, pair_quotes
from knowledge.merging.copies import Copy, find_copies
from knowledge.storing import rows
from knowledge.storing.schema import list_columns
from knowledge.types import Fact, Found, Quote

T = TypeVar("T", Fact, Found, Quote)

SKETCHES = "SELECT name, published, reprinted, spun, size, hashes FROM sketches JOIN sources ON sources.id = source"
"""All sketches of a base, as `rows.to_sketch` takes them."""


def write_copies(connection: sqlite3.Connection) -> None:
    """Fill the copy tables from all articles of the base; they need its indexes. Raises sqlite3.Error.

    They are made anew by every build, from sketches that are kept with each article: so they are the same whether the
    articles came together or one by one.
    """

    def text_of(name: str) -> str:
        return str(connection.execute("SELECT text FROM sources WHERE name = ?", (name,)).fetchone()[0])

    connection.execute("BEGIN")
    copies = find_copies(tuple(map(rows.to_sketch, connection.execute(SKETCHES).fetchall())), text_of)
    for copy in copies:
        connection.execute(
            "INSERT INTO copies (source, original, share, reason) SELECT a.id, b.id, ?, ? FROM sources a, sources b"
            " WHERE a.name = ? AND b.name = ?",
            (copy.share, copy.reason, copy.name, copy.original),
        )
    _mark(connection, copies, "passages", rows.to_found, pair_passages)
    _mark(connection, copies, "facts", rows.to_fact, pair_facts)
    _mark(connection, copies, "quotes", rows.to_quote, pair_quotes)
    connection.execute("COMMIT")


def _mark(
    connection: sqlite3.Connection,
    copies: Sequence[Copy],
    table: str,
    convert: Callable[[str, rows.Row], T],
    pair: Callable[[Sequence[T], Sequence[T]], Pairs],
) -> None:
    """Write which rows of the table say again what a row of an original says."""
    columns = list_columns(table, without=("id", "source"))
    sql = f"SELECT id, {columns} FROM {table} WHERE source = (SELECT id FROM sources WHERE name = ?) ORDER BY id"

    def read(name: str) -> tuple[tuple[int, ...], tuple[T, ...]]:
        found = connection.execute(sql, (name,)).fetchall()
        return tuple(row[0] for row in found), tuple(convert(name, row[1:]) for row in found)

    leading: dict[int, int] = {}
    for copy in copies:
        (mine, said_again), (theirs, said) = read(copy.name), read(copy.original)
        pairs = ((mine[here], theirs[there]) for here, there in pair(said_again, said))
        leading |= choose_leading(pairs, leading)
    connection.executemany(f"INSERT INTO copied_{table} (id, leading) VALUES (?, ?)", leading.items())
