"""The lines of a raw body, each cleaned and with its kind; which of them are the article's own is not judged here."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from knowledge.cleaning.inline import clean_line
from knowledge.cleaning.noise import is_numbered_heading, is_obfuscated
from knowledge.cleaning.spam import Phrases, find_phrases
from knowledge.cleaning.traced import Traced, insert
from knowledge.cleaning.wrapping import join_wrapped
from knowledge.types import PassageKind, RawArticle

_PROSE = 40
"""Characters from which on a line that ends as a sentence is prose of the article, not a headline or a caption."""
_LONGEST_HEADING = 60
_ENDS = ("。", "！", "？", "!", "?", ".", "”", "」", "…")
_NO_HEADING = ("。", "；", ";", "，", ",", "：", ":", "、")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
_BOLD = re.compile(r"^\s*(?:\*\*|__)([^*\n]{1,90})(?:\*\*|__)\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(?:={3,}|-{3,})\s*$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_RULE_ROW = re.compile(r"^[\s|:\-]*-[\s|:\-]*$")
_LINK_ONLY = re.compile(r"^\s*(?:[-*]\s+)?\[(?:!\[[^\[\]]*\]\([^()]*\))?[^\[\]]*\]\((https?://[^()\s]*)[^()]*\)\s*$")
_LONE_CELL = re.compile(r"[^|]+?((?:\s?\|){2,}\s?)")
_NUMBER = re.compile(r"\W*\d{1,3}\W*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the raw body, cleaned, and what the raw one showed of its kind."""

    text: Traced
    kind: PassageKind
    link: str | None = None
    """Where it leads, if it is nothing but a link."""

    @property
    def words(self) -> str:
        """The line without its way back."""
        return self.text.text

    @property
    def is_prose(self) -> bool:
        """Whether it is long, and ends as a sentence does."""
        return self.kind is PassageKind.BODY and len(self.words) >= _PROSE and self.words.endswith(_ENDS)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table or its column names: one may look like a by-line (成立时间 | 2031年3月)."""
        return self.kind is PassageKind.TABLE or (self.kind is PassageKind.HEADING and " | " in self.words)


def clean_lines(raw: RawArticle) -> Iterator[Line]:
    """The lines that hold words, cleaned, each with its kind."""
    is_copy = raw.reprinted is not None or is_obfuscated(raw.body)
    phrases = find_phrases(raw.body) if is_copy else None
    raw_lines = join_wrapped(tuple(_split_lines(raw.body)))
    rows = _find_bare_rows([line.text for line in raw_lines])
    for at, (line, below) in enumerate(pairwise((*raw_lines, insert("\n")))):
        if _RULE_ROW.match(line.text):
            continue
        kind = _kind(line.text, below.text, is_row=at in rows)
        link = _LINK_ONLY.match(line.text[:3000])
        cleaned = _clean_row(clean_line(line, phrases), phrases)
        if not any(char.isalnum() for char in cleaned.text) or _NUMBER.fullmatch(cleaned.text):
            continue
        if kind is PassageKind.BODY and is_numbered_heading(cleaned.text):
            kind = PassageKind.HEADING
        yield Line(cleaned, kind, link[1] if link else None)


def _split_lines(body: str) -> Iterator[Traced]:
    start = 0
    for line in body.split("\n"):
        yield Traced(line, ((0, start),) if line else ())
        start += len(line) + 1


def _find_bare_rows(lines: Sequence[str]) -> frozenset[int]:
    """The lines of tables whose rows have no bars at their ends: those around a rule with bars in it."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if "|" in line and not _ROW.match(line) and _RULE_ROW.match(line) and at and "|" in lines[at - 1]:
            below = takewhile(lambda row: "|" in lines[row], range(at + 1, len(lines)))
            found |= {at - 1, *below}
    return frozenset(found)


def _kind(line: str, below: str, *, is_row: bool) -> PassageKind:
    """What the raw line and the one below it show: a heading, a row of a table, or the body."""
    if is_row or _ROW.match(line):
        return PassageKind.HEADING if _RULE_ROW.match(below) and "|" in below else PassageKind.TABLE
    words = line.strip().strip("*_ ")
    if not words or len(words) > _LONGEST_HEADING or words.endswith(_NO_HEADING):
        return PassageKind.BODY
    if _HEADING.match(line) or _BOLD.match(line) or (_UNDERLINE.match(below) and not words.endswith(".")):
        return PassageKind.HEADING
    return PassageKind.BODY


def _clean_row(line: Traced, phrases: Phrases | None) -> Traced:
    """line, with the bars around it taken off where it is the row of a table."""
    while _ROW.match(line.text):
        line = clean_line(_split_cells(line), phrases)
    if found := _LONE_CELL.fullmatch(line.text):
        line = line.edited(((*found.span(1), ""),))
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
