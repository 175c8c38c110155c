"""The names in a question: exact, by alias, then slips of the pen; a question in, entities with spans out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from rapidfuzz.distance import OSA

from bot.sounds import find_sounds
from bot.types import Named
from bot.wordbook import wordbook
from knowledge.names.lexicon import Lexicon
from knowledge.names.longer_names import goes_on
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity, EntityKind, Key

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&-]*")
LONGEST = 3
"""Words of the longest Latin name that is looked for in any case."""
SHORTEST_PART = 5
"""Characters of the first word of a company that may stand for all of its name."""
SLIP_LENGTHS = ((5, 1), (9, 2))
"""(characters, slips): a Latin name of at least so many characters may differ by so many; shorter ones not at all."""


class Naming:
    """Finds the names of one knowledge base, and of the lexicon, in questions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def find(self, text: str) -> tuple[Named, ...]:
        """The entities that text names, in order, not overlapping; those in quotation of a slip are `fuzzy`."""
        named = [
            Named(entity, mention.start, mention.end, "exact")
            for mention in self._lexicon.find(text)
            if (entity := self._lexicon.entity(mention.entity)) is not None
        ]
        for finder in (self._find_latin, self._find_latin_slips, self._find_homophones):
            named += _free(finder(text), named)
        return tuple(sorted(named, key=lambda name: name.start))

    def maker(self, product: Entity) -> Entity | None:
        """The entity that makes the product; None: not known."""
        name = self._lexicon.maker(product.name)
        return self._lexicon.entity(name) if name is not None else None

    def _find_latin(self, text: str) -> Iterator[Named]:
        """Latin names written in another case, which the lexicon alone takes for ordinary words."""
        for words, start, end in _runs(text):
            entity = self._lexicon.by_alias(words) or (self._parts.get(to_key(words)) if words[0].isupper() else None)
            if entity is not None and not _is_ordinary(words):
                yield Named(entity, start, end, "exact")

    def _find_latin_slips(self, text: str) -> Iterator[Named]:
        for words, start, end in _runs(text):
            entity = self._nearest_latin(to_key(words))
            if entity is not None and not _is_ordinary(words):
                yield Named(entity, start, end, "fuzzy")

    def _nearest_latin(self, key: Key) -> Entity | None:
        """The one entity whose name is within the slips allowed of key and starts alike; None: none, or several."""
        slips = max((n for length, n in SLIP_LENGTHS if len(key) >= length), default=0)
        if not slips or not key.isascii():
            return None
        near: dict[str, Entity] = {}
        for name, entity in self._latin.get(key[0], ()):
            if abs(len(name) - len(key)) <= slips and OSA.distance(name, key, score_cutoff=slips) <= slips:
                near[entity.name] = entity
        return next(iter(near.values())) if len(near) == 1 else None

    def _find_homophones(self, text: str) -> Iterator[Named]:
        """Chinese names written with other characters of the same sound; one character at least must be the same.

        What is spelt right was left out by the lexicon on purpose: 云帆 in 云帆医疗 is no 云帆科技.
        """
        twin = fold(text)
        for start, end in _chinese_runs(text):
            sounds = find_sounds(text[start:end])
            if len(sounds) != end - start:
                continue
            for at, stop in _windows(len(sounds)):
                names = self._sounds.get(sounds[at:stop])
                if names is None:
                    continue
                entity = _sounding(names, fold(text[start + at : start + stop]))
                if entity is not None and not goes_on(twin, start + stop):
                    yield Named(entity, start + at, start + stop, "fuzzy")

    @cached_property
    def _parts(self) -> Mapping[Key, Entity]:
        """Words that stand for a longer name, where one only has them.

        Given names and surnames of people; the first words of companies that the articles themselves brought.
        """
        owners: dict[Key, dict[str, Entity]] = {}
        for entity in self._lexicon.entities:
            words = entity.name.split()
            if len(words) < 2:
                continue
            if entity.kind == EntityKind.PERSON:
                parts = {words[0], words[-1]}
            else:
                parts = set() if entity.known or len(words[0]) < SHORTEST_PART else {words[0]}
            for part in parts:
                owners.setdefault(to_key(part), {})[entity.name] = entity
        return {key: next(iter(bearers.values())) for key, bearers in owners.items() if len(bearers) == 1}

    @cached_property
    def _latin(self) -> Mapping[str, tuple[tuple[Key, Entity], ...]]:
        table: dict[str, list[tuple[Key, Entity]]] = {}
        for name, entity in self._names():
            key = to_key(name)
            if key.isascii() and len(key) >= SLIP_LENGTHS[0][0]:
                table.setdefault(key[0], []).append((key, entity))
        return {first: tuple(names) for first, names in table.items()}

    @cached_property
    def _sounds(self) -> Mapping[tuple[str, ...], tuple[tuple[str, Entity], ...]]:
        table: dict[tuple[str, ...], list[tuple[str, Entity]]] = {}
        for name, entity in self._names():
            twin = fold(name)
            if len(twin) > 1 and all(map(is_cjk, twin)):
                table.setdefault(find_sounds(twin), []).append((twin, entity))
        return {sounds: tuple(names) for sounds, names in table.items()}

    def _names(self) -> Iterator[tuple[str, Entity]]:
        for entity in self._lexicon.entities:
            for name in (entity.name, *entity.aliases):
                yield name, entity


PARTICLES = ("的", "了", "吗", "呢", "是")
"""What no name ends with: 最高的 is no slip for 高德."""


def _sounding(names: Iterable[tuple[str, Entity]], words: str) -> Entity | None:
    """The one entity of those that sound like words that shares a character; None: none, several, an ordinary word."""
    if _is_ordinary(words) or words.endswith(PARTICLES):
        return None
    near = {
        entity.name: entity
        for name, entity in names
        if name != words and any(a == b for a, b in zip(name, words, strict=True))
    }
    return next(iter(near.values())) if len(near) == 1 else None


def _free(found: Iterable[Named], taken: Iterable[Named]) -> list[Named]:
    """Those of found that overlap neither taken nor an earlier, longer one of found."""
    spans = [(name.start, name.end) for name in taken]
    free = []
    for name in sorted(found, key=lambda name: name.start - name.end):
        if all(name.end <= start or end <= name.start for start, end in spans):
            spans.append((name.start, name.end))
            free.append(name)
    return free


def _runs(text: str) -> Iterator[tuple[str, int, int]]:
    """Every run of one to LONGEST neighbouring Latin words."""
    words = list(LATIN.finditer(text))
    for first in range(len(words)):
        for last in range(first, min(first + LONGEST, len(words))):
            between = text[words[first].start() : words[last].end()]
            if all(char.isascii() for char in between):
                yield between, words[first].start(), words[last].end()


def _chinese_runs(text: str) -> Iterator[tuple[int, int]]:
    start = None
    for at, char in enumerate((*text, " ")):
        if is_cjk(char):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


def _windows(length: int) -> Iterator[tuple[int, int]]:
    for size in range(min(8, length), 1, -1):
        for at in range(length - size + 1):
            yield at, at + size


def _is_ordinary(words: str) -> bool:
    """Whether the words are a synonym's form or a filler, and so no slip of a name."""
    return fold(words) in wordbook().ordinary
