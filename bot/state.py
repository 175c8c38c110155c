"""What must outlive a restart: the inbox of updates and a few settings. Its own SQLite file, never the knowledge base.

An update is stored before Telegram is told that it arrived. Its states: new -> sending -> done, or one of the other
ends. Its text is erased at the end. Ids of chats and users are kept as pseudonyms; callers give and get plain ones.
"""

import json
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.pseudonyms import Pseudonyms
from bot.sealing import Seal
from bot.state_schema import APPLICATION_ID, CHAT_TABLES, MAIL, MIGRATIONS, MOVING_TABLES, SWEEPS, USER_TABLES
from knowledge.errors import YoujuError

KEEP_SECONDS = 48 * 3600
"""How long ended rows stay, so that a repeated update is known: Telegram keeps updates for 24 hours."""

KEEP_EXCHANGES = 7 * 24 * 3600
"""How long the buttons under an answer work."""

KEEP_OPEN = 24 * 3600
"""How long the text of an update may wait for its answer; as long as Telegram itself keeps it."""


class StateError(YoujuError):
    """The state file cannot be used; the text starts with its name."""


class UpdateState(StrEnum):
    """How far an update has come."""

    NEW = "new"
    SENDING = "sending"
    """Taken up; a crash now may have sent the answer or not."""
    DONE = "done"
    FAILED = "failed"
    """The answer could not be delivered; logged."""
    BAD = "bad"
    """Not readable: set aside."""
    STALE = "stale"
    """Too old to answer when its turn came."""
    BUSY = "busy"
    """Turned away: too many of its chat were in line."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An update that waits for its turn; chat: its pseudonym."""

    update_id: int
    chat: int
    attempts: int = 0
    """How often it was taken up before."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """Updates that wait or are being worked on; seconds: age of the oldest, 0 where there is none."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted; rows: of each of CHAT_TABLES."""

    updates: int
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update as received. Those of one chat are worked on in order."""

    update_id: int
    chat: int
    content: Mapping[str, Any]


class State:
    """The open file. Safe to use from several threads; every method is one transaction and may raise StateError."""

    def __init__(self, connection: sqlite3.Connection, pseudonyms: Pseudonyms, seal: Seal) -> None:
        self._db = connection
        self.pseudonym = pseudonyms.of
        self.seal = seal
        self.epoch = 0
        """Goes up when what is kept of a chat changes as a whole: what others have at hand of chats is void then."""
        self._lock = threading.RLock()
        self._within = False

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """The file within one transaction, or the one that is open. Raises StateError where it cannot be used."""
        try:
            with self._lock:
                if self._within:
                    yield self._db
                    return
                self._within = True
                try:
                    with self._db:
                        yield self._db
                finally:
                    self._within = False
        except sqlite3.Error as error:
            raise StateError(f"the state file cannot be used: {error}") from error

    def together(self, calls: Sequence[Callable[[], Any]]) -> tuple[Any, ...]:
        """What calls of the methods below return, made in one transaction: stored for good when this returns.

        Where one of them fails, each is made by itself, and a StateError stands in place of what failed.
        """
        try:
            with self.transaction():
                return tuple(call() for call in calls)
        except Exception:  # each error is met below
            return tuple(map(self._attempt, calls))

    def _attempt(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except StateError as error:
            return error
        except Exception as error:
            # A slip of ours: who waits for it learns of it, and what others wrote beside it stays written.
            slip = StateError(f"not written: {type(error).__name__}")
            slip.__cause__ = error
            return slip

    def add(self, updates: Sequence[NewUpdate]) -> tuple[Pending, ...]:
        """Those that were not there before, stored for good when this returns."""
        added = []
        with self.transaction():
            for update in updates:
                # ASCII, because a lone surrogate in a hostile text cannot be stored otherwise.
                content = json.dumps(update.content, separators=(",", ":"))
                chat = self.pseudonym(update.chat)
                row = (update.update_id, chat, time.time(), content)
                sql = "INSERT OR IGNORE INTO inbox (update_id, chat, received, content) VALUES (?, ?, ?, ?)"
                if self._db.execute(sql, row).rowcount:
                    added.append(Pending(update.update_id, chat))
        return tuple(added)

    def pending(self) -> tuple[Pending, ...]:
        """All updates that have not ended, oldest first."""
        sql = "SELECT update_id, chat, attempts FROM inbox WHERE state IN ('new', 'sending') ORDER BY update_id"
        with self.transaction():
            return tuple(Pending(*row) for row in self._db.execute(sql))

    def take(self, update_id: int) -> Mapping[str, Any]:
        """The update's content; marks it as being answered."""
        with self.transaction():
            sql = "UPDATE inbox SET state = 'sending', attempts = attempts + 1 WHERE update_id = ? RETURNING content"
            (content,) = self._db.execute(sql, (update_id,)).fetchone()
        update: Mapping[str, Any] = json.loads(content)
        return update

    def end(self, update_id: int, state: UpdateState) -> None:
        """Ends an update and erases its text."""
        with self.transaction():
            self._db.execute("UPDATE inbox SET state = ?, content = NULL WHERE update_id = ?", (state, update_id))

    def counts(self) -> Mapping[str, int]:
        """Updates by state, of the last two days."""
        with self.transaction():
            return dict(self._db.execute("SELECT state, count(*) FROM inbox GROUP BY state"))

    def backlog(self) -> Backlog:
        """What has not ended."""
        sql = "SELECT count(*), min(received) FROM inbox WHERE state IN ('new', 'sending')"
        with self.transaction():
            count, oldest = self._db.execute(sql).fetchone()
        return Backlog(count, 0.0 if oldest is None else max(0.0, time.time() - oldest))

    def sweep(self) -> None:
        """Deletes what is older than it may be, or more than is kept, and empties the write-ahead log."""
        with self.transaction() as db:
            ended = "DELETE FROM inbox WHERE state NOT IN ('new', 'sending') AND received < :now - :inbox"
            for sql in (ended, "DELETE FROM exchanges WHERE at < :now - :exchanges", *SWEEPS):
                db.execute(sql, {"now": time.time(), "inbox": KEEP_SECONDS, "exchanges": KEEP_EXCHANGES})
        self.wipe()

    def wipe(self) -> None:
        """Empties the write-ahead log, in which the text of ended updates stays until then."""
        with self.transaction():
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def setting(self, key: str) -> str | None:
        """The value kept under key; None: there is none."""
        with self.transaction():
            row = self._db.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
        return None if row is None else str(row[0])

    def set_setting(self, key: str, value: str) -> None:
        """Keeps value under key."""
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, value))

    def forget_chat(self, chat: int) -> Forgotten:
        """Deletes all that is kept of a chat but what is still to be worked on."""
        hidden = (self.pseudonym(chat),)
        with self.transaction() as db:
            self.epoch += 1
            ended = db.execute("DELETE FROM inbox WHERE chat = ? AND state NOT IN ('new', 'sending')", hidden)
            rows = {table: _delete(db, table, "chat", *hidden) for table in CHAT_TABLES}
            db.execute("DELETE FROM settings WHERE key = ?", (MAIL.format(chat=hidden[0]),))
            return Forgotten(ended.rowcount, rows)

    def forget_user(self, user: int) -> Forgotten:
        """Deletes all that is kept of a user: the private chat, and what was answered to the user elsewhere."""
        private = self.forget_chat(user)
        with self.transaction() as db:
            elsewhere = {table: _delete(db, table, "user", self.pseudonym(user)) for table in USER_TABLES}
        return Forgotten(private.updates, {t: count + elsewhere.get(t, 0) for t, count in private.rows.items()})

    def move_chat(self, old: int, new: int) -> None:
        """Gives a chat that got a new id all that was kept under the old one. Doing it again changes nothing.

        What was said in the old chat cannot be edited in the new one, where messages are numbered anew.
        """
        before, after = self.pseudonym(old), self.pseudonym(new)
        with self.transaction() as db:
            self.epoch += 1
            for table in MOVING_TABLES:
                db.execute(f"UPDATE OR REPLACE {table} SET chat = ? WHERE chat = ?", (after, before))
            keys = (MAIL.format(chat=after), MAIL.format(chat=before))
            db.execute("UPDATE OR REPLACE settings SET key = ? WHERE key = ?", keys)
            db.execute("UPDATE chats SET home = ? WHERE chat = ?", (self.seal.close(str(new).encode()), after))
            for table in {*CHAT_TABLES}.difference(MOVING_TABLES):
                _delete(db, table, "chat", before)

    def greet(self, chat: int) -> bool:
        """Notes that the chat was greeted; False: it was before."""
        with self.transaction():
            sql = "INSERT OR IGNORE INTO greetings (chat, at) VALUES (?, ?)"
            return self._db.execute(sql, (self.pseudonym(chat), time.time())).rowcount == 1

    def close(self) -> None:
        """Closes the file; folds its write-ahead log in."""
        with self._lock:
            self._db.close()


