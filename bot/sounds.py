"""How Chinese is pronounced, without tones: what pypinyin's `lazy_pinyin` gives, some ten times faster.

pypinyin takes long to load: what it knows is kept between starts.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

from knowledge.keeping import keep

KEPT = 5_000
"""Syllables with tones whose form without is kept: all there are."""


@dataclass(frozen=True)
class _Sounds:
    characters: Mapping[str, str]
    """Character -> its usual sound."""
    phrases: Mapping[str, str]
    """Phrase -> its sounds, a space between them."""
    order: tuple[str, ...]
    """The phrases, sorted."""
    longest: Mapping[str, int]
    """First character -> characters of the longest phrase that begins with it."""


def find_sounds(run: str) -> tuple[str, ...]:
    """The sounds of a run of Chinese characters, one each: itself where a character has none.

    >>> find_sounds("估值")
    ('gu', 'zhi')
    """
    known = _sounds()
    return tuple([sound for word in _cut(run, known) for sound in _find_sounds_of_word(word, known)])


def _cut(run: str, known: _Sounds) -> Iterator[str]:
    """The words of a run as pypinyin cuts it: the longest phrase, else a character.

    What begins a phrase and is none, at the end of a run, is cut into characters, whatever phrases are in it.
    """
    at = 0
    while at < len(run):
        left, longest = len(run) - at, known.longest.get(run[at], 0)
        size = next((size for size in range(min(longest, left), 0, -1) if run[at : at + size] in known.phrases), 0)
        if not size and left < longest and _begins_phrase(run[at:], known):
            yield from run[at:]
            return
        yield run[at : at + max(size, 1)]
        at += max(size, 1)


def _begins_phrase(rest: str, known: _Sounds) -> bool:
    place = bisect_left(known.order, rest)
    return place < len(known.order) and known.order[place].startswith(rest)


def _find_sounds_of_word(word: str, known: _Sounds) -> tuple[str, ...]:
    if word in known.phrases:
        return tuple(known.phrases[word].split(" "))
    return tuple(known.characters.get(char, char) for char in word)


@cache
def _sounds() -> _Sounds:
    characters, phrases, longest = keep(Path(__file__), "sounds", version("pypinyin"), _read_pypinyin)
    return _Sounds(characters, phrases, tuple(phrases), longest)


def _read_pypinyin() -> tuple[dict[str, str], dict[str, str], dict[str, int]]:
    """Its characters and its phrases, sorted, with their first readings, and how long phrases are (`_Sounds`)."""
    from pypinyin import Style
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.style import convert

    @lru_cache(KEPT)
    def without_tone(syllable: str) -> str:
        return str(convert(syllable, Style.NORMAL, True, syllable))

    characters = {chr(code): without_tone(readings.split(",")[0]) for code, readings in PINYIN_DICT.items()}
    phrases = {p: " ".join(without_tone(readings[0]) for readings in PHRASES_DICT[p]) for p in sorted(PHRASES_DICT)}
    longest: dict[str, int] = {}
    for phrase in phrases:
        longest[phrase[0]] = max(longest.get(phrase[0], 0), len(phrase))
    return characters, phrases, longest
