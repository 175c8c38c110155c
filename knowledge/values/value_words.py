"""Word tables for values: the longest of many words that starts, or ends, at a place of a folded text."""

import re
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Bounded(Protocol):
    """A rule that says what would make another word of its words."""

    @property
    def not_before(self) -> tuple[str, ...]:
        """What may not follow."""

    @property
    def not_after(self) -> tuple[str, ...]:
        """What may not precede."""


B = TypeVar("B", bound=Bounded)


class WordTable(Generic[B]):
    """Words, each with its rule. Latin words count only at word borders."""

    def __init__(self, entries: Iterable[tuple[str, B]]) -> None:
        self._rules: dict[str, list[B]] = {}
        self._by_first: dict[str, list[int]] = {}
        """First character -> the lengths of the words that begin with it, the greatest first."""
        self._by_last: dict[str, list[int]] = {}
        for word, rule in sorted(entries, key=lambda entry: -len(entry[0])):
            self._rules.setdefault(word, []).append(rule)
            for char, lengths in ((word[0], self._by_first), (word[-1], self._by_last)):
                if len(word) not in lengths.setdefault(char, []):
                    lengths[char].append(len(word))

    @property
    def beginnings(self) -> frozenset[str]:
        """The characters that its words begin with."""
        return frozenset(self._by_first)

    def starting_at(self, twin: str, start: int) -> tuple[B, int] | None:
        """The rule of the longest word that starts at start, with the word's end; None: none does."""
        for length in self._by_first.get(twin[start : start + 1], ()):
            end = start + length
            for rule in self._rules.get(twin[start:end], ()) if end <= len(twin) else ():
                if _fits(twin, start, end, rule):
                    return rule, end
        return None

    def ending_at(self, twin: str, end: int) -> tuple[B, int] | None:
        """The rule of the longest word that ends at end, with the word's start; None: none does."""
        for length in self._by_last.get(twin[end - 1 : end] if end else "", ()):
            start = end - length
            for rule in self._rules.get(twin[start:end], ()) if start >= 0 else ():
                if _fits(twin, start, end, rule):
                    return rule, start
        return None


def to_finder(words: Iterable[str]) -> str:
    """A regular expression for any of the words, Latin ones only where a Latin word begins, digits where a number does.

    It starts with a set of characters, which `re` searches for ten times as fast as for alternatives.
    """
    rests: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    firsts = "".join(map(re.escape, sorted(rests)))
    branches = "|".join(f"(?<={re.escape(first)})(?:{'|'.join(rest)})" for first, rest in sorted(rests.items()))
    return f"[{firsts}](?<![a-z0-9][a-z])(?<![0-9][0-9])(?:{branches})"


def is_latin(char: str) -> bool:
    """Whether char is a plain letter of a folded text."""
    return "a" <= char <= "z"


def _fits(twin: str, start: int, end: int, rule: Bounded) -> bool:
    if is_latin(twin[end - 1]) and end < len(twin) and is_latin(twin[end]):
        return False
    if start and is_latin(twin[start]) and is_latin(twin[start - 1]):
        return False
    if rule.not_before and twin.startswith(rule.not_before, end):
        return False
    # the slice spares str.endswith its copy of the whole text before start
    return not (rule.not_after and twin[max(0, start - 8) : start].endswith(rule.not_after))
