"""What an article is recognised by when it is posted again: a text in, its sketch out. Compares nothing.

Words, not characters, are what is compared: in Chinese each character counts as one, so that neither script, spacing,
hard wraps, punctuation nor the known synonyms of spun reprints make a difference (see `text.fold`).
"""

import re
from array import array
from dataclasses import dataclass
from zlib import crc32

from knowledge.text import fold, fold_characters
from knowledge.types import Article, Period

RUN = 8
"""Words of a shingle. Two reports of one event in their own words share few runs of eight, names and all."""
SAMPLED = 16
"""One shingle of so many is kept, by its hash: the same ones in every text, so that a share of a sketch estimates the
share of the text even where one text is a small part of the other (FracMinHash, Irber et al. 2022)."""
BYTES = 4
"""Of a hash in a sketch."""
WORD = re.compile(r"[a-z0-9]+(?:\.[0-9]+)?|[^\W_]")


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as other articles are compared with it."""

    name: str
    published: Period | None
    is_reprint: bool
    """Its own header says that it was posted anew."""
    spun: int
    """Characters of a thousand that are written as only spun reprints write them."""
    size: int
    """Words."""
    hashes: bytes
    """BYTES each, no two equal: see `to_hashes`."""


def split_tokens(text: str) -> list[str]:
    """The words of text, folded: Latin words and figures whole, Chinese by the character; no punctuation.

    >>> split_tokens("客岁，OpenAI 融資3.5億")
    ['去', '年', 'openai', '融', '资', '3.5', '亿']
    """
    return WORD.findall(fold(text))


def find_shingles(tokens: list[str], run: int) -> list[str]:
    """Each run of so many tokens as one string, in order; empty where there are fewer."""
    return [" ".join(tokens[start : start + run]) for start in range(len(tokens) - run + 1)]


def make_sketch(article: Article) -> Sketch:
    """The sketch of an article; without hashes where the text is shorter than a shingle."""
    tokens = split_tokens(article.text)
    hashes = (crc32(shingle.encode()) for shingle in find_shingles(tokens, RUN))
    plain, meant = fold_characters(article.text), fold(article.text)
    swapped = sum(a != b for a, b in zip(plain, meant, strict=True)) if plain != meant else 0
    return Sketch(
        name=article.name,
        published=article.published,
        is_reprint=article.reprinted is not None,
        spun=1000 * swapped // max(len(meant), 1),
        size=len(tokens),
        hashes=array("I", sorted({one for one in hashes if one % SAMPLED == 0})).tobytes(),
    )


def to_hashes(sketched: bytes) -> "array[int]":
    """The hashes of a sketch, smallest first."""
    return array("I", sketched)
