"""A SQLite file that is only read, from any thread: one connection behind a lock. Knows no tables."""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Any

from knowledge.errors import StoreError


class ReadOnlyFile:
    """A base's file. Every method raises StoreError where it is damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        try:
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None)
        except sqlite3.Error as error:
            raise StoreError(f"{path}: {error}") from error
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0"):
            self.rows(f"PRAGMA {pragma}")

    def close(self) -> None:
        """Give the file free. Any later call raises StoreError."""
        with self._lock:
            self._connection.close()

    def check_pages(self, *, index: bool = False) -> None:
        """Raise StoreError where SQLite's own check of the file fails.

        index: compare the search index with the passages too, which only works in a copy: it goes to a temporary file.
        """
        verdict = self.rows("PRAGMA integrity_check(1)")[0][0]
        if verdict != "ok":
            raise StoreError(f"{self.path}: damaged: {verdict}")
        if index:
            copy = sqlite3.connect("", isolation_level=None)
            try:
                self._connection.backup(copy)
                copy.execute("INSERT INTO passage_index (passage_index, rank) VALUES ('integrity-check', 1)")
            except sqlite3.Error as error:
                raise StoreError(f"{self.path}: search index damaged: {error}") from error
            finally:
                copy.close()

    def rows(self, sql: str, *given: object) -> list[Any]:
        """All rows that the query gives. Raises StoreError."""
        try:
            with self._lock:
                return self._connection.execute(sql, given).fetchall()
        except UnicodeEncodeError:
            return []  # half a surrogate pair was asked for: no article holds one
        except sqlite3.Error as error:
            raise StoreError(f"{self.path}: {error}") from error
