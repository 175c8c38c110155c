"""Quotation marks: coded text in, the stretches between them out, inner ones within those around them. Names nobody."""

from dataclasses import dataclass

from knowledge.facts.cues import cue_rules

_CLOSING = {"“": "”", "「": "」", "『": "』", "‘": "’"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_ENDS = ",.?!"
_SHORTEST = 6
"""Coded characters below which words are a term or a title, unless a clause ends with them."""
_LONGEST_NAME = 14


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two quotation marks."""

    start: int
    """After the opening mark."""
    end: int
    """Before the closing mark; the end of the text where none closes it."""
    depth: int
    """0: in no other quotation."""
    closed: bool = True


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quotations of a paragraph, in order of their beginning.

    A mark that closes nothing is passed over, and one that opens what is open already begins it anew. The last
    quotation may be open to the end: it goes on in the next paragraph.
    """
    found: list[Quotation] = []
    opened: list[tuple[str, int]] = []
    for place, mark in enumerate(text):
        if mark not in "“”「」『』‘’\"'":
            continue
        kind = _to_kind(text, place, [mark for mark, _ in opened])
        if kind is None:
            continue
        marks = [mark for mark, _ in opened]
        if kind in _CLOSING or (kind == mark and kind not in marks and kind not in _OPENING):
            del opened[marks.index(kind) if kind in marks else len(opened) :]
            opened.append((kind, place + 1))
        elif (opening := _OPENING.get(kind, kind)) in marks:
            depth = marks.index(opening)
            found.append(Quotation(opened[depth][1], place, depth))
            del opened[depth:]
    if opened and opened[0][0] in "“「":
        found.append(Quotation(opened[0][1], len(text), 0, closed=False))
    return tuple(sorted(found, key=lambda quotation: (quotation.start, -quotation.end)))


def _to_kind(text: str, place: int, opened: list[str]) -> str | None:
    """The mark as it is meant; None: an apostrophe, or a straight single mark that opens nothing."""
    mark, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if mark not in "’'":
        return mark
    if mark == "’":
        return None if before.isascii() and before.isalnum() and after.isalnum() else mark
    if "'" in opened:
        return mark if before in _ENDS and not after.isalnum() else None
    return mark if opened and (before.isspace() or before in opened) and after.isalpha() else None


def is_term(text: str, one: Quotation) -> bool:
    """Whether words in quotation marks are a part of the sentence around them (the "flywheel" turns), or a name."""
    length, after = one.end - one.start, text[one.end + 1 : one.end + 2]
    stops = text[one.end - 1] in ",。!?." or not after or after in ",。!?;"
    if length <= 1 or (length < _SHORTEST and not stops):
        return True
    is_plain = length <= _LONGEST_NAME and not any(mark in text[one.start : one.end] for mark in ",。!?.;:")
    return is_plain and text.endswith(cue_rules().before_names, 0, one.start - 1)
