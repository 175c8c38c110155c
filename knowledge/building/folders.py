"""The article files of the folders given, and their bytes. Reads nothing into articles."""

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import ArticleError, BuildError

SUFFIXES = frozenset({".txt", ".md", ".html"})
LARGEST = 20_000_000
"""Bytes; a book of ten million Chinese characters. Larger files are no articles."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """A file that may be an article."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Listing:
    """What the folders hold."""

    files: tuple[ArticleFile, ...]
    """Sorted by name, which is unique."""
    overridden: tuple[str, ...] = ()
    """One line for each file that gives way to one of the same name in a later folder."""


def list_articles(folders: Sequence[Path]) -> Listing:
    """The files .txt, .md and .html that lie directly in the folders; of two of one name the later folder's.

    Left out: hidden files, what is no regular file, and symlinks that lead out of their folder. Raises BuildError where
    a folder is missing or unreadable, or all of them together hold no article.
    """
    by_name: dict[str, ArticleFile] = {}
    overridden: list[str] = []
    for folder in folders:
        for file in _list_folder(folder):
            if file.name in by_name:
                overridden.append(f"{to_line(str(by_name[file.name].path))} gives way to {to_line(str(file.path))}")
            by_name[file.name] = file
    if not by_name:
        raise BuildError(f"{', '.join(map(str, folders))}: no article there (.txt, .md, .html)")
    return Listing(tuple(by_name[name] for name in sorted(by_name)), tuple(overridden))


def _list_folder(folder: Path) -> tuple[ArticleFile, ...]:
    try:
        root = folder.resolve(strict=True)
        paths = sorted(root.iterdir())
    except OSError as error:
        raise BuildError(f"{folder}: {error.strerror}") from error
    return tuple(ArticleFile(path.name, path) for path in paths if _is_article(path, root))


def _is_article(path: Path, root: Path) -> bool:
    if path.suffix.lower() not in SUFFIXES or path.name.startswith("."):
        return False
    return path.is_file() and path.resolve().is_relative_to(root)


def read_bytes(file: ArticleFile) -> bytes:
    """The bytes of file. Raises ArticleError naming it: gone, unreadable, too large, a name that cannot be written."""
    if not file.name.isprintable():
        raise ArticleError(f"{to_line(file.name)}: the file's name holds characters that cannot be shown")
    try:
        # O_NONBLOCK: a pipe put in the file's place since must not hang the build.
        with os.fdopen(os.open(file.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise ArticleError(f"{file.name}: not a regular file")
            if status.st_size > LARGEST:
                raise ArticleError(f"{file.name}: {status.st_size:,} bytes are more than {LARGEST:,}")
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise ArticleError(f"{file.name}: {error.strerror}") from error


def digest_folders(folders: Sequence[Path]) -> str:
    """The same for the same folders in whatever order, whatever is in them."""
    return digest_bytes(b"\n".join(sorted(os.fsencode(folder.resolve()) for folder in folders)))


def digest_bytes(content: bytes) -> str:
    """SHA-256, in hex: what `RawArticle.digest` is."""
    return hashlib.sha256(content).hexdigest()


def to_line(text: str) -> str:
    """text in one printable line, whatever a file's name holds."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)
