"""Lines broken at a fixed width joined to paragraphs again. Lines in, lines out; takes no mark or word away."""

import re
from collections.abc import Callable, Iterator, Sequence
from unicodedata import east_asian_width

from knowledge.cleaning.traced import Traced, insert, join
from knowledge.text import is_cjk

_WIDTHS = range(28, 111)
"""Characters or columns to a line; some tools count the ones, some the others. Nobody wraps at more than about 110."""
Measure = Callable[[str], int]
_PAIRS = 3
"""So many broken lines at least: fewer may be verse, a list or an address."""
_BROKEN = 0.5
"""Least share of lines that end within a sentence, among those with another line right below."""
_FULL = 0.8
"""Least share of the width that a line takes up which is broken at it, words of a few characters left aside."""
_NEARLY = 0.85
"""The same where the line ends with a Chinese character and the next begins with a number."""
_FULL_LINES = 2
_NARROWEST = 44
"""Columns; shorter lines below one another are labels and names."""
_LONGEST_WORD = 20
_STRUCTURE = re.compile(
    r"^\s*(?:#{1,6}\s|[-+*•·●▪■◆►▶]\s|\||!\[|\[!?\[?[^\[\]]{0,200}\]|<|```|\d{1,3}[.、)）]\s?|={3,}|-{3,}|\*{3,}|.{1,30}[：:](?:\s|$)|\*\*.{1,60}\*\*\s*$)"
)
_LISTED = re.compile(r"^[-+*•·]\s")
"""An entry of a list, whose further lines hang below its words."""
_QUOTE = re.compile(r"^\s*>+\s?")
_INDENTS = ("\u3000", "  ", "\t")
_FINAL = '。！？!?.；;…：:」』”"》）)'
_LONG = "]("


def join_wrapped(lines: Sequence[Traced]) -> tuple[Traced, ...]:
    """The lines with paragraphs on one line each; as they are where the text is not wrapped at one width.

    A break between Chinese characters becomes nothing; one between Latin words a space; one between both a space
    where the text sets such spaces elsewhere. A text with neither blank lines nor indents that open paragraphs is left
    alone: its lines are its paragraphs.
    """
    pairs = [at for at in range(len(lines) - 1) if _may_join(lines[at].text, lines[at + 1].text)]
    broken = [lines[at].text for at in pairs]
    widths = [(width, measure) for measure in (len, _columns) if (width := _width(broken, measure))]
    is_parted = any(not line.text.strip() for line in lines[: _last(lines)]) or _opens_with_indents(lines)
    if not widths or not is_parted:
        return tuple(lines)
    is_spaced = _sets_spaces(lines)
    full = frozenset(
        at
        for at in pairs
        for width, measure in widths
        if _is_full(lines[at].text, lines[at + 1].text, width, measure, is_spaced=is_spaced)
    )
    return tuple(_join(lines, full, is_spaced=is_spaced))


def _last(lines: Sequence[Traced]) -> int:
    """The index of the last line with words; 0 where there is none."""
    return next((at for at in range(len(lines) - 1, 0, -1) if lines[at].text.strip()), 0)


def _opens_with_indents(lines: Sequence[Traced]) -> bool:
    """Whether indented lines open paragraphs: most lines go on without an indent."""
    indented = sum(line.text.startswith(_INDENTS) for line in lines)
    return 2 <= indented <= len(lines) // 2


def _may_join(line: str, below: str) -> bool:
    if not line.strip() or not below.strip() or line.endswith("  ") or " | " in line[:300] or " | " in below[:300]:
        return False
    if _QUOTE.match(line) or _QUOTE.match(below):
        return all(_QUOTE.match(each) and _QUOTE.sub("", each).strip() for each in (line, below))
    if below.startswith(_INDENTS):
        is_hung = _LISTED.match(line) and not _STRUCTURE.match(below.lstrip()[:300])
        return bool(is_hung) or (line.startswith(_INDENTS[1:]) and not line.startswith(_INDENTS[0]))
    return not _STRUCTURE.match(below[:300]) and not line.lstrip().startswith(("#", "|", "```"))


def _width(lines: Sequence[str], measure: Measure) -> int:
    """The width at which lines are broken; 0 where they are not."""
    plain = [line for line in lines if _LONG not in line and "http" not in line]
    if len(plain) < _PAIRS:
        return 0
    width = max(map(measure, plain))
    broken = sum(line.rstrip()[-1] not in _FINAL for line in plain)
    full = sum(measure(line) >= _FULL * width for line in plain)
    is_wrapped = broken >= _BROKEN * len(plain) and full >= _FULL_LINES and max(map(_columns, plain)) >= _NARROWEST
    return width if width in _WIDTHS and is_wrapped else 0


def _is_full(line: str, below: str, width: int, measure: Measure, *, is_spaced: bool) -> bool:
    """Whether the next word would not have fitted: what `textwrap` and its like break at."""
    if measure(line) >= _NEARLY * width and is_cjk(line.rstrip()[-1:]) and below[:1].isdigit():
        return True  # a sentence broken by hand before a number, which goes on whatever its length
    word, *others = _QUOTE.sub("", below).lstrip().split(None, 1)
    if not is_spaced and not others and measure(word) > _LONGEST_WORD:
        # Broken between any two characters: then every broken line is about as long.
        return measure(line) >= _FULL * width
    return measure(line) + 1 + measure(word) > width


def _columns(text: str) -> int:
    """The width of text in a terminal, where a Chinese character takes two columns."""
    return len(text) + sum(east_asian_width(char) in "WF" for char in text[: 2 * _WIDTHS.stop])


def _sets_spaces(lines: Sequence[Traced]) -> bool:
    """Whether the text sets a space between Chinese and Latin more often than not."""
    text = "\n".join(line.text for line in lines)
    spaced = len(re.findall(r"[A-Za-z0-9] [\u3400-\u9fff]|[\u3400-\u9fff] [A-Za-z0-9]", text))
    return spaced > len(re.findall(r"[A-Za-z0-9][\u3400-\u9fff]|[\u3400-\u9fff][A-Za-z0-9]", text))


def _join(lines: Sequence[Traced], joins: frozenset[int], *, is_spaced: bool) -> Iterator[Traced]:
    parts: list[Traced] = []
    for at, line in enumerate(lines):
        if parts:
            mark = _QUOTE.match(line.text)
            line = line.edited(((0, mark.end(), ""),)) if mark else line
            line = line.stripped()
            parts.append(insert(_gap(parts[-1].text, line.text, is_spaced=is_spaced)))
        parts.append(line)
        if at not in joins:
            yield join(parts)
            parts = []


def _gap(line: str, below: str, *, is_spaced: bool) -> str:
    last, first = line.rstrip()[-1:], below[:1]
    if last == "-" and line.rstrip()[-2:-1].isalpha():
        return ""
    is_between = is_cjk(last) != is_cjk(first) and last.isalnum() and first.isalnum()
    if is_between:
        return " " if is_spaced else ""
    return " " if last.isascii() and (first.isascii() or (last.isalnum() and first in "“‘")) else ""
