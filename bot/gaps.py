"""What a question says that no rule knows: the stretches between its names and its known words. Pure.

Where there is but one, the name that is asked about stands in it.
"""

from collections.abc import Iterable
from functools import lru_cache

import rjieba

from bot.units import KEPT, find_forms
from bot.wordbook import wordbook
from knowledge.text import is_cjk

Span = tuple[int, int]
NEVER_FIRST = "月年号家位轮次条种级部式性者点些样本波派人场之上下中内外里时以一二两"
"""Words of one character that come after others only: where nothing is before them they begin a name (月之暗面)."""
NEVER_LAST = "是的了吗呢"
"""Words of one character that end no name, whatever the segmenter makes of them: 拾|光是."""


def find_gaps(twin: str, taken: Iterable[Span]) -> tuple[Span, ...]:
    """The longest runs of Chinese characters of a folded question that are neither in taken nor in a known word.

    Left out at either end are the words of one character that questions are made of (的, 是, 投); within, they stay, as
    names are made of any character: 听潮.
    >>> find_gaps("请问邵若秋融了多少钱", ())
    ((2, 5),)
    """
    return _find_gaps(twin, tuple(taken))


@lru_cache(maxsize=KEPT)
def _find_gaps(twin: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    open_ = [is_cjk(char) for char in twin]
    rest = list(twin)
    for first, last in spans:
        rest[first:last] = " " * (last - first)
        open_[first:last] = [False] * (last - first)
    for _, first, last in find_forms("".join(rest)):
        open_[first:last] = [False] * (last - first)
    alone = _find_single_words("".join(char if free else " " for char, free in zip(twin, open_, strict=True)))
    gaps: list[Span] = []
    start: int | None = None
    for at, free in enumerate((*open_, False)):
        if free:
            start = at if start is None else start
        elif start is not None:
            left, right = _strip(twin, start, at, alone)
            if left < right:
                gaps.append((left, right))
            start = None
    return tuple(gaps)


def is_idle(twin: str) -> bool:
    """Whether a piece of a folded question says nothing of what is asked: 请问, 的是谁, 怎么看."""
    left = list(twin)
    words = wordbook()
    for which, start, end in find_forms(twin):
        if words.groups[which] is not None:
            return False
        left[start:end] = " " * (end - start)
    return not any(char.isalnum() and words.singles.get(char, char) is not None for char in left)


def _strip(twin: str, start: int, end: int, alone: frozenset[int]) -> Span:
    while start < end and start in alone and (twin[start] not in NEVER_FIRST or (start and twin[start - 1].isdigit())):
        start += 1
    while start < end and (end - 1 in alone or twin[end - 1] in NEVER_LAST):
        end -= 1
    return start, end


def _find_single_words(text: str) -> frozenset[int]:
    """Where words of one character stand that say no name: fillers, and verbs (谁投了, 卖多少)."""
    words = wordbook().singles
    return frozenset(
        start
        for word, start, end in rjieba.tokenize(text, "default", False)
        if end == start + 1 and word in words and (words[word] is None or is_single_verb(word))
    )


def is_single_verb(word: str) -> bool:
    """Whether a word is a verb of one character: 占."""
    return len(word) == 1 and bool(rjieba.tag(word, False)[0][1].startswith("v"))
