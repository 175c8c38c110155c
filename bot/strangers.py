"""Names that nobody knows: words of a question that have the shape of a name and stand in no article."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from bot.types import Named
from bot.wordbook import wordbook
from knowledge.names.name_rules import is_coined, ordinary_latin, shape_rules
from knowledge.text import fold, is_cjk, split_words

POINTING = "这那哪某每各本该"
"""What no name begins with: 那摊医疗 is a business of somebody."""
LATIN = re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z0-9.&-]*[A-Za-z0-9]")


def find_strangers(text: str, named: Sequence[Named], frequency: Callable[[str], int]) -> tuple[str, ...]:
    """Words of text, as typed, that look like the name of a company or fund and that no article holds.

    frequency: in how many passages a folded word stands. A Chinese word counts with its company suffix (海燕智能, or
    云帆生物 where only 云帆科技 is known), a Latin one with its capital; the first word of an English question is
    written so anyway and does not count.
    """
    taken = [(name.start, name.end) for name in named]
    found = [
        (start, end) for start, end, stem in _find_chinese(text) if _is_new(fold(text[start:end]), stem, frequency)
    ]
    found += [(start, end) for start, end in _find_latin(text) if frequency(fold(text[start:end])) == 0]
    return tuple(text[start:end] for start, end in found if all(end <= s or e <= start for s, e in taken))


def _is_new(name: str, stem: str, frequency: Callable[[str], int]) -> bool:
    return frequency(name) == 0 and (frequency(stem) == 0 or is_coined(stem))


def _find_chinese(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, stem) of a word before a company's or fund's suffix; single characters in a row are one word."""
    shapes = shape_rules()
    suffixes = {*shapes.company_suffixes, *shapes.fund_suffixes} - {*shapes.idle_suffixes}
    stem, start, end = "", 0, 0
    for word, at, stop in split_words(fold(text)):
        is_name = len(stem) > 1 and is_cjk(stem[0]) and stem[0] not in POINTING and not _is_ordinary(stem)
        if word in suffixes and end == at and is_name:
            yield start, stop, stem
        if _goes_on(stem, word, is_next=end == at):
            stem, end = stem + word, stop
        else:
            stem, start, end = word, at, stop


def _goes_on(stem: str, word: str, *, is_next: bool) -> bool:
    return is_next and len(word) == 1 and 0 < len(stem) < 4 and not _is_ordinary(word) and not _is_ordinary(stem[-1])


def _find_latin(text: str) -> Iterator[tuple[int, int]]:
    """The words with a capital that are no ordinary ones; neighbours are one name: Zebra Labs."""
    is_chinese = any(map(is_cjk, text))
    start = end = -1
    for word in LATIN.finditer(text):
        if not (word.start() or is_chinese) or _is_ordinary(fold(word.group())):
            continue
        if end >= 0 and word.start() == end + 1 and text[end] == " ":
            end = word.end()
            continue
        if end >= 0:
            yield start, end
        start, end = word.span()
    if end >= 0:
        yield start, end


def _is_ordinary(word: str) -> bool:
    return word in wordbook().ordinary or word in _plain_words()


@cache
def _plain_words() -> frozenset[str]:
    return frozenset((*shape_rules().ordinary_stems, *map(fold, ordinary_latin())))
