"""Names spelt otherwise than their owners do: a word of a question in, whom it may mean out. Knows no articles.

What is near enough stands for the name; what is only near is asked back (`resembling`).
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache
from itertools import accumulate

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.beside import is_ordinary
from bot.sounds import find_sounds
from knowledge.names.longer_names import to_short_forms
from knowledge.names.name_rules import shape_rules
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity, EntityKind, Key

SLIP_LENGTHS = ((5, 1), (9, 2))
"""(characters, slips): a Latin name of at least so many characters may differ by so many; shorter ones not at all."""
DOUBTED_LENGTHS = ((3, 1), (6, 2), (10, 3))
"""The same for a name that is asked back."""
SURE = 5
"""Characters of a Chinese name, its suffix left out, of which one may be another."""
DOUBTED = 3
"""The same for a name that is asked back."""
SPELT_OUT = 6
"""Letters from which on a Chinese name may be written as it sounds."""
LONGEST_CHINESE = 13
"""Characters of the longest Chinese name that slips are looked for in."""
KEPT = 1024
"""Words of which is kept whose name they are but for one character: a question may say the same over and over."""
PARTICLES = ("的", "了", "吗", "呢", "是")
"""What no name ends with: 最高的 is no slip for 高德."""


class Misspelt:
    """The names of some entities, by their letters and by their sound."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._entities = tuple(entities)
        self._one_other_of = lru_cache(maxsize=KEPT)(self._find_one_other)

    def latin(self, words: str) -> Entity | None:
        """The one entity whose name is within the slips allowed and starts alike, or sounds so; None: none, or several.

        Numbers are no slips: Llama 3 is not Llama 2.
        """
        key = to_key(words)
        if not key.isascii():
            return None
        near = self._near_latin(key, _slips(key, SLIP_LENGTHS), first=key[:1])
        near = {name: e for name, e in near.items() if _begins_alike(words, e) and words.count(" ") <= _most_blanks(e)}
        if not near and len(key) >= SPELT_OUT:
            near = {entity.name: entity for entity in self._spelt_out.get(key, ())}
        return next(iter(near.values())) if len(near) == 1 else None

    def chinese(self, run: str, sounds: tuple[str, ...]) -> Iterator[tuple[int, int, Entity]]:
        """Where words of a run of folded Chinese characters, one sound each, are a slip for just one entity's name.

        They are as long as its name and sound like it and share a character with it, or have one other character in a
        long name. The longest first; they may overlap.
        """
        strange = [0, *accumulate(char not in self._characters for char in run)]
        begun = [at for at in range(len(run) - 1) if sounds[at : at + 2] in self._beginnings]
        for size in self._sizes:
            last = len(run) - size
            familiar = (at for at in range(last + 1) if strange[at + size] - strange[at] <= 1)
            for at in sorted({*begun, *familiar}) if size >= SURE else begun:
                if at > last:
                    break
                end = at + size
                alike = self._sounds.get(sounds[at:end], ())
                near = self._find_alike(run[at:end], alike) if alike else {}
                if not near and size >= SURE and strange[end] - strange[at] <= 1:
                    near = self._one_other_of(run[at:end])
                if len(near) == 1 and not (is_ordinary(run[at:end]) or run[at:end].endswith(PARTICLES)):
                    yield at, end, next(iter(near.values()))

    def _find_alike(self, words: str, alike: Iterable[tuple[str, Entity]]) -> dict[str, Entity]:
        """The entities whose names, which sound like words, are others, but with a character in its place."""
        return {
            entity.name: entity
            for name, entity in alike
            if name != words and any(a == b for a, b in zip(name, words, strict=True))
        }

    def _find_one_other(self, words: str) -> dict[str, Entity]:
        """What `_one_other` finds for SURE characters; most words are ruled out at once, as no name is near them."""
        short = (words[:at] + words[at + 1 :] for at in range(len(words)))
        return self._one_other(words, SURE) if not self._shortened.isdisjoint(short) else {}

    def resembling(self, words: str) -> tuple[Entity, ...]:
        """Whom words may mean, the nearest first, where that has to be asked; empty: nobody."""
        key = to_key(words)
        if key.isascii():
            near = self._near_latin(key, _slips(key, DOUBTED_LENGTHS))
            return tuple({**{entity.name: entity for entity in self.bearers(words)}, **near}.values())
        twin = fold(words)
        found = {entity.name: entity for entity in self.bearers(words)}
        if all(map(is_cjk, twin)):
            found |= {entity.name: entity for _, entity in self._sounds.get(find_sounds(twin), ())}
            found |= self._one_other(twin, DOUBTED)
        return tuple(found.values())

    def bearers(self, words: str) -> tuple[Entity, ...]:
        """Those for whom words may be short: firms without what firms' names end with, people by one of their names."""
        return self._short.get(to_key(words), ())

    def _near_latin(self, key: Key, slips: int, first: str = "") -> dict[str, Entity]:
        """The entities with the nearest names within so many slips; first: what the names start with."""
        if not slips:
            return {}
        names = self._latin.get((first, _digits(key)), {})
        near = process.extract(key, names.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None)
        least = min((distance for _, distance, _ in near), default=0) if not first else slips
        close = [
            name
            for name, distance, _ in near
            if distance <= least and distance * 3 <= len(name) and (distance < 2 or name[0] == key[0])
        ]
        return {entity.name: entity for name in close for entity in names[name]}

    def _one_other(self, words: str, least: int) -> dict[str, Entity]:
        """The entities whose name has as many characters as words and one other, or one more or less, so long at least.

        What firms' names end with is no part of it, and has to be the same. Of people only the given name is taken for
        misspelt.
        """
        stem, ending = _split_ending(words)
        if len(stem) < least - 1 or not all(map(is_cjk, words)):
            return {}
        names = self._stems.get((ending, least), {})
        near = process.extract(stem, names.keys(), scorer=OSA.distance, score_cutoff=1, limit=None)
        found = {}
        for name, entity in ((one, entity) for one, distance, _ in near if distance for entity in names[one]):
            is_as_long = len(name) == len(stem) or (least <= DOUBTED < len(name))
            if is_as_long and (entity.kind != EntityKind.PERSON or name[0] == stem[0]):
                found[entity.name] = entity
        return found

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        """How long the Chinese names are, the longest first; longer ones are not looked for."""
        sizes = {len(twin) for twin, _ in self._chinese_names()}
        return tuple(sorted((size for size in sizes if size <= LONGEST_CHINESE), reverse=True))

    @cached_property
    def _sure(self) -> frozenset[str]:
        """The Chinese names that have SURE characters, what firms' names end with left out."""
        return frozenset(twin for twin, _ in self._chinese_names() if len(_split_ending(twin)[0]) >= SURE)

    @cached_property
    def _characters(self) -> frozenset[str]:
        """The characters of these."""
        return frozenset(char for twin in self._sure for char in twin)

    @cached_property
    def _shortened(self) -> frozenset[str]:
        """These without one character, each in turn: two names have one in common where one character differs, or two
        neighbours are swapped.
        """
        return frozenset(twin[:at] + twin[at + 1 :] for twin in self._sure for at in range(len(twin)))

    @cached_property
    def _latin(self) -> Mapping[tuple[str, str], Mapping[Key, tuple[Entity, ...]]]:
        """First letter, or none for all, and digits -> names -> whose they are."""
        table: dict[tuple[str, str], dict[Key, tuple[Entity, ...]]] = {}
        for name, entity in self._names():
            key = to_key(name)
            if key.isascii() and len(key) >= DOUBTED_LENGTHS[0][0]:
                for first in ("", key[0]) if len(key) >= SLIP_LENGTHS[0][0] else ("",):
                    row = table.setdefault((first, _digits(key)), {})
                    row[key] = (*row.get(key, ()), entity)
        return table

    @cached_property
    def _sounds(self) -> Mapping[tuple[str, ...], tuple[tuple[str, Entity], ...]]:
        table: dict[tuple[str, ...], list[tuple[str, Entity]]] = {}
        for twin, entity in self._chinese_names():
            table.setdefault(find_sounds(twin), []).append((twin, entity))
        return {sounds: tuple(names) for sounds, names in table.items()}

    @cached_property
    def _beginnings(self) -> frozenset[tuple[str, ...]]:
        """The first two sounds of each Chinese name: most places of a question begin none."""
        return frozenset(sounds[:2] for sounds in self._sounds)

    @cached_property
    def _spelt_out(self) -> Mapping[Key, tuple[Entity, ...]]:
        table: dict[Key, dict[str, Entity]] = {}
        for sounds, names in self._sounds.items():
            table.setdefault(Key("".join(sounds)), {}).update({entity.name: entity for _, entity in names})
        return {key: tuple(entities.values()) for key, entities in table.items()}

    @cached_property
    def _stems(self) -> Mapping[tuple[str, int], Mapping[str, tuple[Entity, ...]]]:
        """What firms' names end with, or nothing, and the least length -> names without it -> whose they are."""
        table: dict[tuple[str, int], dict[str, tuple[Entity, ...]]] = {}
        for twin, entity in self._chinese_names():
            stem, ending = _split_ending(twin)
            for least in (least for least in (SURE, DOUBTED) if len(stem) >= least):
                row = table.setdefault((ending, least), {})
                row[stem] = (*row.get(stem, ()), entity)
        return table

    @cached_property
    def _short(self) -> Mapping[Key, tuple[Entity, ...]]:
        table: dict[Key, dict[str, Entity]] = {}
        for entity in self._entities:
            shorts = to_short_forms(entity.name) if entity.kind != EntityKind.PRODUCT else ()
            for short in shorts:
                table.setdefault(to_key(short), {})[entity.name] = entity
        return {key: tuple(entities.values()) for key, entities in table.items() if len(key) > 1}

    def _chinese_names(self) -> Iterator[tuple[str, Entity]]:
        for name, entity in self._names():
            twin = fold(name)
            if len(twin) > 1 and all(map(is_cjk, twin)):
                yield twin, entity

    def _names(self) -> Iterator[tuple[str, Entity]]:
        for entity in self._entities:
            for name in (entity.name, *entity.aliases):
                yield name, entity


