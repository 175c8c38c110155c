"""How names are written: a name in, its spellings out; and where a name begins and ends in a text."""

import re

import rjieba

from knowledge.text import is_cjk

_LATIN_THEN_CJK = re.compile(r"(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])")
_SPACE_AT_CJK = re.compile(r"(?<=[\u3400-\u9fff]) (?=[A-Za-z0-9])|(?<=[A-Za-z0-9]) (?=[\u3400-\u9fff])")
_SEPARATOR = re.compile(r"(?<=[A-Za-z0-9.])[ \-](?=[A-Za-z0-9])")
_DOT = re.compile("[·•・‧]")


def to_spellings(name: str) -> tuple[str, ...]:
    """name first, then the other ways to space it: "智谱AI" and "智谱 AI", "Hugging Face" and "HuggingFace".

    Foreign names in Chinese characters are given with every kind of middle dot, and without.
    >>> to_spellings("GPT-4")
    ('GPT-4', 'GPT4', 'GPT 4')
    """
    spellings = {name: None}
    for joined in [name, *(_SEPARATOR.sub(mark, name) for mark in ("", " ", "-"))]:
        tight = _SPACE_AT_CJK.sub("", joined)
        spellings |= dict.fromkeys((joined, tight, _LATIN_THEN_CJK.sub(" ", tight)))
    if _DOT.search(name):
        spellings |= dict.fromkeys(_DOT.sub(mark, name) for mark in ("·", "•", "・", "‧", ".", ""))
    return tuple(spellings)


def is_whole_word(twin: str, start: int, end: int) -> bool:
    """Whether the folded text's words begin at start and end at end: no Latin letter or digit is cut off.

    >>> is_whole_word("kimi chatbot", 0, 9)
    False
    """
    return not (_are_joined(twin, start) or _are_joined(twin, end) or _is_decimal(twin, end))


def is_latin_word(name: str) -> bool:
    """Whether name is a single word in Latin letters."""
    return " " not in name and not any(map(is_cjk, name))


def _are_joined(twin: str, at: int) -> bool:
    return 0 < at < len(twin) and _is_latin(twin[at - 1]) and _is_latin(twin[at])


def _is_latin(char: str) -> bool:
    return char.isalnum() and char < "\u0250"


def _is_decimal(twin: str, end: int) -> bool:
    """Whether a version goes on: "llama 3" in "llama 3.1"."""
    return twin[end - 1].isdigit() and twin[end : end + 1] == "." and twin[end + 1 : end + 2].isdigit()


_SHORT = 2
_AROUND = 6


def cuts_word(twin: str, start: int, end: int) -> bool:
    """Whether a short Chinese name at that span of a folded text begins or ends amid a dictionary word.

    Longer names are never taken for a part of other words.
    >>> cuts_word("不断创新浪潮", 3, 5)
    True
    """
    if end - start > _SHORT or not all(map(is_cjk, twin[start:end])):
        return False
    left = max(0, start - _AROUND)
    words = rjieba.tokenize(twin[left : end + _AROUND], "default", False)
    return any(begin < at - left < stop for _, begin, stop in words for at in (start, end))
