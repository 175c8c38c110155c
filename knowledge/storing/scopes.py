"""Which facts of a relation matter, asked of SQL: of tens of thousands only those are read."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from knowledge.storing.rows import to_json
from knowledge.storing.spelt import Spelt
from knowledge.types import Period

MANY = 1000
"""Facts of a relation up to which all of them are read, in whatever order they are needed."""
FOREMOST = 50
"""Entities of each unit that are read where there are more: one comes first by a value that does not lead, too."""


class Order(Enum):
    """What puts entities in order: the amount, or the day of the event.

    Not the least amount: whoever is worth much was worth little once, so who is the least by any of their values is
    seldom the least by the value that leads.
    """

    MOST = "most"
    LATEST = "latest"
    EARLIEST = "earliest"


class Scopes:
    """What narrows the facts of a relation in one base."""

    def __init__(self, read: Callable[..., list[Any]], spelt: Spelt) -> None:
        """read: SQL and its parameters -> rows."""
        self._read = read
        self._spelt = spelt

    def narrow(self, relation: str, scope: Order | Period) -> tuple[str, tuple[str, ...]]:
        """(condition in SQL, its parameters): the events fall into the period, at least in part; or the entity is among
        those that come first in that order, by whichever of their values: all where the relation has not many facts.
        """
        if isinstance(scope, Period):
            condition = "relation = ? AND period_start <= ? AND period_end >= ?"
            return condition, (relation, scope.end.isoformat(), scope.start.isoformat())
        if self._read("SELECT count(*) FROM facts WHERE relation = ?", relation)[0][0] <= MANY:
            return "relation = ?", (relation,)
        first = {self._spelt.standing.get(name, name) for (name,) in self._read(_foremost(scope), relation)}
        names = (spelling for name in first for spelling in self._spelt.find_spellings(name))
        return "relation = ? AND subject IN (SELECT value FROM json_each(?))", (relation, to_json(names))


def _foremost(order: Order) -> str:
    """SQL for the subjects that come first by their values of the relation ?."""
    is_by_day = order in (Order.LATEST, Order.EARLIEST)
    value, unit = ("period_start", "NULL") if is_by_day else ("CAST(coalesce(low, high) AS REAL)", "unit")
    best, direction = ("min", "ASC") if order is Order.EARLIEST else ("max", "DESC")
    valued = (
        f"SELECT subject, {unit} AS measure, {best}({value}) AS best FROM facts"
        f" WHERE relation = ? AND {value} IS NOT NULL GROUP BY subject, measure"
    )
    place = f"row_number() OVER (PARTITION BY measure ORDER BY best {direction}, subject)"
    return f"SELECT subject FROM (SELECT subject, {place} AS place FROM ({valued})) WHERE place <= {FOREMOST}"
