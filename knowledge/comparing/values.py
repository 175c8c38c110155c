"""Whether two facts of one relation speak of the same moment, and whether they give the same value. Pure."""

from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from knowledge.comparing.precedence import FIRM
from knowledge.facts.relations import load_relations
from knowledge.text import to_key
from knowledge.types import Fact, Period, Quantity

ROUGHLY = Decimal("0.1")
"""How far an approximate amount (近20亿, 15亿左右) may be from what is meant, as a share of it."""
BEYOND = Decimal("1.5")
"""How many times a bound that is open to one side is passed at most: 超10亿 is not said of 16亿."""
NEAR = 31
"""Days between which two undated statements, or one and a dated event, are held to speak of the same moment."""
OPTIONAL = frozenset({"round", "moment"})
"""Word classes that may be left unsaid: a valuation without its round can be that of any; users are not 月活用户."""


class Likeness(StrEnum):
    """How two values stand to each other."""

    SAME = "same"
    """Equal, or one within the bounds of the other."""
    DIFFERENT = "different"
    INCOMPARABLE = "incomparable"
    """In different currencies or units; or one of them says no value."""


def compare_values(a: Fact, b: Fact) -> Likeness:
    """How the values of two facts of one relation stand to each other.

    Ranges and approximations are the same where they overlap, dates where one holds the other, names and words where
    they are equal or one holds the other. Currencies are not converted.
    """
    kind = load_relations().by_name[a.relation].rule.value
    if kind == "quantity":
        return _compare_quantities(a.quantity, b.quantity)
    if kind == "period":
        if a.period is None or b.period is None:
            return Likeness.INCOMPARABLE
        return _to_likeness(same=_holds(a.period, b.period) or _holds(b.period, a.period))
    mine, theirs = to_key(a.object or a.text or ""), to_key(b.object or b.text or "")
    if not mine or not theirs:
        return Likeness.INCOMPARABLE
    return _to_likeness(same=mine in theirs or theirs in mine)


def is_concurrent(a: Fact, b: Fact, published: tuple[Period | None, Period | None]) -> bool:
    """Whether two facts of one subject and relation speak of one thing; published: the dates of their articles.

    Of two rounds, before and after money came in, and at two dates they do not: that is a history. Nor do two values
    that one article firmly gives without saying that they are of one time: articles do not contradict themselves. Where
    several values hold at once, only equal ones are of one thing.
    """
    relation = load_relations().by_name[a.relation]
    single = relation.rule.single
    if not fit_qualifiers(a, b):
        return False
    if single is None:
        return relation.rule.value == "object" and compare_values(a, b) is Likeness.SAME
    if _are_two_moments(a, b):
        return False
    if single == "ever" or (a.qualifier == b.qualifier and "round" in _classes_of(a.qualifier or "", a.relation)):
        return True
    if single == "span":
        return _is_same_span(a.period, b.period)
    if a.period and b.period:
        return _holds(a.period, b.period) or _holds(b.period, a.period)
    first, second = a.period or published[0], b.period or published[1]
    if first is None or second is None:
        return a.qualifier == b.qualifier
    return (max(first.start, second.start) - min(first.end, second.end)).days <= NEAR


def has_value(fact: Fact) -> bool:
    """Whether the fact gives a value of its relation; a round that was closed without a word of the amount does not."""
    match load_relations().by_name[fact.relation].rule.value:
        case "quantity":
            return fact.quantity is not None
        case "period":
            return fact.period is not None
    return bool(fact.object or fact.text)


def _are_two_moments(a: Fact, b: Fact) -> bool:
    if a.evidence.article != b.evidence.article or a.status not in FIRM or b.status not in FIRM:
        return False
    return (a.period is None or a.period != b.period) and compare_values(a, b) is Likeness.DIFFERENT


def _compare_quantities(a: Quantity | None, b: Quantity | None) -> Likeness:
    if a is None or b is None or _dimension(a) != _dimension(b):
        return Likeness.INCOMPARABLE
    (low, high), (other_low, other_high) = _bounds(a), _bounds(b)
    return _to_likeness(same=low <= other_high and other_low <= high)


def _dimension(quantity: Quantity) -> str:
    """What makes amounts comparable: the currency; percent; all counts of one relation are counts of one thing."""
    return quantity.unit if quantity.is_money or quantity.unit == "%" else "count"


def _bounds(quantity: Quantity) -> tuple[Decimal, Decimal]:
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        known = abs(low if low is not None else high if high is not None else Decimal(0))
        return (low if low is not None else known / BEYOND, high if high is not None else known * BEYOND)
    if quantity.approximate:
        return low - abs(low) * ROUGHLY, high + abs(high) * ROUGHLY
    return low, high


def fit_qualifiers(a: Fact, b: Fact) -> bool:
    """Whether two facts of one relation may be of one round, or otherwise of one kind."""
    if a.qualifier == b.qualifier:
        return True
    if a.qualifier is None or b.qualifier is None:
        return not OPTIONAL.isdisjoint(_classes_of(a.qualifier or b.qualifier or "", a.relation))
    return _classes_of(a.qualifier, a.relation).isdisjoint(_classes_of(b.qualifier, a.relation))


@lru_cache(maxsize=1024)
def _classes_of(qualifier: str, relation: str) -> frozenset[str]:
    """The word classes of the relation that hold the qualifier; none for a word of no class."""
    classes = load_relations().by_name[relation].qualifiers
    return frozenset(one.name for one in classes if one.to_canonical(qualifier) in one.words)


def _is_same_span(a: Period | None, b: Period | None) -> bool:
    return a is not None and b is not None and (a.start, a.end) == (b.start, b.end)


def _holds(a: Period, b: Period) -> bool:
    return a.start <= b.start and b.end <= a.end


def _to_likeness(*, same: bool) -> Likeness:
    return Likeness.SAME if same else Likeness.DIFFERENT
