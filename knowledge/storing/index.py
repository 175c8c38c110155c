"""What an article's passages are found by: terms, entities, kinds of value. Pure; stores nothing."""

from bisect import bisect_right
from collections.abc import Sequence

from knowledge.terms import to_terms
from knowledge.types import Extract, Found, Mention, Passage, PassageKind
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
    values = _find_value_kinds(extract)
    return tuple(
        _index_passage(extract, passage, tuple(entities.get(place, ())), frozenset(values.get(place, ())))
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


def _are_terms(terms: tuple[str, ...]) -> bool:
    """Whether the index can hold them all: `is_term`, asked once of all together."""
    together = "".join(terms)
    return together.isprintable() and " " not in together and max(map(len, terms), default=0) <= LONGEST_TERM


def _index_passage(extract: Extract, passage: Passage, entities: tuple[str, ...], values: frozenset[str]) -> Found:
    snippet = extract.article.text[passage.start : passage.end]
    terms = to_terms(snippet)
    if passage.kind is PassageKind.TABLE and passage.heading:
        terms += to_terms(passage.heading)
    return Found(
        passage=passage,
        snippet=snippet,
        terms=terms if _are_terms(terms) else tuple(filter(is_term, terms)),
        entities=entities,
        values=values,
    )


def _find_value_kinds(extract: Extract) -> dict[int, set[str]]:
    """Place of a passage -> the kinds of the values in it, read in the article as the facts' values are."""
    article, passages = extract.article, extract.passages
    found = [("period", start, end) for _, start, end in find_periods(article.text, article.published)]
    for quantity, start, end in find_quantities(article.text):
        found.append(("money" if quantity.is_money else "percent" if quantity.unit == "%" else "count", start, end))
    starts = [passage.start for passage in passages]
    kinds: dict[int, set[str]] = {}
    for kind, start, end in found:
        place = bisect_right(starts, start) - 1
        if place >= 0 and end <= passages[place].end:
            kinds.setdefault(place, set()).add(kind)
    return kinds
