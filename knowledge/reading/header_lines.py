"""One line of a header in, what it says of the article out: labelled fields, by-lines, addresses."""

import re
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from knowledge.reading.dates import parse_date, parse_whole_date
from knowledge.reading.header_rules import header_rules
from knowledge.splitting.speaker_rules import is_chinese_name
from knowledge.text import fold_characters, is_cjk
from knowledge.types import Period, Precision

_LONGEST_LINE = 400
_LONGEST_NAME = 60
_LONGEST_URL = 2000
_SHORT_LABEL = 4
_URL = re.compile(r"https?://[^\s<>\"'\]）]{4,}", re.IGNORECASE)
_LINK = re.compile(r"^#{0,6}\s{0,3}\[([^\[\]]{1,300})\]\(<?(https?://[^\s()<>]{4,})>?[^()]{0,200}\)\s{0,9}(.{0,60})$")
_SEGMENTS = re.compile(r"\s{0,9}[|｜·•・∙\t\u3000]\s{0,9}|\s{2,9}|\s[-–—]\s")
_MARKUP = re.compile(
    r"(?<![!\w])\[([^\[\]]{1,60})\]\((?!http)[^()\s]{0,40}(?:\([^()]{0,9}\)[^()\s]{0,9})?\)|\*{1,2}([^*\s][^*]{0,60})\*{1,2}"
)
_EDGES = " \t\u3000|｜·•,，;；:：、/\\*_#"
_QUOTES = "「」『』“”\"'‘’《》【】[]"
_OPENING = ("“", "「", "『", "《", '"')
_SENTENCE = re.compile(r"[。！？!?]")


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of an article; None: not said."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: Period | None = None
    reprinted: Period | None = None
    url: str | None = None
    updated: Period | None = None
    """When it was last changed: its date only where nothing says when it was published."""

    def filled(self, other: "Header") -> "Header":
        """This header, with what it lacks taken from the other."""
        missing = {
            field.name: getattr(other, field.name) for field in fields(self) if getattr(self, field.name) is None
        }
        return replace(self, **missing)


def parse_header_line(line: str) -> Header | None:
    """What a line says of the article; None where it is no line of a header."""
    stripped = line.strip(" \t\u3000*_")
    if not stripped or len(stripped) > _LONGEST_LINE + _LONGEST_URL:
        return None
    if len(stripped) <= _LONGEST_LINE:
        stripped = _MARKUP.sub(r"\1\2", stripped)
    return parse_labels(stripped) or _parse_address(stripped) or parse_byline(stripped)


def is_bare_label(line: str) -> bool:
    """Whether a line is nothing but a label: 来源："""
    return 0 < len(line) <= _LONGEST_NAME and fold_characters(line).rstrip(" :") in _label_fields()


def is_title_like(header: Header) -> bool:
    """Whether a line that gave header may be the title as well: an outlet and its day, as those of daily news are."""
    return header.published is not None and not (header.author or header.url)


def parse_labels(line: str) -> Header | None:
    """The fields of a line like "作者: 林晚    来源：北窗快讯"; None: no label, or no value.

    A date may stand before the first label, or after a bar behind the last.
    >>> parse_labels("来源：北窗快讯").outlet
    '北窗快讯'
    """
    if header_rules().marks.reprint.match(fold_characters(line)):
        line = line.rstrip("。.")
    found = list(_label_expression().finditer(fold_characters(line)))
    if not found:
        return None
    published = parse_whole_date(line[: found[0].start()].strip(_EDGES)) if found[0].start() else None
    if found[0].start() and not published:
        return None
    parts = [Header(published=published)] if published else []
    for at, match in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(line)
        name = _label_fields()[match[1]]
        is_marked = bool(match[2].strip()) or line[match.end() :][:1] in tuple(_QUOTES)
        is_marked = is_marked or header_rules().marks.introduces.match(match[1]) is not None
        part = _parse_field(name, line[match.end() : end], is_marked=is_marked)
        parts += () if part is None else (part,)
    header = Header()
    for part in parts:
        header = header.filled(part)
    return header if parts else None


