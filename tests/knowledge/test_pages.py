"""Whole pages as the web leaves them: what is read of each, word for word. The pages are in tests/cases/pages.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.cleaning.clean import clean_article
from knowledge.names.lexicon import Lexicon, load_lexicon
from knowledge.reading.read import parse_article
from knowledge.splitting.passages import split_passages
from knowledge.types import Article, PassageKind, Period, Precision

PAGES: list[dict[str, Any]] = yaml.load(
    (Path(__file__).parents[1] / "cases/pages.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
)
KEYS = {"id", "origin", "file", "raw", "title", "outlet", "author", "published", "reprinted", "url"} | {
    "kept",
    "headlines",
    "speakers",
}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page["id"])


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def read(page: dict[str, Any]) -> Article:
    return clean_article(parse_article(page.get("file", "a.txt"), page["raw"].encode()))


def to_words(period: Period | None) -> str | None:
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}
    return period.start.isoformat()[: length[period.precision]] if period else None


def shorten(block: str, expected: str) -> str:
    """block as the page's row writes it, where it gives the first and last words alone."""
    first, gap, last = expected.partition(" … ")
    return expected if gap and block.startswith(first) and block.endswith(last) else block


@each_page
def test_the_header_of_a_page(page: dict[str, Any]) -> None:
    article = read(page)
    said = {
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": to_words(article.published),
        "reprinted": to_words(article.reprinted),
        "url": article.url,
    }
    assert said == {key: page.get(key) for key in said}


@each_page
def test_the_words_of_a_page(page: dict[str, Any]) -> None:
    article = read(page)
    blocks = [(block.kind, article.text[block.start : block.end]) for block in article.blocks[1:]]
    own = [words for kind, words in blocks if kind is not PassageKind.HEADLINE]
    pairs = zip(own, (page["kept"] + own)[: len(own)], strict=True)
    assert [shorten(*pair) for pair in pairs] == page["kept"]
    assert [words for kind, words in blocks if kind is PassageKind.HEADLINE] == page.get("headlines", [])


@pytest.mark.parametrize("page", [page for page in PAGES if "speakers" in page], ids=lambda page: page["id"])
def test_the_speakers_of_a_page(page: dict[str, Any]) -> None:
    article = read(page)
    passages = [(each.speaker, article.text[each.start : each.end]) for each in split_passages(article, lexicon())]
    found = {
        start: next((speaker or "null" for speaker, words in passages if words.startswith(start)), "absent")
        for start in page["speakers"]
    }
    assert found == page["speakers"]


def test_the_rows_of_pages_are_whole() -> None:
    assert [page["id"] for page in PAGES if not KEYS.issuperset(page) or not {"title", "kept"} <= set(page)] == []
    assert len({page["id"] for page in PAGES}) == len(PAGES)
