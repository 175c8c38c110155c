"""The second stage: a raw article in, its words alone out, each with the way back to the raw body.

Words are never changed, converted or put in another order: only what is no part of the article is left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from knowledge.cleaning.inline import clean_line, is_obfuscated
from knowledge.cleaning.language import find_language
from knowledge.cleaning.noise import find_noise, is_numbered_heading
from knowledge.cleaning.traced import Traced, insert, join
from knowledge.cleaning.wrapping import join_wrapped
from knowledge.reading.header_lines import parse_url
from knowledge.reading.headers import find_header_lines
from knowledge.text import to_key
from knowledge.types import Article, Block, PassageKind, RawArticle

_PROSE = 40
"""Characters from which on a line that ends as a sentence is prose of the article, not a headline or a caption."""
_SHORTEST_HEADLINE = 8
_LONGEST_HEADING = 60
_ENDS = ("。", "！", "？", "!", "?", ".", "”", "」", "…")
_NO_HEADING = ("。", "；", ";", "，", ",", "：", ":", "、")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
_BOLD = re.compile(r"^\s*(?:\*\*|__)([^*\n]{1,90})(?:\*\*|__)\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(?:={3,}|-{3,})\s*$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE_ROW = re.compile(r"^[\s|:\-]*-[\s|:\-]*$")
_LINK_ONLY = re.compile(r"^\s*(?:[-*]\s+)?\[(?:!\[[^\[\]]*\]\([^()]*\))?[^\[\]]*\]\((https?://[^()\s]*)[^()]*\)\s*$")
_NUMBER = re.compile(r"\W*\d{1,3}\W*")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the raw body, cleaned, and what the raw one showed of its kind."""

    text: Traced
    kind: PassageKind
    link: str | None = None
    """Where it leads, if it is nothing but a link."""

    @property
    def is_prose(self) -> bool:
        return self.kind is PassageKind.BODY and len(self.text.text) >= _PROSE and self.text.text.endswith(_ENDS)


def clean_article(raw: RawArticle) -> Article:
    """The article without markup, navigation, advertising, captions and the site's own lines.

    Its text is the title and then one block a line. `offsets` leads back to `raw.body`; the title is not of the body.
    Cleaning what is clean changes nothing.
    """
    lines = tuple(_drop_lines(_clean_lines(raw), raw))
    title = " ".join(raw.title.split())
    parts, blocks, length = [insert(title)], [Block(0, len(title), PassageKind.TITLE)], len(title)
    for line in lines:
        parts += (insert("\n"), line.text)
        blocks.append(Block(length + 1, length + 1 + len(line.text.text), line.kind))
        length = blocks[-1].end
    whole = join(parts)
    return Article(
        name=raw.name,
        digest=raw.digest,
        title=title,
        text=whole.text,
        blocks=tuple(blocks),
        offsets=whole.runs,
        outlet=raw.outlet,
        author=raw.author,
        published=raw.published,
        reprinted=raw.reprinted,
        url=raw.url,
        language=find_language(whole.text),
    )


def _clean_lines(raw: RawArticle) -> Iterator[_Line]:
    """The lines that hold words, cleaned, each with its kind."""
    is_copy = raw.reprinted is not None or is_obfuscated(raw.body)
    raw_lines = join_wrapped(tuple(_split_lines(raw.body)))
    for line, below in pairwise((*raw_lines, insert("\n"))):
        if _RULE_ROW.match(line.text):
            continue
        kind = _kind(line.text, below.text)
        link = _LINK_ONLY.match(line.text[:3000])
        cleaned = _clean_row(clean_line(line, is_copy=is_copy), is_copy=is_copy)
        if not any(char.isalnum() for char in cleaned.text) or _NUMBER.fullmatch(cleaned.text):
            continue
        if kind is PassageKind.BODY and is_numbered_heading(cleaned.text):
            kind = PassageKind.HEADING
        yield _Line(cleaned, kind, link[1] if link else None)


