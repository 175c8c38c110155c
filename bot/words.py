"""Which units of a question a text meets in its own words, and how far. Knows no passage, only folded text."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import ahocorasick_rs

from bot.types import Unit
from bot.units import is_denied, is_whole
from bot.wordbook import wordbook
from knowledge.text import is_cjk, split_words

SYNONYM = 0.95
"""What another form of the question's group counts for: the question's own word is the better one."""
NEAR = 0.6
"""What a form counts for that means the unit's words only nearly, or now and then."""
DENIED = 0.7
"""What a form is worth that the question denies and the text does not: 不赚钱 and 很赚钱."""
WINDOW = 6
"""Characters around a single one in which it is looked at whether it is a word."""


class Words:
    """The words of one question, names apart; each text is searched once, for all units together."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = tuple(unit for unit in units if not unit.is_entity)
        forms = [(unit.forms[0], unit, 1.0) for unit in self._units]
        forms += [(form, unit, SYNONYM) for unit in self._units for form in unit.forms[1:]]
        forms += [(form, unit, NEAR) for unit in self._units for form in unit.near]
        self._forms = tuple(forms)
        self._finder = ahocorasick_rs.AhoCorasick([form for form, _, _ in forms])
        self._met: dict[str, Mapping[str, float]] = {}

    def met(self, twin: str) -> Mapping[str, float]:
        """Unit name -> how far the folded text meets it: 1 where one of its forms stands there, less where only a near
        form does or it is denied, or the share of the pairs of its characters that do; absent: not at all."""
        if twin not in self._met:
            self._met[twin] = self._search(twin)
        return self._met[twin]

    def _search(self, twin: str) -> Mapping[str, float]:
        met: dict[str, float] = {}
        for which, start, end in self._finder.find_matches_as_indexes(twin, overlapping=True):
            form, unit, share = self._forms[which]
            if share <= met.get(unit.name, 0.0) or not _stands(form, twin, start, end):
                continue
            if unit.is_denied and not is_denied(twin, start):
                share *= DENIED
            met[unit.name] = max(share, met.get(unit.name, 0.0))
        for unit in self._units:
            if unit.name not in met and (share := _pairs_met(unit, twin)):
                met[unit.name] = share
        return met


def _stands(form: str, twin: str, start: int, end: int) -> bool:
    """Whether the form stands there as a word: Latin ones whole, single characters of the rules by the segmenter."""
    if not is_cjk(twin[start]):
        return is_whole(twin, start, end)
    return end - start > 1 or form not in wordbook().singles or _is_single(twin, start)


@lru_cache(maxsize=20_000)
def _is_single(twin: str, at: int) -> bool:
    """Whether the character at that place is a word of its own."""
    left = max(0, at - WINDOW)
    return any(start == at - left and end == start + 1 for _, start, end in split_words(twin[left : at + WINDOW]))


def _pairs_met(unit: Unit, twin: str) -> float:
    """The share of a longer Chinese word's pairs of characters that stand in twin, if half of them or more; else 0."""
    form = unit.forms[0]
    if len(form) < 3 or not is_cjk(form[0]):
        return 0.0
    pairs = [form[i : i + 2] for i in range(len(form) - 1)]
    share = sum(pair in twin for pair in pairs) / len(pairs)
    return share if share >= 0.5 else 0.0
