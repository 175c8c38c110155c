"""A build of many made-up articles, as `python -m knowledge build` does it: time, cores, memory, and a start alone."""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from bench.corpus import ROOT, find_models
from bench.synthetic import load_sentences, write_corpus
from knowledge.building.build import build_base
from knowledge.names.lexicon import load_lexicon


def bench_scaling(count: int) -> None:
    """Prints what it takes to build so many articles from nothing, and again where nothing is new."""
    with tempfile.TemporaryDirectory() as folder:
        articles = Path(folder) / "articles"
        articles.mkdir()
        size = write_corpus(articles, load_sentences(find_models()), count)
        print(f"\nA build of {count} made-up articles, {size / 1e6:.1f} MB, in a process of its own")
        for name in ("from nothing", "nothing new"):
            print(_render(name, size, _build_apart(articles, Path(folder) / "bench.db")))


def _build_apart(articles: Path, base: Path) -> dict[str, float]:
    """What the build says of itself, in a new process: memory of this one does not count."""
    command = [sys.executable, "-m", "bench.scaling", str(articles), str(base)]
    said = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    figures: dict[str, float] = json.loads(said.splitlines()[-1])
    return figures


def _render(name: str, size: int, figures: dict[str, float]) -> str:
    seconds, cpu = figures["seconds"], figures["cpu"]
    return (
        f"  {name:<14} {seconds:8.1f} s  {size / seconds / 1e6:6.2f} MB/s  {cpu / seconds:5.2f} cores"
        f"  started in {figures['start']:.2f} s  peak {figures['parent']:.0f} MB, a worker {figures['worker']:.0f} MB"
    )


def _peak_memory() -> float:
    """MB of this process alone. What rusage has for it counts the memory of the process that started it too."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main(articles: Path, base: Path) -> None:
    """Build, and print the figures as JSON."""
    load_lexicon()
    # From the start of the interpreter on, as the process's own CPU clock counts it: imports and lexicon.
    start = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    began = perf_counter()
    build_base([articles], base)
    own, workers = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {
        "seconds": perf_counter() - began,
        "cpu": sum(own[:2]) + sum(workers[:2]) - start,
        "start": start,
        "parent": _peak_memory(),
        "worker": workers.ru_maxrss / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
