"""A plugin of pytest that looks for the token in every line that the bot would log at DEBUG, in every test that is run.

python -m pytest -p tests.promises.leaks
"""

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.logs import Redacting
from tests.bot.api_server import TOKEN

SECRET = TOKEN.partition(":")[2]


class Leaks(logging.Handler):
    """Counts lines, and keeps the names of the tests in which one had the token."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(Redacting([TOKEN]))
        self.lines = 0
        self.test = ""
        self.leaking: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += 1
        if SECRET in self.format(record):
            self.leaking.append(self.test)


leaks = Leaks()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[Any]:
    """Listens for as long as the test runs."""
    root = logging.getLogger()
    level, leaks.test = root.level, item.nodeid
    root.addHandler(leaks)
    root.setLevel(logging.DEBUG)
    try:
        return (yield)
    finally:
        root.removeHandler(leaks)
        root.setLevel(level)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A leak fails the run."""
    if leaks.leaking:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says how many lines there were, and which tests leaked."""
    terminalreporter.write_line(f"{leaks.lines} lines of log: {len(leaks.leaking)} with the token")
    for test in dict.fromkeys(leaks.leaking):
        terminalreporter.write_line(f"leaked: {test}")
