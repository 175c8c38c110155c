"""Companies and funds that nobody introduces, by the last word of their names: 云帆 (科技). Precision first.

A stem that is no ordinary word, used again, is enough before most last words; before one that everyday words end with
too (语音数据), and after an ordinary stem (星河), the article has to show the name doing what only companies do.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

from knowledge.names.dictionary import begins_with_verb, has_particle, is_amid_word, is_common, is_seldom
from knowledge.names.longer_names import may_end
from knowledge.names.name_rules import Reading, Span, has_function, shape_rules
from knowledge.text import CJK, is_cjk
from knowledge.types import EntityKind

_STEM = (2, 4)
_HAN = f"[{CJK[0]}-{CJK[1]}]"
_WORD = 2
_LONGEST_LEAD = 5
_CLAUSE = 14
_LIST_MARK = "、"
_QUOTES = ("“", "「", "『")
_CLOSINGS = ("”", "」", "』")
_DATE = r"(?:\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:底|初|末)?)"
_OFTEN = 3
"""Uses of an ordinary stem alone that make a name of it with a last word, which it has but once."""


@dataclass(frozen=True, slots=True)
class _Use:
    """A stretch that may be a name, as one sentence uses it."""

    start: int
    suffix: int
    end: int
    is_firm: bool
    """It does what only companies and funds do, or stands among those that invest."""
    is_listed: bool
    is_sure: bool = False
    """What follows, nothing but a company or a fund does or has: a founder, staff, an age."""
    is_funded: bool = False
    """It closes a round, as nothing but a company does."""


def find_suffixed(reading: Reading, spans: tuple[Span, ...]) -> tuple[tuple[EntityKind, int, int], ...]:
    """(kind, start, end) of every name made by its last word that the sentences at spans show to be one."""
    by_name: dict[str, list[_Use]] = {}
    for start, end in spans:
        for use in _find_uses(reading, start, end):
            by_name.setdefault(reading.twin[use.start : use.end], []).append(use)
    names = {name for name, uses in by_name.items() if _is_name(reading, name, uses, by_name)}
    stems = {name[: by_name[name][0].suffix - by_name[name][0].start] for name in names}
    return tuple(
        (_kind_of(name), use.start, use.end)
        for name, uses in by_name.items()
        if name in names or _is_sibling(reading, name, uses, stems)
        for use in uses
    )


def _find_uses(reading: Reading, start: int, end: int) -> Iterator[_Use]:
    sentence = reading.twin[start:end]
    for match in _last_words().finditer(sentence):
        suffix, stop = start + match.start(), start + match.end()
        if suffix - start < _STEM[0] or reading.is_known(suffix) or not _may_end(reading.twin, stop):
            continue
        begin = _find_start(reading, start, suffix)
        if begin is not None:
            invests = any(word in sentence for word in shape_rules().raises)
            is_listed = _kind_of(match[0]) is EntityKind.FUND and _is_listed(reading, begin, stop, invests=invests)
            is_sure = _sure_acts().match(reading.twin, stop, end) is not None
            is_firm = is_listed or is_sure or _is_firm(reading, start, begin, stop)
            is_funded = _closes_round().match(reading.twin, stop, end) is not None
            yield _Use(begin, suffix, stop, is_firm, is_listed, is_sure, is_funded)


def _may_end(twin: str, at: int) -> bool:
    return may_end(twin, at) or (begins_with_verb(twin, at) and not is_amid_word(twin, at))


def _is_name(reading: Reading, name: str, uses: list[_Use], names: Container[str]) -> bool:
    rules = shape_rules()
    stem = name[: uses[0].suffix - uses[0].start]
    times = reading.count(name)
    is_soft = name.endswith(rules.soft_suffixes)
    if any(name[cut:] in names and reading.count(name[cut:]) > times for cut in range(1, _STEM[1])):
        return False
    if any(use.is_listed for use in uses):
        return not is_soft or not is_common(stem)
    is_firm = any(use.is_firm for use in uses)
    alone = reading.count(stem) - times
    is_funded = any(use.is_funded for use in uses)
    if is_soft and stem in rules.sectors:
        return is_funded
    if is_common(stem):
        is_sure = is_seldom(stem) and any(use.is_sure for use in uses)
        is_plain = times > 1 or not is_soft or alone >= _OFTEN or is_sure
        return (is_firm and is_plain) or is_funded
    times += alone
    if is_firm or times < 2:
        return is_firm or (not is_soft and name.endswith(rules.fund_suffixes))
    return not is_soft or name in reading.title or any(reading.twin.startswith(rules.acts, use.end) for use in uses)


def _is_sibling(reading: Reading, name: str, uses: list[_Use], stems: Container[str]) -> bool:
    """Whether it shares its stem with a name: 云帆医疗 beside 云帆科技; an ordinary one only if it is used again."""
    stem = name[: uses[0].suffix - uses[0].start]
    return stem in stems and (reading.count(name) > 1 or not is_common(stem))


def _find_start(reading: Reading, start: int, suffix: int) -> int | None:
    """Where the name begins whose last word stands at suffix; None: its beginning is not plain, or it has no stem."""
    run = suffix
    while run > max(start, suffix - _STEM[1] - 1) and is_cjk(reading.twin[run - 1]) and not reading.is_known(run - 1):
        run -= 1
    leads = {
        begin: _length_of_lead(reading, start, begin, suffix)
        for begin in range(max(run, suffix - _STEM[1]), suffix - _STEM[0] + 1)
        if _is_stem(reading.twin[begin:suffix])
    }
    return max((begin for begin, length in leads.items() if length), key=lambda begin: leads[begin], default=None)


def _length_of_lead(reading: Reading, start: int, begin: int, suffix: int) -> int:
    """How long a word stands before begin after which names begin; 0: none. At the beginning of a clause: longest."""
    if begin == start or not is_cjk(reading.twin[begin - 1]):
        return 0 if _is_led(reading, begin, suffix) else _LONGEST_LEAD
    if reading.is_known(begin - 1) or _is_led(reading, begin, suffix):
        return 0
    lengths = range(min(_LONGEST_LEAD - 1, begin - start), 0, -1)
    found = next((length for length in lengths if reading.twin[begin - length : begin] in _leads()), 0)
    return 0 if found == 1 and is_amid_word(reading.twin, begin) else found


def _is_led(reading: Reading, begin: int, suffix: int) -> bool:
    """Whether an ordinary word at the beginning is none of the name (昨晚云帆科技): nothing else is called so again."""
    stem = reading.twin[begin:suffix]
    return len(stem) == _STEM[1] and is_common(stem[:_WORD]) and reading.count(stem) < 2


@cache
def _leads() -> frozenset[str]:
    rules = shape_rules()
    return frozenset((*rules.leads, *rules.openings, *rules.firm_leads))


def _is_stem(stem: str) -> bool:
    rules = shape_rules()
    if has_function(stem) or stem.startswith((*rules.leads, *rules.openings)):
        return False
    return not stem.endswith(_ordinary_ends()) and stem not in rules.ordinary_stems and not has_particle(stem)


@cache
def _ordinary_ends() -> tuple[str, ...]:
    rules = shape_rules()
    return tuple(word for word in (*rules.ordinary_stems, *rules.generic_ends, *rules.acts) if len(word) > 1)


def _is_firm(reading: Reading, start: int, begin: int, at: int) -> bool:
    """Whether the words beside the span from begin to at go with companies and funds only."""
    rules = shape_rules()
    before = begin - 1 if reading.twin[begin - 1 : begin] in _QUOTES else begin
    if reading.twin.endswith(rules.firm_leads, start, before) or _is_maker(reading.twin[start:before]):
        return True
    at += reading.twin[at : at + 1] in _CLOSINGS
    if reading.twin.endswith(rules.investors, start, before) and reading.twin.startswith(rules.raises, at):
        return True
    at += len(rules.possessive) if reading.twin.startswith(rules.possessive, at) else 0
    modal = next((word for word in rules.modals if reading.twin.startswith(word, at)), "")
    return (
        reading.twin.startswith(rules.firm_acts, at + len(modal))
        or _acts_in_a_year().match(reading.twin, at) is not None
    )


def _is_maker(before: str) -> bool:
    """Whether a sentence so far ends with what somebody makes: 做数据标注的."""
    rules = shape_rules()
    if not before.endswith(rules.possessive):
        return False
    clause = re.split("[,、:;(“]", before[-_CLAUSE:])[-1]
    return any(word in clause for word in rules.makes)


def _is_listed(reading: Reading, start: int, end: int, *, invests: bool) -> bool:
    """Whether it stands among those that invest: a mark or a word of lists after it; or in any list, if no word."""
    if invests:
        return reading.twin.startswith((*shape_rules().list_marks, *shape_rules().raises), end)
    in_list = _LIST_MARK in (reading.twin[end : end + 1], reading.twin[max(0, start - 1) : start])
    return in_list and not is_common(reading.twin[start:end])


def _kind_of(name: str) -> EntityKind:
    return EntityKind.FUND if name.endswith(shape_rules().fund_suffixes) else EntityKind.COMPANY


@cache
def _closes_round() -> re.Pattern[str]:
    """What follows a company that closes a round: 宣布完成2亿元B轮融资."""
    rules = shape_rules()
    return re.compile(rf"(?:{'|'.join(rules.modals)}|宣布|官宣)?(?:完成|获得|获|拿到)了?[^,。;!?]{{0,24}}(?:轮|融资)")


@cache
def _sure_acts() -> re.Pattern[str]:
    """What follows a company or a fund, and nothing else that is called as it is: 去年累计融资9亿元, 有300名员工."""
    rules = shape_rules()
    acts = "|".join(act.pattern for act in rules.sure_acts)
    return re.compile(rf"(?:{'|'.join(rules.modals)}|{_DATE}){{0,3}}(?:{acts})")


@cache
def _acts_in_a_year() -> re.Pattern[str]:
    """What follows a firm that did something at a date: 2020年成立, 2021年3月在常州成立, 去年估值."""
    rules = shape_rules()
    date = rf"(?:{_DATE}|(?:{'|'.join(rules.modals)})(?:底|初|末)?)"
    acts = "|".join(map(re.escape, (*rules.firm_acts, *rules.dated_acts)))
    return re.compile(rf"{date}(?:在{_HAN}{{2,4}})?(?:{acts})")


@cache
def _last_words() -> re.Pattern[str]:
    rules = shape_rules()
    words = sorted((*rules.company_suffixes, *rules.fund_suffixes), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})" + "{1,3}")
