"""Text made comparable: folded twins of equal length, keys, words. Changes no article; reads no file but its table."""

import re
import unicodedata
from functools import cache, lru_cache

import ahocorasick_rs
import opencc
import rjieba

from knowledge.rules import Rule, own_rules
from knowledge.types import Key

CJK = ("\u3400", "\u9fff")
"""CJK Unified Ideographs and Extension A: the range in which scripts are converted and bigrams made."""
_SHORT = 400
"""Characters up to which many texts are kept with what was made of them."""
_NO_LETTERS = re.compile(r"[\W_]+")
_LETTER = re.compile(r"[^\W_]")


class Swaps(Rule):
    """rules/swaps.yaml: what spun reprints write -> what was meant, both of one length."""

    swaps: dict[str, str]


class _Table(dict[int, str]):
    """str.translate table filled as characters turn up: NFKC, traditional to simplified, lower case."""

    def __init__(self) -> None:
        super().__init__()
        self._simplified = _simplified_characters()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char)
        plain = plain if len(plain) == 1 else char
        plain = self._simplified.get(plain, plain)
        lower = plain.lower()
        self[code] = folded = lower if len(lower) == 1 else plain
        return folded


def _simplified_characters() -> dict[str, str]:
    """OpenCC's t2s, one character at a time: 14 to 19 times faster than the converter, and never another length."""
    chars = [chr(code) for code in range(ord(CJK[0]), ord(CJK[1]) + 1)]
    simplified = opencc.OpenCC("t2s").convert("\n".join(chars)).split("\n")
    return {char: plain for char, plain in zip(chars, simplified, strict=True) if len(plain) == 1 and plain != char}


def is_traditional(char: str) -> bool:
    """Whether char is written otherwise in simplified script.

    >>> [is_traditional(char) for char in "資资"]
    [True, False]
    """
    return is_cjk(char) and fold_characters(char) != char


@cache
def _table() -> _Table:
    return _Table()


@cache
def _swapper() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    swaps = own_rules("swaps.yaml", Swaps).swaps
    finder = ahocorasick_rs.AhoCorasick(list(swaps), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return finder, tuple(swaps.values())


def fold_characters(text: str) -> str:
    """text in half width, simplified, lower case: character by character, so of the same length."""
    return text.translate(_table())


def fold(text: str) -> str:
    """The twin of text for matching: `fold_characters`, then the words of spun reprints read as what they stand for.

    Of the same length as text, so an offset in one is an offset in the other. Never shown to anybody.
    >>> fold("客岁，月之暗面Moonshot的開創人")
    '去年,月之暗面moonshot的创始人'
    """
    return _fold_short(text) if len(text) <= _SHORT else _fold_long(text)


@lru_cache(maxsize=4)
def _fold_long(text: str) -> str:
    """The twin of an article: kept, as each stage asks for it."""
    return _fold(text)


@lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    """The twin of a name or a sentence: kept likewise."""
    return _fold(text)


def _fold(text: str) -> str:
    twin = fold_characters(text)
    finder, meant = _swapper()
    parts: list[str] = []
    done = 0
    for which, start, end in finder.find_matches_as_indexes(twin):
        parts += (twin[done:start], meant[which])
        done = end
    return "".join((*parts, twin[done:]))


def to_key(text: str) -> Key:
    """text as names are compared: folded, letters and digits only.

    >>> to_key("Hugging Face") == to_key("HuggingFace")
    True
    """
    return _to_short_key(text) if len(text) <= _SHORT else _to_key(text)


@lru_cache(maxsize=8192)
def _to_short_key(text: str) -> Key:
    """The key of a name, kept: each article asks for those of its names over and over."""
    return _to_key(text)


def _to_key(text: str) -> Key:
    return Key(_NO_LETTERS.sub("", fold_characters(text)))


def is_cjk(char: str) -> bool:
    """Whether char is a Chinese character."""
    return CJK[0] <= char <= CJK[1]


def split_words(twin: str) -> tuple[tuple[str, int, int], ...]:
    """The words of a folded text with their spans; spaces and punctuation left out."""
    return tuple(found for found in rjieba.tokenize(twin, "default") if has_letter(found[0]))


def cut_words(twin: str) -> list[str]:
    """All of a folded text as words, spaces and punctuation too: twice as fast where no spans are needed."""
    words: list[str] = rjieba.cut(twin)
    return words


def has_letter(text: str) -> bool:
    """Whether text holds a letter or digit of any script."""
    return _LETTER.search(text) is not None
