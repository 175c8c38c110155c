"""Logging that cannot betray a secret: every handler's line is searched for it, arguments and tracebacks included."""

import logging
import sys
from collections.abc import Sequence

MASK = "***"
CHATTY = ("httpx", "httpcore")
"""Loggers that write urls, with the token in them."""


class Redacting(logging.Formatter):
    """Writes a record as usual, then masks the secrets in the whole of it."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        # The part after the colon is the secret; some libraries write it with the colon percent-encoded.
        parts = {part for secret in secrets for part in (secret, secret.partition(":")[2])}
        self._secrets = sorted((part for part in parts if part), key=len, reverse=True)

    def format(self, record: logging.LogRecord) -> str:
        """The record's line, and its traceback if it has one, masked."""
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return text


def open_log(secrets: Sequence[str], *, level: int = logging.INFO) -> None:
    """Logs to standard error, masked, in place of every handler that is there."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Redacting(secrets))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL if "RateLimiter" in name else logging.WARNING)
