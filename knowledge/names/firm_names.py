"""Names of companies, funds, products: a stretch where one is expected in, its span out, or None. Precision first."""

import re

from knowledge.names.dictionary import begins_with_verb, has_particle, is_amid_word
from knowledge.names.longer_names import may_end
from knowledge.names.name_rules import COUNTED, Reading, Span, has_function, is_coined, ordinary_latin, shape_rules
from knowledge.text import is_cjk

_ENDS = frozenset(("AI", "Street", "Hub", "Cloud", "Data", "Online"))
"""Ordinary words with which names of firms end, after a word of their own."""
_LONGEST_OPEN = 5
_LONGEST_STEM = 4
_LONGEST_BRACKETED = 6
_OPENED = re.compile(r"(?:[.!?:”\"\n] ?)\Z|\A\Z")


def parse_company(reading: Reading, start: int, end: int) -> Span | None:
    """A company whose ends are both plain: made by a suffix, or coined and used again."""
    return _parse_firm(reading, start, end, shape_rules().company_suffixes)


def parse_fund(reading: Reading, start: int, end: int) -> Span | None:
    """A fund whose ends are both plain: made by a suffix, or coined and used again."""
    return _parse_firm(reading, start, end, shape_rules().fund_suffixes)


def _parse_firm(reading: Reading, start: int, end: int, suffixes: tuple[str, ...]) -> Span | None:
    name = reading.twin[start:end]
    if not is_cjk(name[0]):
        return parse_latin(reading, start, end)
    stem = next((name.removesuffix(suffix) for suffix in suffixes if name.endswith(suffix)), None)
    if stem is None:
        return (start, end) if is_coined(name) and reading.is_used(name, 2) else None
    return (start, end) if _is_stem(stem) else None


def parse_coined(reading: Reading, start: int, end: int) -> Span | None:
    """What is not made of ordinary words only."""
    return (start, end) if is_coined(reading.twin[start:end]) else None


def parse_suffixed(reading: Reading, start: int, end: int) -> Span | None:
    """A company named by its suffix only: what stands before the suffix may be no ordinary word."""
    span = parse_company(reading, start, end)
    if span is None:
        return None
    name = reading.twin[start:end]
    stems = (name.removesuffix(one) for one in shape_rules().company_suffixes if name.endswith(one))
    return span if any(map(is_coined, stems)) else None


def parse_open_company(reading: Reading, start: int, end: int) -> Span | None:
    """Up to the first suffix that makes a name; else the longest stretch that is used again and that then acts."""
    text = reading.twin[start:end]
    if not is_cjk(text[0]):
        return parse_latin(reading, start, end)
    length = _first_suffix(text, shape_rules().company_suffixes)
    if length:
        name = text[:length]
        stem = next(name.removesuffix(one) for one in shape_rules().company_suffixes if name.endswith(one))
        is_backed = _is_ended(reading, start + length) and reading.is_used(name, 2)
        return (start, start + length) if _is_stem(stem) and (is_coined(stem) or is_backed) else None
    for length in range(min(_LONGEST_OPEN, len(text)), 1, -1):
        name = text[:length]
        if _is_ended(reading, start + length) and reading.is_used(name, 2) and is_coined(name):
            return start, start + length
    return None


def _first_suffix(text: str, suffixes: tuple[str, ...]) -> int:
    """Where the first name made by suffixes ends: after 澄观数据 or 澄观数据科技; 0: nowhere."""
    length = next((end for end in range(3, len(text) + 1) if text[:end].endswith(suffixes)), 0)
    while length and (more := next((one for one in suffixes if text.startswith(one, length)), "")):
        length += len(more)
    return length


def _is_ended(reading: Reading, at: int) -> bool:
    """Whether a company's name may end there: a mark follows, or what companies do."""
    after = reading.twin[at : at + 1]
    return not after or not is_cjk(after) or reading.twin.startswith(shape_rules().acts, at)


def parse_late(reading: Reading, start: int, end: int) -> Span | None:
    """What follows the last plain word: 与上海的|澄观医疗."""
    rules = shape_rules()
    suffixes = (*rules.fund_suffixes, *rules.company_suffixes)
    suffix = next((one for one in suffixes if reading.twin.endswith(one, start, end)), None)
    if suffix is None:
        return None
    text = reading.twin[start : end - len(suffix)]
    begin = max((text.rfind(lead) + len(lead) for lead in rules.leads if lead in text), default=0)
    is_clear = begin > 0 or start == 0 or not is_cjk(reading.twin[start - 1])
    is_clear = is_clear and not is_amid_word(reading.twin, start + begin)
    stem = text[begin:]
    return (start + begin, end) if is_clear and len(stem) <= _LONGEST_STEM and _is_stem(stem) else None


