"""A plugin of pytest that ends a run with the table of promises: number, promise, target, what was measured.

PROMISES=ci python -m pytest -m promise -p tests.promises.table
"""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml

PROMISES: dict[int, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "promises.yaml").read_text(encoding="utf-8")
)["promises"]


class Measured:
    """What the tests of each promise reported."""

    def __init__(self) -> None:
        self.figures: dict[int, list[str]] = defaultdict(list)
        self.passed: dict[int, int] = defaultdict(int)
        self.failed: dict[int, list[str]] = defaultdict(list)

    def to_figure(self, number: int) -> str:
        """The last column."""
        if failed := self.failed[number]:
            return f"BROKEN: {', '.join(failed)}"
        if not self.passed[number]:
            return f"not measured: {PROMISES[number].get('unmeasured', 'no test was run')}"
        return "; ".join(self.figures[number]) or f"{self.passed[number]} tests passed"


measured = Measured()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tells each test's report which promise it is of."""
    for item in items:
        if (marker := item.get_closest_marker("promise")) is not None:
            item.user_properties.append(("promise", marker.args[0]))


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Notes a test of a promise."""
    properties: dict[str, Any] = dict(report.user_properties)
    number = properties.get("promise")
    if number is None:
        return
    if report.failed:
        measured.failed[number].append(report.nodeid.rpartition("::")[2])
    elif report.when == "call" and report.passed:
        measured.passed[number] += 1
        measured.figures[number] += [properties["figure"]] if "figure" in properties else []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints the table."""
    rows = [("#", "promise", "target", "measured")]
    rows += [(str(n), row["promise"], row["target"], measured.to_figure(n)) for n, row in PROMISES.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    terminalreporter.write_line("")
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        terminalreporter.write_line(" | ".join((*cells, row[3])))
