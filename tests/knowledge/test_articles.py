"""The bundled digests: complete headers, our own words, and none of the sentences they rest on."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from knowledge.reading.read import read_article

ROOT = Path(__file__).parents[2]
DIGESTS = sorted((ROOT / "knowledge/articles").glob("*.md"))
SHARED = ROOT / "../shared"
SOURCES = (SHARED / "articles", SHARED / "eval/other/articles")
RUN = 24
"""So many letters in a row, white space and punctuation left out, are a sentence taken over and not a fact."""

each_digest = pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)


def split_header(path: Path) -> tuple[dict[str, object], str]:
    _, header, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(header), body


def to_letters(text: str) -> str:
    """Letters and digits of text; links left out: an address can only be given as it is."""
    return re.sub(r"[\s\W_]+", "", re.sub(r"https?://\S+", " ", text))


@cache
def runs_of_sources() -> frozenset[str]:
    texts = [to_letters(path.read_text(encoding="utf-8")) for folder in SOURCES for path in folder.glob("*.*")]
    return frozenset(text[start : start + RUN] for text in texts for start in range(len(text) - RUN + 1))


def test_there_are_digests_enough_for_a_newcomer() -> None:
    assert len(DIGESTS) >= 7


@each_digest
def test_a_digest_names_its_own_title_and_the_article_it_rests_on(path: Path) -> None:
    header, _ = split_header(path)
    assert all(header.get(key) for key in ("title", "outlet", "date", "source_title", "source_outlet", "source_date"))
    assert header["title"] != header["source_title"]


@each_digest
def test_a_digest_is_dated_as_the_article_it_rests_on(path: Path) -> None:
    header, _ = split_header(path)
    assert header["date"] == header["source_date"]
    assert isinstance(header["date"], date) or re.fullmatch(r"20\d\d(-\d\d)?", str(header["date"]))


@each_digest
def test_a_link_is_a_web_address(path: Path) -> None:
    header, _ = split_header(path)
    assert str(header.get("source", "https://")).startswith(("http://", "https://"))


@each_digest
def test_a_digest_says_enough_and_stays_short(path: Path) -> None:
    _, body = split_header(path)
    assert 500 <= len(body) <= 3000


@each_digest
def test_a_digest_is_read_with_its_header(path: Path) -> None:
    header, _ = split_header(path)
    raw = read_article(path)
    assert (raw.title, raw.outlet, raw.url) == (header["title"], header["outlet"], header.get("source"))
    assert raw.published is not None
    assert str(raw.published.start).startswith(str(header["date"]))


@pytest.mark.skipif(not SOURCES[0].is_dir(), reason="no ../shared/articles beside the repository")
@each_digest
def test_a_digest_copies_no_sentence(path: Path) -> None:
    letters = to_letters(path.read_text(encoding="utf-8"))
    copied = [letters[i : i + RUN] for i in range(len(letters) - RUN + 1) if letters[i : i + RUN] in runs_of_sources()]
    assert copied == []
