"""What an article's passages are found by: terms, entities, kinds of value. Pure; stores nothing."""

from bisect import bisect_right
from collections.abc import Sequence

from knowledge.terms import to_terms
from knowledge.types import Extract, Found, Mention, Passage, PassageKind, Period
from knowledge.values import find_periods, find_quantities

LONGEST_TERM = 64
"""Longer ones are no words; nobody asks for them."""


def index_passages(extract: Extract) -> tuple[Found, ...]:
    """Each passage of extract as the store will give it back, in order.

    A row of a table is also found by its column names.
    """
    places = locate_mentions(extract.passages, extract.mentions)
    entities: dict[int, dict[str, None]] = {}
    for mention, place in zip(extract.mentions, places, strict=True):
        if place is not None:
            entities.setdefault(place, {})[mention.entity] = None
    return tuple(
        _index_passage(extract, passage, tuple(entities.get(place, ())))
        for place, passage in enumerate(extract.passages)
    )


def locate_mentions(passages: Sequence[Passage], mentions: Sequence[Mention]) -> tuple[int | None, ...]:
    """For each mention where in passages the one stands that it begins in; None: in none."""
    starts = [passage.start for passage in passages]
    places: list[int | None] = []
    for mention in mentions:
        place = bisect_right(starts, mention.start) - 1
        places.append(place if place >= 0 and mention.start < passages[place].end else None)
    return tuple(places)


def is_term(term: str) -> bool:
    """Whether the index can hold term: printable, without white space, of at most LONGEST_TERM characters."""
    return 0 < len(term) <= LONGEST_TERM and " " not in term and term.isprintable()


def _index_passage(extract: Extract, passage: Passage, entities: tuple[str, ...]) -> Found:
    snippet = extract.article.text[passage.start : passage.end]
    terms = to_terms(snippet)
    if passage.kind is PassageKind.TABLE and passage.heading:
        terms += to_terms(passage.heading)
    return Found(
        passage=passage,
        snippet=snippet,
        terms=tuple(term for term in terms if is_term(term)),
        entities=entities,
        values=_find_value_kinds(snippet, extract.article.published),
    )


def _find_value_kinds(snippet: str, anchor: Period | None) -> frozenset[str]:
    kinds = {
        "money" if quantity.is_money else "percent" if quantity.unit == "%" else "count"
        for quantity, _, _ in find_quantities(snippet)
    }
    return frozenset(kinds | ({"period"} if find_periods(snippet, anchor) else set()))
