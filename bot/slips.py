"""Slips of the pen in ordinary words: 估直 for 估值. A folded question in, one of its length out. Mends no names."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import pairwise

from bot.sounds import find_sounds
from bot.wordbook import wordbook
from knowledge.names.dictionary import is_word
from knowledge.text import is_cjk, split_words

PARTICLES = "的了吗呢是过着"
"""What ends no word that somebody may have slipped in: 哪年的 is no 哪念的."""
KEPT = 8192
"""Pairs of characters of which is kept what they are slips for: 2 MB."""


def mend_words(twin: str) -> str:
    """twin with two characters that make no word read as the one synonym of that sound, if they share a character.

    >>> mend_words("星河智能估直多少")
    '星河智能估值多少'
    """
    mended = list(twin)
    for start in _find_suspects(twin):
        written = twin[start : start + 2]
        if written in wordbook().ordinary:
            continue
        meant = _find_meant(written)
        if len(meant) == 1 and not is_word(written):
            mended[start : start + 2] = next(iter(meant))
    return "".join(mended)


def _find_suspects(twin: str) -> Iterator[int]:
    """Where two characters stand that the segmenter takes for a word, or for two."""
    words = split_words(twin)
    pairs = [start for word, start, _ in words if len(word) == 2]
    pairs += [a[1] for a, b in pairwise(words) if len(a[0]) == len(b[0]) == 1 and a[2] == b[1]]
    for start in pairs:
        written = twin[start : start + 2]
        if all(map(is_cjk, written)) and written[1] not in PARTICLES:
            yield start


@lru_cache(maxsize=KEPT)
def _find_meant(written: str) -> frozenset[str]:
    """The synonyms of two Chinese characters that sound like what is written and share a character with it."""
    alike = {word for char in written for word in _words().get(char, ())}
    sounds = find_sounds(written) if alike else ()
    return frozenset(word for word in alike if _sounds_of(word) == sounds)


@cache
def _sounds_of(word: str) -> tuple[str, ...]:
    """Those of a synonym, each kept: some five thousand, and a question of rare characters asks for most."""
    return find_sounds(word)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """Character -> the synonyms of two Chinese characters that hold it."""
    table: dict[str, set[str]] = {}
    for forms in wordbook().members.values():
        for form in forms:
            if len(form) == 2 and all(map(is_cjk, form)):
                for char in form:
                    table.setdefault(char, set()).add(form)
    return {char: frozenset(words) for char, words in table.items()}
