"""A build as a process that kills itself at its n-th INSERT: DIES_IN; never where that is 0, then it tells how many
there were. What it is given stands behind: the folder and the base.
"""

import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

from knowledge.building.build import build_base
from knowledge.storing import writer


class Counting(sqlite3.Connection):
    """Counts what is inserted, and dies before the one that it is to die at."""

    inserted = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_trace_callback(self._count)

    def _count(self, statement: str) -> None:
        if statement.startswith("INSERT"):
            Counting.inserted += 1
            if Counting.inserted == int(os.environ["DIES_IN"]):
                os.kill(os.getpid(), signal.SIGKILL)


class _Connecting:
    """The module sqlite3 as the writer of a base sees it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite3, name)

    @staticmethod
    def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        return sqlite3.connect(*args, factory=Counting, **kwargs)


if __name__ == "__main__":
    writer.sqlite3 = _Connecting()  # type: ignore[assignment]
    build_base([Path(sys.argv[1])], Path(sys.argv[2]))
    sys.stdout.write(f"{Counting.inserted}\n")
