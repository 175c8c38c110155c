"""Names in lists that say how many they are: a sentence in, the companies or funds listed out.

五家:烛龙、沧海微和石径 ... gives names, whatever they look like, as the number holds the list to be one of names.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.names.name_rules import Reading, Span, has_function, shape_rules
from knowledge.text import is_cjk
from knowledge.types import EntityKind

_NUMBERS = {number: value for value, number in enumerate("两三四五六七八九十", 2)}
_COUNT = r"(?P<count>[两三四五六七八九十]|[2-9]|1\d)家(?P<what>[^。;!?:、,]{0,10})"
_MEMBER = r"[\u3400-\u9fffA-Za-z][\u3400-\u9fffA-Za-z0-9 .&-]{1,15}"
_LIST = rf"(?P<list>{_MEMBER}(?:、{_MEMBER}){{0,17}}(?:和|与|以及){_MEMBER}?)"
_AFTER_COUNT = re.compile(rf"{_COUNT}[:,] ?(?:分别是|包括|即)?{_LIST}(?=[。;!?,\n]|$)")
_BEFORE_COUNT = re.compile(rf"(?<![\u3400-\u9fffA-Za-z]){_LIST}(?:这|共|等){_COUNT}")
_MARK = re.compile("、|和|与|以及")
_LONGEST = 8


def find_counted(reading: Reading, spans: Sequence[Span]) -> Iterator[tuple[EntityKind, int, int]]:
    """(kind, start, end) of each member of a list in the sentences at spans that has as many members as it says."""
    for start, end in spans:
        if "家" not in reading.twin[start:end]:
            continue
        for pattern in (_AFTER_COUNT, _BEFORE_COUNT):
            for match in pattern.finditer(reading.twin, start, end):
                yield from _find_members(reading, match)


def _find_members(reading: Reading, match: re.Match[str]) -> Iterator[tuple[EntityKind, int, int]]:
    kind = EntityKind.FUND if match["what"].endswith(_fund_words()) else EntityKind.COMPANY
    count = _NUMBERS.get(match["count"]) or int(match["count"])
    spans = _split(reading.twin, match.start("list"), match.end("list"))
    if len(spans) == count and all(_is_name(reading.twin[slice(*span)]) for span in spans):
        yield from ((kind, *span) for span in spans)


def _split(twin: str, start: int, end: int) -> list[Span]:
    cuts = [(start + mark.start(), start + mark.end()) for mark in _MARK.finditer(twin[start:end])]
    starts = [start, *(after for _, after in cuts)]
    ends = [*(before for before, _ in cuts), end]
    return list(zip(starts, ends, strict=True))


def _is_name(words: str) -> bool:
    if not is_cjk(words[:1]):
        return words[:1].isupper() and not any(map(is_cjk, words))
    return 1 < len(words) <= _LONGEST and not has_function(words) and not words.endswith(shape_rules().generic_ends)


@cache
def _fund_words() -> tuple[str, ...]:
    return ("机构", "基金", "投资方", *shape_rules().fund_suffixes)
