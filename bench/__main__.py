"""Prints every benchmark in one run: python -m bench"""

import platform
import sqlite3
import tempfile
from importlib.metadata import version
from pathlib import Path

from bench.asking import bench_asking
from bench.building import bench_building
from bench.corpus import find_articles, load_questions

MEASURED = ("python-telegram-bot", "jieba", "rjieba")


def main() -> None:
    articles = find_articles()
    versions = ", ".join(f"{name} {version(name)}" for name in MEASURED)
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}")
    print(f"articles of {articles[0].parent.name}/ in {articles[0].parents[1].name}/")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "bench.db"
        bench_building(articles, base)
        bench_asking(base, load_questions())


if __name__ == "__main__":
    main()
