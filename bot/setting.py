"""What stands around a passage: its paragraph, the question it answers, what its article is about."""

from collections import Counter
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
HALF = 0.5
"""Share of what is said in an interview above which who says it is the guest."""
ASKING = 0.6
"""What the score of a passage that asks rather than says is worth."""
WORTHS = {PassageKind.HEADING: 0.5, PassageKind.TITLE: 0.75, PassageKind.HEADLINE: 0.5}
"""The same for what stands above the text: it names things and says little of them."""


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
    """The same the other way: sentence of a question -> what begins to answer it, in order."""
    asking: tuple[bool, ...]
    """Whether the passage asks: it ends so, or belongs to the end of a turn that does."""
    worths: tuple[float, ...]
    """What the score of the passage is worth, by what it is: all, or less for what asks or stands above the text."""
    about: Mapping[str, int]
    """Entities in the title, or in more than one passage of eight, speakers included -> how often; the title counts
    as all passages."""
    voices: tuple[str | None, ...] = ()
    """Who speaks in the passage, or whose name its paragraph begins with: 林晚：我们不卖. None: nobody."""
    guest: str | None = None
    """Who gives most of the answers of an interview; None: it is none, or no one does."""
    opening: range = range(0)
    """The passages of an interview before the guest's second turn: they say who the guest is."""


def read_setting(passages: tuple[Found, ...]) -> Setting:
    """The setting of an article's passages, given in order."""
    indexes = range(len(passages))
    twins = tuple(fold(found.snippet) for found in passages)
    answering = tuple(tuple(_find_question(passages, i)) for i in indexes)
    under = _group((fold(found.passage.heading), i) for i, found in enumerate(passages) if found.passage.heading)
    naming = _group((name, i) for i, found in enumerate(passages) for name in found.entities)
    voices = tuple(_find_voices(passages))
    guest = _find_guest(passages, voices)
    asking = tuple(_is_question(passages, i) for i in indexes)
    return Setting(
        passages=passages,
        twins=twins,
        lines=Lines((*twins, *under)),
        under={heading: tuple(places) for heading, places in under.items()},
        naming={name: frozenset(places) for name, places in naming.items()},
        beside=tuple(_find_beside(passages, i) for i in indexes),
        answering=answering,
        answered={asked: tuple(places) for asked, places in _group(_turn(answering)).items()},
        asking=asking,
        worths=tuple(
            WORTHS.get(found.passage.kind, 1.0) * (ASKING if asks else 1.0)
            for found, asks in zip(passages, asking, strict=True)
        ),
        about=_find_about(passages),
        voices=voices,
        guest=guest,
        opening=_find_opening(voices, guest) if guest is not None else range(0),
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


def _find_voices(passages: Sequence[Found]) -> Iterator[str | None]:
    block, label = -1, None
    for found in passages:
        if found.passage.block != block:
            block, label = found.passage.block, _find_label(found)
        yield found.passage.speaker or label


def _find_label(found: Found) -> str | None:
    """The entity whose name stands before a colon at the start of a paragraph."""
    labels = (name for name in found.entities if found.snippet.startswith((f"{name}：", f"{name}:")))
    return next(labels, None)


def _find_guest(passages: Sequence[Found], voices: Sequence[str | None]) -> str | None:
    """The one of several speakers who says most, if others ask."""
    said = Counter(voice for voice in voices if voice is not None)
    asked = Counter(voice for voice, found in zip(voices, passages, strict=True) if _asks(found))
    if not said or asked.total() < ASKED:
        return None
    (guest, most), *_ = said.most_common()
    return guest if most > HALF * said.total() and asked[guest] < HALF * asked.total() else None


def _find_opening(voices: Sequence[str | None], guest: str) -> range:
    """From the start to the end of the guest's first turn."""
    first = voices.index(guest)
    return range(next((i for i in range(first, len(voices)) if voices[i] != guest), len(voices)))


def _find_about(passages: Sequence[Found]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for found in passages:
        weight = len(passages) if found.passage.kind == PassageKind.TITLE else 1
        for entity in {*found.entities, *filter(None, (found.passage.speaker,))}:
            counts[entity] = counts.get(entity, 0) + weight
    return {entity: n for entity, n in counts.items() if n * 8 > len(passages)}
