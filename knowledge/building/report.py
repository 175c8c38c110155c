"""What a build did: counts, and what changed against the base before. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.types import Fact


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that is not in the base."""

    file: str
    reason: str
    """In one line, without the file's name."""


@dataclass(frozen=True, slots=True)
class FactChanges:
    """How many facts a build brought, altered and dropped; what a copy says again counts with that copy too."""

    new: int = 0
    changed: int = 0
    """The same subject, relation, object and qualifier in the same article, with another value."""
    gone: int = 0

    def __add__(self, other: "FactChanges") -> "FactChanges":
        return FactChanges(self.new + other.new, self.changed + other.changed, self.gone + other.gone)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build read and what is new in its base."""

    articles: int
    passages: int
    entities: int
    facts: int
    quotes: int
    seconds: float
    failed: tuple[Failure, ...] = ()
    """Sorted by file."""
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Other bytes than before. Articles read anew only because rules or code changed, or names that others
    introduce, count in `reread`."""
    gone: tuple[str, ...] = ()
    reread: int = 0
    fact_changes: FactChanges = FactChanges()
    overridden: tuple[str, ...] = ()
    """One line for each file that gave way to one of the same name in a later folder."""
    published: bool = True
    """False: the base before still serves, as nothing at all is new or no file could be read."""


def compare_facts(before: Iterable[Fact], after: Iterable[Fact]) -> FactChanges:
    """What changed between the facts of one article then and now. Where it says them does not count."""
    old, new = _count_values(before), _count_values(after)
    changes = FactChanges()
    for key in old.keys() | new.keys():
        was, now = old.get(key, Counter()), new.get(key, Counter())
        lost, won = (was - now).total(), (now - was).total()
        both = min(lost, won)
        changes += FactChanges(new=won - both, changed=both, gone=lost - both)
    return changes


_Key = tuple[str, str, str | None, str | None]


def _count_values(facts: Iterable[Fact]) -> dict[_Key, Counter[tuple[object, ...]]]:
    values: dict[_Key, Counter[tuple[object, ...]]] = {}
    for fact in facts:
        key = (fact.subject, fact.relation, fact.object, fact.qualifier)
        value = (fact.quantity, fact.period, fact.text, fact.status, fact.according_to)
        values.setdefault(key, Counter())[value] += 1
    return values
