"""The third stage: a cleaned article in, its sentences with block, heading and speaker out."""

from collections.abc import Iterator
from itertools import count

from knowledge.splitting.boundaries import split_sentences
from knowledge.splitting.speakers import Names, Turn, find_turns
from knowledge.types import Article, Block, Passage, PassageKind


def split_passages(article: Article, lexicon: Names) -> tuple[Passage, ...]:
    """The passages of an article in order, each within one block; together all its words but the labels of turns.

    Title, headings, headlines and rows of tables are one passage each. A row's heading is the row of column names.
    """
    return tuple(_find_passages(article, lexicon))


def _find_passages(article: Article, lexicon: Names) -> Iterator[Passage]:
    turns = find_turns(article, lexicon)
    headings = _find_headings(article)
    index = count()
    for at, block in enumerate(article.blocks):
        turn = turns.get(at, Turn(None, block.start))
        for start, end in _split_block(article.text, block, turn.start):
            yield Passage(article.name, next(index), start, end, at, block.kind, headings[at], turn.speaker)


def _split_block(text: str, block: Block, start: int) -> Iterator[tuple[int, int]]:
    """The spans of a block's sentences from start on; of anything but the body the whole block."""
    if block.kind is PassageKind.BODY:
        yield from ((start + begin, start + end) for begin, end in split_sentences(text[start : block.end]))
    elif block.start < block.end:
        yield block.start, block.end


def _find_headings(article: Article) -> tuple[str | None, ...]:
    """The heading above each block. A heading right above a table is the table's own, and nobody's below."""
    found: list[str | None] = []
    section = columns = None
    kinds = [block.kind for block in article.blocks]
    for at, block in enumerate(article.blocks):
        words = article.text[block.start : block.end]
        is_above = block.kind is PassageKind.HEADING and kinds[at + 1 : at + 2] == [PassageKind.TABLE]
        is_columns = is_above and "|" in words
        if block.kind is PassageKind.TABLE:
            found.append(columns)
        else:
            found.append(section if block.kind is PassageKind.BODY or is_columns else None)
            columns = words if is_columns else None
        if block.kind is PassageKind.HEADING and not is_columns:
            section = words
    return tuple(found)
