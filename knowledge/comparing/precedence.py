"""Which of several facts leads: the one ordering, for the base and for answers. Pure."""

from datetime import date

from knowledge.types import Fact, FactStatus, Period, Precision

FIRM = (FactStatus.STATED, FactStatus.REPORTED)
"""What a named source reports is as firm as what the article says itself; a later report leads an earlier statement."""
PRECISIONS = tuple(Precision)
"""Coarsest first."""

Precedence = tuple[bool, bool, bool, int, int, bool, int, bool]
REASONS = (
    "not replaced",
    "not denied",
    "firmer",
    "more exact",
    "later date",
    "stated",
    "newer article",
    "own words",
)
"""What the criteria of `to_precedence` are called, in order."""


def to_precedence(fact: Fact, published: Period | None, *, exact: bool = False) -> Precedence:
    """What leads comes first in this order; published: the date of its article.

    Neither replaced by another value, nor denied; stated or reported before planned or rumoured; where exact (a date is
    the value) the most exact date; the latest day by which it held; stated before reported; of the newest article;
    said by nobody in particular before what somebody is said to say. What is not dated follows what is.
    """
    held = day_of(fact, published)
    return (
        fact.status == FactStatus.CORRECTED,
        fact.status == FactStatus.DENIED,
        fact.status not in FIRM,
        -PRECISIONS.index(fact.period.precision) if exact and fact.period else 0,
        -held.toordinal() if held else 0,
        fact.status != FactStatus.STATED,
        -published.end.toordinal() if published else 0,
        fact.according_to is not None,
    )


def day_of(fact: Fact, published: Period | None) -> date | None:
    """The day by which the fact held: of the event, else of the article; None: not known."""
    when = fact.period or published
    return when.end if when is not None else None


def explain_precedence(leading: Precedence, other: Precedence) -> str:
    """The first criterion by which one fact leads the other; "first" where none tells them apart."""
    return next((name for name, a, b in zip(REASONS, leading, other, strict=True) if a != b), "first")
