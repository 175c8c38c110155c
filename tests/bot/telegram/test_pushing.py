"""What nobody waits for: sent once or not at all, and never twice."""

from typing import Any

import httpx
import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.failures import Failure
from bot.telegram.sending import Pushed, Sender, Target


class Refusing(Bot):
    """Raises what is in line, then takes all; notes to whom."""

    def __init__(self, *errors: TelegramError) -> None:
        super().__init__("1:x")
        self._errors = [*errors]
        self._tried: list[tuple[str, int, Any]] = []

    async def send_message(self, chat_id: int, text: str, **rest: Any) -> Any:
        return self._take("send", chat_id, rest.get("message_thread_id"))

    async def edit_message_text(self, text: str, chat_id: int, **rest: Any) -> Any:
        return self._take("edit", chat_id, None)

    def _take(self, method: str, chat: int, topic: int | None) -> Any:
        self._tried.append((method, chat, topic))
        if self._errors:
            raise self._errors.pop(0)
        return type("Sent", (), {"message_id": 1})()


def lost(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


CASES: dict[str, tuple[TelegramError, Pushed, int]] = {
    "held up": (RetryAfter(7), Pushed(Failure.AGAIN, 7), 1),
    "a fault of Telegram's": (NetworkError("Internal Server Error (500)"), Pushed(Failure.AGAIN, 0.5), 1),
    "it may have arrived": (lost(TimedOut(), httpx.ReadTimeout("x")), Pushed(), 1),
    "blocked": (Forbidden("Forbidden: bot was blocked by the user"), Pushed(Failure.GONE, 0.5), 1),
    "no rights": (BadRequest("Bad Request: not enough rights to send"), Pushed(Failure.DROP, 0.5), 1),
    "topic closed": (BadRequest("Bad Request: message thread not found"), Pushed(), 2),
    "markup": (BadRequest("Bad Request: can't parse entities"), Pushed(), 2),
    "moved": (ChatMigrated(-9), Pushed(), 2),
}


@pytest.mark.parametrize(("error", "pushed", "tries"), CASES.values(), ids=CASES)
async def test_a_message_is_tried_once_unless_it_can_be_mended(
    error: TelegramError, pushed: Pushed, tries: int
) -> None:
    bot = Refusing(error)
    assert await Sender(bot).push(Target(-5, topic=2), "x") == pushed
    assert len(bot._tried) == tries


async def test_a_message_of_a_group_that_moved_cannot_be_edited_elsewhere() -> None:
    bot = Refusing(ChatMigrated(-9))
    assert await Sender(bot).push(Target(-5, edit=3), "x") == Pushed(Failure.MOVED, 0.5)
    assert bot._tried == [("edit", -5, None)]


@pytest.mark.parametrize(
    ("words", "pushed"),
    [("message is not modified", Pushed()), ("message to edit not found", Pushed(Failure.FIXED, 0.5))],
)
async def test_what_says_it_already_is_sent_and_what_is_gone_is_not(words: str, pushed: Pushed) -> None:
    assert await Sender(Refusing(BadRequest(f"Bad Request: {words}"))).push(Target(5, edit=3), "x") == pushed
