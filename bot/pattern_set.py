"""Patterns that are tried together: a text in, those that it holds out. Knows not what they show."""

from collections.abc import Sequence

import re2


class PatternSet:
    """Patterns in RE2 syntax: one pass over a text tells which of them it holds."""

    def __init__(self, patterns: Sequence["re2.Pattern"]) -> None:  # type: ignore[type-arg, unused-ignore]
        self._patterns = tuple(patterns)
        self._set = re2.Set.SearchSet()
        for pattern in self._patterns:
            self._set.Add(pattern.pattern)
        self._set.Add("")  # always held, so that nothing found means that RE2 gave up
        self._set.Compile()

    def find(self, text: str) -> Sequence[int]:
        """Which of the patterns the text holds, by their place, in order."""
        held = self._set.Match(text)
        if held:
            return sorted(held)[:-1]
        return [which for which, pattern in enumerate(self._patterns) if pattern.search(text) is not None]

    def find_first(self, text: str) -> int | None:
        """The place of the first pattern that the text holds; None: it holds none."""
        return next(iter(self.find(text)), None)
