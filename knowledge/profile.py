"""All that a base holds of one entity, in the order in which a person reads it. Prints nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from knowledge.facts.relations import load_relations
from knowledge.storing.store import KnowledgeBase
from knowledge.text import to_key
from knowledge.types import Entity, Fact, FactStatus, Period, Quote

NEAR = 45
"""Of 100: how alike (`rapidfuzz.fuzz.ratio`) a name must be to be offered in place of an unknown one."""
OFFERED = 5
"""Names offered at most."""
STATUS_WORDS: Mapping[FactStatus, str] = {
    FactStatus.STATED: "",
    FactStatus.REPORTED: "as reported",
    FactStatus.RUMOURED: "a rumour",
    FactStatus.PLANNED: "planned",
    FactStatus.DENIED: "denied",
    FactStatus.CORRECTED: "since corrected",
}


@dataclass(frozen=True, slots=True)
class Section:
    """The facts of one relation, newest first."""

    relation: str
    label: str
    """What people call the relation, in English and Chinese."""
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity with what is said of it and by it."""

    entity: Entity
    sections: tuple[Section, ...]
    """Where it is the subject, in the order of the relation rules."""
    mirrored: tuple[Section, ...]
    """Where it is the object of somebody else's fact: what it has invested in."""
    spoken: tuple[Quote, ...]
    about: tuple[Quote, ...]
    """What others said of it."""


def find_profile(base: KnowledgeBase, name: str) -> Profile | None:
    """What base holds of the entity that name stands for; None: of no entity, or of more than one."""
    entity = find_entity(base, name)
    if entity is None:
        return None
    own = base.facts(subject=entity.name)
    mirrored = tuple(fact for fact in base.facts(object=entity.name) if fact.subject != entity.name)
    articles = {fact.evidence.article for fact in (*own, *mirrored)}
    dates = {name: base.source(name).published for name in articles}
    return Profile(
        entity,
        to_sections(own, dates),
        to_sections(mirrored, dates),
        base.quotes(speaker=entity.name),
        tuple(quote for quote in base.quotes(topic=entity.name) if quote.speaker != entity.name),
    )


def find_entity(base: KnowledgeBase, name: str) -> Entity | None:
    """The entity of base that name stands for, in any case, script or spacing; None: none, or more than one."""
    key = to_key(name)
    named = [entity for entity in base.entities() if key in map(to_key, (entity.name, *entity.aliases))]
    exact = [entity for entity in named if entity.name == name] or named
    return exact[0] if len(exact) == 1 else None


def to_sections(facts: Iterable[Fact], published: Mapping[str, Period | None]) -> tuple[Section, ...]:
    """The facts by relation, each newest first: by the date of the event, else of the article; undated ones last."""

    def age(fact: Fact) -> date:
        when = fact.period or published.get(fact.evidence.article)
        return when.end if when else date.min

    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(fact.relation, []).append(fact)
    order = {relation: place for place, relation in enumerate(load_relations().by_name)}
    return tuple(
        Section(relation, to_label(relation), tuple(sorted(grouped[relation], key=age, reverse=True)))
        for relation in sorted(grouped, key=lambda relation: order.get(relation, len(order)))
    )


def nearest_names(base: KnowledgeBase, name: str) -> tuple[str, ...]:
    """The names of base most like name, or holding it as a part, best first; empty: none is at all like it."""
    key = to_key(name)
    if not key:
        return ()
    keys = {to_key(form): entity.name for entity in base.entities() for form in (entity.name, *entity.aliases)}
    parts = sorted((form for form in keys if key in form), key=len)
    alike = process.extract(key, list(keys), scorer=fuzz.ratio, score_cutoff=NEAR, limit=OFFERED)
    return tuple(dict.fromkeys(keys[form] for form in (*parts, *(form for form, _, _ in alike))))[:OFFERED]


def to_label(relation: str) -> str:
    """The relation as people call it: "valuation 估值"; its key where the rules no longer have it."""
    known = load_relations().by_name.get(relation)
    return f"{known.rule.label.english} {known.rule.label.simplified}" if known else relation


def to_value(fact: Fact, *, mirrored: bool = False) -> str:
    """What the fact says, in the article's words; mirrored: of its object, so that its subject is the value."""
    other = fact.subject if mirrored else fact.object
    quantity = fact.quantity.words if fact.quantity else None
    period = fact.period.words if fact.period and not (other or quantity or fact.text) else None
    return " · ".join(part for part in (other, fact.qualifier, quantity, fact.text, period) if part)


def to_day(period: Period | None) -> str:
    """The period in figures, as exactly as it is known: 2024, 2024-03; empty for None."""
    if period is None:
        return ""
    length = {"year": 4, "quarter": 7, "month": 7}.get(period.precision, 10)
    return period.start.isoformat()[:length]
