"""The names: entities with their aliases in, mentions of them in a text out. Invents no name (see discover.py)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache

from knowledge.errors import RuleError
from knowledge.names.longer_names import is_one_of_family, is_short_for, to_short_forms
from knowledge.names.name_finder import Name, NameFinder
from knowledge.names.spelling import is_latin_word
from knowledge.rules import Rule, own_rules
from knowledge.text import fold, to_key
from knowledge.types import Entity, EntityKind, Key, Mention

FILES = (
    "names/companies.yaml",
    "names/foreign_companies.yaml",
    "names/funds.yaml",
    "names/people.yaml",
    "names/products.yaml",
    "names/organisations.yaml",
)


class NameRule(Rule):
    """One entity of a names file."""

    name: str
    aliases: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    """Which of these names count only in this very case, as the word is an ordinary one otherwise: Pi, Runway."""
    unless: tuple[str, ...] = ()
    """Longer words in which it is no name: 联想到, of 联想."""
    maker: str | None = None
    """The entity that makes it, for a product."""
    covers: tuple[str, ...] = ()
    """The entities that this name alone may mean as well: 红杉, of which 红杉中国 is one house."""


class NameRules(Rule):
    """rules/names/*.yaml: the entities of one kind."""

    kind: EntityKind
    names: tuple[NameRule, ...]


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Entities by their names. Names are unique: no spelling belongs to two entities."""

    entities: tuple[Entity, ...]
    exact: frozenset[tuple[str, str]] = frozenset()
    """(entity name, its name or alias) of those that count only in their own case."""
    ordinary: frozenset[str] = frozenset()
    """Words that hold a name by chance; where one stands, no name is found."""
    makers: Mapping[str, str] = field(default_factory=dict)
    """Product name -> the name of the entity that makes it."""
    base: "Lexicon | None" = None
    """The lexicon that this one adds to: its finder is built once and shared."""
    added: tuple[Name, ...] = ()
    """What this one has and `base` has not."""

    def entity(self, name: str) -> Entity | None:
        """The entity of exactly that name (no alias), or None."""
        return self._by_name.get(name)

    def maker(self, name: str) -> str | None:
        """The name of the entity that makes the product of that name; None: not known, or no product."""
        return self.makers.get(name)

    def by_alias(self, text: str) -> Entity | None:
        """The entity that text as a whole names, in any case or script and with any spaces; None: no entity."""
        name = self._owners.get(to_key(text)) or self._owners.get(to_key(fold(text)))
        return self._by_name[name] if name is not None else None

    def find(self, text: str) -> tuple[Mention, ...]:
        """The names in text, leftmost first, at one place the longest; none overlap.

        Latin names count at word borders only; a Chinese character beside is a border. Short Chinese names do not count
        where they cut through a word (新浪 in 创新浪潮), and no name does where it begins the name of somebody else
        (百川 in 百川能源, Altman in Annie Altman).
        """
        twin = _fold_again(text)
        hits = [hit for finder in self._finders for hit in finder.find(text, twin)]
        starts, ends = {hit.start for hit in hits}, {hit.end for hit in hits}
        mentions: list[Mention] = []
        done = 0
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if hit.start < done or (hit.is_short and is_one_of_family(text, hit.start, hit.end, ends, starts)):
                continue
            done = hit.end
            if hit.entity is not None:
                mentions.append(Mention(entity=hit.entity, start=hit.start, end=hit.end))
        return tuple(mentions)

    def with_entities(self, entities: Iterable[Entity]) -> "Lexicon":
        """This lexicon with more entities, and with more aliases for those it has.

        A name that already belongs to another entity stays with that one, and a new alias that could be short for two
        of entities (云帆 beside 云帆科技 and 云帆医疗) is nobody's. Single Latin words added count in their own case
        only: nobody has checked whether they are ordinary words (Scale, Harbour).
        """
        entities = tuple(entities)
        unclear = _find_unclear(entities)
        by_name = dict(self._by_name)
        owners = dict(self._owners)
        added: list[Name] = []
        for entity in entities:
            if owners.setdefault(to_key(entity.name), entity.name) != entity.name:
                continue
            old = by_name.get(entity.name) or replace(entity, aliases=())
            taken = (old.name, *old.aliases)
            new = [
                alias for alias in dict.fromkeys(entity.aliases) if alias not in taken and to_key(alias) not in unclear
            ]
            new = [alias for alias in new if owners.setdefault(to_key(alias), entity.name) == entity.name]
            first = () if entity.name in by_name else (entity.name,)
            if not (first or new):
                continue
            by_name[entity.name] = replace(old, aliases=(*old.aliases, *new))
            added += [_to_name(name, by_name[entity.name], exact=is_latin_word(name)) for name in (*first, *new)]
        if not added:
            return self
        return replace(self, entities=tuple(by_name.values()), base=self, added=tuple(added))

    @cached_property
    def _by_name(self) -> Mapping[str, Entity]:
        return {entity.name: entity for entity in self.entities}

    @cached_property
    def _owners(self) -> Mapping[Key, str]:
        """Whose a name is."""
        if self.base is None:
            return {to_key(name): entity.name for entity in self.entities for name in (entity.name, *entity.aliases)}
        return {**self.base._owners, **{to_key(name.written): name.entity for name in self.added if name.entity}}

    @cached_property
    def _finders(self) -> tuple[NameFinder, ...]:
        if self.base is not None:
            return (*self.base._finders, NameFinder(self.added))
        names = [(entity, name) for entity in self.entities for name in (entity.name, *entity.aliases)]
        words = [Name(word, None) for word in sorted(self.ordinary)]
        owned = [_to_name(name, owner, exact=(owner.name, name) in self.exact) for owner, name in names]
        return (NameFinder(owned + words),)


def _find_unclear(entities: Iterable[Entity]) -> frozenset[Key]:
    """What could be short for two of the entities or more."""
    claims: dict[Key, set[str]] = {}
    for entity in entities:
        for short in to_short_forms(entity.name):
            claims.setdefault(to_key(short), set()).add(entity.name)
    return frozenset(key for key, names in claims.items() if len(names) > 1)


def _to_name(written: str, entity: Entity, *, exact: bool) -> Name:
    """One of the names of entity, as looked for in texts."""
    others = [name for name in (entity.name, *entity.aliases) if len(name) > len(written)]
    is_short = written != entity.name and any(is_short_for(written, other) for other in others)
    is_firm = entity.kind in (EntityKind.COMPANY, EntityKind.FUND, EntityKind.ORGANISATION)
    return Name(written, entity.name, exact=exact, is_short=is_short, is_firm=is_firm)


@lru_cache(maxsize=1)
def _fold_again(text: str) -> str:
    """fold; the last one is kept, as an article is searched again each time that names are added."""
    return fold(text)


@cache
def load_lexicon() -> Lexicon:
    """The lexicon of rules/names/*.yaml, read once. Raises RuleError; of a name of two entities it names both."""
    return to_lexicon(own_rules(file, NameRules) for file in FILES)


def to_lexicon(files: Iterable[NameRules]) -> Lexicon:
    """The lexicon of these rules. Raises RuleError: a name of two entities, an unknown maker or one covered."""
    rules = [(rule, file.kind) for file in files for rule in file.names]
    owners: dict[Key, str] = {}
    for rule, _ in rules:
        _claim_names(rule, owners)
    _check_others([rule for rule, _ in rules])
    return Lexicon(
        entities=tuple(Entity(rule.name, kind, rule.aliases, covers=rule.covers) for rule, kind in rules),
        exact=frozenset((rule.name, name) for rule, _ in rules for name in rule.exact),
        ordinary=frozenset(word for rule, _ in rules for word in rule.unless),
        makers={rule.name: rule.maker for rule, _ in rules if rule.maker is not None},
    )


def _claim_names(rule: NameRule, owners: dict[Key, str]) -> None:
    if rule.name in owners.values():
        raise RuleError(f"names: {rule.name}: stands there twice")
    for name in (rule.name, *rule.aliases):
        key = to_key(name)
        if len(key) < 2:
            raise RuleError(f"names: {rule.name}: {name!r} is too short for a name")
        if owners.setdefault(key, rule.name) != rule.name:
            raise RuleError(f"names: {name!r} belongs to both {owners[key]} and {rule.name}")
    for name in rule.exact:
        if name not in (rule.name, *rule.aliases):
            raise RuleError(f"names: {rule.name}.exact: {name!r} is none of its names")


def _check_others(rules: Sequence[NameRule]) -> None:
    names = {rule.name for rule in rules}
    for rule in rules:
        if rule.maker is not None and rule.maker not in names:
            raise RuleError(f"names: {rule.name}.maker: {rule.maker} is no entity")
        for covered in rule.covers:
            if covered not in names or covered == rule.name:
                raise RuleError(f"names: {rule.name}.covers: {covered} is no other entity")
