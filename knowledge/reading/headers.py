"""The header of an article: its text in, title, outlet, author, dates, address and where the body starts out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import yaml

from knowledge.cleaning.noise import find_noise
from knowledge.reading.dates import CHINA, find_latest_month, parse_date, to_period
from knowledge.reading.header_lines import (
    Header,
    is_bare_label,
    is_title_like,
    parse_header_line,
    parse_labels,
    parse_url,
    to_name,
    to_title,
)
from knowledge.reading.header_rules import header_rules
from knowledge.reading.titles import LONGEST_TITLE, find_title_below, is_title, to_outlet
from knowledge.splitting.speaker_rules import is_chinese_name
from knowledge.text import fold_characters, to_key
from knowledge.types import Period

_FRONT = re.compile(r"\A\s{0,9}---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_LINES = 40
_LABELS_BELOW = 15
"""Lines on top of the body, and at its end, among which a labelled one may still stand."""
_BYLINES_BELOW = 3
"""Lines on top of the body among which a by-line may stand: under a subtitle."""
_LONGEST_ACCOUNT = 20
_IMAGE = re.compile(r"^(?:\[?!\[.{0,300}|<img\b.{0,2000})$", re.IGNORECASE)


def parse_header(text: str, known: Header | None = None) -> tuple[Header, int]:
    """The header of an article's text, and the offset at which its body starts.

    known: what the page said of it before; with a title known the first line of the text is no title.
    """
    front, start = _parse_front_matter(text)
    header, body_start = _parse_lines(text, start, (known or Header()).filled(front))
    header = _read_below(text[body_start:], header)
    return _correct(header, text, body_start), body_start


def _parse_front_matter(text: str) -> tuple[Header, int]:
    """The fields of YAML front matter, and where it ends; nothing and 0 where there is none."""
    found = _FRONT.match(text)
    if not found:
        return Header(), 0
    try:
        content = yaml.safe_load(found[1])
    except (yaml.YAMLError, ValueError):
        # Hand-written front matter breaks YAML's rules now and then; its lines are labels all the same.
        content = None
    if isinstance(content, dict):
        return _to_header({_to_plain(str(key)): value for key, value in content.items()}), found.end()
    header = Header()
    for line in found[1].split("\n"):
        header = header.filled(parse_labels(line) or Header())
    return header, found.end()


def _to_header(content: Mapping[str, object]) -> Header:
    values: dict[str, str | Period | None] = {}
    rules = header_rules()
    for name, keys in rules.front_matter.items():
        known = dict.fromkeys(map(_to_plain, (*keys, *rules.fields[name].labels)))
        texts = [_to_text(content[key]) for key in known if content.get(key) is not None]
        parsed = (_parse_value(name, text) for text in texts)
        values[name] = next((value for value in parsed if value), None)
    return Header(**values)  # type: ignore[arg-type]


def _to_plain(key: str) -> str:
    """A key of front matter as it is compared: publish_date, publishDate and "Publish date" are one."""
    return "".join(char for char in fold_characters(key) if char.isalnum())


def _to_text(value: object) -> str:
    if isinstance(value, dict):
        return _to_text(value.get("name") or value.get("title"))
    if isinstance(value, list | tuple):
        return "、".join(filter(None, map(_to_text, value[:5])))
    return (
        value.isoformat() if isinstance(value, date | datetime) else str(value) if isinstance(value, str | int) else ""
    )


def _parse_value(name: str, text: str) -> str | Period | None:
    if name in ("published", "reprinted", "updated"):
        return parse_date(text)
    if name == "url":
        return parse_url(text)
    if name == "title":
        return to_title(text) or None
    return None if parse_url(text) else to_name(text)


def _parse_lines(text: str, start: int, front: Header) -> tuple[Header, int]:
    """What the lines from start on say of the article, and where the first is that says nothing of it."""
    header, title, daily = front, None, None
    for _ in range(_LINES):
        if start >= len(text):
            break
        line, end = _read_line(text, start)
        known = header.title or title
        if not _says_nothing(line, known):
            if said := parse_header_line(line) or (_parse_account(line, text[end + 1 : end + 500]) if known else None):
                daily = to_title(line) if header == Header() and is_title_like(said) else daily
                header = header.filled(said)
            elif known is None and is_title(line) and (below := find_title_below(line, text, end)):
                header, end = header.filled(Header(outlet=to_outlet(line))), below
            elif known is None and is_title(line):
                title = to_title(line)
            else:
                break
        start = end + 1
    if daily and not (header.title or title):
        # The day's news: the line with the outlet and the date is all the title there is.
        return Header(title=daily, published=header.published), min(start, len(text))
    return header.filled(Header(title=title)), min(start, len(text))


def _read_line(text: str, start: int) -> tuple[str, int]:
    """The line at start, and where it ends; a label that has its line to itself comes with its value below."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end].strip()
    if not is_bare_label(line):
        return line, end
    value = re.compile(r"\s{0,9}([^\n]{1,100})").match(text, end)
    return (f"{line.rstrip(':：')}: {value[1].strip()}", value.end()) if value else (line, end)


