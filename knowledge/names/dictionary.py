"""jieba's dictionary, as far as it tells names from ordinary words. Read once, when the first name is looked for."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import rjieba

from knowledge.keeping import keep

_COMMON = re.compile(r"^(\S{2,4}) (?:[5-9]\d|\d{3,}) ", re.MULTILINE)
"""A word that jieba counted 50 times or more is common: 面壁 (46) and 极昼 (22) make names, 云端 (95) does not."""
_OTHERS = re.compile(r"^(\S{2,4}) \d+ (?!nr)", re.MULTILINE)
_SELDOM = re.compile(r"^(\S{2,4}) (?:\d{1,2}|[1-4]\d\d) n", re.MULTILINE)
"""A noun that jieba counted less than 500 times: 雪线 (140). Fields of business mostly have more: 物流 (610)."""
_AROUND = 6
_WORD_AHEAD = 4
_NOT_NAMED = "drpcmli"
_NO_NOUN = ("v", "p", "d", "c", "u", "r", "m", "y", "f")
"""jieba's tags of words before which a name may end: verbs, prepositions, adverbs, conjunctions, particles, pronouns,
numbers, and words of place (上, 里). Of words of time only the longer ones: 秋 may end a name, 现在 does not."""


def is_common(text: str) -> bool:
    """Whether text is made of common words only, each of two characters or more."""
    return all(len(word) > 1 and _holds(_common(), word) for word, *_ in rjieba.tokenize(text, "default", False))


def is_amid_word(twin: str, at: int) -> bool:
    """Whether that place of a folded text is amid a word: 中|关村."""
    left = max(0, at - _AROUND)
    words = rjieba.tokenize(twin[left : at + _AROUND], "default", False)
    return any(start < at - left < end for _, start, end in words)


def begins_with_verb(twin: str, at: int) -> bool:
    """Whether a word begins at that place of a folded text that is no part of a name: a verb, 和, 的, 已, 三."""
    tagged = rjieba.tag(twin[at : at + _WORD_AHEAD], False)
    if not tagged:
        return False
    word, tag = tagged[0]
    return tag.startswith(_NO_NOUN) or tag == "ad" or (tag == "t" and len(word) > 1)


def begins_with_noun(text: str) -> bool:
    """Whether the first word of text is a noun or a name, or a single character."""
    word, tag = rjieba.tag(text, False)[0]
    return len(word) == 1 or tag.startswith("n")


def ends_with_verb(text: str) -> bool:
    """Whether the last word of text is a verb or goes with one: 完 in 投完, 得 in 卖得."""
    _, tag = rjieba.tag(text, False)[-1]
    return tag[0] in "vu"


def has_particle(text: str) -> bool:
    """Whether a word of text is one that goes with verbs, as no name has: 过 in 提过."""
    return any(tag.startswith("u") for _, tag in rjieba.tag(text, False))


def is_phrase(text: str) -> bool:
    """Whether text has words as names have none: 非常 in 人非常少, 上 at the end of 平台上, 往 before 中东跑."""
    words = rjieba.tag(text, False)
    return (
        words[-1][1] == "f" or words[0][1] == "p" or any(len(word) > 1 and tag[0] in _NOT_NAMED for word, tag in words)
    )


def is_word(text: str) -> bool:
    """Whether text, up to four characters, is a word other than a person's name."""
    return _holds(_others(), text)


def is_seldom(text: str) -> bool:
    """Whether text is a noun of the dictionary that is seldom used: 灯塔."""
    return _holds(_seldom(), text)


@cache
def _seldom() -> Mapping[str, str]:
    return _keep_words("seldom", _SELDOM)


@cache
def _common() -> Mapping[str, str]:
    """The common words: what a build asks for, and no answer."""
    return _keep_words("common", _COMMON)


@cache
def _others() -> Mapping[str, str]:
    """All words that name no person (tags other than nr, nrt, nrfg)."""
    return _keep_words("others", _OTHERS)


def _keep_words(name: str, pattern: re.Pattern[str]) -> Mapping[str, str]:
    """The words that a pattern finds in the dictionary, by their first character, each between two line breaks.

    So they are read back in a twentieth of the time it takes to find them. Kept as long as the dictionary and the
    pattern stay the same.
    """
    key = f"{pattern.pattern} {stamp()}"
    return keep(Path(__file__), name, key, lambda: _group_words(pattern.findall(_read())))


def _group_words(words: Iterable[str]) -> dict[str, str]:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word)
    return {first: "\n".join(("", *group, "")) for first, group in groups.items()}


def _holds(words: Mapping[str, str], text: str) -> bool:
    """Whether text is one of the words."""
    return "\n" not in text and f"\n{text}\n" in words.get(text[:1], "")


def read_entries() -> list[list[str]]:
    """Every word of the dictionary, with its count and its tag as written there. Raises ModuleNotFoundError."""
    return [line.split(" ") for line in _read().splitlines()]


def stamp() -> str:
    """Another one where the dictionary is another one. Raises ModuleNotFoundError."""
    written = _find_file().stat()
    return f"{written.st_size} {written.st_mtime_ns}"


def _read() -> str:
    return _find_file().read_text(encoding="utf-8")


def _find_file() -> Path:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    return Path(spec.origin).parent / "dict.txt"
