"""jieba's dictionary, as far as it tells names from ordinary words. Read once, when the first name is looked for."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import rjieba

_COMMON = re.compile(r"^(\S{2,4}) (?:[5-9]\d|\d{3,}) ", re.MULTILINE)
"""A word that jieba counted 50 times or more is common: 面壁 (46) and 极昼 (22) make names, 云端 (95) does not."""
_OTHERS = re.compile(r"^(\S{2,4}) \d+ (?!nr)", re.MULTILINE)
_AROUND = 6


def is_common(text: str) -> bool:
    """Whether text is made of common words only, each of two characters or more."""
    common, _ = _words()
    return all(len(word) > 1 and word in common for word, *_ in rjieba.tokenize(text, "default", False))


def is_amid_word(twin: str, at: int) -> bool:
    """Whether that place of a folded text is amid a word: 中|关村."""
    left = max(0, at - _AROUND)
    words = rjieba.tokenize(twin[left : at + _AROUND], "default", False)
    return any(start < at - left < end for _, start, end in words)


def is_word(text: str) -> bool:
    """Whether text, up to four characters, is a word other than a person's name."""
    return text in _words()[1]


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """The common words, and all words that name no person (tags other than nr, nrt, nrfg)."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    content = (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8")
    return frozenset(_COMMON.findall(content)), frozenset(_OTHERS.findall(content))
