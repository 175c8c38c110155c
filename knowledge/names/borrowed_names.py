"""Which names of the folder an article takes over: its text and what it says itself in, entities out. Pure."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

import ahocorasick_rs

from knowledge.names.folder_names import Discovery
from knowledge.names.lexicon import Lexicon
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity, Key


class FolderNames:
    """The names that `share_names` gives, ready to be looked for in many articles."""

    def __init__(self, shared: Sequence[Entity]) -> None:
        self._shared: Final = tuple(shared)

    def borrow(self, text: str, own: Sequence[Discovery]) -> tuple[Entity, ...]:
        """The entities that text names and the article, read alone, does not know so; with the aliases it uses.

        own: what it discovers alone, which counts where it says more: another firm's short form stays that one's, what
        it introduces as something else stays so, and no name is taken over that holds one of its own at its end.
        """
        present = self._find(text)
        if not present:
            return ()
        names = Lexicon(()).with_entities(present)
        used: dict[str, dict[Key, None]] = {}
        for mention in names.find(text):
            used.setdefault(mention.entity, {})[to_key(text[mention.start : mention.end])] = None
        mine = _Own(own)
        return tuple(
            borrowed
            for entity in present
            if entity.name in used
            for borrowed in mine.find_missing(entity, tuple(used[entity.name]), text)
        )

    def _find(self, text: str) -> tuple[Entity, ...]:
        """Those whose names the folded text has anywhere, sorted by name."""
        finder, owners = self._finder
        hits = finder.find_matches_as_indexes(fold(text), overlapping=True)
        return tuple(self._shared[which] for which in sorted({one for hit, *_ in hits for one in owners[hit]}))

    @cached_property
    def _finder(self) -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[int, ...], ...]]:
        owners: dict[str, list[int]] = {}
        for which, entity in enumerate(self._shared):
            for name in (entity.name, *entity.aliases):
                owners.setdefault(fold(name), []).append(which)
        return ahocorasick_rs.AhoCorasick(list(owners)), tuple(map(tuple, owners.values()))


class _Own:
    """What an article says of names itself."""

    def __init__(self, own: Sequence[Discovery]) -> None:
        self._by_name = {one.entity.name: one for one in own}
        self._by_key = {to_key(one.entity.name): one for one in own}
        self._aliases = {to_key(alias): one.entity.name for one in own for alias in one.entity.aliases}
        self._sure = tuple(one.entity.name for one in own if one.strength > 0)

    def find_missing(self, entity: Entity, used: Sequence[Key], text: str) -> Iterator[Entity]:
        """entity with those of its names used in text that the article may take over; nothing where there is none."""
        known = self._by_name.get(entity.name)
        if (known and known.entity.kind is entity.kind) or any(
            name != entity.name and entity.name.endswith(name) for name in self._sure
        ):
            return
        aliases = tuple(
            alias
            for alias in entity.aliases
            if to_key(alias) in used and self._is_free(alias, entity) and not _is_ordinary_in(text, alias)
        )
        is_named = (
            to_key(entity.name) in used
            and self._is_free(entity.name, entity)
            and not _is_ordinary_in(text, entity.name)
        )
        if is_named or aliases:
            yield Entity(entity.name, entity.kind, aliases, known=False)

    def _is_free(self, name: str, entity: Entity) -> bool:
        """Whether the article calls nothing else so."""
        if self._aliases.get(to_key(name), entity.name) != entity.name:
            return False
        mine = self._by_key.get(to_key(name))
        return mine is None or mine.entity.kind is entity.kind or not mine.entity.is_introduced


def _is_ordinary_in(text: str, name: str) -> bool:
    """Whether text has a single Latin word in small letters, too."""
    return not is_cjk(name[0]) and " " not in name and f" {name.lower()}" in text