def _split_lines(body: str) -> Iterator[Traced]:
    start = 0
    for line in body.split("\n"):
        yield Traced(line, ((0, start),) if line else ())
        start += len(line) + 1


def _kind(line: str, below: str) -> PassageKind:
    """What the raw line and the one below it show: a heading, a row of a table, or the body."""
    if _ROW.match(line):
        return PassageKind.HEADING if _RULE_ROW.match(below) and "|" in below else PassageKind.TABLE
    words = line.strip().strip("*_ ")
    if not words or len(words) > _LONGEST_HEADING or words.endswith(_NO_HEADING):
        return PassageKind.BODY
    if _HEADING.match(line) or _BOLD.match(line) or (_UNDERLINE.match(below) and not words.endswith(".")):
        return PassageKind.HEADING
    return PassageKind.BODY


def _clean_row(line: Traced, *, is_copy: bool) -> Traced:
    """line, with the bars around it taken off where it is the row of a table."""
    while _ROW.match(line.text):
        line = clean_line(_split_cells(line), is_copy=is_copy)
    return line


def _split_cells(row: Traced) -> Traced:
    """A row of a table without its outer bars, its cells parted by " | "."""
    bars = [match.span() for match in re.finditer(r"\s*(?<!\\)\|\s*", row.text)]
    leading = sum(1 for _ in takewhile(lambda at: bars[at][0] == (bars[at - 1][1] if at else 0), range(len(bars))))
    ends = [len(row.text), *(start for start, _ in reversed(bars))]
    trailing = sum(1 for _ in takewhile(lambda pair: pair[0][1] == pair[1], zip(reversed(bars), ends, strict=False)))
    # As many bars at the one end as at the other, all at once: one pair a time takes quadratic time on "||||".
    outer = max(1, min(leading, trailing, len(bars) // 2))
    inner = ((start, end, " | ") for start, end in bars[outer:-outer])
    return row.edited((*((*bar, "") for bar in bars[:outer]), *inner, *((*bar, "") for bar in bars[-outer:])))


def _drop_lines(lines: Iterable[_Line], raw: RawArticle) -> Sequence[_Line]:
    """The lines that are the article's own: no noise, no tail of the site, no header, no repeated title."""
    kept = _cut_tails([line for line in lines if not _is_title(line.text.text, raw.title)])
    kept = list(_find_headlines(kept, raw.url))
    while found := find_header_lines([line.text.text for line in kept]):
        kept = [line for at, line in enumerate(kept) if at not in found]
    return kept


def _is_title(line: str, title: str) -> bool:
    return len(line) <= 2 * len(title) and to_key(line) == to_key(title)


def _cut_tails(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines without noise, and without what follows a tail or a paywall, links excepted (see `_find_headlines`)."""
    noise = [find_noise(line.text.text) for line in lines]
    last_prose = max((at for at, line in enumerate(lines) if line.is_prose and not noise[at]), default=-1)
    total = sum(len(line.text.text) for line in lines)
    kept: list[_Line] = []
    before, is_cut = 0, False
    for at, line in enumerate(lines):
        before += len(line.text.text)
        if noise[at] == "tails":
            is_cut = is_cut or at > last_prose
        elif noise[at] == "paywalls":
            is_cut = is_cut or 2 * before > total
        elif noise[at] is None and (line.link or not is_cut):
            kept.append(line)
    return kept


def _find_headlines(lines: Sequence[_Line], url: str | None) -> Iterator[_Line]:
    """The lines, those that only link to the article's own site as headlines; other links under the prose left out."""
    last_prose = max((at for at, line in enumerate(lines) if line.is_prose and not line.link), default=-1)
    for at, line in enumerate(lines):
        if line.link is None:
            yield line
        elif url and _host(line.link) == _host(url) and len(line.text.text) >= _SHORTEST_HEADLINE:
            yield _Line(line.text, PassageKind.HEADLINE, line.link)
        elif at < last_prose:
            yield line


def _host(url: str) -> str | None:
    return urlsplit(url).hostname if parse_url(url) else None
