"""What is no word within a line taken out: markup, links, broken-up words, advertising. Judges no line as a whole."""

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, partial

from knowledge.cleaning.noise import any_of, is_obfuscated, noise_rules
from knowledge.cleaning.spam import Phrases, find_spam
from knowledge.cleaning.traced import Edit, Traced
from knowledge.reading.expressions import compile_expression
from knowledge.text import fold_characters

_PASSES = 6
"""What one pass uncovers (a link in a link, an escaped mark) the next takes out; deeper nesting is nobody's writing."""
_TAGS = (
    r"(?i)</?(?:a|abbr|article|b|big|blockquote|br|center|code|dd|del|div|dl|dt|em|figcaption|figure|font|h[1-6]|hr|i|iframe"
    r"|img|ins|li|main|mark|ol|p|pre|s|section|small|span|strong|sub|sup|u|ul|video|wbr)(?:[\s/][^<>]*)?>|<!--[^<>]*-->"
)
_IMAGES = r"!\[[^\[\]]*\]\((?:[^()]|\([^()]*\))*\)"
_LINKS = r"\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)|<(https?://[^<>\s]+)>"
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8}\d{0,2});")
_FOOTNOTES = re.compile(r"^\[\^[^\[\]\s]{1,20}\]:|\[\^[^\[\]\s]{1,20}\]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_STARS = re.compile(r"\*+|~~+|`+|_+")
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_MARKERS = re.compile(r"^(?:[ \t]{0,9}>)+[ \t]?|^[ \t]{0,9}[-+•·●▪■◆►▶*][ \t]+|^[ \t]{0,9}#{1,6}[ \t]+")
_TIGHT_BEFORE = "，。！？；：、）》」』】…"
_TIGHT_AFTER = "，。！？；：、（《「『【"
_Step = Callable[[str], Iterator[Edit]]


def clean_line(line: Traced, phrases: Phrases | None = None) -> Traced:
    """line as its words alone: no markup, no advertising within it, one space where there were several.

    phrases: those of link farms in a copy. Words are never changed, only left out.
    """
    steps: tuple[_Step, ...] = _STEPS
    if phrases and phrases.words:
        steps = (*steps, partial(find_spam, phrases=phrases))
    for _ in range(_PASSES):
        before = line.text
        for step in steps:
            line = line.edited(step(line.text))
        line = line.stripped()
        if line.text == before:
            break
    return line


@cache
def _invisible() -> re.Pattern[str]:
    """Control and format characters (zero-width, bidi, soft hyphen, byte order mark), the unassigned and U+FFFD."""
    kinds = ("Cc", "Cf", "Cs", "Co", "Cn")
    codes = [code for code in range(0x10000) if unicodedata.category(chr(code)) in kinds and code not in (9, 10)]
    spans: list[list[int]] = []
    for code in (*codes, 0xFFFD):
        if spans and spans[-1][1] == code - 1:
            spans[-1][1] = code
        else:
            spans.append([code, code])
    return re.compile(
        "[" + "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in spans) + "\U000e0000-\U000e0fff]+"
    )


def _find_invisible(text: str) -> Iterator[Edit]:
    if not text.isascii() or not text.isprintable():
        yield from ((*match.span(), "") for match in _invisible().finditer(text))


def _find_markers(text: str) -> Iterator[Edit]:
    """The marks of quotations, lists and headings at the start of a line."""
    if found := _MARKERS.match(text):
        yield 0, found.end(), ""


def _find_tags(text: str) -> Iterator[Edit]:
    if "<" in text and ">" in text:
        yield from ((*match.span(), "") for match in compile_expression(_TAGS).finditer(text))


def _find_entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text) if "&" in text else ():
        char = html.unescape(match[0])
        if char != match[0]:
            yield (*match.span(), " " if char.isspace() else char)


def _find_images(text: str) -> Iterator[Edit]:
    if "![" in text:
        yield from ((*match.span(), "") for match in compile_expression(_IMAGES).finditer(text))


def _find_links(text: str) -> Iterator[Edit]:
    """All of a link but its words; an address in angle brackets loses these."""
    if "](" not in text and "<http" not in text.lower():
        return
    for match in compile_expression(_LINKS).finditer(text):
        kept = 1 if match.start(1) >= 0 else 2
        yield match.start(), match.start(kept), ""
        yield match.end(kept), match.end(), ""


def _find_footnotes(text: str) -> Iterator[Edit]:
    """The marks of footnotes in Markdown, [^1] in a sentence and [^1]: before the note."""
    if "[^" in text:
        yield from ((*match.span(), "") for match in _FOOTNOTES.finditer(text))


def _find_escapes(text: str) -> Iterator[Edit]:
    if "\\" in text:
        yield from ((match.start(), match.start() + 1, "") for match in _ESCAPE.finditer(text))


def _find_emphasis(text: str) -> Iterator[Edit]:
    """Stars, tildes, backticks and underscores that mark words; not those of 3*4, a * b or file_name."""
    for match in _STARS.finditer(text):
        before = text[match.start() - 1 : match.start()] or " "
        after = text[match.end() : match.end() + 1] or " "
        if _marks_words(match[0], before, after):
            yield (*match.span(), "")


def _marks_words(mark: str, before: str, after: str) -> bool:
    if mark[0] in "`~" or mark.startswith("**"):
        return True
    if before.isspace() and after.isspace():
        return False
    if mark[0] == "*":
        return not (before.isascii() and before.isalnum() and after.isascii() and after.isalnum())
    return not (before.isalnum() and after.isalnum())


def _find_codes(text: str) -> Iterator[Edit]:
    """The marks that break words up against copying: what stands between them are the words."""
    if not is_obfuscated(text):
        return
    rules, twin = noise_rules(), fold_characters(text)
    for match in rules.codes.finditer(twin):
        for mark in rules.code_marks.finditer(match[0]):
            yield match.start() + mark.start(), match.start() + mark.end(), ""


def _find_asides(text: str) -> Iterator[Edit]:
    if any(char in text for char in "(（[【"):
        yield from ((*match.span(), "") for match in any_of("asides").finditer(fold_characters(text)))


def _find_blanks(text: str) -> Iterator[Edit]:
    """White space beyond one space, and that beside Chinese punctuation."""
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        if text[end : end + 1] in _TIGHT_BEFORE or text[start - 1 : start] in _TIGHT_AFTER:
            yield start, end, ""
        elif " " in match[0] and end - start > 1:
            space = match[0].index(" ") + start
            yield from ((a, b, "") for a, b in ((start, space), (space + 1, end)) if a < b)
        elif match[0] != " ":
            yield start, end, " "


_STEPS: tuple[_Step, ...] = (
    _find_invisible,
    _find_markers,
    _find_tags,
    _find_entities,
    _find_images,
    _find_footnotes,
    _find_links,
    _find_escapes,
    _find_codes,
    _find_emphasis,
    _find_asides,
    _find_blanks,
)
