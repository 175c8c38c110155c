"""The terms by which passages are found: the same for what is indexed and for what is asked."""

from knowledge.text import fold, is_cjk, split_words


def to_terms(text: str) -> tuple[str, ...]:
    """The index terms of a text, in order, repeats kept: its words, and every two neighbouring Chinese characters.

    Words alone miss names that the segmenter cuts elsewhere in the question than in the article; pairs alone miss
    nothing but rank worse. A word of two characters is its own pair; single Chinese characters are no terms.
    Empty for a text without letters and digits.
    >>> to_terms("估值25")
    ('25', '估值')
    """
    twin = fold(text)
    terms = [word for word, _, _ in split_words(twin) if len(word) > 2 or not is_cjk(word[0])]
    terms += [twin[i : i + 2] for i in range(len(twin) - 1) if is_cjk(twin[i]) and is_cjk(twin[i + 1])]
    return tuple(terms)
