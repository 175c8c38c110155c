"""Phrase templates -> linear regular expressions over coded sentences. Knows nothing of relations or articles.

The language is that of hassil (Home Assistant's sentence templates), with two kinds of gap added:

    {slot}     something found: an entity, a value, a word of a class; each name once a phrase
    (a|b) [a|b]    one of; one of or nothing
    ~          up to 16 characters of the same clause
    …          up to 40 characters of the same sentence
    *          up to 40 characters of the same clause, entities too
    a space    any white space, or none
    the rest   itself, folded; Latin words only as whole words

Gaps are lazy; ~ and … never pass an entity or value that could fill a slot of the phrase, so what is captured is the
nearest.
What stands in parentheses counts as one character of a gap.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import ahocorasick_rs
import re2

from knowledge.text import fold_characters

CLAUSE_ENDS = ",;:。!?—"
"""What ends a clause in a folded sentence."""
_IN_CLAUSE = 16
_IN_SENTENCE = 40
_PIECES = re.compile(
    r"\{(?P<slot>[a-z_]+)\}|(?P<mark>[()\[\]|~…*])|(?P<space>\s+)|(?P<literal>[^{}()\[\]|~…*\s]+)|(?P<bad>.)"
)


@dataclass(frozen=True, slots=True)
class _Sequence:
    parts: tuple["_Part", ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple[_Sequence, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


@dataclass(frozen=True, slots=True)
class _Gap:
    mark: str


_Part = _Choice | _Slot | _Gap | str
"""A str is a literal, or white space."""


@dataclass(frozen=True)
class Pattern:
    """A compiled phrase."""

    template: str
    expression: str
    slots: tuple[str, ...]
    needs: tuple[frozenset[str], ...]
    """Sets of words and private-use characters: one of each set stands in every sentence that matches."""

    @cached_property
    def triggers(self) -> frozenset[str]:
        """The surest of the needs, words before characters; empty: nothing is sure to stand there."""
        return max(self.needs, key=_sureness, default=frozenset())

    @cached_property
    def regex(self) -> Any:
        """The RE2 object: matching time is linear in the sentence, whatever the rules say."""
        options = re2.Options()
        options.log_errors = False
        return re2.compile(self.expression, options)

    @cached_property
    def _groups(self) -> Mapping[str, int]:
        groups: Mapping[str, int] = self.regex.groupindex
        return groups

    def find(self, coded: str) -> tuple[tuple[int, int, Mapping[str, tuple[int, int]]], ...]:
        """Every match: start, end, and the spans of the slots that took part. Where many are tried: PatternIndex."""
        index = self._groups
        return tuple(
            (
                match.start(),
                match.end(),
                {name: match.span(which) for name, which in index.items() if match.start(which) >= 0},
            )
            for match in self.regex.finditer(coded)
        )


class PatternIndex:
    """Many phrases, of which one pass over a text finds those that may match it: all their needs stand there."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        """Phrases without needs may match anywhere."""
        self._patterns = tuple(patterns)
        self._words = tuple(sorted({word for one in self._patterns for need in one.needs for word in need}))
        self._finder = ahocorasick_rs.AhoCorasick(self._words) if self._words else None
        self._free = tuple(place for place, one in enumerate(self._patterns) if not one.needs)
        self._users: dict[str, list[int]] = {}
        for place, one in enumerate(self._patterns):
            for trigger in one.triggers:
                self._users.setdefault(trigger, []).append(place)

    def find(self, coded: str) -> tuple[int, ...]:
        """The places of the phrases that may match coded, in order."""
        if self._finder is None:
            return self._free
        found = self._finder.find_matches_as_indexes(coded, overlapping=True)
        words = {self._words[which] for which, _, _ in found}
        hit = {place for word in words for place in self._users.get(word, ())}
        fitting = (place for place in hit if not any(words.isdisjoint(need) for need in self._patterns[place].needs))
        return tuple(sorted((*self._free, *fitting)))


def compile_pattern(template: str, slots: Mapping[str, str], barred: str = "") -> Pattern:
    """The pattern of a template.

    slots gives the expression of each slot name; barred holds the characters that no gap may pass, nor what fills a
    slot of one character that is always there.
    Raises ValueError saying what is wrong with the template.
    """
    tree = _parse(template)
    names = tuple(_slot_names(tree))
    if unknown := [name for name in names if name not in slots]:
        raise ValueError(f"unknown slot {{{unknown[0]}}} in {template!r}")
    if len(set(names)) < len(names):
        raise ValueError(f"a slot stands twice in {template!r}")
    sure = [part.name for part in tree.parts if isinstance(part, _Slot)]
    expression = _to_expression(tree, slots, barred + "".join(slots[name] for name in sure if len(slots[name]) == 1))
    return Pattern(template, expression, names, tuple(_needs(tree, slots)))


def _parse(template: str) -> _Sequence:
    pieces = list(_PIECES.finditer(template))
    sequence, place = _parse_sequence(template, pieces, 0)
    if place < len(pieces):
        raise ValueError(f"stray {pieces[place][0]!r} in {template!r}")
    return sequence


def _parse_sequence(template: str, pieces: list[re.Match[str]], place: int) -> tuple[_Sequence, int]:
    parts: list[_Part] = []
    while place < len(pieces) and pieces[place][0] not in {")", "]", "|"}:
        piece = pieces[place]
        if piece.lastgroup == "bad":
            raise ValueError(f"stray {piece[0]!r} in {template!r}")
        if piece[0] in {"(", "["}:
            choice, place = _parse_choice(template, pieces, place)
            parts.append(choice)
        else:
            parts.append(_to_part(piece))
            place += 1
    return _Sequence(tuple(parts)), place


def _to_part(piece: re.Match[str]) -> _Part:
    if piece.lastgroup == "slot":
        return _Slot(piece["slot"])
    if piece.lastgroup == "mark":
        return _Gap(piece[0])
    return fold_characters(piece[0])


def _parse_choice(template: str, pieces: list[re.Match[str]], place: int) -> tuple[_Choice, int]:
    opening = pieces[place][0]
    options: list[_Sequence] = []
    while True:
        option, place = _parse_sequence(template, pieces, place + 1)
        options.append(option)
        if place >= len(pieces) or pieces[place][0] != "|":
            break
    if place >= len(pieces) or pieces[place][0] != {"(": ")", "[": "]"}[opening]:
        raise ValueError(f"{opening!r} is not closed in {template!r}")
    return _Choice(tuple(options), optional=opening == "["), place + 1


def _slot_names(tree: _Sequence) -> list[str]:
    names: list[str] = []
    for part in tree.parts:
        if isinstance(part, _Slot):
            names.append(part.name)
        elif isinstance(part, _Choice):
            names += chain.from_iterable(_slot_names(option) for option in part.options)
    return names


def _to_expression(tree: _Sequence, slots: Mapping[str, str], barred: str) -> str:
    return "".join(_part_expression(part, slots, barred) for part in tree.parts)


def _part_expression(part: _Part, slots: Mapping[str, str], barred: str) -> str:
    if isinstance(part, _Slot):
        return f"(?P<{part.name}>{slots[part.name]})"
    if isinstance(part, _Gap):
        return _gap_expression(part.mark, barred)
    if isinstance(part, _Choice):
        options = "|".join(_to_expression(option, slots, barred) for option in part.options)
        return f"(?:{options}){'?' if part.optional else ''}"
    return literal_expression(part)


def _gap_expression(mark: str, barred: str) -> str:
    ends = "。!?" if mark == "…" else CLAUSE_ENDS
    length = _IN_CLAUSE if mark == "~" else _IN_SENTENCE
    return f"(?:[^(){ends}{'' if mark == '*' else barred}]|\\([^()]*\\)){{0,{length}}}?"


def literal_expression(literal: str) -> str:
    """The expression of a folded literal: Latin letters only at word borders, white space free."""
    if not literal.strip():
        return r"\s*"
    escaped = r"\s*".join(re.escape(word) for word in literal.split())
    before = r"\b" if literal[0].isascii() and literal[0].isalnum() else ""
    after = r"\b" if literal[-1].isascii() and literal[-1].isalnum() else ""
    return f"{before}{escaped}{after}"


def _needs(tree: _Sequence, slots: Mapping[str, str]) -> Iterator[frozenset[str]]:
    """The sets of words or private-use characters one of which every match holds."""
    for part in tree.parts:
        if need := _part_need(part, slots):
            yield need


def _part_need(part: _Part, slots: Mapping[str, str]) -> frozenset[str]:
    if isinstance(part, str):
        return frozenset({part}) if part.strip() else frozenset()
    if isinstance(part, _Slot):
        return frozenset(char for char in slots[part.name] if "\ue000" <= char <= "\uf8ff")
    if isinstance(part, _Choice) and not part.optional:
        inner = [max(_needs(option, slots), key=_sureness, default=frozenset()) for option in part.options]
        return frozenset[str]().union(*inner) if all(inner) else frozenset()
    return frozenset()


def _sureness(need: frozenset[str]) -> tuple[bool, int, int]:
    """Words before private-use characters, then the longer shortest word, then fewer of them."""
    return all(word < "\ue000" for word in need), min(map(len, need)), -len(need)
