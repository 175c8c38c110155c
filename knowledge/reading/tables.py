"""The tree of an HTML page in, changed so that the extractor reads its tables as a reader does. Reads no words itself.

Tables that only place the parts of a page become boxes; a cell over several rows or columns stands in each of them;
captions stand above; the marks of footnotes go.
"""

import re
from copy import deepcopy
from typing import Any

_CELLS = 40
"""Rows or columns that a cell may span; more is a mistake of the page."""
_PROSE = 60
"""Characters of text from which on a cell holds a paragraph and not a value."""
_LONGEST_CELL = 200
"""Characters of a cell that is copied to where it spans."""
_ROWS = "./tr|./thead/tr|./tbody/tr|./tfoot/tr"
_APART = ("br", "p", "div", "li")


def prepare_tree(tree: Any) -> None:
    """Changes tree in place."""
    for mark in tree.xpath("//sup[a[starts-with(@href, '#')]]|//a[starts-with(@href, '#')][sup]"):
        mark.drop_tree()
    for table in tree.xpath("//table"):
        if _is_layout(table):
            _unwrap(table)
    for table in tree.xpath("//table"):
        for caption in table.xpath("./caption"):
            caption.tag = "p"
            table.addprevious(caption)
        for cell in table.xpath(".//td|.//th"):
            _flatten(cell)
        _fill_spans(table)
        _join_heads(table)


def _is_layout(table: Any) -> bool:
    """Whether a table only places the parts of a page: a cell of it holds a heading, a table or several paragraphs."""
    if table.xpath(".//table|.//h1|.//article"):
        return True
    return any(len(_find_paragraphs(cell)) > 1 for cell in table.xpath(".//td"))


def _find_paragraphs(cell: Any) -> list[Any]:
    return [part for part in cell.xpath(".//p|.//div[not(*)]") if len(part.text_content().strip()) >= _PROSE // 2]


def _unwrap(table: Any) -> None:
    """Makes boxes of a table; its cells of links go where another one holds the article."""
    rows = table.xpath(_ROWS)
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    has_article = any(_find_paragraphs(cell) for cell in cells)
    for cell in cells:
        if has_article and cell.xpath(".//a") and not _find_paragraphs(cell):
            cell.drop_tree()
        else:
            cell.tag = "div"
    for part in (table, *rows, *table.xpath("./tbody|./thead|./tfoot")):
        part.tag = "div"


def _flatten(cell: Any) -> None:
    """Puts the words of a cell on one line."""
    for part in cell.iter(*_APART):
        part.text, part.tail = f" {part.text or ''}", f" {part.tail or ''}"
    words = " ".join(cell.text_content().split())
    for part in list(cell):
        cell.remove(part)
    cell.text = words


def _fill_spans(table: Any) -> None:
    """Writes a cell that spans rows or columns into each of them, so that every row says all that it means.

    A row of one cell, a title within the table, stays one cell.
    """
    below: dict[int, tuple[int, Any]] = {}
    """Column -> the rows that a cell above still covers, and the cell."""
    for row in table.xpath(_ROWS):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        column = 0
        for cell in cells:
            column = _copy_covered(cell, column, below)
            width, height = (_take_span(cell, key) for key in ("colspan", "rowspan"))
            width = 1 if len(cells) == 1 else width
            for at in range(column, column + width):
                if at > column:
                    cell.addnext(deepcopy(cell))
                if height > 1:
                    below[at] = (height - 1, cell)
            column += width
        while column in below:
            row.append(_take(below, column))
            column += 1


def _copy_covered(cell: Any, column: int, below: dict[int, tuple[int, Any]]) -> int:
    """The first column that no cell above covers; those before are filled, in front of cell."""
    while column in below:
        cell.addprevious(_take(below, column))
        column += 1
    return column


def _take(below: dict[int, tuple[int, Any]], column: int) -> Any:
    rows, cell = below.pop(column)
    if rows > 1:
        below[column] = (rows - 1, cell)
    return deepcopy(cell)


def _take_span(cell: Any, key: str) -> int:
    """How many rows or columns a cell spans, 1 or more; the cell says so no longer."""
    found = re.fullmatch(r"\s{0,9}(\d{1,3})\s{0,9}", cell.attrib.pop(key, ""))
    if not found or len(cell.text or "") > _LONGEST_CELL:
        return 1
    return min(max(1, int(found[1])), _CELLS)


def _join_heads(table: Any) -> None:
    """Makes one row of two rows of column names."""
    rows = table.xpath("./thead/tr")
    if len(rows) != 2 or len(rows[0]) != len(rows[1]):
        return
    for above, below in zip(*rows, strict=True):
        names = dict.fromkeys(filter(None, (above.text, below.text)))
        below.text = " ".join(names)
    rows[0].drop_tree()
