"""What 他, 这家, 前者 stand for: the names of the turn before, or those its answer gave. Pure."""

import re
from collections.abc import Sequence

from bot.asked_for import FIRMS, asked_of
from bot.phrases import phrase
from bot.templates import asked_relations
from bot.types import Interpretation, Named
from knowledge.types import Entity, EntityKind

GIVEN = {
    "person": frozenset((EntityKind.PERSON,)),
    "company": FIRMS - {EntityKind.PRODUCT},
    "product": frozenset((EntityKind.PRODUCT,)),
}
"""Form of answer -> the kinds of entity that are one."""
LISTS = ("list", "count", "shared", "compare", "rank")
"""Kinds of answer that list entities."""
HEAD = "："
"""What stands between a value and the clause that says it."""
LONGEST_HEAD = 60
"""Characters before it, of an answer that begins with its values."""


def refer(asked: Interpretation, last: Interpretation, given: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities that a question without names is about, out of those of the last one and those its answer gave."""
    named = tuple(dict.fromkeys(name.entity for name in last.named))
    for place, words in enumerate(_places()):
        several = next((some for some in (given, named) if len(some) > max(place, 1)), ())
        if several and words.search(asked.twin):
            return (several[place],)
    if phrase("either").search(asked.twin) and given:
        return tuple(given[:1])
    kinds = asked_of(asked.twin, ()) or _kinds_of(asked.relation)
    for some in (given, named):
        fitting = tuple(entity for entity in some if entity.kind in kinds)
        if fitting:
            return fitting
    return named


def asks_for_names(asked: Interpretation) -> bool:
    """Whether the answer to a question may give entities that the next one can refer to."""
    if asked.relation is None and all(unit.is_entity for unit in asked.units):
        return False
    return asked.answer_type in GIVEN


def refer_to_place(asked: Interpretation, listed: Sequence[Entity]) -> tuple[Entity, ...]:
    """The one of the entities listed whose place the question names; empty: it names none."""
    return next(
        ((listed[place],) for place, words in enumerate(_places()) if len(listed) > place and words.search(asked.twin)),
        (),
    )


def is_place(word: str) -> bool:
    """Whether the word of a question does nothing but name a place in a list: 第二个."""
    return any(words.fullmatch(word) for words in _places())


def find_listed(asked: Interpretation, names: Sequence[Named]) -> tuple[Entity, ...]:
    """The entities that a list gave, in order; names: those in its lead."""
    own = asked.meant
    ordered = sorted(names, key=lambda name: name.start)
    return tuple(dict.fromkeys(n.entity for n in ordered if n.entity.name not in own)) if asked.kind in LISTS else ()


def find_given(lead: str, asked: Interpretation, names: Sequence[Named]) -> tuple[Entity, ...]:
    """The entities of the kind asked for that an answer gave; names: those in its lead.

    Those it begins with; of an answer in a sentence the one it names, if there is but one that the question does not.
    """
    if not asks_for_names(asked):
        return ()
    kinds = GIVEN[asked.answer_type or ""]
    own = asked.meant
    head = lead.find(HEAD)
    end = head if 0 <= head <= LONGEST_HEAD else len(lead)
    found = {n.entity.name: n.entity for n in names if n.end <= end and n.entity.kind in kinds}
    entities = tuple(entity for name, entity in found.items() if name not in own)
    return entities if end == head or len(entities) == 1 else ()


def _places() -> tuple[re.Pattern[str], ...]:
    """What stands for the first, second, third of several."""
    return phrase("first_of_several"), phrase("second_of_several"), phrase("third_of_several")


def _kinds_of(relation: str | None) -> frozenset[EntityKind]:
    """The kinds of entity that the relation is asked of; empty: of any."""
    return frozenset(asked_relations()[relation][0].of) if relation is not None else frozenset()
