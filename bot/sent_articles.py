"""The folder of the articles that were sent in the chat: beside the knowledge base, read along with the folders given.

Drafts wait in a hidden folder of it, removed articles in another; both are bounded in number and in time. A file's name
is made here: of the name it came with only letters and digits are taken over.
"""

import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from knowledge.errors import YoujuError

SUFFIXES = (".txt", ".md", ".html")
LARGEST = 2_000_000
"""Bytes of an article that may be sent."""
DRAFTS, DRAFT_SECONDS = 20, 24 * 3600
"""How many drafts there may be, of all admins, and for how long."""
REMOVED, REMOVED_SECONDS = 20, 7 * 24 * 3600
"""The same for articles that can be put back."""
STEM = 40
"""Characters of a name that are taken over."""
CODE = 8
"""Hex digits by which an article is called in the chat: the last of its name."""


class SentError(YoujuError):
    """The folder cannot be used."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that nobody has decided on yet."""

    token: str
    path: Path
    name: str
    """That of the file, where it is taken in."""


def sent_folder(db: Path) -> Path:
    """The folder that belongs to a knowledge base."""
    return db.with_name(f"{db.stem}-sent")


def with_sent(folders: Iterable[Path], db: Path) -> tuple[Path, ...]:
    """The folders of articles that the knowledge base is made of: those given, and its own where there is one."""
    own = sent_folder(db)
    return (*folders, own) if own.is_dir() else tuple(folders)


def to_name(given: str, content: bytes) -> str:
    """The name that a file gets: the letters and digits of the one it came with, and the beginning of its SHA-256.

    >>> to_name("../../etc/passwd.TXT", b"")
    'passwd-e3b0c442.txt'
    """
    stem, suffix = _split(given)
    plain = "".join(char if char.isalnum() else "-" for char in stem).strip("-")[:STEM].strip("-")
    return f"{plain or 'article'}-{sha256(content).hexdigest()[:CODE]}{suffix}"


def is_article(given: str) -> bool:
    """Whether a file of that name may be an article."""
    return _split(given)[1] in SUFFIXES


def _split(given: str) -> tuple[str, str]:
    """A file's name without its folders and its ending, and the ending in small letters."""
    stem, dot, suffix = given.replace("\\", "/").rpartition("/")[2].rpartition(".")
    return stem, f"{dot}{suffix}".lower()


def to_code(name: str) -> str:
    """What an article that was sent is called by."""
    return Path(name).stem[-CODE:]


class SentArticles:
    """The folder of one knowledge base; made when the first draft comes. Every method may raise SentError."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        """Where what was taken in lies."""
        self._drafts = folder / ".drafts"
        self._removed = folder / ".removed"
        self._clock = clock

    def keep_draft(self, given: str, content: bytes, owner: int) -> Draft:
        """Keeps an article until somebody decides. The oldest draft goes where there are DRAFTS already.

        given: the name it came with; owner: who may decide, a number.
        """
        self.sweep()
        token, name = secrets.token_hex(8), to_name(given, content)
        path = self._drafts / f"{token}.{owner:x}.{name}"
        with _errors(self.folder):
            self._drafts.mkdir(mode=0o700, parents=True, exist_ok=True)
            _drop(_by_age(self._drafts)[DRAFTS - 1 :])
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                os.utime(file.fileno(), (self._clock(), self._clock()))
        return Draft(token, path, name)

    def find_draft(self, token: str, owner: int) -> Draft | None:
        """The owner's draft of that token; None: there is none, or no longer."""
        self.sweep()
        with _errors(self.folder):
            for path in _by_age(self._drafts):
                made, _, rest = path.name.partition(".")
                whose, _, name = rest.partition(".")
                if secrets.compare_digest(made, token) and whose == f"{owner:x}":
                    return Draft(token, path, name)
        return None

    def discard(self, draft: Draft) -> None:
        """Deletes a draft."""
        with _errors(self.folder):
            draft.path.unlink(missing_ok=True)

    def accept(self, draft: Draft) -> None:
        """Puts a draft where the next build reads it."""
        with _errors(self.folder):
            draft.path.replace(self.folder / draft.name)

    def take_back(self, draft: Draft) -> None:
        """Makes what was accepted a draft again, as old as it was."""
        with _errors(self.folder):
            (self.folder / draft.name).replace(draft.path)

    def names(self) -> tuple[str, ...]:
        """The articles, the newest first."""
        with _errors(self.folder):
            return tuple(path.name for path in _by_age(self.folder) if path.suffix in SUFFIXES)

    def find(self, code: str) -> str | None:
        """Name of the article of that code; None: there is none."""
        return next((name for name in self.names() if to_code(name) == code), None)

    def remove(self, name: str) -> None:
        """Puts an article where no build reads it. It can be put back for REMOVED_SECONDS."""
        with _errors(self.folder):
            self._removed.mkdir(mode=0o700, exist_ok=True)
            _drop(_by_age(self._removed)[REMOVED - 1 :])
            (self.folder / name).replace(self._removed / name)
            os.utime(self._removed / name, (self._clock(), self._clock()))

    def find_removed(self, code: str) -> str | None:
        """Name of the removed article of that code; None: it is deleted for good, or was never there."""
        self.sweep()
        with _errors(self.folder):
            return next((path.name for path in _by_age(self._removed) if to_code(path.name) == code), None)

    def put_back(self, code: str) -> None:
        """Puts a removed article back where the next build reads it."""
        if (name := self.find_removed(code)) is None:
            raise SentError(f"{self.folder.name}: {code}: nothing there to be put back")
        with _errors(self.folder):
            (self._removed / name).replace(self.folder / name)

    def forget(self, owner: int) -> int:
        """Deletes the owner's drafts; how many there were."""
        with _errors(self.folder):
            theirs = [path for path in _by_age(self._drafts) if path.name.split(".")[1:2] == [f"{owner:x}"]]
            _drop(theirs)
        return len(theirs)

    def sweep(self) -> None:
        """Deletes the drafts and removed articles whose time is up."""
        with _errors(self.folder):
            for folder, seconds in ((self._drafts, DRAFT_SECONDS), (self._removed, REMOVED_SECONDS)):
                _drop(path for path in _by_age(folder) if path.lstat().st_mtime < self._clock() - seconds)


def _by_age(folder: Path) -> list[Path]:
    """The files that lie directly in folder, the newest first; empty where there is no folder."""
    if not folder.is_dir():
        return []
    files = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    return sorted(files, key=lambda path: (-path.lstat().st_mtime_ns, path.name))


def _drop(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SentError(f"{folder.name}: {error.strerror}") from error
