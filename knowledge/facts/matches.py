"""Matches: the phrases of the relations found in a coded sentence, the better founded first. Makes no facts."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from knowledge.facts.patterns import Pattern
from knowledge.facts.relations import Relation, load_relations
from knowledge.facts.sentences import Sentence, Token
from knowledge.types import Quantity

QUANTITY_SLOTS = frozenset({"money", "count", "telling", "percent", "moneys", "counts", "percents"})
LISTS = frozenset({"moneys", "percents"})
"""Slots for values side by side, each of somebody or some time."""
_SUBJECTS = frozenset({"subject", "subjects"})


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a sentence."""

    sentence: int
    """Index into the sentences."""
    relation: Relation
    pattern: Pattern
    start: int
    end: int
    slots: Mapping[str, tuple[int, int]]

    @property
    def is_nested(self) -> bool:
        """Whether the phrase only names the fact in passing, within a statement of something else."""
        return self.pattern.template in self.relation.rule.nested


Span = tuple[int, int, Mapping[str, tuple[int, int]]]


@lru_cache(maxsize=2048)
def _find_spans(coded: str) -> tuple[tuple[Relation, Pattern, Span], ...]:
    """The phrases in a coded sentence; kept, as an article is read twice where its speakers say we."""
    return tuple(
        (relation, pattern, span)
        for relation, pattern in load_relations().find_candidates(coded)
        for span in pattern.find(coded)
    )


def find_matches(sentence: Sentence, which: int) -> list[tuple[Match, frozenset[tuple[str, int]]]]:
    """The matches in sentences[which] that give a value, with what they claim for themselves, the better founded first.

    In order: the relation whose best match is the shortest; a match that holds a list of values; one that names its
    subject; one that fills more slots; one that names it in passing, as such phrases leave less open; the shorter.
    """
    found_all = (Match(which, relation, pattern, *span) for relation, pattern, span in _find_spans(sentence.coded))
    claims = [(match, found) for match in found_all if (found := frozenset(_claims(sentence, match)))]
    best: dict[str, int] = {}
    for match, _ in claims:
        width = match.end - match.start
        best[match.relation.name] = min(best.get(match.relation.name, width), width)
    return sorted(claims, key=lambda claim: (best[claim[0].relation.name], *_weakness(claim[0])))


def _weakness(match: Match) -> tuple[bool, bool, int, bool, int]:
    unnamed = match.slots.keys().isdisjoint(_SUBJECTS)
    lists = any(end - start > 1 for name, (start, end) in match.slots.items() if name in LISTS)
    return not lists, unnamed, -len(match.slots), not match.is_nested, match.end - match.start


def _claims(sentence: Sentence, match: Match) -> Iterator[tuple[str, int]]:
    """What a match takes for itself: its quantity, else all but its subject; nothing where no quantity fits."""
    relation = match.relation
    if relation.rule.value == "quantity" and not QUANTITY_SLOTS.isdisjoint(match.slots):
        quantities = [place for place, _ in find_quantity_tokens(sentence, match)]
        if not quantities:
            return
        yield from (("quantity", place) for place in quantities)
        yield from ((relation.name, place) for place in quantities)
    else:
        spans = [span for name, span in match.slots.items() if name not in _SUBJECTS] or [(match.start, match.end)]
        yield from ((relation.name, place) for span in spans for place in range(*span))


def fits(relation: Relation, token: Token) -> bool:
    """Whether a token is a quantity that the relation takes."""
    return isinstance(token.value, Quantity) and relation.takes(token.value.unit, is_money=token.value.is_money)


def find_quantity_tokens(sentence: Sentence, match: Match) -> Iterator[tuple[int, Token]]:
    """The quantities that the relation takes in the slots for them, with their places."""
    for name in match.slots.keys() & QUANTITY_SLOTS:
        for place in range(*match.slots[name]):
            token = sentence.tokens.get(place)
            if token and fits(match.relation, token):
                yield place, token


def is_blocked(sentence: Sentence, match: Match) -> bool:
    """Whether the clauses of the match hold a phrase that its relation rules out.

    One with slots has to touch the match, one that names a value has to name the match's own.
    """
    start, end = sentence.clause(match.start)[0], sentence.clause(match.end)[1]
    text = sentence.coded[start:end]
    blockers = (match.relation.blockers[place] for place in match.relation.blocker_index.find(text))
    values = {place - start for name in match.slots.keys() & QUANTITY_SLOTS for place in range(*match.slots[name])}
    return any(
        not pattern.slots or (first + start < match.end and last + start >= match.start and _is_of(slots, values))
        for pattern in blockers
        for first, last, slots in pattern.find(text)
    )


def _is_of(slots: Mapping[str, tuple[int, int]], values: Set[int]) -> bool:
    """Whether the slots of a blocker name no value, or one of these."""
    barred = {place for name in slots.keys() & QUANTITY_SLOTS for place in range(*slots[name])}
    return not barred or not values or not barred.isdisjoint(values)
