"""An article's text cut where cited spans begin and end. Pure; writes no HTML."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text."""

    text: str
    is_cited: bool
    """Whether a fact or a quote rests on it."""
    is_here: bool
    """Whether it is of the span that the reader came for."""
    is_first: bool = False
    """Whether that span begins here."""


def mark_spans(text: str, cited: Iterable[tuple[int, int]], here: tuple[int, int] | None = None) -> tuple[Piece, ...]:
    """The pieces of text, in order, together all of it. Spans may overlap; none may reach out of text.

    >>> [piece.text for piece in mark_spans("abcdef", [(1, 3)], (2, 4))]
    ['a', 'b', 'c', 'd', 'ef']
    """
    spans = sorted({*cited, *([here] if here else [])})
    borders = sorted({0, len(text), *(end for span in spans for end in span)})
    deep = dict.fromkeys(borders, 0)
    for start, end in spans:
        deep[start] += 1
        deep[end] -= 1
    pieces, depth = [], 0
    for start, end in pairwise(borders):
        depth += deep[start]
        is_here = here is not None and here[0] <= start < here[1]
        pieces.append(Piece(text[start:end], depth > 0, is_here, is_here and here is not None and start == here[0]))
    return tuple(pieces)
