"""What was lately read of a base, kept in memory up to a bound. Knows no SQL."""

from collections.abc import Callable, Iterable, Sequence
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Values by key, the earliest read going first; those that are missing are read together. For several threads."""

    def __init__(self, limit: int, read: Callable[[Sequence[K]], Iterable[tuple[K, V]]]) -> None:
        """limit: values kept; read: keys -> each with its value, in any order, keys without one left out."""
        self._limit = limit
        self._read = read
        self._values: dict[K, V] = {}
        self._lock = Lock()

    def find(self, keys: Sequence[K]) -> tuple[V, ...]:
        """The values of the keys in their order; keys without one are left out."""
        kept = self._values
        try:
            return tuple([kept[key] for key in keys])
        except KeyError:
            with self._lock:
                return self._find_all(keys)

    def _find_all(self, keys: Sequence[K]) -> tuple[V, ...]:
        found = {key: self._values[key] for key in keys if key in self._values}
        read = dict(self._read([key for key in keys if key not in found]))
        for key, value in read.items():
            while len(self._values) >= self._limit:
                del self._values[next(iter(self._values))]
            self._values[key] = value
        found.update(read)
        return tuple(found[key] for key in keys if key in found)
