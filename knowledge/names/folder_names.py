"""Names that the articles of a folder lend each other: what each of them discovers in, what all may know out. Pure.

A name is lent only where it is sure, no ordinary word and claimed by one entity of the whole folder: a wrong name would
spread. Articles are compared as each of them was read alone, so their order does not matter and nothing feeds back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from knowledge.names.dictionary import is_common, is_word
from knowledge.names.longer_names import to_short_forms
from knowledge.names.name_rules import ordinary_latin
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity, EntityKind, Key

_OFTEN = 3
"""Uses from which a name that no place introduces is sure: of those used less in the articles of tests/, some are
parts of others (罗廷 of 罗廷和) or no names at all."""
_PLAIN, _USED = 2, 1
_SHORTEST, _LONG = 2, 3
_FIRMS = (EntityKind.COMPANY, EntityKind.FUND)


@dataclass(frozen=True, slots=True)
class Discovery:
    """An entity that an article, read alone, has and the lexicon has not."""

    entity: Entity
    """Its aliases are those that the article uses."""
    uses: int
    """How often the article names it in full."""

    @property
    def strength(self) -> int:
        """2: introduced; 1: used again and again; 0: too little to go by for others."""
        return _PLAIN if self.entity.is_introduced else _USED if self.uses >= _OFTEN else 0


@dataclass(slots=True)
class _Claim:
    """What all articles say of a name."""

    strength: int = -1
    kinds: set[EntityKind] = field(default_factory=set)
    """Those that the surest of them say."""
    aliases: dict[str, None] = field(default_factory=dict)
    uses: int = 0
    """The most in one article."""


def to_discoveries(text: str, entities: Iterable[Entity]) -> tuple[Discovery, ...]:
    """Those of the entities that text, read alone, has and the lexicon has not, in order."""
    return tuple(
        Discovery(
            Entity(
                *(entity.name, entity.kind, tuple(_find_used_aliases(text, entity))),
                known=False,
                is_introduced=entity.is_introduced,
            ),
            text.count(entity.name),
        )
        for entity in entities
        if not entity.known
    )


def _find_used_aliases(text: str, entity: Entity) -> Iterator[str]:
    """The aliases that text has apart from longer names of the entity."""
    names = (entity.name, *entity.aliases)
    for alias in entity.aliases:
        longer = sum(text.count(name) for name in names if alias in name and name != alias)
        if text.count(alias) > longer:
            yield alias


def share_names(discoveries: Iterable[Discovery]) -> tuple[Entity, ...]:
    """The entities that any article may know, with the aliases that are theirs alone, sorted by name.

    Left out: what is not sure, what the surest articles call by two kinds, what could be an ordinary word, an alias
    that two entities could be called by. A name that is short for one other (云岫 for 云岫智能) is that one's; where
    articles introduce it as something else, it is nobody's.
    """
    said = _collect(discoveries)
    sure = {name: next(iter(one.kinds)) for name, one in said.items() if one.strength > 0 and len(one.kinds) == 1}
    owners = _find_owners(said, sure)
    return tuple(
        Entity(name, kind, tuple(_find_lendable(name, kind, said[name], owners)), known=False)
        for name, kind in sorted(sure.items())
        if owners.get(to_key(name)) == name and _is_lendable(name, kind, said[name]) and not _ends_in_other(name, sure)
    )


def _collect(discoveries: Iterable[Discovery]) -> Mapping[str, _Claim]:
    said: dict[str, _Claim] = {}
    for one in discoveries:
        claim = said.setdefault(one.entity.name, _Claim())
        if one.strength > claim.strength:
            claim.strength, claim.kinds = one.strength, set()
        if one.strength == claim.strength:
            claim.kinds.add(one.entity.kind)
        claim.uses = max(claim.uses, one.uses)
        claim.aliases |= dict.fromkeys(one.entity.aliases)
    return said


def _find_owners(said: Mapping[str, _Claim], sure: Mapping[str, EntityKind]) -> Mapping[Key, str]:
    """Whose a name or a short form is, where that is clear."""
    claims: dict[Key, set[str]] = {}
    for name, claim in said.items():
        for form in (name, *to_short_forms(name), *claim.aliases):
            claims.setdefault(to_key(form), set()).add(name)
    owners: dict[Key, str] = {}
    for key, claimed in claims.items():
        named = {name for name in claimed if to_key(name) == key}
        called = claimed - named
        if len(named) == len(called) == 1:
            own, other = min(named), min(called)
            if _gives_way(said[own], said[other], sure.get(other)):
                owners[key] = other
            elif said[own].strength > said[other].strength:
                owners[key] = own
        elif len(named or called) == 1:
            owners[key] = min(named or called)
    return owners


def _gives_way(own: _Claim, other: _Claim, kind: EntityKind | None) -> bool:
    """Whether a name is rather the short form of another one."""
    return kind is not None and (own.kinds == {kind} or own.strength < other.strength)


def _find_lendable(name: str, kind: EntityKind, claim: _Claim, owners: Mapping[Key, str]) -> Iterator[str]:
    for alias in sorted(claim.aliases):
        is_own = owners.get(to_key(alias)) == name and to_key(alias) != to_key(name)
        if is_own and _is_lendable_alias(alias, name, kind):
            yield alias


def _is_lendable(name: str, kind: EntityKind, claim: _Claim) -> bool:
    """Whether a name may be looked for in any article: it is no first name and not made of ordinary words."""
    if is_cjk(name[0]):
        twin = fold(name)
        is_made = kind in _FIRMS and bool(to_short_forms(name))
        # 管|模型: what is cut wrongly for a name ends in a word that no parent would choose.
        is_phrase = is_common(twin[1:]) if kind is EntityKind.PERSON and len(name) > _SHORTEST else False
        return len(name) >= _SHORTEST and not is_word(twin) and not is_phrase and (is_made or not is_common(twin))
    if " " in name:
        return True
    return kind is not EntityKind.PERSON and claim.strength == _PLAIN and _is_own_word(name) and claim.uses >= _OFTEN


def _is_lendable_alias(alias: str, name: str, kind: EntityKind) -> bool:
    """As `_is_lendable`; of people only a full name in other letters: elsewhere 老梁 is another."""
    if kind is EntityKind.PERSON:
        return is_cjk(alias[0]) != is_cjk(name[0]) and (is_cjk(alias[0]) or " " in alias) and len(alias) >= _LONG
    if is_cjk(alias[0]):
        return len(alias) >= _SHORTEST and not is_word(fold(alias)) and not is_common(fold(alias))
    return " " in alias or _is_own_word(alias)


def _is_own_word(word: str) -> bool:
    return len(word) >= _LONG and word not in ordinary_latin() and word.capitalize() not in ordinary_latin()


def _ends_in_other(name: str, sure: Mapping[str, EntityKind]) -> bool:
    """Whether a Chinese firm's name is another one with words before it, as they are cut wrongly: 据|澄观数据."""
    is_firm = sure[name] in _FIRMS and is_cjk(name[0])
    return is_firm and any(name[at:] in sure for at in range(1, len(name) - _LONG + 1))
