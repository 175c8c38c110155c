"""Inflected forms of English words: a dictionary form in, what it may become out. The rules write others out."""

from collections.abc import Iterator

SHORTEST = 3
"""Letters of a word that is inflected: ai, vc, us are not."""
DOUBLING = ("p", "t", "n", "g", "d", "m", "r", "b")
"""Last letters that a short word doubles: cut, cutting."""
VOWELS = "aeiou"


def inflect(form: str) -> Iterator[str]:
    """The plural and, for a single word, the verb forms of an English form; nothing for any other form.

    Some are no words (moneyed); these meet nothing.
    >>> list(inflect("hire")), list(inflect("term sheet"))
    (['hires', 'hired', 'hiring'], ['term sheets'])
    """
    first, last = form.split(" ")[0], form.split(" ")[-1]
    if not (form.isascii() and form.replace(" ", "").replace("-", "").isalpha() and len(last) >= SHORTEST):
        return
    if last.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{form}es"
    elif last.endswith("y") and last[-2] not in VOWELS:
        yield f"{form[:-1]}ies"
    else:
        yield f"{form}s"
    if first == last:
        yield from _to_verb_forms(form)


def _to_verb_forms(word: str) -> Iterator[str]:
    if word.endswith("e"):
        yield f"{word}d"
        yield f"{word[:-1]}ing"
        return
    if word.endswith("y") and word[-2] not in VOWELS:
        yield f"{word[:-1]}ied"
        yield f"{word}ing"
        return
    stem = word
    if word.endswith(DOUBLING) and word[-2] in VOWELS and sum(letter in VOWELS for letter in word) == 1:
        stem = word + word[-1]
    yield f"{stem}ed"
    yield f"{stem}ing"
