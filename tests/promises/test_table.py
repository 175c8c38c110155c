"""The table itself: every promise is measured or says why not, and a broken one cannot look kept."""

import re
from pathlib import Path

from tests.promises.table import PROMISES, Measured

TESTS = Path(__file__).parents[1]


def test_every_promise_is_measured_or_says_why_not() -> None:
    marked = {
        int(number)
        for path in TESTS.rglob("test_*.py")
        for number in re.findall(r"^@pytest\.mark\.promise\((\d+)\)", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert marked <= PROMISES.keys()
    assert {number for number, row in PROMISES.items() if number not in marked and "unmeasured" not in row} == set()
    assert list(PROMISES) == list(range(1, 19))


def test_a_broken_promise_is_called_broken_whatever_else_passed() -> None:
    measured = Measured()
    assert measured.to_figure(10) == "not measured: no test was run"
    measured.passed[10] += 2
    assert measured.to_figure(10) == "2 tests passed"
    measured.figures[10].append("1 of 117 cells")
    assert measured.to_figure(10) == "1 of 117 cells"
    measured.failed[10].append("test_x")
    assert measured.to_figure(10) == "BROKEN: test_x"
