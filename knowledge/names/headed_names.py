"""Names at the head of items about deals, as round-ups of the week write them: 澄观数据:A轮2亿元,...

What comes first and is followed by a colon and at once by a round is a company, whatever its name looks like; so is
what comes first of a line in parts, one of which is a round: 澄观数据 · 厦门 · A轮 · 2亿元. It may stand there by its
names in both scripts, side by side: Limpid 澄观(杭州):A轮.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from knowledge.names.dictionary import is_word
from knowledge.names.firm_names import parse_latin
from knowledge.names.introductions import title_words
from knowledge.names.name_rules import Reading, Span, has_function, shape_rules
from knowledge.names.name_uses import to_alternatives, use_rules
from knowledge.text import is_cjk
from knowledge.types import EntityKind

_MARK = r"(?:\d{1,2}[.、)] ?|[-·•*] ?)?"
_LATIN = r"[A-Z][\w'’&.-]{1,20}(?: [A-Z][\w'’&.-]{0,20}){0,3}"
_CHINESE = r"[\u3400-\u9fff]{2,8}(?:AI)?"
_NAMES = (
    rf"(?:(?P<before>{_LATIN}) (?={_CHINESE}))?(?P<name>{_CHINESE}|{_LATIN})(?:(?<![\x00-\x7f]) (?P<behind>{_LATIN}))?"
)
_HEAD = rf"{_MARK}[“「]?{_NAMES}[”」]?"
_BRACKET = r"(?: ?\([^()\n]{1,40}\))?"
_MARKED = " ?[·•|] ?"
_PART = "[^。;·•|\\n]"
_NEAR = 40
_TURNS = 2
"""Who heads more paragraphs than this speaks in them."""


def find_headed(reading: Reading, spans: Sequence[Span]) -> Iterator[tuple[EntityKind | None, int, int, int]]:
    """(kind, start, end, after) of the names at the head of each sentence at spans that goes on with a deal.

    kind None: it is another name of what is called by the one that ends at after; of others, after is start.
    """
    for start, end in spans:
        match = _head().match(reading.twin, start, end)
        if match is None or reading.is_known(match.start("name")) or not _is_name(match["name"]):
            continue
        if reading.count(f"{match['name']}:") > _TURNS:
            continue
        name = _parse(reading, match.span("name"))
        if name is None:
            continue
        yield EntityKind.COMPANY, *name, name[0]
        for other in (_parse(reading, match.span(group)) for group in ("before", "behind") if match[group]):
            if other is not None:
                yield None, *other, name[1]


def _parse(reading: Reading, span: Span) -> Span | None:
    return span if is_cjk(reading.twin[span[0]]) else parse_latin(reading, *span)


def _is_name(words: str) -> bool:
    """Whether the words are none of the deal itself (本轮融资) and no ordinary word (转发)."""
    rules = shape_rules()
    if any(word in words for word in _deal_words()) or words in rules.ordinary_stems or is_word(words):
        return False
    # 智能 ends names though 能 is in none.
    stem = next((words.removesuffix(one) for one in rules.company_suffixes if words.endswith(one)), words)
    is_plain = has_function(stem or words) or words.endswith((*rules.generic_ends, *title_words()))
    return not is_cjk(words[0]) or not is_plain


@cache
def _deal_words() -> tuple[str, ...]:
    return (*use_rules().deals, *shape_rules().raises)


@cache
def _head() -> re.Pattern[str]:
    deals = to_alternatives(use_rules().deals)
    after_colon = rf" ?:(?=[^。;\n]{{0,{_NEAR}}}(?:{deals}))"
    in_parts = rf"{_MARKED}(?=(?:{_PART}{{1,24}}{_MARKED}){{0,2}}{_PART}{{0,12}}(?:{deals}))"
    return re.compile(rf"{_HEAD}{_BRACKET}(?:{after_colon}|{in_parts})")
