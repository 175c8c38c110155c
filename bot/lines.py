"""Folded texts that are searched together: where a form stands, in which of them. Understands nothing itself."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate

from bot.units import is_whole
from bot.wordbook import wordbook
from knowledge.text import is_cjk, split_words

WINDOW = 6
"""Characters around a single one in which it is looked at whether it is a word."""

Place = tuple[int, int]
"""Which of the texts, and where in it."""


@cache
def _grouped() -> frozenset[str]:
    """The forms that the wordbook's automaton finds and that are no fillers."""
    words = wordbook()
    return frozenset(form for form, group in zip(words.forms, words.groups, strict=True) if group is not None)


class Lines:
    """The sentences of an article, or one text alone."""

    def __init__(self, twins: Sequence[str]) -> None:
        """twins: folded texts."""
        self.twins = tuple(twins)
        self._text = "\n".join(self.twins)
        self._starts = [0, *accumulate(len(twin) + 1 for twin in self.twins)]
        self._singles: dict[str, tuple[Place, ...]] = {}

    def find(self, form: str) -> Sequence[Place]:
        """Where the form stands as a word: Latin ones whole, single characters of the rules by the segmenter."""
        if form in wordbook().singles:
            if form not in self._singles:
                self._singles[form] = tuple(place for place in self.find_all(form) if self._is_single(*place))
            return self._singles[form]
        if form in _grouped():
            return self._written.get(form, ())
        if form and is_cjk(form[0]):
            return tuple(self.find_all(form))
        return [(row, at) for row, at in self.find_all(form) if is_whole(self.twins[row], at, at + len(form))]

    def find_all(self, written: str) -> Iterator[Place]:
        """Wherever the characters stand, amid a word too."""
        at = self._text.find(written)
        while at >= 0:
            yield self._place(at)
            at = self._text.find(written, at + 1)

    @cached_property
    def _written(self) -> Mapping[str, tuple[Place, ...]]:
        """Form of the wordbook -> where it stands: all of them are found in one pass, once an article."""
        words = wordbook()
        places: dict[str, list[Place]] = {}
        for which, start, end in words.finder.find_matches_as_indexes(self._text, overlapping=True):
            if words.groups[which] is None:
                continue
            if is_cjk(self._text[start]) or is_whole(self._text, start, end):
                places.setdefault(words.forms[which], []).append(self._place(start))
        return {form: tuple(found) for form, found in places.items()}

    def _place(self, at: int) -> Place:
        row = bisect_right(self._starts, at) - 1
        return row, at - self._starts[row]

    def _is_single(self, row: int, at: int) -> bool:
        """Whether the character at that place is a word of its own."""
        left = max(0, at - WINDOW)
        words = split_words(self.twins[row][left : at + WINDOW])
        return any(start == at - left and end == start + 1 for _, start, end in words)
