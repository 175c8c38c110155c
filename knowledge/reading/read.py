"""The first stage: a file in, its title, outlet, author, dates, address and still dirty body out."""

import hashlib
import re
from pathlib import Path

from knowledge.errors import ArticleError
from knowledge.reading.decode import decode_article
from knowledge.reading.header_lines import Header
from knowledge.reading.headers import parse_header
from knowledge.reading.pages import parse_page
from knowledge.types import RawArticle

SUFFIXES = (".txt", ".md", ".html", ".htm")
"""The files that are articles."""
LARGEST = 20_000_000
"""Bytes. The longest articles known are under 200 kB; a larger file is some other thing."""
_HTML = re.compile(r"\A\s{0,99}(?:<!doctype html|<html|<\?xml.{0,99}<html)", re.IGNORECASE | re.DOTALL)


def read_article(path: Path) -> RawArticle:
    """The article in a file.

    Raises ArticleError, one line that names the file: it is gone, too large, empty, binary, or in no known encoding.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise ArticleError(
                f"{path.name}: {size / 1e6:.0f} MB, more than the {LARGEST / 1e6:.0f} MB an article may have"
            )
        content = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"{path.name}: {error.strerror or error}") from error
    return parse_article(path.name, content)


def parse_article(name: str, content: bytes) -> RawArticle:
    """The article in the bytes of a file of that name. Raises ArticleError as `read_article` does."""
    if len(content) > LARGEST:
        raise ArticleError(f"{name}: more than the {LARGEST / 1e6:.0f} MB an article may have")
    text = decode_article(name, content)
    is_page = name.lower().endswith((".html", ".htm")) or _HTML.match(text)
    header, body = parse_page(name, text) if is_page else _parse_text(text)
    if not any(char.isalnum() for char in body):
        raise ArticleError(f"{name}: a header, but no text under it")
    return RawArticle(
        name=name,
        digest=hashlib.sha256(content).hexdigest(),
        body=body,
        title=header.title or Path(name).stem.replace("_", " ").strip() or name,
        outlet=header.outlet,
        author=header.author,
        published=header.published,
        reprinted=header.reprinted,
        url=header.url,
    )


def _parse_text(text: str) -> tuple[Header, str]:
    header, start = parse_header(text)
    return header, text[start:]
