"""Rows of tables as answers: the cells of what is asked about, each with its column."""

from collections.abc import Sequence

from bot.types import Interpretation, Ranked
from knowledge.text import fold, to_key
from knowledge.types import PassageKind

BAR = "|"


def is_row(ranked: Ranked) -> bool:
    """Whether the passage is a row of a table whose columns have names."""
    return ranked.found.passage.kind == PassageKind.TABLE and bool(ranked.found.passage.heading)


def render_row(ranked: Ranked, asked: Interpretation, *, every: bool = False) -> str:
    """The row as "row name：cell", or "row name：column cell；column cell" where several columns are meant.

    Meant are the columns named after entities of the question; all of them where none is, or with every.
    """
    columns = _cells(ranked.found.passage.heading or "")
    cells = _cells(ranked.found.snippet)
    if len(columns) != len(cells) or len(cells) < 2:
        return ranked.found.snippet
    meant = [] if every else [i for i in range(1, len(cells)) if _is_asked(columns[i], asked)]
    if len(meant) == 1:
        return f"{cells[0]}：{cells[meant[0]]}"
    listed = "；".join(f"{columns[i]} {cells[i]}" for i in meant or range(1, len(cells)))
    return f"{cells[0]}：{listed}"


def _cells(row: str) -> Sequence[str]:
    return [cell.strip() for cell in row.strip().strip(BAR).split(BAR)]


def _is_asked(column: str, asked: Interpretation) -> bool:
    names = {to_key(form) for unit in asked.units if unit.is_entity for form in unit.forms}
    return to_key(fold(column)) in {to_key(fold(name)) for name in names}
