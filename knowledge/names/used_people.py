"""People whom nobody introduces, by what the whole article has them do: 砚秋 after a surname, who speaks and who left.

Each place where a surname and one or two characters stand between plain borders is a use. A name needs uses that only
people have (a verb of speech after it, 室友 before it), the fewer the more its characters are those of given names.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.names.dictionary import begins_with_verb, is_amid_word
from knowledge.names.given_names import given_likeness
from knowledge.names.introductions import title_words
from knowledge.names.name_rules import Reading, Span, shape_rules
from knowledge.names.name_uses import to_alternatives, use_rules
from knowledge.names.person_names import parse_person
from knowledge.text import is_cjk

_LENGTHS = (2, 1)
"""Characters of a given name, the longer first."""
_LIKELY = -0.2
"""Likeness from which a given name looks like one: 96 % of the three-character names of jieba's dictionary are above,
9 % of its other words of three characters that begin with a surname."""
_POSSIBLE = -1.2
_PLAINLY = 0.5
"""Likeness from which a single character is one of given names."""
_SURE_LIKELY = 1
_SURE_POSSIBLE = 2
_SURE_ANY = 4
_SEEN = 2
"""Uses of a likely name that make up for one that only people have, if it goes on in different ways."""


@dataclass(frozen=True, slots=True)
class _Use:
    start: int
    end: int
    is_sure: bool
    """Only people are used so."""


def find_used_people(reading: Reading, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Every place of a Chinese person's name that the sentences at spans, taken together, show to be one."""
    uses: dict[str, list[_Use]] = {}
    for start, end in spans:
        for use in _find_uses(reading, start, end):
            uses.setdefault(reading.twin[use.start : use.end], []).append(use)
    names = {name for name, found in uses.items() if _is_person(reading, name, found)}
    kept = [name for name in uses if name in names and not _is_cut(reading, name, uses, names)]
    return tuple((use.start, use.end) for name in kept for use in uses[name])


def _find_uses(reading: Reading, start: int, end: int) -> Iterator[_Use]:
    for match in _surname().finditer(reading.twin, start, end):
        at = match.start()
        if reading.is_known(at) or not _may_begin(reading, start, at):
            continue
        before = at - 1 if reading.twin[at - 1 : at] == " " else at
        is_led = _is_of_firm(reading, start, at) or reading.twin.endswith(_leads(), start, max(start, before))
        for length in _LENGTHS:
            stop = match.end() + length
            if stop > end or reading.is_known(stop - 1) or parse_person(reading, at, stop) is None:
                continue
            if _owns().match(reading.twin, stop, end):
                continue
            is_sure = _acts().match(reading.twin, stop, end) is not None and not is_amid_word(reading.twin, stop)
            if is_sure or _may_end(reading, stop, end):
                yield _Use(at, stop, is_sure or is_led)


def _is_of_firm(reading: Reading, start: int, at: int) -> bool:
    """Whether what stands before that place is the firm somebody is of: 善达资本的."""
    return reading.twin.endswith(_firms_of(), start, at)


def _may_begin(reading: Reading, start: int, at: int) -> bool:
    if at == start or not is_cjk(reading.twin[at - 1]) or reading.is_known(at - 1):
        return True
    return reading.twin.endswith(_links(), start, at)


def _may_end(reading: Reading, stop: int, end: int) -> bool:
    if stop == end or not is_cjk(reading.twin[stop]):
        return True
    return begins_with_verb(reading.twin, stop) and not is_amid_word(reading.twin, stop)


def _is_person(reading: Reading, name: str, uses: Sequence[_Use]) -> bool:
    if name in use_rules().ordinary_people:
        return False
    surname = 2 if name[:2] in shape_rules().double_surnames else 1
    likeness = given_likeness(name[surname:])
    sure = len({use.start for use in uses if use.is_sure})
    if sure >= _SURE_ANY or (sure >= _SURE_POSSIBLE and likeness >= _POSSIBLE):
        return True
    if likeness < (_LIKELY if len(name) - surname == _LENGTHS[0] else _PLAINLY):
        return False
    return sure >= _SURE_LIKELY or (len(uses) >= _SEEN and _goes_on_variously(reading, uses))


def _goes_on_variously(reading: Reading, uses: Sequence[_Use]) -> bool:
    return len({reading.twin[use.end : use.end + 1] for use in uses}) > 1


def _is_cut(reading: Reading, name: str, uses: Mapping[str, list[_Use]], names: set[str]) -> bool:
    """Whether a name is only the beginning of another one that the text has there, or goes on into the next word."""
    longer = [other for other in names if other != name and other.startswith(name)]
    if any(reading.count(other) * 2 > reading.count(name) for other in longer):
        return True
    return name[:-1] in names and reading.count(name[:-1]) > 2 * reading.count(name)


@cache
def _firms_of() -> tuple[str, ...]:
    rules = shape_rules()
    return tuple(f"{word}{rules.possessive}" for word in (*rules.fund_suffixes, "科技", "智能", "集团"))


@cache
def _leads() -> tuple[str, ...]:
    """Words right before which only people are named, titles also with 的 between: 总监的."""
    return (*use_rules().person_before, *(word + mark for word in title_words() for mark in ("的", "")))


@cache
def _links() -> tuple[str, ...]:
    """Those words, and others after which a name may begin."""
    return (*use_rules().person_links, *_leads())


@cache
def _surname() -> re.Pattern[str]:
    rules = shape_rules()
    surnames = rules.surnames.replace(" ", "")
    return re.compile(rf"(?:{to_alternatives(rules.double_surnames)}|[{surnames}])(?=[\u3400-\u9fff])")


@cache
def _owns() -> re.Pattern[str]:
    """What shows that the name before is a firm's: 麦塔的创始人."""
    return re.compile(rf"的(?:{to_alternatives(use_rules().firm_posts)})")


@cache
def _acts() -> re.Pattern[str]:
    """What people do, with what may stand before it: 在电话里也说."""
    rules = use_rules()
    adverbs, verbs = to_alternatives(rules.person_adverbs), to_alternatives(rules.person_after)
    return re.compile(
        rf"(?:在[^,。;:!?“”]{{1,8}}(?:里|上|中|时|后))?(?:{adverbs}){{0,2}}(?:对[^,。]{{1,8}})?(?:{verbs})"
    )
