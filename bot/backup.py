"""A copy of the state file while the bot runs. The knowledge base needs none: its articles are its backup."""

import sqlite3
from pathlib import Path

from bot.state import StateError
from bot.state_schema import APPLICATION_ID


def back_up(state: Path, copy: Path) -> None:
    """Writes a copy of the state file as it is at one moment, readable by its owner alone.

    To restore it, stop the bot and put the copy in the file's place. Raises StateError where there is no state, or
    where copy is there already or cannot be written.
    """
    if not state.is_file():
        raise StateError(f"{state}: there is no state file")
    if copy.exists():
        raise StateError(f"{copy}: is there already; it stays as it is")
    try:
        db = sqlite3.connect(f"{state.absolute().as_uri()}?mode=ro", uri=True, timeout=10)
        try:
            if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise StateError(f"{state}: is not a state file of Youju")
            copy.touch(mode=0o600)
            db.execute("VACUUM INTO ?", (str(copy),))
        finally:
            db.close()
    except (OSError, sqlite3.Error) as error:
        copy.unlink(missing_ok=True)
        raise StateError(f"{copy}: no copy made: {error}") from error
