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
_BRACKET = r"(?: ?\([^()\n]{1,20}\))?"
_LIST = rf"(?P<list>{_MEMBER}{_BRACKET}(?:、{_MEMBER}{_BRACKET}){{0,17}}(?:(?:和|与|以及|、){_MEMBER}{_BRACKET})?)"
_DASH = "—{1,2}"
_AFTER_COUNT = re.compile(rf"{_COUNT}(?:[:,] ?|{_DASH})(?:分别是|包括|即)?{_LIST}(?=[。;!?,\n]|{_DASH}|$)")
_BEFORE_COUNT = re.compile(rf"(?<![\u3400-\u9fffA-Za-z]){_LIST}(?:这|共|等){_COUNT}")
_BEHIND = re.compile(r" ?\([^()]*\)\Z")
_MARK = re.compile("、|和|与|以及")
_LEADS = ("把", "将", "包括", "就是", "分别是", "有")
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
    spans[:1] = [_without_lead(reading.twin, *spans[0])]
    if len(spans) == count and all(_is_name(reading.twin[slice(*span)]) for span in spans):
        yield from ((kind, *span) for span in spans)


def _without_lead(twin: str, start: int, end: int) -> Span:
    """The first member without the words that lead to the list: 圈内把|澄观."""
    words = twin[start:end]
    return start + max((words.rfind(lead) + len(lead) for lead in _LEADS if lead in words), default=0), end


def _split(twin: str, start: int, end: int) -> list[Span]:
    """The members of a list, without what stands in brackets behind them."""
    cuts = [(start + mark.start(), start + mark.end()) for mark in _MARK.finditer(twin[start:end])]
    starts = [start, *(after for _, after in cuts)]
    ends = [*(before for before, _ in cuts), end]
    brackets = (_BEHIND.search(twin, first, last) for first, last in zip(starts, ends, strict=True))
    ends = [found.start() if found else last for found, last in zip(brackets, ends, strict=True)]
    return list(zip(starts, ends, strict=True))


def _is_name(words: str) -> bool:
    if not is_cjk(words[:1]):
        return words[:1].isupper() and not any(map(is_cjk, words))
    rules = shape_rules()
    # 智能 ends names though 能 is in none.
    stem = next((words.removesuffix(one) for one in rules.company_suffixes if words.endswith(one)), words)
    return 1 < len(words) <= _LONGEST and not has_function(stem or words) and not words.endswith(rules.generic_ends)


@cache
def _fund_words() -> tuple[str, ...]:
    return ("机构", "基金", "投资方", *shape_rules().fund_suffixes)
