"""What looks for the token in the log finds it where it is not masked."""

import logging

from tests.bot.api_server import TOKEN
from tests.promises.leaks import Leaks


def test_only_a_line_that_is_not_masked_is_a_leak() -> None:
    leaks = Leaks()
    leaks.test = "here"
    record = logging.makeLogRecord({"msg": "https://api.telegram.org/bot%s/getMe", "args": (TOKEN,)})
    leaks.emit(record)
    assert leaks.leaking == []
    leaks.setFormatter(logging.Formatter())
    leaks.emit(record)
    assert leaks.leaking == ["here"]
    assert leaks.lines == 2