def open_state(path: Path | None, secret: str = "") -> State:
    """The state in the file at path, made or migrated as needed; None: in memory, for the local chat.

    secret: what the pseudonyms in it are made with, and what is sealed. Raises StateError where the file is corrupt,
    foreign, of a newer version or not writable.
    """
    pseudonyms = Pseudonyms(secret)
    try:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            if path.is_file():
                path.chmod(0o600)
        db = sqlite3.connect(path or ":memory:", check_same_thread=False, timeout=10)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
        _migrate(db, pseudonyms)
        with db:
            sql = "UPDATE inbox SET state = 'stale', content = NULL WHERE state IN ('new', 'sending') AND received < ?"
            db.execute(sql, (time.time() - KEEP_OPEN,))
    except StateError as error:
        raise StateError(f"{path}: {error}") from None
    except (OSError, sqlite3.Error) as error:
        raise StateError(f"{path}: cannot be used as state file: {error}") from error
    return State(db, pseudonyms, Seal(secret))


def _delete(db: sqlite3.Connection, table: str, column: str, hidden: int) -> int:
    """How many rows of the table had that pseudonym in the column, and are gone."""
    return db.execute(f"DELETE FROM {table} WHERE {column} = ?", (hidden,)).rowcount


def _migrate(db: sqlite3.Connection, pseudonyms: Pseudonyms) -> None:
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if application != APPLICATION_ID and tables:
        raise StateError("is the database of another program")
    if version > len(MIGRATIONS):
        raise StateError(f"was written by a newer Youju (version {version}, this one knows {len(MIGRATIONS)})")
    db.create_function("pseudonym", 1, pseudonyms.of, deterministic=True)
    for number in range(version, len(MIGRATIONS)):
        db.executescript(
            f"BEGIN IMMEDIATE; {MIGRATIONS[number]}; PRAGMA application_id = {APPLICATION_ID};"
            f"PRAGMA user_version = {number + 1}; COMMIT;"
        )
