"""The header of an article: its text in, title, outlet, author, dates, address and where the body starts out."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from urllib.parse import parse_qs, urlsplit

import yaml

from knowledge.reading.dates import find_latest_month, parse_date, to_period
from knowledge.reading.header_lines import Header, parse_header_line, parse_labels, parse_url, to_name, to_title
from knowledge.reading.header_rules import header_rules
from knowledge.text import fold_characters, to_key
from knowledge.types import Period

_FRONT = re.compile(r"\A\s{0,9}---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_LINES = 40
_LABELS_BELOW = 15
"""Lines on top of the body, and at its end, among which a labelled one may still stand."""
_BYLINES_BELOW = 3
"""Lines on top of the body among which a by-line may stand: under a subtitle."""
_LONGEST_TITLE = 120
_PROSE_ENDS = "。；;…"
_IMAGE = re.compile(r"^(?:\[?!\[.{0,300}|<img\b.{0,2000})$", re.IGNORECASE)
_CHINA = timezone(timedelta(hours=8))


def parse_header(text: str) -> tuple[Header, int]:
    """The header of an article's text, and the offset at which its body starts."""
    front, start = _parse_front_matter(text)
    header, body_start = _parse_lines(text, start, front)
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
        return _to_header({str(key).strip().lower(): value for key, value in content.items()}), found.end()
    header = Header()
    for line in found[1].split("\n"):
        header = header.filled(parse_labels(line) or Header())
    return header, found.end()


def _to_header(content: Mapping[str, object]) -> Header:
    values: dict[str, str | Period | None] = {}
    for name, keys in header_rules().front_matter.items():
        texts = [_to_text(content[key]) for key in keys if content.get(key) is not None]
        parsed = (_parse_value(name, text) for text in texts)
        values[name] = next((value for value in parsed if value), None)
    if values["outlet"] is None and "source" in content:
        values["outlet"] = None if parse_url(_to_text(content["source"])) else to_name(_to_text(content["source"]))
    return Header(**values)  # type: ignore[arg-type]


def _to_text(value: object) -> str:
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in value[:5] if isinstance(part, str))
    return (
        value.isoformat() if isinstance(value, date | datetime) else str(value) if isinstance(value, str | int) else ""
    )


def _parse_value(name: str, text: str) -> str | Period | None:
    if name in ("published", "reprinted"):
        return parse_date(text)
    if name == "url":
        return parse_url(text)
    return to_title(text) or None if name == "title" else to_name(text)


def _parse_lines(text: str, start: int, front: Header) -> tuple[Header, int]:
    """What the lines from start on say of the article, and where the first is that says nothing of it."""
    header, title = front, None
    for _ in range(_LINES):
        if start >= len(text):
            break
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        known = header.title or title
        if not _says_nothing(line, known):
            if said := parse_header_line(line):
                header = header.filled(said)
            elif known is None and _is_title(line):
                title = to_title(line)
            else:
                break
        start = end + 1
    return header.filled(Header(title=title)), min(start, len(text))


def _says_nothing(line: str, title: str | None) -> bool:
    """Whether a line is empty, a rule, an image, the way to the page, or the title again."""
    if not any(char.isalnum() for char in line) or _IMAGE.match(line):
        return True
    if header_rules().marks.breadcrumb.match(fold_characters(line[:200])):
        return True
    return title is not None and len(line) <= 2 * _LONGEST_TITLE and to_key(to_title(line)) == to_key(title)


def _is_title(line: str) -> bool:
    title = to_title(line[: 2 * _LONGEST_TITLE])
    return 0 < len(title) <= _LONGEST_TITLE and title[-1] not in _PROSE_ENDS and not line.startswith((">", "|", "- "))


def find_header_lines(lines: Sequence[str]) -> Mapping[int, Header]:
    """The lines of a body that belong to the header, by index: labels near both its ends, by-lines on top."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    near = dict.fromkeys((*filled[:_LABELS_BELOW], *filled[-_LABELS_BELOW:]), parse_labels)
    near |= dict.fromkeys(filled[:_BYLINES_BELOW], parse_header_line)
    said = {at: _parse_below(lines[at], parse) for at, parse in near.items()}
    return {at: header for at, header in said.items() if header is not None}


def _parse_below(line: str, parse: Callable[[str], Header | None]) -> Header | None:
    stripped = line.strip(" \t\u3000*_")
    if not 0 < len(stripped) <= 2 * _LONGEST_TITLE or stripped.startswith("|"):
        return None
    return parse(stripped)


def _read_below(body: str, header: Header) -> Header:
    for said in find_header_lines(body.split("\n")).values():
        header = header.filled(said)
    return header


def _correct(header: Header, text: str, body_start: int) -> Header:
    """header, with what a copy's page says of the copy kept apart from what it says of the article."""
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
            day = datetime.fromtimestamp(int(value) / 1000, _CHINA).date()
            return to_period(day.year, day.month, day.day)
    return None


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "") if url else ""
