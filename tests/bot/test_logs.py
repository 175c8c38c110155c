"""No secret gets through the log, wherever in a record it stands."""

import logging

import pytest

from bot.logs import MASK, Redacting

TOKEN = "123456:oh-so-secret"


def write(message: str, *arguments: object, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return Redacting([TOKEN]).format(logging.LogRecord("x", logging.INFO, "x.py", 1, message, arguments, exc_info))


def test_the_message_and_its_arguments_are_masked() -> None:
    line = write(f"POST /bot{TOKEN}/getMe %s", {"url": f"/bot{TOKEN}/x"})
    assert "secret" not in line
    assert line.count(MASK) == 2


def test_the_traceback_is_masked() -> None:
    with pytest.raises(ValueError, match="no route") as raised:
        raise ValueError(f"no route to /bot{TOKEN}/getMe")
    assert "secret" not in write("failed", error=raised.value)


@pytest.mark.parametrize("form", [TOKEN, TOKEN.replace(":", "%3A"), "oh-so-secret"])
def test_every_way_to_write_it_is_masked(form: str) -> None:
    assert "secret" not in write(f"bot{form}/x")


def test_other_words_stay() -> None:
    assert write("update %d: fact answered", 7).endswith("INFO x: update 7: fact answered")