@cache
def _label_fields() -> dict[str, str]:
    return {fold_characters(label): name for name, rule in header_rules().fields.items() for label in rule.labels}


@cache
def _label_expression() -> re.Pattern[str]:
    # A short English word is a label only before a colon: "to" and "from" stand in every sentence.
    labels = "|".join(
        re.escape(label) + (r"(?=\s{0,3}:)" if label.isascii() and len(label) <= _SHORT_LABEL else "")
        for label in sorted(_label_fields(), key=len, reverse=True)
    )
    return re.compile(
        rf"(?:^|(?<=[\s|·•,;(、]))\s{{0,3}}({labels})"
        r"((?:\s?(?:微信)?公众号(?=[“\"「《]))?(?:\s{0,3}[:|丨/]\s{0,3}|\s{1,3}(?=.)|(?=[\d“\"「《])))"
    )


def _parse_field(name: str, value: str, *, is_marked: bool) -> Header | None:
    """is_marked: a colon or the like stands after the label; without one only a date can follow it."""
    value = value.strip(_EDGES)
    if name in ("published", "reprinted", "updated"):
        period = parse_date(value)
        return _header(name, period) if period else Header() if is_marked and is_unclear_date(value) else None
    first = value.split(" ", 1)[0]
    if not is_marked:
        return Header(author=first) if name == "author" and is_chinese_name(first) else None
    if name == "url":
        return Header(url=url) if (url := parse_url(value)) else None
    if name == "title":
        return Header(title=to_title(value)) if value else None
    if name == "other":
        return Header() if len(value) <= _LONGEST_NAME or _URL.match(value) else None
    if _SENTENCE.search(value if value[:1] not in _OPENING else value[: value.find("，")]):
        return None
    found = [_cut_date(segment) for segment in _SEGMENTS.split(value)]
    published = next((period for period, _ in found if period), None)
    person = to_name(found[0][1])
    return _header(name, person).filled(Header(published=published)) if person else None


def is_unclear_date(text: str) -> bool:
    """Whether text is a date that says nothing by itself: 3小时前, 11/07/2031."""
    return header_rules().marks.unclear.match(fold_characters(text[:_LONGEST_NAME]).strip()) is not None


def _header(name: str, value: str | Period) -> Header:
    """The header that says one thing; name is a field."""
    fields_said: dict[str, Any] = {name: value}
    return Header(**fields_said)


def parse_url(text: str) -> str | None:
    """The first http or https address in text, or None."""
    found = _URL.search(text[: 2 * _LONGEST_URL])
    if not found or len(found[0]) > _LONGEST_URL:
        return None
    url = found[0].rstrip(").,;，。；")
    try:
        return url if urlsplit(url).hostname else None
    except ValueError:
        return None


def _parse_address(line: str) -> Header | None:
    """A line that is an address, or a link with perhaps "author outlet" after it, as clipping services write it."""
    if (url := parse_url(line)) and line.strip("<>() ") == url:
        return Header(url=url)
    link = _LINK.match(line)
    if not link or not (url := parse_url(link[2])):
        return None
    words = link[3].split()
    if len(words) > 3 or _SENTENCE.search(link[3]):
        return None
    is_host = link[1].strip().lower() in ((urlsplit(url).hostname or ""), url.lower())
    return Header(
        title=None if is_host else to_title(link[1]),
        outlet=to_name(words[-1]) if words else None,
        author=to_name(" ".join(words[:-1])),
        url=url,
    )


