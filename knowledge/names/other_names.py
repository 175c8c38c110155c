"""Further names that a text gives in passing: nicknames (人称“梁三片”), names before and after a renaming.

The names found so far in, the same out with their further names; one that is only another's further name is left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.names.lexicon import Lexicon
from knowledge.names.name_uses import to_alternatives, use_rules
from knowledge.text import fold
from knowledge.types import Entity, EntityKind, Mention

_FIRMS = (EntityKind.COMPANY, EntityKind.FUND, EntityKind.PRODUCT, EntityKind.ORGANISATION)
_REACH = 40
"""Characters before a renaming in which the renamed is named: the clause before its own at most."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What an article names, to find owners in."""

    twin: str
    lexicon: Lexicon
    mentions: tuple[Mention, ...]

    def last_before(self, start: int, end: int, kinds: Sequence[EntityKind]) -> Entity | None:
        """The entity of these kinds named last between start and end; None: none."""
        entities = (self.lexicon.entity(one.entity) for one in reversed(self.mentions) if start <= one.start < end)
        return next((entity for entity in entities if entity and entity.kind in kinds), None)

    def at(self, start: int) -> tuple[Entity, int] | None:
        """The entity named right there, and where its name ends."""
        mention = next((one for one in self.mentions if one.start == start), None)
        entity = self.lexicon.entity(mention.entity) if mention else None
        return (entity, mention.end) if entity and mention else None


def join_other_names(
    text: str, spans: Sequence[tuple[int, int]], found: tuple[Entity, ...], lexicon: Lexicon
) -> tuple[Entity, ...]:
    """found, with the further names that the sentences of text at spans give to entities known and found."""
    twin = fold(text)
    if not any(cue in twin for cue in (*use_rules().nicknamed, *use_rules().renamed)):
        return found
    names = lexicon.with_entities(found)
    named = _Named(twin, names, names.find(text))
    others = [*_find_nicknames(text, spans, named), *_find_renamed(text, spans, named)]
    taken = {alias for _, alias in others}
    kept = tuple(entity for entity in found if entity.name not in taken)
    return kept + tuple(Entity(owner.name, owner.kind, (alias,), owner.known) for owner, alias in others)


def _find_nicknames(text: str, spans: Sequence[tuple[int, int]], named: _Named) -> Iterator[tuple[Entity, str]]:
    for start, end in spans:
        for match in _nickname().finditer(named.twin, start, end):
            alias = text[match.start("name") : match.end("name")]
            owner = _find_nicknamed(fold(alias), start, match.start(), named)
            if owner and named.lexicon.by_alias(alias) is None:
                yield owner, alias


def _find_nicknamed(alias: str, start: int, at: int, named: _Named) -> Entity | None:
    """Whose name shares a character with the nickname, if that is one person; else who is named in the sentence."""
    people = {
        one.entity: entity
        for one in named.mentions
        if (entity := named.lexicon.entity(one.entity)) and entity.kind is EntityKind.PERSON
    }
    alike = [entity for name, entity in people.items() if set(fold(name)) & set(alias)]
    if alike:
        return alike[0] if len(alike) == 1 else None
    before = {one.entity for one in named.mentions if start <= one.start < at and one.entity in people}
    return people[before.pop()] if len(before) == 1 else None


def _find_renamed(text: str, spans: Sequence[tuple[int, int]], named: _Named) -> Iterator[tuple[Entity, str]]:
    for start, end in spans:
        for match in _renamed().finditer(named.twin, start, end):
            owner = named.last_before(max(start, match.start() - _REACH), match.start(), _FIRMS)
            here = named.at(match.end())
            quoted = _QUOTED.match(named.twin, match.end())
            if quoted:
                here, alias = named.at(quoted.start("name")), text[quoted.start("name") : quoted.end("name")]
            elif here:
                alias = text[match.end() : here[1]]
            else:
                continue
            is_free = here is None or not here[0].known
            if owner and is_free and alias not in (owner.name, *owner.aliases):
                yield owner, alias


_QUOTED = re.compile("[“「](?P<name>[^“”「」,。:;!?]{2,12})[”」]")


@cache
def _nickname() -> re.Pattern[str]:
    cues = to_alternatives(use_rules().nicknamed)
    return re.compile(rf"(?:{cues})[,:]?[“「](?P<name>[\u3400-\u9fff]{{2,5}})[”」]")


@cache
def _renamed() -> re.Pattern[str]:
    return re.compile(f"(?:{to_alternatives(use_rules().renamed)})(?:为|是|叫|成|了)?")
