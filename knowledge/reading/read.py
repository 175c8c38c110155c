"""The first stage: a file in, its title, outlet, author, dates, address and still dirty body out."""

import hashlib
import re
from pathlib import Path

from knowledge.errors import ArticleError
from knowledge.reading.dates import parse_date
from knowledge.reading.decode import decode_article
from knowledge.reading.header_lines import Header, parse_url, to_name, to_title
from knowledge.reading.headers import parse_header
from knowledge.types import RawArticle

SUFFIXES = (".txt", ".md", ".html", ".htm")
"""The files that are articles."""
LARGEST = 20_000_000
"""Bytes. The longest articles known are under 200 kB; a larger file is some other thing."""
_HEAD = 200_000
"""Characters of a page among which its head stands."""
_AUTHOR = re.compile(r"<meta\s[^<>]{0,200}name=[\"']author[\"'][^<>]{0,300}>", re.IGNORECASE)
_CONTENT = re.compile(r"content=[\"']([^\"'<>]{1,100})[\"']", re.IGNORECASE)
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
    header, body = _parse_page(name, text) if is_page else _parse_text(text)
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


def _parse_page(name: str, text: str) -> tuple[Header, str]:
    """The header and the main text of an HTML page, as Markdown. What the page states in its head counts first."""
    # Imported here: trafilatura takes half a second to load, and most articles are plain text.
    import trafilatura
    from trafilatura.settings import use_config

    config = use_config()
    for key in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE", "MIN_OUTPUT_COMM_SIZE"):
        config.set("DEFAULT", key, "1")
    body = trafilatura.extract(
        text,
        output_format="markdown",
        include_tables=True,
        include_formatting=True,
        include_comments=False,
        config=config,
    )
    if not body:
        raise ArticleError(f"{name}: no article found in the page")
    below, start = parse_header(body)
    return _page_header(text).filled(below), body[start:]


def _page_header(text: str) -> Header:
    """What the page's own head says. Only dates it states are taken: the extractor's guesses are switched off."""
    from trafilatura.metadata import extract_metadata

    found = extract_metadata(text, date_config={"extensive_search": False, "original_date": True}, extensive=False)
    if found is None:
        return Header()
    return Header(
        title=to_title(found.title) if found.title else None,
        outlet=to_name(found.sitename or ""),
        author=to_name((found.author or "").replace("; ", "、")) or _page_author(text),
        published=parse_date(found.date or ""),
        url=parse_url(found.url or ""),
    )


def _page_author(text: str) -> str | None:
    """The author in the page's head: the extractor drops names of one word, as Chinese ones are."""
    tag = _AUTHOR.search(text[:_HEAD])
    content = _CONTENT.search(tag[0]) if tag else None
    return to_name(content[1]) if content else None
