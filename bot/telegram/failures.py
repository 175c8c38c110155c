"""Why Telegram took no message, and what is to be done about it. Sends nothing."""

from enum import Enum

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures before anything left this machine."""


class Failure(Enum):
    """What to do about a failed send."""

    AGAIN = "try again"
    UNSURE = "it may have arrived: try again once"
    PLAIN = "send without markup"
    NO_TOPIC = "send without topic"
    NO_REPLY = "send without reply"
    NO_QUOTE = "send without quote"
    MOVED = "send to the chat's new id"
    DROP = "the chat does not want it"
    GONE = "the bot is not in the chat any more"
    FIXED = "the message cannot be edited"
    SAME = "it says that already"
    GIVE_UP = "no use trying"


REFUSALS = (
    ("can't parse entities", Failure.PLAIN),
    ("thread not found", Failure.NO_TOPIC),
    ("replied not found", Failure.NO_REPLY),
    ("reply message not found", Failure.NO_REPLY),
    ("quote", Failure.NO_QUOTE),
    ("chat not found", Failure.GONE),
    ("rights", Failure.DROP),
    ("chat_write_forbidden", Failure.DROP),
    ("topic_closed", Failure.DROP),
    ("message is not modified", Failure.SAME),
    ("message to edit not found", Failure.FIXED),
    ("message can't be edited", Failure.FIXED),
    ("message_id_invalid", Failure.FIXED),
)
"""What Telegram's refusals say -> what to do (tdlib/telegram-bot-api, Client.cpp: fail_query_with_error)."""

REFUSED = (Failure.DROP, Failure.GONE, Failure.FIXED)
"""What no other try would change."""


def to_failure(error: TelegramError) -> Failure:
    """What to do about the error."""
    match error:
        case ChatMigrated():
            return Failure.MOVED
        case Forbidden():
            return Failure.GONE
        case BadRequest():
            text = error.message.lower()
            return next((failure for words, failure in REFUSALS if words in text), Failure.GIVE_UP)
        case NetworkError() if error.__cause__ is not None and not isinstance(error.__cause__, UNSENT):
            # An HTTP status has no cause, or that of a page that is no JSON: neither was accepted.
            return Failure.AGAIN if isinstance(error.__cause__, TelegramError) else Failure.UNSURE
        case TelegramError(message="Invalid server response"):
            return Failure.UNSURE
    return Failure.AGAIN


def to_seconds(error: TelegramError, pause: float) -> float:
    """How long to wait after the error: what Telegram asks for, else pause."""
    if isinstance(error, RetryAfter):
        wait = error.retry_after
        return wait if isinstance(wait, int) else wait.total_seconds()
    return pause
