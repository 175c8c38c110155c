"""The tables of the state file, as the steps by which a file of any earlier version becomes one of this."""

APPLICATION_ID = 0x59754A75
"""Marks the file as ours; "YuJu" in ASCII."""

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
)
"""Forward only: number n takes a file from version n to n + 1. Never edit one that was released.

`pseudonym` is a function of SQL while a file is migrated.
"""
