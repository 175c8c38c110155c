"""Finding many names at once: names in, where a text writes them out. Knows no entities, only whose a name is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from knowledge.names.longer_names import is_part_of_longer
from knowledge.names.spelling import cuts_word, is_whole_word, to_spellings
from knowledge.text import fold


@dataclass(frozen=True, slots=True)
class Name:
    """A name, and whose it is."""

    written: str
    entity: str | None
    """None: an ordinary word in which a name is none (联想到)."""
    exact: bool = False
    """Only in this very case."""
    is_short: bool = False
    """It stands for a longer name of the same entity: 百川 for 百川智能."""
    is_firm: bool = True
    """It is a company's or a fund's."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name where a text has it."""

    start: int
    end: int
    entity: str | None
    is_short: bool


class NameFinder:
    """Aho-Corasick over every spelling of the names. Matches overlap, as the longest may fail at its borders."""

    def __init__(self, names: Iterable[Name]) -> None:
        table: dict[str, dict[tuple[Name, str | None], None]] = {}
        for name in names:
            for spelling, twin in _to_folded_spellings(name.written):
                table.setdefault(twin, {})[name, spelling if name.exact else None] = None
        self._finder = ahocorasick_rs.AhoCorasick(list(table))
        self._last: tuple[str, tuple[Hit, ...]] = ("", ())
        self._owners = tuple(tuple(owners) for owners in table.values())

    def find(self, text: str, twin: str) -> tuple[Hit, ...]:
        """Wherever twin, the folded text, has a name as a whole word and not in a longer name; they may overlap.

        The last answer is kept: an article is searched again each time that names are added to those looked for.
        """
        if text != self._last[0]:
            self._last = text, tuple(self._find(text, twin))
        return self._last[1]

    def _find(self, text: str, twin: str) -> Iterator[Hit]:
        for which, start, end in self._finder.find_matches_as_indexes(twin, overlapping=True):
            if is_whole_word(twin, start, end) and not cuts_word(twin, start, end):
                for name, exact in self._owners[which]:
                    if (exact is None or text[start:end] == exact) and not _goes_on(name, text, twin, start, end):
                        yield Hit(start, end, name.entity, name.is_short)


@lru_cache(maxsize=4096)
def _to_folded_spellings(name: str) -> tuple[tuple[str, str], ...]:
    """The spellings of a name, each with its twin; kept, as articles name the same again."""
    return tuple((spelling, fold(spelling)) for spelling in to_spellings(name))


def _goes_on(name: Name, text: str, twin: str, start: int, end: int) -> bool:
    return name.entity is not None and is_part_of_longer(
        text, twin, start, end, is_short=name.is_short, is_firm=name.is_firm
    )
