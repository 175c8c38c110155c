"""Whether a name that stands in a text is only a part of a longer one: 百川 in 百川能源, Altman in Annie Altman.

Two companies with similar names stay two: where in doubt, a short name names nobody.
"""

import re
from collections.abc import Collection
from functools import cache, lru_cache

from knowledge.names.name_rules import COUNTED, ordinary_latin, shape_rules
from knowledge.text import fold, is_cjk

_WORD_AFTER = re.compile(r" ([A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ'’-]{1,20})")
_WORD_BEFORE = re.compile(r"([A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ'’-]{1,20}) \Z")
_AROUND = 22
_POSSESSIVE = ("'s", "’s")


def is_part_of_longer(text: str, twin: str, start: int, end: int, *, is_short: bool, is_firm: bool) -> bool:
    """Whether the name at that span goes on to make another name, as companies and people are called.

    twin: text, folded. is_short: the name stands for a longer one of the same entity. is_firm: it is a company's.
    """
    if is_cjk(twin[end - 1]):
        return end < len(twin) and is_cjk(twin[end]) and _has_last_word(twin, end, is_short=is_short, is_firm=is_firm)
    word = _WORD_AFTER.match(text, end)
    return word is not None and word[1] in _latin_last_words()


def is_one_of_family(text: str, start: int, end: int, ends: Collection[int], starts: Collection[int]) -> bool:
    """Whether another capitalised word right beside makes another name of a short Latin one.

    starts, ends: where the names found in text begin and end; a word that is a name of its own is no part of this one.
    """
    if is_cjk(text[end - 1]):
        return False
    after = _WORD_AFTER.match(text, end)
    if after is not None and after.start(1) not in starts and not _is_ordinary(after[1], text):
        return True
    before = _WORD_BEFORE.search(text[max(0, start - _AROUND) : start])
    return before is not None and start - 1 not in ends and not _is_ordinary(before[1], text)


def _is_ordinary(word: str, text: str) -> bool:
    """Whether a capitalised word is no name: a common one, a possessive, or one that text also has without capital."""
    return word in ordinary_latin() or word.endswith(_POSSESSIVE) or text.find(f" {word.lower()}", 0, COUNTED) >= 0


def is_short_for(name: str, longer: str) -> bool:
    """Whether name is the beginning of a longer one, or of one in Latin letters a whole word at either end."""
    if is_cjk(name[-1]):
        return longer.startswith(name)
    return longer.startswith(f"{name} ") or longer.endswith(f" {name}")


@lru_cache(maxsize=4096)
def to_short_forms(name: str) -> tuple[str, ...]:
    """What is left of a name without the words that firms' names end with, and the words of one in Latin letters."""
    if not name or not is_cjk(name[0]):
        parts = name.split(" ")
        return (parts[0], " ".join(parts[:-1]), parts[-1]) if len(parts) > 1 else ()
    rules = shape_rules()
    twin = fold(name)
    suffixes = (*rules.company_suffixes, *rules.fund_suffixes)
    words = [word for word in suffixes if twin.endswith(word)] if twin.endswith(suffixes) else []
    return tuple(name[: -len(word)] for word in words if len(name) > len(word) + 1)


def goes_on(twin: str, at: int) -> bool:
    """Whether a word that firms' names end with stands there."""
    found = _last_words().match(twin, at)
    return found is not None and found[0] not in shape_rules().idle_suffixes


def _has_last_word(twin: str, at: int, *, is_short: bool, is_firm: bool) -> bool:
    """Whether what stands there makes the name before it another one; see `loose_suffixes` in name_shapes.yaml."""
    rules = shape_rules()
    found = _last_words().match(twin, at)
    if found is None or found[0] in rules.idle_suffixes:
        return False
    if found[0] in rules.loose_suffixes:
        return may_end(twin, found.end()) if is_short else twin.startswith(rules.firm_acts, found.end())
    if is_firm and not is_short:
        return found[0] not in rules.same_suffixes and may_end(twin, found.end())
    return True


def may_end(twin: str, at: int) -> bool:
    """Whether a company's name may end there: a mark follows, what companies do, or a word that begins no noun."""
    return at >= len(twin) or not is_cjk(twin[at]) or twin.startswith(_after_names(), at)


@cache
def _after_names() -> tuple[str, ...]:
    rules = shape_rules()
    words = (*rules.after_names, *rules.acts, *rules.firm_acts, *rules.raises, *rules.list_marks)
    return tuple(dict.fromkeys((*words, *map(str.lower, words))))


@cache
def _last_words() -> re.Pattern[str]:
    rules = shape_rules()
    words = sorted((*rules.company_suffixes, *rules.fund_suffixes), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _latin_last_words() -> frozenset[str]:
    rules = shape_rules()
    return frozenset((*rules.latin_company_suffixes, *rules.latin_fund_suffixes)) - rules.same_latin
