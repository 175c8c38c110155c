"""Which values a change leaves behind: in 从10亿元涨到25亿元 the first is of an earlier time and not of now."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from knowledge.text import fold_characters
from knowledge.types import Period, Quantity
from knowledge.values.value_rules import unit_words
from knowledge.values.value_words import is_latin

_BEFORE, _BETWEEN = 40, 24
"""Characters before a value in which a change may begin, and from it to the next."""


def find_former(
    text: str, quantities: Sequence[tuple[Quantity, int, int]], periods: Sequence[tuple[Period, int, int]]
) -> frozenset[int]:
    """Where the quantities begin that a change in text starts from, and the periods said of them (从去年的3亿升至8亿).

    quantities and periods: those of text, in order. Empty: none.
    """
    former = [span for first, second in pairwise(quantities) for span in _former(text, first, second)]
    starts = {start for _, start in former}
    dates = (start for _, start, end in periods if any(first <= start and end <= last for first, last in former))
    return frozenset(starts.union(dates))


def _former(
    text: str, first: tuple[Quantity, int, int], second: tuple[Quantity, int, int]
) -> Iterator[tuple[int, int]]:
    """Where the words of the change begin and where its first value does; nothing where the two make no change."""
    (before, start, end), (after, next_start, _) = first, second
    if next_start - end > _BETWEEN or (before.is_money, before.unit == "%") != (after.is_money, after.unit == "%"):
        return
    opener, joint = _change()
    if not joint.fullmatch(fold_characters(text[end:next_start])):
        return
    lead = fold_characters(text[max(0, start - _BEFORE) : start])
    begin = opener.search(lead)
    if begin:
        yield start - len(lead) + begin.start(), start


def starts_change(twin: str, begin: int) -> bool:
    """Whether the words before begin of a folded text make what begins there the first value of a change."""
    return _change()[0].search(twin[max(0, begin - _BEFORE) : begin]) is not None


@cache
def _change() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the first value of a change, and what between the two."""
    rules = unit_words().rules.ranges
    latin = "|".join(rf"(?<![a-z]){re.escape(word)}(?:[a-z]+ ){{0,4}}" for word in rules.changes if is_latin(word[0]))
    words = "|".join(rf"{re.escape(word)}" for word in rules.changes if not is_latin(word[0]))
    within = r"[^,;。!?\n]"
    became = "|".join(map(re.escape, rules.became))
    return (
        re.compile(rf"(?:(?:{words})(?:(?:[^,;。!?\n到至]{{0,10}}的)?|[0-9]{{4}} ?年|.年)|{latin}) ?\Z"),
        re.compile(rf"{within}{{0,8}}(?:{became}){within}{{0,12}}"),
    )
