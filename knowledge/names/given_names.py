"""How given names are written: Chinese characters in, how much likelier they are in a given name than in words out.

Counted in jieba's dictionary: its names of people against its other words, by how many of each hold a character. It
takes most of a second: what came of it is kept between starts.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import log
from pathlib import Path

from knowledge.keeping import keep
from knowledge.names.dictionary import read_entries, stamp
from knowledge.names.name_rules import shape_rules

_FULL = 3


def given_likeness(given: str) -> float:
    """The mean, over its characters, of the logarithm of that ratio: 0 as likely, 砚秋 1.1, 性能 (of 高性能) -1.0."""
    ratios, unseen = _ratios()
    return sum(ratios.get(char, unseen) for char in given) / len(given)


@cache
def _ratios() -> tuple[Mapping[str, float], float]:
    """Character -> the logarithm of its ratio; and that of one which the dictionary does not hold."""
    surnames = "".join(sorted(shape_rules().surnames))
    return keep(Path(__file__), "ratios", f"{stamp()} {surnames}", _find_ratios)


def _find_ratios() -> tuple[dict[str, float], float]:
    given, other = _count()
    totals = given.total(), other.total()
    ratios = {char: _log_ratio(given[char], other[char], *totals) for char in given.keys() | other.keys()}
    return ratios, _log_ratio(0, 0, *totals)


def _log_ratio(given: int, other: int, all_given: int, all_other: int) -> float:
    return log((given + 1) / all_given) - log((other + 1) / all_other)


def _count() -> tuple[Counter[str], Counter[str]]:
    """How often each character stands in a given name, and in any other word."""
    surnames = frozenset(shape_rules().surnames)
    entries = read_entries()
    people = (word for word, _, tag in entries if tag == "nr" and len(word) == _FULL)
    given = Counter("".join(word[1:] for word in people if word[0] in surnames))
    return given, Counter("".join(word for word, _, tag in entries if not tag.startswith("nr")))
