"""Names in tables: a table's rows and what its columns are headed by in, the names in their cells out.

A head that says what is in its column (公司, 创始人) tells the kind; a cell that no name looks like gives nothing.
"""

import re
from collections.abc import Iterator, Sequence

from knowledge.names.name_rules import Span, shape_rules
from knowledge.names.name_uses import use_rules
from knowledge.text import fold, is_cjk
from knowledge.types import EntityKind, Passage, PassageKind

_CELL = "|"
_BETWEEN = re.compile(r"[、,;/]|(?<=[\u3400-\u9fff])[和与及](?=[\u3400-\u9fff]{2})| and ")
_REMARK = re.compile(r"[(（].*|等\d*[家人位]?$")
_NAME = re.compile(r"[\u3400-\u9fffA-Za-zÀ-ÿ][\u3400-\u9fffA-Za-zÀ-ÿ0-9 .&'’·-]{0,29}")
_DESCRIBED = re.compile("[一两几多数某]家|某|一位|一只|未知|其他|若干|的")
_LONGEST = {EntityKind.PERSON: 5}
_LONGEST_OTHER = 10


def find_column_names(text: str, passages: Sequence[Passage]) -> Iterator[tuple[EntityKind, int, int]]:
    """(kind, start, end) of each name in a cell of a column whose head says what it holds."""
    for passage in passages:
        if passage.kind is not PassageKind.TABLE or not passage.heading:
            continue
        kinds = [_to_kind(head) for head in passage.heading.strip(" |").split(_CELL)]
        cells = list(_split_cells(text, passage.start, passage.end))
        if any(kinds) and len(kinds) == len(cells):
            for kind, cell in zip(kinds, cells, strict=True):
                if kind is not None:
                    yield from ((_kind_of(kind, text[slice(*span)]), *span) for span in _split_names(text, cell, kind))


def _to_kind(head: str) -> EntityKind | None:
    plain = fold(head).strip().replace(" / ", "/")
    return next((kind for kind, heads in use_rules().columns.items() if plain in heads), None)


def _split_cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of the cells of a row, those outside its first and last mark left out."""
    row = text[start:end]
    begin, stop = len(row) - len(row.lstrip(" |")), len(row.rstrip(" |"))
    at = start + begin
    for cell in row[begin:stop].split(_CELL):
        yield at, at + len(cell)
        at += len(cell) + 1


def _split_names(text: str, cell: Span, kind: EntityKind) -> Iterator[Span]:
    at = cell[0]
    words = text[slice(*cell)]
    for part in (*_BETWEEN.finditer(words), None):
        end = cell[0] + part.start() if part else cell[1]
        if span := _trim(text, at, end, kind):
            yield span
        at = cell[0] + part.end() if part else end


def _trim(text: str, start: int, end: int, kind: EntityKind) -> Span | None:
    """The name in that stretch of a cell without what is remarked on it; None: no name."""
    words = _REMARK.sub("", text[start:end])
    start += len(words) - len(words.lstrip(' *“”"「」'))
    name = words.strip(' *“”"「」')
    if _DESCRIBED.search(name) or len(name) < 2 or fold(name) in use_rules().empty_cells or not _NAME.fullmatch(name):
        return None
    if is_cjk(name[0]) and len(name) > _LONGEST.get(kind, _LONGEST_OTHER):
        return None
    if kind is EntityKind.PERSON and is_cjk(name[0]) and "·" not in name and fold(name)[0] not in _surnames():
        return None
    if not is_cjk(name[0]) and not name[0].isupper():
        return None
    return start, start + len(name)


def _surnames() -> str:
    rules = shape_rules()
    return rules.surnames + "".join(name[0] for name in rules.double_surnames)


def _kind_of(kind: EntityKind, name: str) -> EntityKind:
    """Of what is headed as an investor: a company where its last word says so."""
    rules = shape_rules()
    if kind is EntityKind.FUND and fold(name).endswith(rules.company_suffixes) and not name.endswith("投资集团"):
        return EntityKind.COMPANY
    return kind
