"""What two bases tell differently: facts that came, that are told otherwise, that no article tells any more. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.comparing.groups import PublishedOf
from knowledge.comparing.precedence import FIRM
from knowledge.comparing.values import Likeness, compare_values, fit_qualifiers, is_concurrent
from knowledge.facts.relations import load_relations
from knowledge.text import to_key
from knowledge.types import Fact, FactStatus, Period

_Values = list[Fact]
_Test = Callable[[Fact, Fact], bool]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is told otherwise than before; either side is there."""

    before: Fact | None
    """None: it is new."""
    after: Fact | None
    """None: it is withdrawn."""


def find_changes(
    before: Iterable[Fact], after: Iterable[Fact], dates: tuple[PublishedOf, PublishedOf]
) -> tuple[Change, ...]:
    """What changed between the facts of one base and of another, in a fixed order; dates: those of their articles.

    Facts are the same where subject, relation, object, qualifier, value and firmness are; which article says them, in
    which words and where, is no matter. New is not what agrees with a value that stands as firmly; withdrawn not what
    one that stands agrees with. A value that its article calls wrong is neither: what it puts in its place is told.
    """

    def is_rival(old: Fact, new: Fact) -> bool:
        return is_concurrent(old, new, (dates[0](old.evidence.article), dates[1](new.evidence.article)))

    old, new = _by_topic(before), _by_topic(after)
    found: list[Change] = []
    for topic in old.keys() | new.keys():
        was, now = old.get(topic, []), new.get(topic, [])
        if {*map(_identity, was)} != {*map(_identity, now)}:
            found += _compare(was, now, is_rival)
    return tuple(sorted(found, key=_order))


def is_said_by(fact: Fact, facts: Iterable[Fact]) -> bool:
    """Whether one of the facts says the same, as firmly or with the same doubt."""
    return any(_to_topic(one) == _to_topic(fact) and _says(one, fact) for one in facts)


_Topic = tuple[str, str, str | None]


def _by_topic(facts: Iterable[Fact]) -> dict[_Topic, _Values]:
    found: dict[_Topic, _Values] = {}
    for fact in facts:
        # One of an older base may be of a relation that the rules of today have no more.
        if fact.relation in load_relations().by_name:
            found.setdefault(_to_topic(fact), []).append(fact)
    return found


def _to_topic(fact: Fact) -> _Topic:
    """Subject, relation and, where a relation may hold to several at once, to whom."""
    rule = load_relations().by_name[fact.relation].rule
    is_value = rule.value == "object" and rule.single is not None
    return fact.subject, fact.relation, None if is_value else fact.object


def _is_date(fact: Fact) -> bool:
    return load_relations().by_name[fact.relation].rule.value == "period"


def _identity(fact: Fact) -> tuple[object, ...]:
    when = (fact.period.start, fact.period.end) if fact.period else None
    return (fact.qualifier, _amount(fact), to_key(fact.text or ""), fact.object, when, fact.status)


def _amount(fact: Fact) -> object:
    quantity = fact.quantity
    return None if quantity is None else (quantity.low, quantity.high, quantity.unit)


def _compare(was: _Values, now: _Values, is_rival: _Test) -> Iterator[Change]:
    """Of one topic; is_rival: whether a value of another article is of the same moment."""
    said, told = {*map(_identity, was)}, {*map(_identity, now)}
    standing = [fact for fact in was if _identity(fact) in told or is_said_by(fact, now)]
    gone = _distinct(fact for fact in was if _identity(fact) not in told and not _stands(fact, now, standing))
    came = _distinct(fact for fact in now if _identity(fact) not in said and not _stands(fact, was, standing))
    gone, came, _ = _pair(gone, came, _is_restated)
    for may in (_is_edited, is_rival, _is_redated):
        gone, came, pairs = _pair(gone, came, may)
        yield from (Change(old, new) for old, new in pairs)
    for new in came:
        yield Change(_find_denied(new, standing), new)
    yield from (Change(old, None) for old in gone)


def _fullest(fact: Fact) -> tuple[object, ...]:
    """Those that say most first; then by place, so that the order is one always."""
    return fact.period is None, fact.status is not FactStatus.STATED, fact.evidence.article, repr(fact)


def _distinct(facts: Iterable[Fact]) -> _Values:
    """One fact of each value; none that is called wrong."""
    kept: _Values = []
    for fact in sorted(facts, key=_fullest):
        if fact.status is not FactStatus.CORRECTED and not any(_says(one, fact) for one in kept):
            kept.append(fact)
    return kept


