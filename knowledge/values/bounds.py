"""What bounds a number, by the words around it: 超10亿, 左右, 小两百人."""

from knowledge.values.counted import Unit
from knowledge.values.number import Number
from knowledge.values.value_rules import Bound, Qualifier, unit_words


def read_bounds(
    twin: str, number: Number, unit: Unit, begin: int, end: int, floor: int
) -> tuple[list[Bound], int, int]:
    """The bounds said around a quantity, and its span with their words."""
    bounds: list[Bound] = ["over"] if number.more or unit.open else []
    before = _qualifier_before(twin, begin, number, floor)
    if before:
        bounds.append(before[0].bound)
        begin = before[1]
    table = unit_words().after
    after = table.starting_at(twin, end) or table.starting_at(twin, end + twin.startswith(" ", end))
    if after:
        bounds.append(after[0].bound)
        end = after[1]
    return bounds, begin, end


def _qualifier_before(twin: str, begin: int, number: Number, floor: int) -> tuple[Qualifier, int] | None:
    words = unit_words()
    for _ in range(3):
        begin -= twin.startswith(" ", begin - 1) if begin else 0
        found = words.before.ending_at(twin, begin)
        if found and found[1] >= floor and _allows(found[0], twin, begin, number):
            return found
        filler = words.fillers.ending_at(twin, begin)
        if filler is None or filler[1] < floor:
            return None
        begin = filler[1]
    return None


def _allows(qualifier: Qualifier, twin: str, begin: int, number: Number) -> bool:
    """Whether qualifier can stand before a number of that form."""
    few = number.approximate and number.low != number.high and not twin[begin].isascii()
    if qualifier.only == "scale":
        return number.written == "scale"
    if qualifier.only == "few":
        return few
    return qualifier.only is None or few or (number.factor >= 100 and not twin[begin].isascii())
