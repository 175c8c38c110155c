"""Facts of one moment side by side: the one that leads and why, and what each of the others is to it. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from knowledge.comparing.precedence import Precedence, explain_precedence, to_precedence
from knowledge.comparing.values import Likeness, compare_values, fit_qualifiers, has_value, is_concurrent
from knowledge.facts.relations import load_relations
from knowledge.types import Fact, FactStatus, Period

PublishedOf = Callable[[str], Period | None]
"""Name of an article -> its date."""


class Verdict(StrEnum):
    """What a fact is to the one that leads."""

    AGREES = "agrees"
    DIFFERS = "differs"
    DENIES = "denies"
    """Says that a value is not so: `Other.of` is the fact with that value, if there is one."""
    CORRECTS = "corrects"
    """Stands in the place of a value that its own article calls wrong, but another fact leads."""
    REPLACED = "replaced"
    """Its own article gives another value in its place: `Other.of`."""
    RUMOUR = "rumour"
    """Another value, only rumoured or planned."""
    INCOMPARABLE = "not comparable"
    """In another currency or unit, or without a value."""


@dataclass(frozen=True, slots=True)
class Other:
    """A fact that does not lead."""

    fact: Fact
    verdict: Verdict
    of: Fact | None = None
    """The fact that is denied, corrected or put in its place; None: none of the group."""


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one subject, relation and moment."""

    leading: Fact
    why: str
    """The criterion by which it leads the best of the others (`precedence.REASONS`); "correction": it replaced one;
    "first": no criterion tells them apart; "only": there is no other."""
    others: tuple[Other, ...]
    """In the order in which they would lead."""

    @property
    def is_conflict(self) -> bool:
        """Whether anything in it is not simply one value."""
        return any(other.verdict is not Verdict.AGREES for other in self.others)


def group_facts(facts: Iterable[Fact], published_of: PublishedOf) -> tuple[Group, ...]:
    """The facts, grouped by subject, relation and moment (or, where several values hold at once, by value).

    Does not depend on the order of facts. A fact joins the first group whose leading fact speaks of the same moment:
    so rounds and dates make a history of groups, not one conflict. A fact without a value is in none.
    """
    ranked = sorted(filter(has_value, facts), key=lambda fact: _order(fact, published_of))
    groups: dict[tuple[str, str], list[list[Fact]]] = {}
    for fact in ranked:
        rivals = groups.setdefault((fact.subject, fact.relation), [])
        home = next((group for group in rivals if _joins(fact, group, published_of)), None)
        if home is None:
            rivals.append([fact])
        else:
            home.append(fact)
    return tuple(_weigh(group, published_of) for _, rivals in sorted(groups.items()) for group in rivals)


def _joins(fact: Fact, group: list[Fact], published_of: PublishedOf) -> bool:
    """A correction belongs to what it corrects; a denial to what it denies, which may have been said long before."""
    if fact.status is FactStatus.CORRECTED and any(_is_corrected_by(fact, other) for other in group):
        return True
    leading = group[0]
    dates = published_of(fact.evidence.article), published_of(leading.evidence.article)
    if is_concurrent(fact, leading, dates):
        return True
    return fact.status is FactStatus.DENIED and any(_is_denied_by(fact, other, published_of) for other in group)


def _weigh(group: list[Fact], published_of: PublishedOf) -> Group:
    leading, *rest = group
    if not rest:
        return Group(leading, "only", ())
    others = tuple(_judge(fact, leading, group, published_of) for fact in rest)
    first, second = (_precedence(fact, published_of) for fact in group[:2])
    corrects = any(other.verdict is Verdict.REPLACED and other.of == leading for other in others)
    return Group(leading, "correction" if corrects else explain_precedence(first, second), others)


def _judge(fact: Fact, leading: Fact, group: list[Fact], published_of: PublishedOf) -> Other:
    if fact.status is FactStatus.CORRECTED:
        return Other(fact, Verdict.REPLACED, next((one for one in group if _is_corrected_by(fact, one)), None))
    if fact.status is FactStatus.DENIED:
        said = (one for one in group if one.status not in (FactStatus.DENIED, FactStatus.CORRECTED))
        return Other(fact, Verdict.DENIES, next((one for one in said if _is_denied_by(fact, one, published_of)), None))
    if (replaced := next((one for one in group if _is_corrected_by(one, fact)), None)) is not None:
        return Other(fact, Verdict.CORRECTS, replaced)
    match compare_values(fact, leading):
        case Likeness.SAME:
            return Other(fact, Verdict.AGREES)
        case Likeness.INCOMPARABLE:
            return Other(fact, Verdict.INCOMPARABLE)
    is_rumour = fact.status in (FactStatus.RUMOURED, FactStatus.PLANNED)
    return Other(fact, Verdict.RUMOUR if is_rumour else Verdict.DIFFERS)


def _is_corrected_by(fact: Fact, other: Fact) -> bool:
    """Whether other is what fact's article puts in its place: `facts.corrections` keeps all but the value."""
    return (
        fact.status is FactStatus.CORRECTED
        and other.status is FactStatus.STATED
        and fact.evidence.article == other.evidence.article
        and (fact.qualifier, fact.period) == (other.qualifier, other.period)
        and other.evidence.start >= fact.evidence.start
        and fact.quantity != other.quantity
    )


def _is_denied_by(denial: Fact, other: Fact, published_of: PublishedOf) -> bool:
    """Whether the denial is of what other says: of that value, not of another round or date, and not said before it."""
    if compare_values(denial, other) is not Likeness.SAME or not fit_qualifiers(denial, other):
        return False
    if denial.period and other.period:
        return denial.period.start <= other.period.end and other.period.start <= denial.period.end
    said, denied = published_of(other.evidence.article), published_of(denial.evidence.article)
    return said is None or denied is None or said.start <= denied.end


def _precedence(fact: Fact, published_of: PublishedOf) -> Precedence:
    exact = load_relations().by_name[fact.relation].rule.value == "period"
    return to_precedence(fact, published_of(fact.evidence.article), exact=exact)


def _order(fact: Fact, published_of: PublishedOf) -> tuple[Precedence, str, int, str]:
    """By precedence; then by place, so that the order is one always."""
    return _precedence(fact, published_of), fact.evidence.article, fact.evidence.start, repr(fact)
