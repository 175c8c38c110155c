"""What is done about each kind of failure; how it plays out over HTTP is in test_polling.py."""

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.telegram.failures import Failure, to_failure, to_seconds
from bot.telegram.sending import Parcel, Target, mended


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


FAILURES = [
    (RetryAfter(3), Failure.AGAIN),
    (NetworkError("Internal Server Error (500)"), Failure.AGAIN),
    (caused(NetworkError("Bad Gateway (502)"), TelegramError("Invalid server response")), Failure.AGAIN),
    (caused(NetworkError("x"), httpx.ConnectError("refused")), Failure.AGAIN),
    (caused(TimedOut(), httpx.ConnectTimeout("x")), Failure.AGAIN),
    (caused(TimedOut(), httpx.PoolTimeout("x")), Failure.AGAIN),
    (caused(TimedOut(), httpx.ReadTimeout("x")), Failure.UNSURE),
    (caused(NetworkError("x"), httpx.RemoteProtocolError("cut")), Failure.UNSURE),
    (TelegramError("Invalid server response"), Failure.UNSURE),
    (InvalidToken("Unauthorized"), Failure.AGAIN),
    (Conflict("x"), Failure.AGAIN),
    (Forbidden("Forbidden: bot was blocked by the user"), Failure.GONE),
    (BadRequest("Bad Request: not enough rights to send text messages to the chat"), Failure.DROP),
    (BadRequest("Bad Request: chat not found"), Failure.GONE),
    (BadRequest("Bad Request: message can't be edited"), Failure.FIXED),
    (BadRequest("Bad Request: can't parse entities: Unsupported start tag"), Failure.PLAIN),
    (BadRequest("Bad Request: message thread not found"), Failure.NO_TOPIC),
    (BadRequest("Bad Request: message to be replied not found"), Failure.NO_REPLY),
    (BadRequest("Bad Request: message is too long"), Failure.GIVE_UP),
    (ChatMigrated(-5), Failure.MOVED),
]


@pytest.mark.parametrize(
    ("error", "expected"), FAILURES, ids=[f"{type(e).__name__} {e.__cause__!r}" for e, _ in FAILURES]
)
def test_each_failure_has_its_way(error: TelegramError, expected: Failure) -> None:
    assert to_failure(error) is expected


def test_a_way_is_taken_once() -> None:
    refused = BadRequest("x")
    parcel = Parcel(Target(1, topic=2, reply_to=3), "<b>a &lt; b</b>")
    plain = mended(parcel, Failure.PLAIN, refused)
    assert plain == Parcel(parcel.target, "a < b", html=False)
    assert mended(plain, Failure.PLAIN, refused) is None
    open_ = mended(parcel, Failure.NO_TOPIC, refused)
    assert open_ is not None
    assert mended(open_, Failure.NO_TOPIC, refused) is None
    moved = mended(parcel, Failure.MOVED, ChatMigrated(-5))
    assert moved is not None
    assert moved.target == Target(-5)
    assert mended(moved, Failure.MOVED, ChatMigrated(-5)) is None


def test_the_wait_is_what_telegram_asks_for() -> None:
    assert to_seconds(RetryAfter(7), 0.5) == 7
    assert to_seconds(NetworkError("x"), 0.5) == 0.5
