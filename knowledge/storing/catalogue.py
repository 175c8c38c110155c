"""A published base looked through article by article: what each gives, and which of them an article repeats."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from knowledge.merging.copies import Copy, find_copies
from knowledge.merging.sketch import make_sketch, to_hashes
from knowledge.storing.copy_writer import SKETCHES
from knowledge.storing.read_only import ReadOnlyFile
from knowledge.storing.rows import to_sketch
from knowledge.types import Article

_ENTRIES = (
    "SELECT name, title, (SELECT count(*) FROM facts WHERE facts.source = sources.id) FROM sources ORDER BY sources.id"
)
_TEXT = "SELECT text FROM sources WHERE name = ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article, without its text."""

    name: str
    title: str
    facts: int
    """All that it says, also what only repeats another article."""


def list_entries(file: Path) -> tuple[Entry, ...]:
    """The articles of the base in file, sorted by name. Raises StoreError."""
    with closing(ReadOnlyFile(file)) as base:
        return tuple(Entry(*row) for row in base.rows(_ENTRIES))


def find_repeated(file: Path, article: Article) -> tuple[Copy, ...]:
    """The articles of the base in file that article repeats or that repeat it; empty: none. Raises StoreError.

    Only those that share a shingle with it are looked at.
    """
    mine = make_sketch(article)
    hashes = set(to_hashes(mine.hashes))
    with closing(ReadOnlyFile(file)) as base:
        others = (to_sketch(row) for row in base.rows(SKETCHES))
        alike = [one for one in others if one.name != article.name and not hashes.isdisjoint(to_hashes(one.hashes))]

        def text_of(name: str) -> str:
            return article.text if name == article.name else str(base.rows(_TEXT, name)[0][0])

        return tuple(_those_of(article.name, find_copies((mine, *alike), text_of)))


def _those_of(name: str, copies: tuple[Copy, ...]) -> Iterator[Copy]:
    return (copy for copy in copies if name in (copy.name, copy.original))
