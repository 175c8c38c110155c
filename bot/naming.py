"""The names in a question: exact, by alias, then slips of the pen; a question in, entities with spans out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property

from bot.beside import has_other_words, is_ordinary, without_parts
from bot.misspelt import Misspelt
from bot.sounds import find_sounds
from bot.types import Named
from knowledge.names.dictionary import is_word
from knowledge.names.lexicon import Lexicon
from knowledge.names.longer_names import goes_on, is_short_for
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity, EntityKind, Key

LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&-]*")
LONGEST = 3
"""Words of the longest Latin name that is looked for in any case."""
SHORTEST_PART = 5
"""Characters of the first word of a company that may stand for all of its name."""


class Naming:
    """Finds the names of one knowledge base, and of the lexicon, in questions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._misspelt = Misspelt(lexicon.entities)

    def find(self, text: str) -> tuple[Named, ...]:
        """The entities that text names, in order, not overlapping; those in quotation of a slip are `fuzzy`.

        A name that is only a part of a longer one which nobody knows is none: 王兴 in 王兴兴, Saltmarsh in Saltmarsh
        Energy, DeepSeek in DeepSeek-V9.
        """
        named = [
            Named(entity, mention.start, mention.end, "exact")
            for mention in self._lexicon.find(text)
            if (entity := self._lexicon.entity(mention.entity)) is not None
        ]
        named += _free(self._find_latin(text, named), named)
        slips = (*self._find_latin_slips(text, named), *self._find_chinese_slips(text))
        longer = [slip for slip in slips if _holds_more(fold(text), slip, named)]
        named = _free(longer, ()) + [name for name in named if not any(_overlap(name, slip) for slip in longer)]
        named += _free(slips, named)
        return without_parts(fold(text), tuple(sorted(named, key=lambda name: name.start)))

    def with_aliases(self, aliases: Mapping[str, str]) -> "Naming":
        """The same with further names: alias -> the entity's name. One of nobody known, or of another, is left out.

        They are found as written only: no slip of the pen leads to them, so that no other name is read otherwise.
        """
        known = ((alias, self._lexicon.entity(name)) for alias, name in aliases.items())
        taught = copy(self)
        taught._lexicon = self._lexicon.with_entities(
            replace(e, aliases=(alias,)) for alias, e in known if e is not None
        )
        return taught

    @property
    def lexicon(self) -> Lexicon:
        """The names it finds."""
        return self._lexicon

    def maker(self, product: Entity) -> Entity | None:
        """The entity that makes the product; None: not known."""
        name = self._lexicon.maker(product.name)
        return self._lexicon.entity(name) if name is not None else None

    def resembling(self, words: str) -> tuple[Entity, ...]:
        """Whom words that name nobody may mean, the nearest first; empty: nobody."""
        return self._misspelt.resembling(words)

    def bearers(self, words: str) -> tuple[Entity, ...]:
        """Those for whom words that name nobody may be short."""
        return self._misspelt.bearers(words)

    def _find_latin(self, text: str, named: Iterable[Named]) -> Iterator[Named]:
        """Latin names written in another case, which the lexicon alone takes for ordinary words."""
        starts = {name.start for name in named}
        for words, start, end in _runs(text):
            entity = self._lexicon.by_alias(words)
            is_short = entity is None or (is_short_for(words, entity.name) and words != entity.name)
            if entity is None and words[0].isupper():
                entity = self._parts.get(to_key(words))
            if entity is None or is_ordinary(words):
                continue
            if not has_other_words(text, start, end, starts, is_short=is_short):
                yield Named(entity, start, end, "exact")

    def _find_latin_slips(self, text: str, named: Iterable[Named]) -> Iterator[Named]:
        starts = {name.start for name in named}
        for words, start, end in _runs(text):
            entity = self._misspelt.latin(words)
            if entity is None or is_ordinary(words) or self._lexicon.by_alias(words) is not None:
                continue
            if not has_other_words(text, start, end, starts, is_short=True):
                yield Named(entity, start, end, "fuzzy")

    def _find_chinese_slips(self, text: str) -> Iterator[Named]:
        """Chinese names written with other characters.

        What is spelt right was left out by the lexicon on purpose: 云帆 in 云帆医疗 is no 云帆科技.
        """
        twin = fold(text)
        for start, end in _chinese_runs(twin):
            for at, stop, entity in self._misspelt.chinese(twin[start:end], find_sounds(twin[start:end])):
                if not goes_on(twin, start + stop):
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


def _holds_more(twin: str, slip: Named, named: Iterable[Named]) -> bool:
    """Whether a slip holds a name spelt right and more that nothing else explains: 阿里孕 for 阿里云."""
    held = [name for name in named if _overlap(name, slip)]
    if not held or not all(slip.start <= name.start and name.end <= slip.end for name in held):
        return False
    rest = list(twin[slip.start : slip.end])
    for name in held:
        rest[name.start - slip.start : name.end - slip.start] = " " * (name.end - name.start)
    left = "".join(rest).split()
    return bool(left) and not any(is_ordinary(word) or (is_word(word) and len(word) > 1) for word in left)


def _overlap(one: Named, other: Named) -> bool:
    return one.start < other.end and other.start < one.end


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
