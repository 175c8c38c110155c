"""Which base to serve from: the one that is published, or where that is damaged, the one before it."""

import logging
import re
from pathlib import Path

from knowledge.errors import StoreError
from knowledge.storing.store import KnowledgeBase, open_base

log = logging.getLogger(__name__)


def open_serving(db: Path) -> KnowledgeBase:
    """The base that db names, else the newest other generation beside it that is sound, which the log says.

    Raises StoreError, that of db itself, where none is.
    """
    try:
        return open_base(db)
    except StoreError as error:
        for path in list_generations(db):
            try:
                base = open_base(path)
            except StoreError as other:
                log.error("%s", other)
                continue
            log.error("%s; the base before it serves", error)
            return base
        raise


def list_generations(db: Path) -> tuple[Path, ...]:
    """The published files beside db, newest first. One that is named by nothing any more is among them."""
    named = re.compile(rf"{re.escape(db.stem)}-[0-9a-f]{{12}}{re.escape(db.suffix or '.db')}")
    try:
        found = [path for path in db.parent.iterdir() if named.fullmatch(path.name) and path.is_file()]
        return tuple(sorted(found, key=lambda path: path.stat().st_mtime_ns, reverse=True))
    except OSError:
        return ()
