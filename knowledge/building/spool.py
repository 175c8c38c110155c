"""Values kept on disk between two steps of a build, so that memory does not grow with the folder."""

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

T = TypeVar("T")


@contextmanager
def open_spool(folder: Path) -> Iterator["Spool[Any]"]:
    """An empty spool in folder. Gone with the process, however that ends. Raises OSError."""
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Spool(file)


class Spool(Generic[T]):
    """Values one after the other in a file. Every method raises OSError."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, value: T) -> None:
        """Keep value after those before it. Not while `read` is under way."""
        pickle.dump(value, self._file, pickle.HIGHEST_PROTOCOL)

    def read(self) -> Iterator[T]:
        """All values, in the order in which they came. Ends where another `read` begins."""
        self._file.seek(0)  # which also writes what is still in memory
        while True:
            try:
                value: T = pickle.load(self._file)
            except EOFError:
                return
            yield value
