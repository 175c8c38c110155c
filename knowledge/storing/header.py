"""What tells a base from any other file, and one base from another, without opening it."""

import hashlib
from pathlib import Path

from knowledge.storing.schema import APPLICATION_ID


def read_header(file: Path) -> int | None:
    """The version of the base in file; None: not a base of ours. Raises OSError."""
    with file.open("rb") as stream:
        header = stream.read(100)
    ours = header[:16] == b"SQLite format 3\0" and int.from_bytes(header[68:72], "big") == APPLICATION_ID
    return int.from_bytes(header[60:64], "big") if ours and len(header) == 100 else None


def digest_file(file: Path) -> str:
    """SHA-256 of a file, in hex. Raises OSError."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