def _slips(key: str, lengths: tuple[tuple[int, int], ...]) -> int:
    return max((n for length, n in lengths if len(key) >= length), default=0)


def _most_blanks(entity: Entity) -> int:
    """Blanks in the longest of its names: a word more is no slip of the pen (Quillon go)."""
    return max(name.count(" ") for name in (entity.name, *entity.aliases))


def _begins_alike(words: str, entity: Entity) -> bool:
    """Whether each word begins as in one of a person's names: Imogen Barrow is not Imogen Farrow."""
    if entity.kind != EntityKind.PERSON:
        return True
    initials = [word[0] for word in fold(words).split()]
    names = [[word[0] for word in fold(name).split()] for name in (entity.name, *entity.aliases)]
    return initials in names or len(initials) not in map(len, names)


def _digits(key: str) -> str:
    return "".join(filter(str.isdigit, key))


def _split_ending(twin: str) -> tuple[str, str]:
    """(stem, what firms' names end with): ("青禾", "半导体"); the latter is empty where the name has none."""
    if not twin.endswith(_endings()):
        return twin, ""
    ending = max((end for end in _endings() if twin.endswith(end) and twin != end), key=len, default="")
    return twin[: len(twin) - len(ending)], ending


@cache
def _endings() -> tuple[str, ...]:
    return (*shape_rules().company_suffixes, *shape_rules().fund_suffixes)
