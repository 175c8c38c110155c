"""What stands beside a name in a question: whether it makes somebody else's of it: 兴 in 王兴兴. Pure."""

import re
from collections.abc import Collection
from functools import cache, lru_cache
from pathlib import Path

from bot.gaps import find_gaps
from bot.templates import find_asked
from bot.types import Named
from bot.wordbook import wordbook
from knowledge.names.dictionary import begins_with_verb
from knowledge.names.given_names import given_likeness
from knowledge.names.name_rules import ordinary_latin, shape_rules
from knowledge.rules import Rule, load_rules
from knowledge.text import fold, is_cjk
from knowledge.types import EntityKind

RULES = Path(__file__).parent / "rules" / "names.yaml"
WORD_AFTER = re.compile(r" ([A-Za-z][A-Za-z0-9&-]*[A-Za-z0-9])(?!['’])")
WORD_BEFORE = re.compile(r"([A-Za-z][A-Za-z0-9&-]*) \Z")
VERSION = re.compile(r"-?[Vv]\d+(?:\.\d+)*[A-Za-z]?(?![A-Za-z0-9])|-\d{1,2}(?:\.\d+)?[A-Za-z]?(?![A-Za-z0-9.年月日轮])")
"""What makes a version of the name in Latin letters before it: DeepSeek-V3."""
REACH = 30
"""Characters before a name in which the word beside it begins."""
KEPT = 8192
"""Words of which is kept whether they are ordinary: 1 MB. The stages of a question ask for the same ones again."""
GIVEN = 2
"""Characters of a name before which a surname makes somebody else's: 何小鹏."""


class NameRules(Rule):
    """rules/names.yaml."""

    affixes: str
    """Single characters that stand right after a name and make no other one: 百度系."""
    example: str


@cache
def name_rules() -> NameRules:
    """rules/names.yaml, read once. Raises RuleError."""
    return load_rules(RULES, NameRules)


def has_other_words(text: str, start: int, end: int, starts: Collection[int], *, is_short: bool) -> bool:
    """Whether a word beside a Latin name makes it another one: Saltmarsh Energy, of Saltmarsh Robotics.

    is_short: the name stands for a longer one; then any word with a capital does. After a full name only a word does
    that firms' names end with. starts: where other names start; these count for themselves.
    """
    after = WORD_AFTER.match(text, end)
    if after is not None and after.start(1) not in starts:
        word = after[1]
        if is_last_word(word) and fold(word) not in {fold(same) for same in shape_rules().same_latin}:
            return True
        if is_short and _is_name_word(word):
            return True
    before = WORD_BEFORE.search(text[max(0, start - REACH) : start])
    return is_short and before is not None and _is_name_word(before[1])


def _is_name_word(word: str) -> bool:
    """Whether a word beside a name has a capital, and neither always has nor is what is asked for: CEO."""
    twin = fold(word)
    if not word[0].isupper() or twin in _plain_words() or twin in _fillers():
        return False
    return not find_asked(twin)


def is_last_word(word: str) -> bool:
    """Whether firms' names in Latin letters end with the word, in any case."""
    return fold(word) in _last_words()


@lru_cache(maxsize=KEPT)
def is_ordinary(word: str) -> bool:
    """Whether a word, folded or not, is one that questions are asked with, or no name though it has a capital."""
    twin = fold(word)
    return twin in wordbook().ordinary or twin in _plain_words()


def find_version(text: str, end: int) -> int | None:
    """Where the version ends that begins at end, right after a name in Latin letters; None: none does."""
    found = VERSION.match(text, end) if end and text[end - 1].isascii() else None
    return found.end() if found is not None else None


def without_parts(twin: str, named: tuple[Named, ...]) -> tuple[Named, ...]:
    """The names without those in Chinese characters that are a part of one that nobody knows: 王兴 in 王兴兴.

    A single character makes another name of the one before it that is no word of questions, and after a person's as
    given names have it; and so does a surname of the one after it, if that has two characters (何小鹏).
    """
    if not any(is_cjk(twin[name.end - 1]) for name in named):
        return named
    spans = [(name.start, name.end) for name in named]
    edges = {edge for span in spans for edge in span}
    gaps = [(start, end) for start, end in find_gaps(twin, spans) if end - start == 1 and not {start, end} <= edges]
    return tuple(name for name in named if not any(_makes_other(twin, name, start) for start, _ in gaps))


def _makes_other(twin: str, name: Named, at: int) -> bool:
    """Whether the single character at that place does."""
    written = twin[name.start : name.end]
    if not all(map(is_cjk, written)):
        return False
    is_person = name.entity.kind == EntityKind.PERSON
    if at == name.end and is_person:
        return given_likeness(twin[at]) > 0
    if at == name.end:
        return not (twin[at] in name_rules().affixes or begins_with_verb(twin, at) or written.endswith(_endings()))
    is_given = len(written) == GIVEN and (is_person or name.entity.kind == EntityKind.COMPANY)
    return at + 1 == name.start and is_given and twin[at] in _surnames() and not is_ordinary(twin[at])


@cache
def _endings() -> tuple[str, ...]:
    rules = shape_rules()
    return (*rules.company_suffixes, *rules.fund_suffixes)


@cache
def _fillers() -> frozenset[str]:
    words = wordbook()
    return frozenset(form for form, group in zip(words.forms, words.groups, strict=True) if group is None)


@cache
def _surnames() -> frozenset[str]:
    rules = shape_rules()
    return frozenset(rules.surnames) - frozenset(rules.doubtful_surnames)


@cache
def _last_words() -> frozenset[str]:
    rules = shape_rules()
    return frozenset(map(fold, (*rules.latin_company_suffixes, *rules.latin_fund_suffixes)))


@cache
def _plain_words() -> frozenset[str]:
    return frozenset((*shape_rules().ordinary_stems, *map(fold, ordinary_latin())))
