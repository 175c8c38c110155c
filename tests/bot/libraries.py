"""A library over articles written for one test."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.article_library import ArticleLibrary
from knowledge.building.build import build_base
from knowledge.storing.store import open_base


@contextmanager
def library_of(folder: Path, article: str) -> Iterator[ArticleLibrary]:
    """The library over one article, built in folder."""
    (folder / "a.txt").write_text(article, encoding="utf-8")
    build_base([folder], folder / "k.db")
    base = open_base(folder / "k.db")
    try:
        yield ArticleLibrary([folder], folder / "k.db", base)
    finally:
        base.close()