def parse_byline(line: str) -> Header | None:
    """The fields of "By Ada Winters | North Window | 5 April 2031" and its like; None without a date or a "By".

    >>> parse_byline("By Ada Winters | North Window | 5 April 2031").author
    'Ada Winters'
    """
    if len(line) > 2 * _LONGEST_NAME or line[-1] in "。！？!?:：":
        return None
    marks = header_rules().marks
    published, author, others, is_original, is_dated = None, None, [], False, False
    for segment in _split_segments(line):
        period, rest = _cut_date(segment)
        published, is_dated = published or period, is_dated or is_unclear_date(rest)
        twin = fold_characters(rest)
        if marks.says_nothing.match(twin) or is_unclear_date(rest):
            continue
        if found := (marks.by.match(twin) or marks.original.match(twin)):
            is_original = marks.by.match(twin) is None
            by = rest[found.start(1) : found.end(1)]
            author = author or (None if by[0].islower() else by)
        elif found := marks.reporter.match(twin):
            others += [name for name in (to_name(rest[found.start(1) : found.end(1)]),) if name]
            author = author or rest[found.start(2) : found.end(2)]
        elif found := (marks.role.match(twin) if period is None else None):
            author = author or rest[found.start(1) : found.end(1)]
        elif name := to_name(rest):
            others += filter(None, map(to_name, _split_names(rest))) if period else [name]
    said = _to_byline(published, author, others, is_original=is_original)
    return said or (Header() if is_dated and not others else None)


def _to_byline(published: Period | None, author: str | None, others: list[str], *, is_original: bool) -> Header | None:
    if (published is None and author is None) or len(others) > 3:
        return None
    words = (author or "").split() if is_original else []
    others = [*words, *others]
    author = None if is_original else to_name(author or "")
    outlet_name = header_rules().marks.outlet_name
    outlets = [name for name in others if outlet_name.search(fold_characters(name))]
    people = [name for name in others if name not in outlets]
    if author is None and people and (outlets or len(people) > 1 or is_chinese_name(people[0])):
        author = people.pop(next((at for at, name in enumerate(people) if is_chinese_name(name)), 0))
    return Header(outlet=next(iter([*outlets, *people]), None), author=author, published=published)


def _split_names(words: str) -> list[str]:
    """The names in front of a date: parted by commas, or an outlet and a Chinese person by a space."""
    outlet, _, person = words.rpartition(" ")
    return [outlet, person] if is_chinese_name(person) and is_cjk(outlet[-1:] or " ") else words.split(", ")


def _split_segments(line: str) -> list[str]:
    return [segment for part in _SEGMENTS.split(line) if (segment := part.strip(_EDGES))]


def _cut_date(segment: str) -> tuple[Period | None, str]:
    """The date at the end of a segment, and what stands before it; a place may follow a date with a clock time."""
    starts = [0, *(match.end() for match in re.finditer(r"[\s,，]+", segment))]
    for start in starts[:12]:
        period = parse_whole_date(segment[start:])
        if period and period.precision is not Precision.YEAR:
            return period, segment[:start].strip(_EDGES)
    return None, segment


def to_name(value: str) -> str | None:
    """The name in the value of a label: a link's text, without quotation marks and asides; None where it is no name."""
    if link := _LINK.match(value):
        value = link[1]
    account = header_rules().marks.account.match(fold_characters(value))
    value = value[account.end() if account else 0 :]
    value = re.split(r"[（(<，,；;|｜]", value, maxsplit=1)[0].strip(_EDGES + _QUOTES)
    if not 0 < len(value) <= _LONGEST_NAME or _SENTENCE.search(value) or not any(char.isalpha() for char in value):
        return None
    return " ".join(value.split())


def to_title(text: str) -> str:
    """text as a title: one line, without the marks of Markdown and of forum pages.

    >>> to_title("## **一家公司的一年** [打印本頁]")
    '一家公司的一年'
    """
    title = " ".join(re.sub(r"^#{1,6}\s|[*`]{1,3}|\\(?=[^\w\s])", "", text.strip()).split())
    suffix = header_rules().marks.suffix.search(fold_characters(title))
    return title[: suffix.start() if suffix else 300].strip()