def _stands(fact: Fact, others: _Values, standing: _Values) -> bool:
    """Whether the others say it too, or what stands agrees with it."""
    return any(_says(one, fact) for one in others) or any(
        compare_values(one, fact) is Likeness.SAME
        and one.object == fact.object
        and fit_qualifiers(one, fact)
        and _fit_periods(one, fact)
        and _doubt(one) <= _doubt(fact)
        and FactStatus.DENIED not in (one.status, fact.status)
        for one in standing
    )


def _says(one: Fact, fact: Fact) -> bool:
    """Whether one fact says what the other does, as firmly; when it was may be left out."""
    return (
        (one.qualifier, one.object, _doubt(one)) == (fact.qualifier, fact.object, _doubt(fact))
        and _amount(one) == _amount(fact)
        and to_key(one.text or "") == to_key(fact.text or "")
        and _fit_periods(one, fact)
    )


def _doubt(fact: Fact) -> int:
    """0: firm; what differs in more than who says so is told."""
    return 0 if fact.status in FIRM else 1 + tuple(FactStatus).index(fact.status)


def _fit_periods(one: Fact, other: Fact) -> bool:
    """Whether one may be of the time of the other: one says none, or one lies within the other."""
    a, b = one.period, other.period
    if a is None or b is None:
        return not _is_date(one)
    return _lies_in(a, b) or _lies_in(b, a)


def _lies_in(a: Period, b: Period) -> bool:
    return b.start <= a.start and a.end <= b.end


def _is_restated(old: Fact, new: Fact) -> bool:
    """Whether only the qualifier was added or left out."""
    same = (old.object, _amount(old), _doubt(old)) == (new.object, _amount(new), _doubt(new))
    words = to_key(old.text or "") == to_key(new.text or "")
    return same and words and fit_qualifiers(old, new) and _fit_periods(old, new)


def _is_edited(old: Fact, new: Fact) -> bool:
    """Whether the article gives another value for the same round and time."""
    fits = fit_qualifiers(old, new) and (_is_date(old) or _fit_periods(old, new))
    return fits and _is_same_article(old, new)


def _is_redated(old: Fact, new: Fact) -> bool:
    """Whether the article gives the value for another time."""
    same = (old.qualifier, old.object, _amount(old)) == (new.qualifier, new.object, _amount(new))
    return same and old.text == new.text and _is_same_article(old, new)


def _is_same_article(old: Fact, new: Fact) -> bool:
    return old.evidence.article == new.evidence.article


def _pair(gone: _Values, came: _Values, may: _Test) -> tuple[_Values, _Values, list[tuple[Fact, Fact]]]:
    """(gone, came) without those that belong together, and these; the nearest of each comes first."""
    near = sorted(
        ((_distance(old, new), i, j) for i, old in enumerate(gone) for j, new in enumerate(came) if may(old, new)),
    )
    pairs: list[tuple[int, int]] = []
    for _, i, j in near:
        if all(i != other and j != another for other, another in pairs):
            pairs.append((i, j))
    lost, won = {i for i, _ in pairs}, {j for _, j in pairs}
    return (
        [fact for i, fact in enumerate(gone) if i not in lost],
        [fact for j, fact in enumerate(came) if j not in won],
        [(gone[i], came[j]) for i, j in pairs],
    )


def _distance(old: Fact, new: Fact) -> tuple[bool, bool, bool, int]:
    """Not of the same article, round, firmness; characters apart."""
    differ = (not _is_same_article(old, new), old.qualifier != new.qualifier, _doubt(old) != _doubt(new))
    return *differ, abs(old.evidence.start - new.evidence.start)


def _find_denied(denial: Fact, standing: Sequence[Fact]) -> Fact | None:
    """What a denial is of; None: it is no denial, or of nothing that stands."""
    if denial.status is not FactStatus.DENIED:
        return None
    said = (one for one in standing if one.status is not FactStatus.DENIED and fit_qualifiers(one, denial))
    fitting = (one for one in said if one.object == denial.object and _fit_periods(one, denial))
    denied = [one for one in fitting if _amount(one) and compare_values(one, denial) is Likeness.SAME]
    return min(denied, key=_fullest, default=None)


def _order(change: Change) -> tuple[object, ...]:
    fact = change.after or change.before
    assert fact is not None
    return (fact.subject, fact.relation, fact.evidence.article, fact.evidence.start, repr(fact))
