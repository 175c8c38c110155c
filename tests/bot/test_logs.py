"""No secret gets through the log, wherever in a record it stands."""

import json
import logging

import pytest

from bot.logs import MASK, Redacting
from bot.pseudonyms import Hidden
from knowledge.errors import YoujuError

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


def test_of_an_error_the_kinds_and_places_are_shown_and_no_words() -> None:
    try:
        try:
            int("canary")
        except ValueError as error:
            raise KeyError("canary too") from error
    except KeyError as error:
        line = write("failed", error=error)
    assert "canary" not in line.replace('int("canary")', "").replace('KeyError("canary too")', "")
    assert line.index("builtins.ValueError") < line.index("which led to") < line.index("builtins.KeyError")
    assert "test_logs.py" in line


def test_our_own_errors_keep_their_words() -> None:
    assert write("failed", error=YoujuError("articles: no such folder")).endswith(
        "YoujuError: articles: no such folder"
    )


def test_an_id_is_shown_as_its_pseudonym() -> None:
    line = write("chat %s of update %d", Hidden(501_000), 7)
    assert "501" not in line
    said = line.partition("INFO")[2]
    assert said == write("chat %s of update %d", Hidden(501_000), 7).partition("INFO")[2]
    assert said != write("chat %s of update %d", Hidden(501_001), 7).partition("INFO")[2]


def test_json_has_a_field_for_all_that_is_given() -> None:
    record = logging.LogRecord("x", logging.INFO, "x.py", 1, "update %d: 答", (7,), None)
    record.__dict__ |= {"update": 7, "chat": Hidden(501_000), "key": TOKEN}
    fields = json.loads(Redacting([TOKEN], as_json=True).format(record))
    assert fields["event"] == "update 7: 答"
    assert (fields["level"], fields["logger"], fields["update"], fields["key"]) == ("info", "x", 7, MASK)
    assert len(fields["chat"]) == 8
    assert fields["time"].endswith("+00:00")


def test_json_keeps_a_traceback_in_its_line() -> None:
    with pytest.raises(ValueError, match="x") as raised:
        raise ValueError("x")
    error = raised.value
    record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "bad", (), (type(error), error, error.__traceback__))
    line = Redacting([TOKEN], as_json=True).format(record)
    assert "\n" not in line
    assert json.loads(line)["error"].endswith("builtins.ValueError")


def test_other_words_stay() -> None:
    assert write("update %d: fact answered", 7).endswith("INFO x: update 7: fact answered")
