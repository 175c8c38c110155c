"""Names of people: a stretch of text where one is expected in, its span out, or None. Precision first."""

import re

import rjieba

from knowledge.names.dictionary import is_word
from knowledge.names.given_names import given_likeness
from knowledge.names.name_rules import Reading, Span, ordinary_latin, shape_rules
from knowledge.text import is_cjk

_POSSESSIVE = ("'s", "’s")
_SELDOM_FIRST = "不让"
_OFTEN = 3
_RARE = -1.2
"""Likeness below which a word is none of the given names that are words as well (明月, 小满)."""


def parse_person(reading: Reading, start: int, end: int) -> Span | None:
    """A person whose ends are both plain: surname and one or two characters, or a name in Latin letters."""
    name = reading.twin[start:end]
    if not is_cjk(name[0]):
        return parse_latin_person(reading, start, end)
    surname = _surname_length(name)
    if not surname or not 1 <= len(name) - surname <= 2:
        return None
    if _is_plain_word(name[surname:]):
        return None
    is_given = _is_given(name[surname:]) or _is_seldom_given(reading, name, surname, end)
    return (start, end) if is_given and not is_word(name) else None


def parse_open_person(reading: Reading, start: int, end: int) -> Span | None:
    """A surname and one or two characters: two, unless the second begins a word with what follows (范宁|看来)."""
    text = reading.twin[start:end]
    surname = _surname_length(text)
    short, long = text[: surname + 1], text[: surname + 2]
    if not surname or len(short) == surname:
        return None
    if not _is_given(short[surname:]) and not _is_seldom_given(reading, long, surname, start + len(long)):
        return None
    name = long if _is_long(reading, short, long, surname, start) else short
    if is_word(short) or is_word(name) or _is_plain_word(name[surname:]):
        return None
    is_sure = text[0] not in shape_rules().doubtful_surnames or _is_ended(reading, start + len(name))
    return (start, start + len(name)) if is_sure or reading.is_used(name, 2) else None


def _is_long(reading: Reading, short: str, long: str, surname: int, start: int) -> bool:
    """Whether the name has two characters after the surname, not one."""
    if len(long) == len(short):
        return False
    if not _is_given(long[surname:]):
        return _is_seldom_given(reading, long, surname, start + len(long))
    return not _runs_on(reading, short, long, start)


def parse_late_person(reading: Reading, start: int, end: int) -> Span | None:
    """The last two to four characters, from a surname on that is not the end of another word (对方|孟庭)."""
    for length in (4, 3, 2):
        begin = end - length
        if begin < start or parse_person(reading, begin, end) is None:
            continue
        words = rjieba.tokenize(reading.twin[start:end], "default", False)
        if not any(first < begin - start < last for _, first, last in words):
            return begin, end
    return None


def parse_latin_person(reading: Reading, start: int, end: int) -> Span | None:
    """Two words or more in Latin letters, none an ordinary one and the last not that of a firm."""
    rules = shape_rules()
    words = reading.twin[start:end].split(" ")
    while words and (words[0] in ordinary_latin() or words[0].endswith(_POSSESSIVE)):
        start += len(words.pop(0)) + 1
    is_name = len(words) > 1 and all(words) and not ordinary_latin().intersection(words)
    is_firm = words and words[-1] in (*rules.latin_company_suffixes, *rules.latin_fund_suffixes)
    return (start, end) if is_name and not is_firm else None


def parse_foreign_person(reading: Reading, start: int, end: int) -> Span | None:
    """A name transliterated, with middle dots."""
    parts = re.split("[·•・‧]", reading.twin[start:end])
    return (start, end) if all(parts) else None


def _is_ended(reading: Reading, at: int) -> bool:
    """Whether a person's name surely ends there: a mark follows, or what people do."""
    after = reading.twin[at : at + 1]
    return not after or not is_cjk(after) or reading.twin.startswith(shape_rules().person_acts, at)


def _surname_length(text: str) -> int:
    rules = shape_rules()
    return 2 if text[:2] in rules.double_surnames else int(text[:1] in rules.surnames)


def _is_given(characters: str) -> bool:
    return all(is_cjk(char) and char not in shape_rules().not_given for char in characters)


def _is_plain_word(given: str) -> bool:
    """Whether nobody is called so: a word whose characters are rare in given names (模型 in 管模型, 本报 in 向本报)."""
    return len(given) > 1 and _is_given(given) and is_word(given) and given_likeness(given) < _RARE


def _is_seldom_given(reading: Reading, name: str, surname: int, end: int) -> bool:
    """Whether the article shows that characters which mostly end a name belong to this one: 温以宁, 邬清和.

    It is never written without them, and ends plainly there, or elsewhere if it is used again. Where the whole given
    name is one such character, or begins with 不 or 让 (胡不言), it has to be used often.
    """
    rules = shape_rules()
    given = name[surname:]
    is_given = all(is_cjk(char) and (char not in rules.not_given or char in rules.seldom_given) for char in given)
    if not given or not is_given:
        return False
    if (len(given) == 1 or given[0] in _SELDOM_FIRST) and reading.count(name) < _OFTEN:
        return False
    if given[-1] in rules.seldom_given and reading.count(name[:-1]) > reading.count(name):
        return False
    return _is_ended(reading, end) or any(_is_ended(reading, at + len(name)) for at in reading.places(name))


def _runs_on(reading: Reading, short: str, long: str, start: int) -> bool:
    """Whether the last character of long belongs to the words after the name."""
    if reading.count(short) > reading.count(long):
        return True
    rest = reading.twin[start + len(short) : start + len(short) + 4]
    words = rjieba.tokenize(rest, "default", False)
    return bool(words) and len(words[0][0]) > 1 and is_cjk(words[0][0][0])
