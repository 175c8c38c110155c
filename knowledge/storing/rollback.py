"""Going back to the base before the one that serves, and holding on to it until somebody asks for a build.

A file beside db names the base that is held. It says nothing any more once db names another one.
"""

import logging
from pathlib import Path

from knowledge.errors import BuildError, StoreError
from knowledge.storing.publish import lock_build, point
from knowledge.storing.serving import list_generations
from knowledge.storing.store import open_base

log = logging.getLogger(__name__)


def roll_back(db: Path) -> Path:
    """Make the newest sound base older than the one that db names the one it names, and hold it; its own path.

    Raises BuildError, db then naming what it named before: there is none, a build runs, db cannot be written.
    """
    with lock_build(db):
        older = _find_older(db)
        try:
            # First, so that no moment is without: until db names that base the mark says nothing.
            _mark_of(db).write_text(older.name, encoding="utf-8")
            point(db, older)
        except OSError as error:
            raise BuildError(f"{db}: cannot go back: {error.strerror}") from error
    return older


def is_held(db: Path) -> bool:
    """Whether db names the base that was gone back to, so that only somebody's wish may replace it."""
    try:
        return _mark_of(db).read_text(encoding="utf-8") == db.resolve().name
    except (OSError, ValueError):
        return False


def release(db: Path) -> None:
    """Let the next start build anew where the articles are newer. Raises OSError."""
    _mark_of(db).unlink(missing_ok=True)


def _mark_of(db: Path) -> Path:
    return db.with_name(f".{db.name}.held")


def _find_older(db: Path) -> Path:
    serving = db.resolve()
    since = serving.stat().st_mtime_ns if serving.is_file() else None
    for path in list_generations(db):
        if path.resolve() == serving or (since is not None and path.stat().st_mtime_ns >= since):
            continue
        try:
            open_base(path).close()
        except StoreError as error:
            log.error("%s", error)
            continue
        return path
    raise BuildError(f"{db}: no earlier knowledge base is kept")
