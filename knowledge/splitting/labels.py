"""What may be the labels of turns: a block's words before a colon, or a name that has the block to itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.types import Article, PassageKind

_TIME = r"[\[(（]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])）]?"
_NAME = r"[【\[]?([^\W\d_](?:[^\W\d_]|[ .·•・'’-]){0,29}?\s?\d{0,2})[】\]]?"
_ASIDE = r"(?:\s?[(（][^()（）\n]{1,40}[)）])?"
_LABEL = re.compile(rf"(?:{_TIME}\s{{0,3}})?{_NAME}{_ASIDE}\s?(?:{_TIME}\s?)?[:：](?!//)\s{{0,3}}")
_ALONE = re.compile(rf"({_TIME}\s{{0,3}})?{_NAME}{_ASIDE}(\s{{1,3}}{_TIME})?\s?")
_LONGEST_ALONE = 60


@dataclass(frozen=True, slots=True)
class Label:
    """What may say whose turn a block is."""

    name: str
    end: int
    """Offset in Article.text at which the words after it begin."""
    is_alone: bool = False
    """There are no other words in the block, and no colon."""
    has_time: bool = False
    """The moment in the recording stands beside it."""


def find_labels(article: Article) -> Mapping[int, Label]:
    """The blocks that open with what may be a label, by index."""
    return {index: label for index in range(len(article.blocks)) if (label := _find_label(article, index))}


def _find_label(article: Article, index: int) -> Label | None:
    block = article.blocks[index]
    if block.kind not in (PassageKind.BODY, PassageKind.HEADING):
        return None
    if block.kind is PassageKind.BODY and (found := _LABEL.match(article.text, block.start, block.end)):
        return Label(found[1].strip(), found.end())
    is_short = block.end - block.start <= _LONGEST_ALONE
    alone = _ALONE.fullmatch(article.text, block.start, block.end) if is_short else None
    if alone is None:
        return None
    return Label(alone[2].strip(), block.end, is_alone=True, has_time=bool(alone[1] or alone[3]))
