"""How given names are written: Chinese characters in, how much likelier they are in a given name than in words out.

Counted in jieba's dictionary: its names of people against its other words, by how many of each hold a character.
"""

from collections import Counter
from functools import cache
from math import log

from knowledge.names.dictionary import read_entries
from knowledge.names.name_rules import shape_rules

_FULL = 3


def given_likeness(given: str) -> float:
    """The mean, over its characters, of the logarithm of that ratio: 0 as likely, 砚秋 1.1, 性能 (of 高性能) -1.0."""
    ratios = _ratios()
    unseen = _log_ratio(0, 0, *_totals())
    return sum(ratios.get(char, unseen) for char in given) / len(given)


@cache
def _ratios() -> dict[str, float]:
    given, other = _counts()
    totals = _totals()
    return {char: _log_ratio(given[char], other[char], *totals) for char in given.keys() | other.keys()}


def _log_ratio(given: int, other: int, all_given: int, all_other: int) -> float:
    return log((given + 1) / all_given) - log((other + 1) / all_other)


@cache
def _totals() -> tuple[int, int]:
    given, other = _counts()
    return given.total(), other.total()


@cache
def _counts() -> tuple[Counter[str], Counter[str]]:
    """How often each character stands in a given name, and in any other word."""
    surnames = frozenset(shape_rules().surnames)
    entries = read_entries()
    people = (word for word, _, tag in entries if tag == "nr" and len(word) == _FULL)
    given = Counter("".join(word[1:] for word in people if word[0] in surnames))
    return given, Counter("".join(word for word, _, tag in entries if not tag.startswith("nr")))
