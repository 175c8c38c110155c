"""Putting a finished base in the place of the one that serves, and keeping two builds apart. Looks into no table.

FILE, the path that readers open, is a symlink to FILE-<12 hex of its SHA-256>.db beside it. A published file never
changes; the link is swapped in one step, so a reader sees the old base or the new one, whatever dies when.
"""

import contextlib
import fcntl
import glob
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from knowledge.errors import BuildError
from knowledge.storing.header import digest_file, read_header


class BuildBusyError(BuildError):
    """Another build of the same base is running."""


@contextmanager
def lock_build(db: Path) -> Iterator[None]:
    """Hold the right to build db; the kernel lets it go with the process, however that ends.

    Raises BuildBusyError at once where another process holds it, BuildError where db cannot be written or is not ours.
    """
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(db.with_name(f".{db.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise BuildError(f"{db}: cannot be written there ({error.strerror})") from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BuildBusyError(f"{db}: another build is running") from error
        refuse_foreign(db)
        remove_leftovers(db)
        yield
    finally:
        os.close(lock)


def refuse_foreign(db: Path) -> None:
    """Raise BuildError where db is there and neither a base of ours nor an empty file: it would be lost."""
    try:
        if db.exists() and (not db.is_file() or (db.stat().st_size and read_header(db) is None)):
            raise BuildError(f"{db}: not a knowledge base of Youju; it stays as it is")
    except OSError as error:
        raise BuildError(f"{db}: {error.strerror}") from error


def temporary_of(db: Path) -> Path:
    """Where this process writes the next base of db: on the same file system, swept by the next build."""
    return db.with_name(f".{db.name}.tmp-{os.getpid()}")


def remove_leftovers(db: Path) -> None:
    """Remove the unfinished files of builds that died. Only for who holds the lock: then no other build lives."""
    for path in db.parent.glob(f".{glob.escape(db.name)}.tmp-*"):
        path.unlink(missing_ok=True)


def publish(temporary: Path, db: Path, before: Path | None = None) -> Path:
    """Make the finished base at temporary the one that db names, and return its own path.

    before: the base that served, which is kept too; None: what db names. Others are removed. Raises BuildError; db
    then names what it named before.
    """
    try:
        before = before or db.resolve()
        temporary.chmod(0o444)
        _sync(temporary)
        path = db.with_name(f"{db.stem}-{digest_file(temporary)[:12]}{db.suffix or '.db'}")
        temporary.replace(path)
        point(db, path)
        _remove_older(db, {path, before})
    except OSError as error:
        raise BuildError(f"{db}: cannot be published: {error.strerror}") from error
    return path


def point(db: Path, path: Path) -> None:
    """Make path, a published base beside db, the one that db names, in one step. Raises OSError."""
    link = temporary_of(db).with_suffix(".link")
    link.unlink(missing_ok=True)
    link.symlink_to(path.name)
    link.replace(db)
    _sync(db.parent)


def _remove_older(db: Path, kept: set[Path]) -> None:
    generation = re.compile(rf"{re.escape(db.stem)}-[0-9a-f]{{12}}{re.escape(db.suffix or '.db')}")
    names = {path.resolve() for path in kept}
    for path in db.parent.iterdir():
        if generation.fullmatch(path.name) and path.resolve() not in names and not path.is_symlink():
            # The name alone is no proof that it is ours to remove; nor is it worth failing a build that is out.
            with contextlib.suppress(OSError):
                if read_header(path) is not None:
                    path.unlink()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
