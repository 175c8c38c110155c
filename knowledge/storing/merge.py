"""One entity a name, over all articles. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from knowledge.names.longer_names import to_short_forms
from knowledge.text import is_traditional, to_key
from knowledge.types import Entity, EntityKind, Key

_FIRMS = (EntityKind.COMPANY, EntityKind.FUND, EntityKind.ORGANISATION)


def merge_entities(named: Iterable[Entity], owner_of: Callable[[str], Entity | None]) -> tuple[Entity, ...]:
    """The entities of all articles, one a name, sorted by name, their aliases united.

    owner_of: whom the lexicon gives a name to (`Lexicon.by_alias`). An alias that two entities claim, or that is the
    name of another one, goes to the lexicon's owner if that is one of them, else to nobody. Where articles differ on
    the kind, the lexicon's counts, else the most frequent one.
    """
    by_name: dict[str, list[Entity]] = defaultdict(list)
    for entity in named:
        by_name[entity.name].append(entity)
    claims: dict[Key, set[str]] = defaultdict(set)
    for entity in (entity for same in by_name.values() for entity in same):
        for name in (entity.name, *entity.aliases):
            claims[to_key(name)].add(entity.name)

    def is_owned(alias: str, name: str) -> bool:
        owner = owner_of(alias) if len(claims[to_key(alias)]) > 1 else None
        return claims[to_key(alias)] == {name} or (owner is not None and owner.name == name)

    return tuple(
        Entity(
            name=name,
            kind=_choose_kind(same),
            aliases=tuple(alias for alias in _unite_aliases(same) if is_owned(alias, name)),
            known=any(entity.known for entity in same),
        )
        for name, same in sorted(by_name.items())
    )


def find_spellings(named: Iterable[Entity]) -> dict[str, str]:
    """Name -> the name that stands for it, where two names of one kind differ in script, case or spacing only.

    The lexicon's stands, else the one in simplified script, else the most frequent. A discovered name that is short for
    just one other, as articles use it or by its form (云岫 for 云岫智能), is that one, if both are of a kind: the
    software 见微 is not the firm 见微医疗. Companies, funds and organisations are of one kind here.
    """
    named = tuple(named)
    respelt = _find_respelt(named)
    return {**_find_longer(named, respelt), **respelt}


def _find_longer(named: Iterable[Entity], respelt: Mapping[str, str]) -> dict[str, str]:
    """Discovered name -> the only name that it is short for."""
    found: dict[str, set[EntityKind]] = defaultdict(set)
    for entity in named:
        if not entity.known:
            found[entity.name].add(_to_sort(entity.kind))
    owners: dict[str, set[str]] = defaultdict(set)
    for entity in named:
        for short in (*to_short_forms(entity.name), *entity.aliases):
            if _to_sort(entity.kind) in found.get(short, ()) and short != entity.name:
                owners[short].add(respelt.get(entity.name, entity.name))
    sole = {short: next(iter(names)) for short, names in owners.items() if len(names) == 1}
    return {short: name for short, name in sole.items() if name not in sole and name != short}


def _to_sort(kind: EntityKind) -> EntityKind:
    return EntityKind.COMPANY if kind in _FIRMS else kind


def _find_respelt(named: Iterable[Entity]) -> dict[str, str]:
    counts = Counter((to_key(entity.name), entity.kind, entity.name, entity.known) for entity in named)
    by_key: dict[tuple[Key, EntityKind], list[tuple[bool, int, int, str]]] = defaultdict(list)
    for (key, kind, name, known), count in counts.items():
        by_key[key, kind].append((not known, sum(map(is_traditional, name)), -count, name))
    return {name: min(same)[-1] for same in by_key.values() for *_, name in same if name != min(same)[-1]}


def respell(entity: Entity, spellings: Mapping[str, str]) -> Entity:
    """The entity under the name that stands for it, its own name among the aliases."""
    if entity.name not in spellings:
        return entity
    return replace(entity, name=spellings[entity.name], aliases=(*entity.aliases, entity.name))


def _choose_kind(same: list[Entity]) -> EntityKind:
    counts = Counter(entity.kind for entity in ([entity for entity in same if entity.known] or same))
    return min(counts, key=lambda kind: (-counts[kind], kind))


def _unite_aliases(same: list[Entity]) -> tuple[str, ...]:
    """In the order of the articles, known ones first; none equal to the name."""
    ordered = sorted(same, key=lambda entity: not entity.known)
    return tuple(dict.fromkeys(alias for entity in ordered for alias in entity.aliases if alias != entity.name))
