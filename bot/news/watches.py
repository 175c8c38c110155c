"""Which names a chat wants to hear of, in the state file. Chats by their pseudonym; names as the base has them."""

import json
import time
from collections.abc import Collection
from dataclasses import dataclass

from bot.chats import Chats
from bot.state import State

MOST = 30
"""Names that one chat may watch."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """A chat that watches some of the names asked for."""

    chat: int
    """Its pseudonym."""
    names: tuple[str, ...]
    """In the order in which they were watched."""
    topic: int | None
    """Where the last of them was watched."""


class Watches:
    """The watches in the state file. Safe to use from several threads; every method may raise StateError."""

    def __init__(self, state: State, chats: Chats) -> None:
        self._state = state
        self._chats = chats

    def add(self, chat: int, name: str, topic: int | None) -> bool:
        """Watches the name from now on, and tells in that topic; False: the chat watches too many already."""
        hidden = self._state.pseudonym(chat)
        with self._state.transaction() as db:
            of_others = "SELECT count(*) FROM watches WHERE chat = ? AND name != ?"
            if db.execute(of_others, (hidden, name)).fetchone()[0] >= MOST:
                return False
            self._chats.house(chat)
            sql = "INSERT OR REPLACE INTO watches (chat, name, topic, at) VALUES (?, ?, ?, ?)"
            db.execute(sql, (hidden, name, topic, time.time()))
        return True

    def remove(self, chat: int, name: str) -> bool:
        """Watches the name no longer; False: the chat did not."""
        with self._state.transaction() as db:
            sql = "DELETE FROM watches WHERE chat = ? AND name = ?"
            return db.execute(sql, (self._state.pseudonym(chat), name)).rowcount == 1

    def of(self, chat: int) -> tuple[str, ...]:
        """The names that the chat watches, the first one first."""
        with self._state.transaction() as db:
            sql = "SELECT name FROM watches WHERE chat = ? ORDER BY at, name"
            return tuple(name for (name,) in db.execute(sql, (self._state.pseudonym(chat),)))

    def drop(self, hidden: int) -> None:
        """Forgets what the chat of that pseudonym watches."""
        with self._state.transaction() as db:
            db.execute("DELETE FROM watches WHERE chat = ?", (hidden,))

    def names(self) -> tuple[str, ...]:
        """All names that are watched."""
        with self._state.transaction() as db:
            return tuple(name for (name,) in db.execute("SELECT DISTINCT name FROM watches ORDER BY name"))

    def watchers(self, names: Collection[str]) -> tuple[Watcher, ...]:
        """Who watches any of the names."""
        found: dict[int, list[tuple[str, int | None]]] = {}
        sql = "SELECT chat, name, topic FROM watches WHERE name IN (SELECT value FROM json_each(?))"
        with self._state.transaction() as db:
            for chat, name, topic in db.execute(f"{sql} ORDER BY chat, at, name", (json.dumps([*names]),)):
                found.setdefault(chat, []).append((name, topic))
        return tuple(Watcher(chat, tuple(name for name, _ in own), own[-1][1]) for chat, own in found.items())
