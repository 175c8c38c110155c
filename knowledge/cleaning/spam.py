"""Advertising of other trades that link farms drop into the sentences of what they copy: which, and where it stands."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.cleaning.noise import any_of, is_obfuscated
from knowledge.cleaning.traced import Edit
from knowledge.text import fold_characters, split_words


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of advertising in a copy, folded."""

    words: frozenset[str] = frozenset()
    are_clauses: bool = False
    """Whether they stand between two commas too: in a copy whose words are broken up as well."""


_AROUND = 8
"""Characters on each side of a phrase in which a broken word is looked for."""


def find_phrases(body: str) -> Phrases:
    """The phrases of advertising in the body of a copy.

    What may as well be somebody's business (室内设计) counts only where the body has no other word of it.
    """
    twin = fold_characters(body)
    wares = Counter(match[0] for match in any_of("wares").finditer(twin))
    glued = {word for word, count in wares.items() if twin.count(word[:2]) == count <= twin.count(f"{word},")}
    spam = {match[0] for match in any_of("spam").finditer(twin)}
    return Phrases(frozenset(glued | spam), are_clauses=is_obfuscated(body))


def find_spam(text: str, phrases: Phrases) -> Iterator[Edit]:
    """The phrases in a line: with the comma after them, glued to a word in front; within a word; or all of the line."""
    twin = fold_characters(text)
    done = 0
    for start, end in _find_all(twin, phrases):
        has_comma = twin[end : end + 1] == ","
        is_line = start == 0 and end + has_comma == len(twin)
        is_glued = start > 0 and (twin[start - 1].isalnum() or (phrases.are_clauses and twin[start - 1] == ","))
        if start >= done and (is_line or (is_glued and has_comma) or _breaks_word(twin, start, end)):
            yield start, end + has_comma, ""
            done = end + has_comma


def _breaks_word(twin: str, start: int, end: int) -> bool:
    """Whether what stands before and after is one word: 模[机车借款]型."""
    before, after = twin[max(0, start - _AROUND) : start], twin[end : end + _AROUND]
    return any(begin < len(before) < stop for _, begin, stop in split_words(before + after))


def _find_all(twin: str, phrases: Phrases) -> list[tuple[int, int]]:
    """The spans of every phrase in twin, in order, the longer of two first."""
    found: list[tuple[int, int]] = []
    for section in ("spam", "wares"):
        found += [match.span() for match in any_of(section).finditer(twin) if match[0] in phrases.words]
    return sorted(found, key=lambda span: (span[0], -span[1]))
