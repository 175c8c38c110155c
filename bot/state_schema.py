"""The tables of the state file, as the steps by which a file of any earlier version becomes one of this."""

from bot.feedback.keeping import KEEP_SECONDS, KEEP_UNDONE, MOST_ROWS

APPLICATION_ID = 0x59754A75
"""Marks the file as ours; "YuJu" in ASCII."""

CHAT_TABLES = ("exchanges", "greetings", "chats", "watches", "feedback", "gaps")
"""Those with a column `chat`, besides the inbox."""

USER_TABLES = ("exchanges", "feedback", "gaps")
"""Those of them with a column `user`: who asked, or judged."""

MOVING_TABLES = ("greetings", "chats", "watches")
"""Those of them that go along when a group gets a new id. In the others are messages, which are numbered anew there."""

MAIL = "mail/{chat}"
"""The key in `settings` of what is to be told to the chat of that pseudonym; it goes with the chat too."""

MIGRATIONS = (
    """
    CREATE TABLE inbox (
        update_id INTEGER PRIMARY KEY,
        chat INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'new',
        attempts INTEGER NOT NULL DEFAULT 0,
        received REAL NOT NULL,
        content TEXT
    ) STRICT;
    CREATE INDEX inbox_open ON inbox (update_id) WHERE state IN ('new', 'sending');
    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    """,
    """
    CREATE TABLE exchanges (
        chat INTEGER NOT NULL,
        reply INTEGER NOT NULL,
        question INTEGER NOT NULL,
        at REAL NOT NULL,
        content TEXT,
        PRIMARY KEY (chat, reply)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX exchanges_by_question ON exchanges (chat, question);
    CREATE TABLE greetings (chat INTEGER PRIMARY KEY, at REAL NOT NULL) STRICT;
    """,
    """
    ALTER TABLE exchanges ADD COLUMN user INTEGER NOT NULL DEFAULT 0;
    UPDATE exchanges SET chat = pseudonym(chat);
    UPDATE greetings SET chat = pseudonym(chat);
    UPDATE inbox SET chat = pseudonym(chat);
    CREATE INDEX exchanges_by_user ON exchanges (user);
    """,
    """
    ALTER TABLE exchanges ADD COLUMN home BLOB;
    CREATE TABLE chats (
        chat INTEGER PRIMARY KEY,
        home BLOB NOT NULL,
        language TEXT,
        speaks TEXT NOT NULL DEFAULT 'addressed',
        snippets INTEGER,
        quiet_from INTEGER,
        quiet_until INTEGER
    ) STRICT;
    CREATE TABLE watches (
        chat INTEGER NOT NULL,
        name TEXT NOT NULL,
        topic INTEGER,
        at REAL NOT NULL,
        PRIMARY KEY (chat, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX watches_by_name ON watches (name);
    CREATE TABLE feedback (
        chat INTEGER NOT NULL,
        reply INTEGER NOT NULL,
        user INTEGER NOT NULL,
        at REAL NOT NULL,
        verdict TEXT NOT NULL,
        content BLOB,
        PRIMARY KEY (chat, reply, user)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX feedback_by_user ON feedback (user);
    CREATE INDEX feedback_by_time ON feedback (at);
    CREATE TABLE gaps (
        number INTEGER PRIMARY KEY,
        chat INTEGER NOT NULL,
        user INTEGER NOT NULL,
        at REAL NOT NULL,
        content BLOB NOT NULL
    ) STRICT;
    CREATE INDEX gaps_by_chat ON gaps (chat);
    CREATE INDEX gaps_by_user ON gaps (user);
    CREATE INDEX gaps_by_time ON gaps (at);
    CREATE TABLE aliases (
        number INTEGER PRIMARY KEY,
        alias TEXT NOT NULL,
        name TEXT NOT NULL,
        admin INTEGER NOT NULL,
        at REAL NOT NULL,
        undone REAL
    ) STRICT;
    """,
    "CREATE INDEX exchanges_by_time ON exchanges (at);",
)
"""Forward only: number n takes a file from version n to n + 1. Never edit one that was released.

`pseudonym` is a function of SQL while a file is migrated. A BLOB is sealed (see `bot.sealing`): `home`, the chat's id
in decimal, for what is written there unasked; `content`, what its module keeps, in JSON. `quiet_*`: minutes of the day.
"""

SWEEPS = (
    f"DELETE FROM feedback WHERE at < :now - {KEEP_SECONDS}",
    f"DELETE FROM gaps WHERE at < :now - {KEEP_SECONDS}",
    f"DELETE FROM feedback WHERE at <= (SELECT at FROM feedback ORDER BY at DESC LIMIT 1 OFFSET {MOST_ROWS})",
    f"DELETE FROM gaps WHERE at <= (SELECT at FROM gaps ORDER BY at DESC LIMIT 1 OFFSET {MOST_ROWS})",
    f"DELETE FROM aliases WHERE undone < :now - {KEEP_UNDONE}",
)
"""What deletes the rows that are older than they may be, and the oldest of too many. :now is in seconds since 1970."""
