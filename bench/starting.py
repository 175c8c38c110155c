"""The time from the start of a process to its first answer, beside that of jieba's first cut."""

import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.timing import percentile

STARTS = 5
"""Processes of each kind, in turns."""


def take_start(arguments: Sequence[str]) -> tuple[float, float]:
    """Seconds by the clock, and of CPU, that a Python process takes from its start to its end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, cpu


def bench_starting(base: Path, question: str) -> None:
    """Prints both, and their ratio, with the question asked of the base."""
    processes = {
        "ask: one question, answered": ("-m", "bot", "ask", question, "--db", str(base)),
        "jieba: one question, cut": ("-c", f"import jieba; jieba.lcut({question!r})"),
    }
    taken = {name: [] for name in processes}  # type: dict[str, list[tuple[float, float]]]
    for _ in range(STARTS):
        for name, arguments in processes.items():
            taken[name].append(take_start(arguments))
    print(f"\nFrom the start to the first answer (median of {STARTS} processes, in turns)")
    cpus = []
    for name, seconds in taken.items():
        clock, cpu = (percentile([one[which] for one in seconds], 50) for which in (0, 1))
        cpus.append(cpu)
        print(f"  {name:<42} {clock:6.2f} s   CPU {cpu:6.2f} s")
    print(f"  ours over jieba's, CPU                       {cpus[0] / cpus[1]:.1f}")
