"""Writing a knowledge base: extracts in, one finished SQLite file out. Publishes nothing (see publish.py)."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from knowledge.errors import StoreError
from knowledge.names.lexicon import load_lexicon
from knowledge.storing import rows
from knowledge.storing.article_rows import ArticleRows, to_article_rows
from knowledge.storing.copy_writer import write_copies
from knowledge.storing.index import index_passages
from knowledge.storing.merge import find_spellings, merge_entities, respell
from knowledge.storing.schema import OF_ARTICLE, TABLES, create_indexes, create_tables, list_columns
from knowledge.types import Extract

_DERIVE = (
    "INSERT INTO topics (topic, quote) SELECT value, quotes.id FROM quotes, json_each(topics) ORDER BY quotes.id",
    "INSERT INTO passage_index (passage_index) VALUES ('rebuild')",
    "INSERT INTO passage_index (passage_index) VALUES ('optimize')",
    "INSERT INTO terms SELECT term, doc FROM passage_terms",
)


def write_base(path: Path, extracts: Iterable[Extract]) -> None:
    """Write a whole base of extracts, in their order, to a new file at path. Raises StoreError."""
    with BaseWriter(path) as writer:
        for extract in extracts:
            writer.add(to_article_rows(extract, index_passages(extract)))
        writer.finish()


class BaseWriter:
    """A base being written to a new file at path; a context manager. Every method raises StoreError.

    Articles come in the order in which ties between their passages are to be broken. Nothing is durable: the caller
    syncs the finished file, and throws away an unfinished one.
    """

    def __init__(self, path: Path, previous: Path | None = None) -> None:
        """previous: a base of the same version, from which articles may be taken over."""
        self._path = path
        with self._errors():
            self._connection = sqlite3.connect(path.absolute().as_uri(), isolation_level=None, uri=True)
            self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            create_tables(self._connection)
            if previous is not None:
                uri = f"{previous.absolute().as_uri()}?mode=ro&immutable=1"
                self._connection.execute("ATTACH DATABASE ? AS previous", (uri,))
            self._connection.execute("BEGIN")

    def __enter__(self) -> "BaseWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, article: ArticleRows) -> None:
        """Write all that one article gives."""
        with self._errors():
            source = self._insert("sources", None, [article.source])
            for table in OF_ARTICLE:
                self._insert(table, source, article.of_article[table])

    def take_over(self, name: str) -> None:
        """Copy all rows of the article of that name from the previous base."""
        with self._errors():
            columns = list_columns("sources", without=("id",))
            self._connection.execute(
                f"INSERT INTO sources ({columns}) SELECT {columns} FROM previous.sources WHERE name = ?", (name,)
            )
            for table in OF_ARTICLE:
                columns = list_columns(table, without=("id", "source"))
                self._connection.execute(
                    f"INSERT INTO {table} (source, {columns})"
                    f" SELECT (SELECT max(id) FROM sources), {columns} FROM previous.{table}"
                    " WHERE source = (SELECT id FROM previous.sources WHERE name = ?) ORDER BY id",
                    (name,),
                )

    def finish(self, meta: Mapping[str, str] | None = None) -> None:
        """Merge entities and copies, make the indexes, note meta (`build_id`, ... as text) and prove the file sound.

        Raises StoreError where SQLite's own checks fail.
        """
        with self._errors():
            self._write_entities()
            for statement in _DERIVE:
                self._connection.execute(statement)
            built = datetime.now(UTC).isoformat(timespec="seconds")
            meta = {"build_id": "unnamed", "built": built, "fingerprint": "", **(meta or {})}
            self._connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
            self._connection.execute("COMMIT")
            create_indexes(self._connection)
            write_copies(self._connection)
            self._connection.execute("ANALYZE main")
            self._connection.execute("INSERT INTO passage_index (passage_index, rank) VALUES ('integrity-check', 1)")
            verdict = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise StoreError(f"{self._path}: {verdict}")

    def _insert(self, table: str, source: int | None, values: Iterable[rows.Row]) -> int | None:
        """The id of the first row written, if there is only one."""
        own = ("id",) if source is None else ("id", "source")
        columns = list_columns(table, without=own)
        count = len(TABLES[table]) - len(own)
        if source is None:
            (row,) = values
            marks = ", ".join("?" * count)
            return self._connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row).lastrowid
        marks = ", ".join((str(source), *"?" * count))
        self._connection.executemany(f"INSERT INTO {table} (source, {columns}) VALUES ({marks})", values)
        return None

    def _write_entities(self) -> None:
        named = self._connection.execute("SELECT name, kind, known, aliases FROM named ORDER BY id")
        # Most articles name the same entities as others: one object each keeps memory to what is different.
        found = tuple(map(lru_cache(maxsize=None)(rows.to_entity), named))
        spellings = find_spellings(found)
        self._connection.executemany("INSERT INTO spellings VALUES (?, ?)", spellings.items())
        for entity in merge_entities((respell(one, spellings) for one in found), load_lexicon().by_alias):
            self._connection.execute("INSERT INTO entities VALUES (?, ?, ?)", (entity.name, entity.kind, entity.known))
            self._connection.executemany(
                "INSERT INTO aliases (entity, alias) VALUES (?, ?)", ((entity.name, alias) for alias in entity.aliases)
            )

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, UnicodeEncodeError) as error:
            raise StoreError(f"{self._path}: cannot be written: {error}") from error
