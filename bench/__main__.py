"""Prints every benchmark in one run: python -m bench [--articles N]"""

import argparse
import platform
import sqlite3
import tempfile
from importlib.metadata import version
from pathlib import Path

from bench.asking import bench_asking
from bench.building import bench_building
from bench.corpus import find_articles, load_questions
from bench.full_state import bench_full_state
from bench.news import bench_news
from bench.round_trip import bench_round_trip
from bench.scaling import bench_scaling
from bench.starting import bench_starting

_ARTICLES = 200
"""Made-up articles in a run of everything: a second or two a hundred."""
MEASURED = ("python-telegram-bot", "jieba", "rjieba")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--articles", type=int, help="build so many made-up articles (5 kB each) and nothing else")
    count = parser.parse_args().articles
    if count is not None:
        bench_scaling(count)
        return
    articles = find_articles()
    versions = ", ".join(f"{name} {version(name)}" for name in MEASURED)
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}")
    print(f"articles of {articles[0].parent.name}/ in {articles[0].parents[1].name}/")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "bench.db"
        bench_building(articles, base)
        bench_asking(base, load_questions())
        bench_starting(base, load_questions()[0])
        bench_round_trip(base, load_questions())
        bench_full_state(base, load_questions())
        bench_news()
    bench_scaling(_ARTICLES)


if __name__ == "__main__":
    main()