def _parse_account(line: str, below: str) -> Header | None:
    """What a line says that is a name alone, right above one with the date: an outlet or a person."""
    words = next(filter(None, map(str.strip, below.split("\n"))), "")
    said = parse_header_line(words) if len(words) <= LONGEST_TITLE else None
    if said is None or said.title or said.url or not (said.published or said == Header()):
        return None
    name = to_name(line) if len(line) <= _LONGEST_ACCOUNT else None
    if name and header_rules().marks.outlet_name.search(fold_characters(name)):
        return Header(outlet=name)
    return Header(author=name) if name and is_chinese_name(name) else None


def _says_nothing(line: str, title: str | None) -> bool:
    """Whether a line is empty, a rule, an image, the way to the page, or the title again."""
    if not any(char.isalnum() for char in line) or _IMAGE.match(line):
        return True
    if header_rules().marks.breadcrumb.match(fold_characters(line[:200])):
        return True
    if title is None and find_noise(line) == "lines":
        return True
    return title is not None and len(line) <= 2 * LONGEST_TITLE and to_key(to_title(line)) == to_key(title)


def find_header_lines(lines: Sequence[str]) -> Mapping[int, Header]:
    """The lines of a body that belong to the header, by index: labels near both its ends, by-lines on top."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    near = dict.fromkeys((*filled[:_LABELS_BELOW], *filled[-_LABELS_BELOW:]), parse_labels)
    near |= dict.fromkeys(filled[:_BYLINES_BELOW], parse_header_line)
    said = {at: _parse_below(lines[at], parse) for at, parse in near.items()}
    return {at: header for at, header in said.items() if header is not None}


def _parse_below(line: str, parse: Callable[[str], Header | None]) -> Header | None:
    stripped = line.strip(" \t\u3000*_")
    if not 0 < len(stripped) <= 2 * LONGEST_TITLE or stripped.startswith("|"):
        return None
    return parse(stripped)


def _read_below(body: str, header: Header) -> Header:
    for said in find_header_lines(body.split("\n")).values():
        header = header.filled(said)
    return header


def _correct(header: Header, text: str, body_start: int) -> Header:
    """header, with what a copy's page says of the copy kept apart from what it says of the article."""
    header = replace(header, published=header.published or header.updated)
    marks = header_rules().marks
    edges = fold_characters(text[: body_start + 500] + text[-1000:])
    if marks.forum.search(edges):
        header = replace(
            header, author=None, outlet=None, published=None, reprinted=header.reprinted or header.published
        )
    elif any(marks.reprint.match(line) for line in edges.split("\n")):
        header = replace(header, published=None, reprinted=header.reprinted or header.published)
    if not (header.published or header.reprinted) and header.url:
        header = replace(header, reprinted=_share_day(header.url))
    if header.reprinted and not header.published:
        header = replace(header, published=find_latest_month(text[body_start:], header.reprinted.end))
    if header.author and not header.outlet and _host(header.url) in header_rules().account_hosts.hosts:
        header = replace(header, outlet=header.author)
    return header


def _share_day(url: str) -> Period | None:
    """The day on which the page was shared, in China, where its address says so."""
    asked = parse_qs(urlsplit(url).query)
    for key in header_rules().share_times.keys:
        value = asked.get(key, [""])[0]
        if re.fullmatch(r"1\d{12}", value, re.ASCII):
            day = datetime.fromtimestamp(int(value) / 1000, CHINA).date()
            return to_period(day.year, day.month, day.day)
    return None


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "") if url else ""
