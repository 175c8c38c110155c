"""Which of the lines on top of an article is its title."""

import re

from knowledge.reading.header_lines import parse_header_line, to_name, to_title
from knowledge.reading.header_rules import header_rules
from knowledge.text import fold_characters, is_cjk

LONGEST_TITLE = 120
_PROSE_ENDS = "。；;…"
_TWO_SENTENCES = re.compile(r"。|[a-z]{3}\.\s.{0,120}\.$")
_LINES = 8
"""Lines under an outlet's name among which the title is looked for."""
_PROSE = 2000
"""Characters below whose words the title's are compared with."""
_SHARES = (0.2, 0.25)
"""The greatest share of its words that the name of an outlet has in common with the text, and the least of a title."""
_WORD = re.compile(r"[a-z]{4,}|[\u3400-\u9fff]+")


def is_title(line: str) -> bool:
    """Whether a line may be a title: short, and not a sentence that goes on."""
    title = to_title(line[: 2 * LONGEST_TITLE])
    if not 0 < len(title) <= LONGEST_TITLE or line.startswith((">", "|", "- ")):
        return False
    return title[-1] not in _PROSE_ENDS and not _TWO_SENTENCES.search(title)


def to_outlet(line: str) -> str | None:
    """The outlet that a line names: all of it, or what stands before a space in Chinese; None: it names none."""
    words = line.strip(" \t\u3000#*")
    words = words.split()[0] if words and is_cjk(words[0]) else words
    return to_name(words) if header_rules().marks.outlet_name.search(fold_characters(words)) else None


def find_title_below(line: str, text: str, end: int) -> int | None:
    """Where the line before the title ends, if line, which ends at end, is only an outlet's name over it; else None.

    The title has a good part of its words from the text below, the name of an outlet hardly any.
    """
    if to_outlet(line) is None:
        return None
    below = list(re.compile(r"[^\n]*\S[^\n]*").finditer(text, end, end + 2 * _PROSE))[:_LINES]
    for at, found in enumerate(below):
        words = found[0].strip()
        if not is_title(words) or parse_header_line(words):
            return None
        after = below[at + 1].start() if at + 1 < len(below) else found.end()
        prose = fold_characters(text[after : after + _PROSE])
        if _share(words, prose) >= _SHARES[1] and _share(line, prose) <= _SHARES[0]:
            return found.start() - 1
    return None


def _share(words: str, prose: str) -> float:
    """The share of the words of a line, pairs of characters in Chinese, that the prose has too; 0 for a single one."""
    terms: set[str] = set()
    for found in _WORD.finditer(fold_characters(words)):
        word = found[0]
        terms |= {word} if word.isascii() else {word[at : at + 2] for at in range(len(word) - 1)}
    return sum(term in prose for term in terms) / len(terms) if len(terms) > 1 else 0.0
