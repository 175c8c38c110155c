"""Logging that betrays nobody: secrets are masked in the whole of every line, ids shown as pseudonyms, and of an error
that is not ours only the kind and the place, as its message may hold people's words.

Plain lines or JSON, a line a record. The standard library's logging, since all that is used here logs by it: structlog
would stand on top of the same formatter.
"""

import copy
import json
import logging
import sys
import traceback
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

from bot.pseudonyms import Hidden, Pseudonyms
from knowledge.errors import YoujuError

MASK = "***"
LEVELS = {
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "telegram": logging.INFO,
    "asyncio": logging.INFO,
}
"""Loggers that would write urls with the token, people's messages, or a traceback for what is handled anyway."""
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class Redacting(logging.Formatter):
    """Writes a record, then masks the secrets in the whole of it. What is given as `extra` is a field of the JSON."""

    def __init__(self, secrets: Sequence[str], *, as_json: bool = False) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        # The part after the colon is the secret; some libraries write it with the colon percent-encoded.
        parts = {part for secret in secrets for part in (secret, secret.partition(":")[2])}
        self._secrets = sorted((part for part in parts if part), key=len, reverse=True)
        self._as_json = as_json
        self._pseudonyms = Pseudonyms(secrets[0] if secrets else "")

    def format(self, record: logging.LogRecord) -> str:
        """The record's line, and its traceback if it has one, masked."""
        record = copy.copy(record)
        if isinstance(record.args, tuple):
            record.args = tuple(map(self._show, record.args))
        record.exc_text = None  # another handler may have left its own
        text = self._to_json(record) if self._as_json else super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        """The kinds of the errors and where they were raised; messages of our own errors only."""
        return "\n".join(_describe(ei[1])) if ei[1] is not None else ""

    def _show(self, argument: object) -> object:
        return self._pseudonyms.shown(argument.identity) if isinstance(argument, Hidden) else argument

    def _to_json(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        fields |= {name: self._show(value) for name, value in vars(record).items() if name not in _USUAL}
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


def _describe(error: BaseException) -> Iterator[str]:
    """Lines of an error and of those behind it, the first cause first."""
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None:
        yield from _describe(behind)
        yield "which led to:"
    yield from "".join(traceback.format_tb(error.__traceback__)).splitlines()
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}" + (f": {error}" if isinstance(error, YoujuError) else "")


def open_log(secrets: Sequence[str], *, level: int = logging.INFO, as_json: bool = False) -> None:
    """Logs to standard error, masked, in place of every handler that is there."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets, as_json=as_json))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name, least in LEVELS.items():
        logging.getLogger(name).setLevel(max(least, level))
