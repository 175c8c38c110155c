"""The names that admins taught: who did, when, and until when. Nothing of that is overwritten."""

import time
from collections.abc import Mapping
from dataclasses import dataclass

from bot.state import State


@dataclass(frozen=True, slots=True)
class Alias:
    """Words, and the name of the entity that they are taken for."""

    number: int
    alias: str
    name: str
    admin: int
    """Pseudonym of who taught it."""
    at: float
    undone: float | None = None
    """When it was taken back; None: it is in use."""


class Aliases:
    """Those in the state file. Safe to use from several threads; every method may raise StateError."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, alias: str, name: str, admin: int) -> int:
        """Takes the alias up and returns its number. admin: user id."""
        row = (alias, name, self._state.pseudonym(admin), time.time())
        with self._state.transaction() as db:
            cursor = db.execute("INSERT INTO aliases (alias, name, admin, at) VALUES (?, ?, ?, ?)", row)
            return int(cursor.lastrowid or 0)

    def undo(self, number: int) -> Alias | None:
        """Takes one back that is in use; None: there is none of that number."""
        with self._state.transaction() as db:
            sql = "UPDATE aliases SET undone = ? WHERE number = ? AND undone IS NULL RETURNING *"
            row = db.execute(sql, (time.time(), number)).fetchone()
        return Alias(*row) if row is not None else None

    def find(self) -> tuple[Alias, ...]:
        """All of them, the newest first."""
        with self._state.transaction() as db:
            return tuple(Alias(*row) for row in db.execute("SELECT * FROM aliases ORDER BY number DESC"))

    def in_use(self) -> Mapping[str, str]:
        """Alias -> name of those in use."""
        return {one.alias: one.name for one in reversed(self.find()) if one.undone is None}