def parse_bracketed(reading: Reading, start: int, end: int) -> Span | None:
    """What follows the last plain word before a bracket: 嘉宾是|澄观 (Limpid). Made by a suffix, or coined."""
    rules = shape_rules()
    text = reading.twin[start:end]
    begin = max((text.rfind(lead) + len(lead) for lead in (*rules.leads, *rules.openings) if lead in text), default=0)
    is_clear = begin > 0 or start == 0 or not is_cjk(reading.twin[start - 1])
    if not is_clear or is_amid_word(reading.twin, start + begin) or end - start - begin > _LONGEST_BRACKETED:
        return None
    return (
        parse_company(reading, start + begin, end)
        if text[begin:].endswith(rules.company_suffixes)
        else parse_coined(reading, start + begin, end)
    )


def parse_quoted(reading: Reading, start: int, end: int) -> Span | None:
    """A company whose ends are plain quotation marks, whatever it is made of: no kind of thing, no ordinary stem."""
    rules = shape_rules()
    name = reading.twin[start:end]
    if not is_cjk(name[0]):
        return parse_latin(reading, start, end)
    is_ordinary = has_particle(name) or name in rules.ordinary_stems or name.endswith(rules.generic_ends)
    return None if is_ordinary else (start, end)


def parse_late_fund(reading: Reading, start: int, end: int) -> Span | None:
    """As parse_late, ending as funds do; an ordinary stem has to be used again."""
    span = parse_late(reading, start, end)
    if span is None or not (may_end(reading.twin, end) or begins_with_verb(reading.twin, end)):
        return None
    name = reading.twin[span[0] : span[1]]
    stem = next(name.removesuffix(one) for one in shape_rules().fund_suffixes if name.endswith(one))
    return span if is_coined(stem) or reading.is_used(name, 2) else None


def parse_latin(reading: Reading, start: int, end: int) -> Span | None:
    """A name in Latin letters, less the ordinary words at its ends (The, CEO)."""
    ordinary = ordinary_latin()
    words = reading.twin[start:end].split(" ")
    while words and words[0] in ordinary:
        start += len(words.pop(0)) + 1
    while words and words[-1] in ordinary and (words[-1] not in _ENDS or len(words) == 1):
        end -= len(words.pop()) + 1
    name = " ".join(words)
    is_word = len(words) == 1 and (_is_written_small(reading, name) or _only_opens(reading, name, start, end))
    return (start, end) if len(name) > 1 and name[-1].isalnum() and not is_word else None


def _is_written_small(reading: Reading, name: str) -> bool:
    """Whether the article has the word without a capital too, also without the -s of a verb: Wants in a headline."""
    small = name.lower()
    return reading.count(f" {small}") > 0 or (small.endswith("s") and reading.count(f" {small[:-1]} ") > 0)


def parse_suffixed_latin(reading: Reading, start: int, end: int) -> Span | None:
    """As parse_latin, with at least a word before the last one that is no ordinary one: not Capital alone."""
    span = parse_latin(reading, start, end)
    return span if span is not None and " " in reading.twin[slice(*span)] else None


def _only_opens(reading: Reading, name: str, start: int, end: int) -> bool:
    """Whether a word of an English text has its capital only as it begins a sentence: Insurers raised prices."""
    if not re.match(" [a-z]", reading.twin[end : end + 2]) or not _OPENED.search(
        reading.twin[max(0, start - 3) : start]
    ):
        return False
    return re.search(rf"[a-z0-9,;)] {re.escape(name)}\b", reading.twin[:COUNTED]) is None


def parse_product(reading: Reading, start: int, end: int) -> Span | None:
    """A product whose ends are both plain."""
    name = reading.twin[start:end]
    if not is_cjk(name[0]):
        return parse_latin(reading, start, end)
    is_ordinary = has_function(name) or name in shape_rules().ordinary_stems
    return None if is_ordinary else (start, end)


def parse_alias(reading: Reading, start: int, end: int) -> Span | None:
    """Another name, said to be one: in any script."""
    name = reading.twin[start:end]
    return (start, end) if is_cjk(name[0]) else parse_latin(reading, start, end)


def parse_script_alias(reading: Reading, start: int, end: int) -> Span | None:
    """Another name in brackets: in Latin letters, or made by a company suffix."""
    name = reading.twin[start:end]
    if not is_cjk(name[0]):
        return parse_latin(reading, start, end)
    return parse_company(reading, start, end) if name.endswith(shape_rules().company_suffixes) else None


def _is_stem(stem: str) -> bool:
    """Whether stem can stand before a suffix in a name: 澄观 (科技), not 人工 (智能)."""
    rules = shape_rules()
    is_ordinary = stem in rules.ordinary_stems or stem.startswith(rules.leads) or has_function(stem)
    return len(stem) > 1 and not is_ordinary
