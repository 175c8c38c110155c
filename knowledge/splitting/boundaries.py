"""A paragraph in, the spans of its sentences out. Knows no articles and changes no text."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from knowledge.reading.expressions import Expression
from knowledge.rules import Rule, own_rules
from knowledge.text import fold, is_cjk

LONGEST = 600
"""Characters of a sentence; what goes on without an end is cut at a comma or a space."""
_LONGEST_QUOTATION = 200
"""A longer quotation is a speech: its sentences are told apart."""
_PAIRS = {"“": "”", "「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "【": "】", "[": "]", "‘": "’", '"': '"'}
_QUOTATION_MARKS = re.compile("[" + re.escape("".join((*_PAIRS, *_PAIRS.values()))) + "]")
_CLOSERS = "”」』）)》】]’\"'"
_END = re.compile(r"[。！？!?；;…]+\.{0,6}|\.{1,6}")
_STARTING_QUOTES = '“「『"‘（('
_WORD = re.compile(r"[A-Za-z][A-Za-z.&-]{0,20}$")
_NEXT_WORD = re.compile(r"[“\"'‘(\[]{0,2}([A-Za-z]{1,20})")
_SOFT_BREAK = re.compile(r"[，,、：:\s]")
_LEAD = re.compile(r"[^a-z\u3400-\u9fff]{2,40}\.")


class Words(Rule):
    """Words of rules/sentences.yaml."""

    words: frozenset[str]
    example: str


class SentenceRules(Rule):
    """rules/sentences.yaml."""

    abbreviations: Words
    starters: Words
    introduction: Expression
    attribution: Expression


@cache
def sentence_rules() -> SentenceRules:
    """The rules, read once. Raises RuleError."""
    rules: SentenceRules = own_rules("sentences.yaml", SentenceRules)
    return rules


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of a paragraph, in order, white space between them left out.

    A sentence ends at 。！？；, at ! and ?, and in English at a full stop, but not at a semicolon; closing quotation
    marks go with it. What ends within a quotation or brackets does not end the sentence around them. A lead in
    capitals ("HARBOUR AI.") goes with the sentence after it.

    >>> split_sentences("He left the U.S. in May. She stayed.")
    ((0, 24), (25, 36))
    """
    ends = [end for end in _find_ends(text) if end < len(text)]
    spans: list[tuple[int, int]] = []
    for start, end in pairwise((0, *ends, len(text))):
        spans += _cut_long(text, start, end)
    trimmed = (_trim(text, *span) for span in spans)
    return tuple((start, end) for start, end in trimmed if start < end and any(c.isalnum() for c in text[start:end]))


def _find_ends(text: str) -> Iterator[int]:
    """Offsets at which a sentence has ended, in order."""
    closing = _find_quotations(text)
    quotations = iter(sorted(closing.items()))
    opened, closed = next(quotations, (len(text), len(text)))
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        while closed < match.start():
            opened, closed = next(quotations, (len(text), len(text)))
        if end <= start or not _is_end(text, match):
            continue
        outer = (opened, closed) if opened < match.start() <= closed else None
        end = _absorb(text, end)
        if outer and end <= outer[1]:
            continue
        if outer and not _closes_sentence(text, outer, end, start):
            continue
        if not _LEAD.fullmatch(text[start:end].strip()) or end >= len(text):
            yield end
            start = end


def _find_quotations(text: str) -> dict[int, int]:
    """Opening mark -> closing mark of each outermost pair that is not too long."""
    pairs: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for match in _QUOTATION_MARKS.finditer(text):
        at, char = match.start(), match[0]
        while stack and at - stack[0][0] > _LONGEST_QUOTATION:
            del stack[0]
        depth = next((depth for depth in range(len(stack) - 1, -1, -1) if stack[depth][1] == char), None)
        if depth is not None:
            pairs[stack[depth][0]] = at
            del stack[depth:]
        elif char in _PAIRS:
            stack.append((at, _PAIRS[char]))
    return _outermost(pairs)


def _outermost(pairs: dict[int, int]) -> dict[int, int]:
    kept: dict[int, int] = {}
    last = -1
    for opened in sorted(pairs):
        if opened > last:
            kept[opened] = last = pairs[opened]
    return kept


def _absorb(text: str, end: int) -> int:
    """end, moved past closing marks."""
    while end < len(text) and text[end] in _CLOSERS and not (text[end] in "\"'" and text[end + 1 : end + 2].isalnum()):
        end += 1
    return end


def _closes_sentence(text: str, quotation: tuple[int, int], end: int, start: int) -> bool:
    """Whether a sentence ends where a quotation (or an aside in brackets) in it does.

    It does where the quotation was introduced (he said: “…”); else not where the words after it say whose it is (“…” he
    said) or go on with it.
    """
    opened = quotation[0]
    before = text[max(start, opened - 24) : opened].rstrip()
    after = text[end : end + 60].lstrip()
    if not after or after[0] in _STARTING_QUOTES:
        return True
    if text[opened] in "（([【《":
        return not before and text[opened] != "《"
    rules = sentence_rules()
    if before.endswith(("：", ":")) or rules.introduction.search(fold(before)):
        return True
    return rules.attribution.match(fold(after)) is None


def _is_end(text: str, match: re.Match[str]) -> bool:
    """Whether the mark ends a sentence at all: not the one of 3.5, u.com, U.S. or a?b."""
    mark, end = match[0], match.end()
    if mark[0] in "。！？；":
        return True
    if "…" in mark and not set(mark) & set("。！？!?；;"):
        return end == len(text) or text[end] in _CLOSERS
    after = _absorb(text, end)
    following = text[after : after + 2]
    if mark[0] == ";":
        return is_cjk(following[:1] or " ") or is_cjk(text[match.start() - 1 : match.start()] or " ")
    if mark[0] in "!?":
        return not following or (following[0].isspace() and not following[1:].islower()) or is_cjk(following[0])
    return _is_full_stop(text, match.start(), following)


def _is_full_stop(text: str, at: int, following: str) -> bool:
    before = text[max(0, at - 24) : at]
    if not following:
        return True
    if is_cjk(before[-1:]) if before else False:
        return following[0].isspace() or is_cjk(following[0]) or following[0] in _STARTING_QUOTES
    if not following[0].isspace() or following[1:].islower():
        return False
    word = _WORD.search(before)
    if not word or not _is_abbreviation(word[0]):
        return True
    return _starts_sentence(text[at + 1 : at + 40])


def _is_abbreviation(word: str) -> bool:
    return len(word) == 1 or word.lower() in sentence_rules().abbreviations.words


def _starts_sentence(after: str) -> bool:
    found = _NEXT_WORD.match(after.lstrip())
    return found is not None and found[1].lower() in sentence_rules().starters.words


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        breaks = [match.end() for match in _SOFT_BREAK.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut = breaks[-1] if breaks else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())
