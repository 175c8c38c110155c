"""The speed of a build, beside the bare segmentation of the same text by jieba and by rjieba."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import jieba
import rjieba

from bench.timing import percentile, take
from knowledge.names.lexicon import load_lexicon
from knowledge.pipeline import process_article
from knowledge.reading.read import read_article
from knowledge.storing.writer import write_base

ROUNDS = 5


def render_speed(name: str, size: int, seconds: float, jieba_seconds: float) -> str:
    """One line: MB of UTF-8 a second, and how that stands to jieba."""
    speed, share = size / seconds / 1e6, jieba_seconds / seconds
    return f"  {name:<42} {speed:8.2f} MB/s   {seconds * 1e3:9.1f} ms   {share:6.2f} of jieba's speed"


def bench_building(paths: Sequence[Path], target: Path) -> None:
    """Prints the speed of each step over paths; leaves the built base at target."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    lexicon = load_lexicon()
    texts = [path.read_text(encoding="utf-8") for path in paths]
    size = sum(path.stat().st_size for path in paths)
    raws = [read_article(path) for path in paths]
    extracts = [process_article(raw, lexicon) for raw in raws]

    def build() -> None:
        target.unlink(missing_ok=True)
        write_base(target, [process_article(read_article(path), lexicon) for path in paths])

    def write() -> None:
        target.unlink(missing_ok=True)
        write_base(target, extracts)

    steps: dict[str, Callable[[], object]] = {
        "jieba.lcut, bare": lambda: [jieba.lcut(text) for text in texts],
        "rjieba.cut, bare": lambda: [rjieba.cut(text) for text in texts],
        "read": lambda: [read_article(path) for path in paths],
        "process_article (clean to quotes)": lambda: [process_article(raw, lexicon) for raw in raws],
        "write_base": write,
        "whole build": build,
    }
    taken = {name: [take(step) for _ in range(ROUNDS)] for name, step in steps.items()}
    medians = {name: percentile(seconds, 50) for name, seconds in taken.items()}
    print(f"\nA build ({len(paths)} articles, {size / 1e6:.2f} MB, median of {ROUNDS} rounds, one process)")
    for name, seconds in medians.items():
        print(render_speed(name, size, seconds, medians["jieba.lcut, bare"]))
