"""The tables of a knowledge base: one SQLite file, written once, then only read. Columns stand here, nowhere else."""

import sqlite3
import string
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x596F754A
"""In the header of every file of ours ("YouJ"): what tells a base from a foreign database."""
VERSION = 4
"""`user_version`: any change of the tables below raises it. A base of another version is built anew, never migrated."""

PERIOD = ("period_start", "period_end", "period_precision", "period_words")
QUANTITY = ("low", "high", "unit", "quantity_words", "approximate", "is_money")

_FACTS: Mapping[str, type] = {
    "id": int,
    "source": int,
    "subject": str,
    "relation": str,
    "object": str,
    # Amounts as text: the only form in which a Decimal comes back as it went in.
    **dict.fromkeys(QUANTITY[:4], str),
    **dict.fromkeys(QUANTITY[4:], int),
    **dict.fromkeys(PERIOD, str),
    "text": str,
    "qualifier": str,
    "status": str,
    "according_to": str,
    "start": int,
    "end": int,
    "snippet": str,
}

TABLES: Mapping[str, Mapping[str, type]] = {
    "meta": {"key": str, "value": str},
    "sources": {
        "id": int,
        "name": str,
        "digest": str,
        "title": str,
        "outlet": str,
        "author": str,
        "published": str,
        "reprinted": str,
        "url": str,
        "language": str,
        "text": str,
        "blocks": str,
        "offsets": str,
    },
    "passages": {
        "id": int,
        "source": int,
        "place": int,
        "start": int,
        "end": int,
        "block": int,
        "kind": str,
        "heading": str,
        "speaker": str,
        "snippet": str,
        "terms": str,
        "entities": str,
        "values": str,
    },
    "named": {"id": int, "source": int, "name": str, "kind": str, "known": int, "aliases": str},
    "introduced": {
        "id": int,
        "source": int,
        "name": str,
        "kind": str,
        "introduced": int,
        "uses": int,
        "aliases": str,
    },
    "borrowed": {"id": int, "source": int, "name": str, "kind": str, "aliases": str},
    "mentions": {"id": int, "source": int, "place": int, "entity": str, "start": int, "end": int, "resolved": int},
    "facts": _FACTS,
    "quotes": {
        "id": int,
        "source": int,
        "speaker": str,
        "words": str,
        "cue": str,
        "direct": int,
        "topics": str,
        "stance": str,
        "start": int,
        "end": int,
        "snippet": str,
    },
    "sketches": {"id": int, "source": int, "spun": int, "size": int, "hashes": bytes},
    "copies": {"id": int, "source": int, "original": int, "share": int, "reason": str},
    "copied_passages": {"id": int, "leading": int},
    "copied_facts": {"id": int, "leading": int},
    "copied_quotes": {"id": int, "leading": int},
    "entities": {"name": str, "kind": str, "known": int},
    "aliases": {"id": int, "entity": str, "alias": str},
    "spellings": {"spelling": str, "name": str},
    "topics": {"id": int, "topic": str, "quote": int},
}
"""Table -> columns. `named`: the entities as each article gives them; from it `entities`, `aliases`, `spellings`.
`introduced`: what each, read alone, discovers; `borrowed`: whom it knows from others (see names/folder_names.py).
`copies`: which source repeats which (see merging/copies.py); `copied_...`: a row of the copy -> the row that leads."""

OPTIONAL = frozenset(
    (
        *("object", "text", "qualifier", "according_to", "heading", "speaker", "place", "stance"),
        *("outlet", "author", "published", "reprinted", "url"),
        *PERIOD,
        *QUANTITY,
    )
)
"""Columns that may hold NULL, save where REQUIRED says otherwise."""
REQUIRED = frozenset({("sources", "text"), ("quotes", "speaker"), ("passages", "place")})

OF_ARTICLE = ("passages", "named", "introduced", "borrowed", "mentions", "facts", "quotes", "sketches")
"""Tables whose rows belong to one article and come and go with it; in the order of their `id`."""
CITED = ("passages", "facts", "quotes")
"""Those of them whose rows hold words of the article."""

INDEXES = (
    ("sources", ("name",), True),
    ("passages", ("source", "place"), True),
    ("named", ("source",), False),
    ("introduced", ("source",), False),
    ("borrowed", ("source",), False),
    ("mentions", ("entity", "source", "place"), False),
    ("mentions", ("source",), False),
    ("facts", ("subject", "relation"), False),
    # With all that tells who comes first by a relation: no row need be read for it (see scopes.py).
    ("facts", ("relation", "subject", "unit", "low", "high", "period_start"), False),
    ("facts", ("object",), False),
    ("facts", ("source",), False),
    ("quotes", ("speaker",), False),
    ("quotes", ("source",), False),
    ("aliases", ("entity",), False),
    ("copies", ("source",), False),
    ("copied_passages", ("leading",), False),
    ("copied_facts", ("leading",), False),
    ("copied_quotes", ("leading",), False),
    ("topics", ("topic",), False),
)

_PUNCTUATION = string.punctuation.replace("'", "''").replace('"', '""')
# The ascii tokenizer with all punctuation as letters cuts at white space only: a token is a term, whole and unchanged.
# detail=none, columnsize=0: only which passages hold a term is asked of the index; ranking is ours (see ranking.py).
_SEARCH = f"""
CREATE VIRTUAL TABLE passage_index USING fts5(
    terms, content='passages', content_rowid='id', detail=none, columnsize=0,
    tokenize="ascii tokenchars '{_PUNCTUATION}'"
);
CREATE VIRTUAL TABLE passage_terms USING fts5vocab(passage_index, row);
CREATE TABLE terms (term TEXT PRIMARY KEY, passages INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Make the tables, still without indexes, in an empty database and mark it as ours. Raises sqlite3.Error."""
    base = _open(connection)
    for table, columns in TABLES.items():
        not_null = {name for name in columns if name not in OPTIONAL or (table, name) in REQUIRED}
        key = "id" if "id" in columns else next(iter(columns))
        # Nothing enforces them (see PRAGMA foreign_keys): they tell who looks into the file what `source` is.
        keys = [("source", "sources", "id")] if "source" in columns else None
        base.table(table).create(dict(columns), pk=key, not_null=not_null - {key}, strict=True, foreign_keys=keys)
    connection.executescript(_SEARCH)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {VERSION}")


def create_indexes(connection: sqlite3.Connection) -> None:
    """Make the indexes: after the rows, which is quicker than with them. Raises sqlite3.Error."""
    base = _open(connection)
    for table, columns, unique in INDEXES:
        base.table(table).create_index(columns, unique=unique)


def _open(connection: sqlite3.Connection) -> "Database":
    # Imported here: it takes a fifth of a second to load, and who only reads a base does without.
    from sqlite_utils import Database

    return Database(connection)


def list_columns(table: str, *, without: tuple[str, ...] = ()) -> str:
    """The columns of a table as they stand in SQL, quoted (end and values are words of SQL)."""
    return ", ".join(f'"{name}"' for name in TABLES[table] if name not in without)
