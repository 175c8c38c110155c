"""The terms by which passages are found: the same for what is indexed and for what is asked."""

import re

from knowledge.text import CJK, cut_words, fold, has_letter, is_cjk

_CHINESE = re.compile(f"[{CJK[0]}-{CJK[1]}]{{2,}}")


def to_terms(text: str) -> tuple[str, ...]:
    """The index terms of a text, in order, repeats kept: its words, and every two neighbouring Chinese characters.

    Words alone miss names that the segmenter cuts elsewhere in the question than in the article; pairs alone miss
    nothing but rank worse. A word of two characters is its own pair; single Chinese characters are no terms.
    Empty for a text without letters and digits.
    >>> to_terms("估值25")
    ('25', '估值')
    """
    twin = fold(text)
    terms = [word for word in cut_words(twin) if (len(word) > 2 or not is_cjk(word[0])) and has_letter(word)]
    terms += [run[at : at + 2] for run in _CHINESE.findall(twin) for at in range(len(run) - 1)]
    return tuple(terms)
