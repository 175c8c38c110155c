"""What stands around a passage: its paragraph, the question it answers, what its article is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.lines import Lines
from knowledge.text import fold
from knowledge.types import Found, PassageKind

K = TypeVar("K", str, int)

OPENING = 3
"""Sentences of a turn that are read with the question before it."""
ASKED = 2
"""Sentences of that question."""


@dataclass(frozen=True, slots=True)
class Setting:
    """An article as its passages see it; each tuple has one row a passage, in order."""

    passages: tuple[Found, ...]
    twins: tuple[str, ...]
    """The passages, folded."""
    lines: Lines
    """The same with the headings after them, each once, to be searched together."""
    under: Mapping[str, tuple[int, ...]]
    """Heading, folded -> the passages under it, in the order of the lines."""
    naming: Mapping[str, frozenset[int]]
    """Entity -> the passages that mention it."""
    beside: tuple[tuple[int, ...], ...]
    """The sentences before and after in the paragraph."""
    answering: tuple[tuple[int, ...], ...]
    """At the start of a turn, or of what follows a question where nobody's turns are told, the question; else empty."""
    answered: Mapping[int, tuple[int, ...]]
    """The same the other way: sentence of a question -> what begins to answer it."""
    asking: tuple[bool, ...]
    """Whether the passage asks: it ends so, or belongs to the end of a turn that does."""
    about: Mapping[str, int]
    """Entities in the title, or in more than one passage of eight, speakers included -> how often; the title counts
    as all passages."""


def read_setting(passages: tuple[Found, ...]) -> Setting:
    """The setting of an article's passages, given in order."""
    indexes = range(len(passages))
    twins = tuple(fold(found.snippet) for found in passages)
    answering = tuple(tuple(_find_question(passages, i)) for i in indexes)
    under = _group((fold(found.passage.heading), i) for i, found in enumerate(passages) if found.passage.heading)
    naming = _group((name, i) for i, found in enumerate(passages) for name in found.entities)
    return Setting(
        passages=passages,
        twins=twins,
        lines=Lines((*twins, *under)),
        under={heading: tuple(places) for heading, places in under.items()},
        naming={name: frozenset(places) for name, places in naming.items()},
        beside=tuple(_find_beside(passages, i) for i in indexes),
        answering=answering,
        answered={asked: tuple(places) for asked, places in _group(_turn(answering)).items()},
        asking=tuple(_is_question(passages, i) for i in indexes),
        about=_find_about(passages),
    )


def _group(pairs: Iterable[tuple[K, int]]) -> dict[K, list[int]]:
    groups: dict[K, list[int]] = {}
    for key, place in pairs:
        groups.setdefault(key, []).append(place)
    return groups


def _turn(answering: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    return ((asked, here) for here, question in enumerate(answering) for asked in question)


def _find_beside(passages: Sequence[Found], here: int) -> tuple[int, ...]:
    block = passages[here].passage.block
    near = (here - 1, here + 1)
    return tuple(i for i in near if 0 <= i < len(passages) and passages[i].passage.block == block)


def _find_question(passages: Sequence[Found], here: int) -> range:
    """The last sentences of the turn before, for one of the first sentences of a turn; else none.

    Where nobody's turns are told, the paragraph before counts as one if it ends with a question.
    """
    speaker = passages[here].passage.speaker
    if speaker is None:
        return _find_question_above(passages, here)
    for other in range(here - 1, max(-1, here - 1 - OPENING), -1):
        if passages[other].passage.speaker != speaker:
            is_turn = passages[other].passage.speaker is not None or _asks(passages[other])
            return range(max(0, other - ASKED + 1), other + 1) if is_turn else range(0)
    return range(0)


def _find_question_above(passages: Sequence[Found], here: int) -> range:
    block = passages[here].passage.block
    for other in range(here - 1, max(-1, here - 1 - OPENING), -1):
        if passages[other].passage.block != block:
            return range(max(0, other - ASKED + 1), other + 1) if _asks(passages[other]) else range(0)
    return range(0)


def _is_question(passages: Sequence[Found], here: int) -> bool:
    if _asks(passages[here]):
        return True
    passage = passages[here].passage
    if passage.speaker is None:
        return False
    following = passages[here + 1 : here + 1 + ASKED]
    return any(
        _asks(other) and other.passage.block == passage.block and other.passage.speaker == passage.speaker
        for other in following
    )


def _asks(found: Found) -> bool:
    return found.snippet.rstrip("”\"'」』 ").endswith(("？", "?"))


def _find_about(passages: Sequence[Found]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for found in passages:
        weight = len(passages) if found.passage.kind == PassageKind.TITLE else 1
        for entity in {*found.entities, *filter(None, (found.passage.speaker,))}:
            counts[entity] = counts.get(entity, 0) + weight
    return {entity: n for entity, n in counts.items() if n * 8 > len(passages)}
