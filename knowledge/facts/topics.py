"""What words are about: the entities they name, those named when they are announced, and those asked about."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from knowledge.facts.cues import compiled, cue_rules
from knowledge.facts.scenes import Scene
from knowledge.types import Article, Mention, Passage

_ASKING = ("?", "？", "吗", "呢")
_CHANCES = 3
"""One in so many paragraphs of the one who asks is a question, or more."""


def find_announced(scene: Scene, start: int) -> tuple[str, ...]:
    """The entities that the sentence before the words at an index of coded says they are about (谈到北屿, 他说 ...)."""
    opening = scene.sentence(start)
    found: dict[str, None] = {}
    for match in compiled(cue_rules().about).finditer(scene.coded[opening:start]):
        inside = range(opening + match.start(), opening + match.end())
        found |= dict.fromkeys(name for at in inside if (name := scene.name(at)))
    return tuple(found)


class Interview:
    """Who asks in a transcript, and what about."""

    def __init__(self, article: Article, passages: Sequence[Passage], mentions: Iterable[Mention]) -> None:
        self._article = article
        self._blocks = {block: tuple(group) for block, group in groupby(passages, key=lambda passage: passage.block)}
        self._asking = _find_asking(article, self._blocks)
        self._named = tuple(mention for mention in mentions if not mention.resolved)
        self._starts = tuple(mention.start for mention in self._named)

    def asks(self, block: int) -> bool:
        """Whether a paragraph is a question of the one who asks."""
        passages = self._blocks[block]
        return passages[0].speaker in self._asking and _is_question(self._article, passages)

    def asked_about(self, block: int) -> tuple[str, ...]:
        """The entities named in the question that a paragraph answers; empty: it answers none."""
        before = self._blocks.get(block - 1)
        here = self._blocks[block]
        if not before or before[0].speaker == here[0].speaker or not _is_question(self._article, before):
            return ()
        asked = [one for one in before if _is_question(self._article, (one,))]
        found = self._named_in(asked) or self._named_in(before)
        return tuple(name for name in found if name != here[0].speaker)

    def _first(self, place: int) -> int:
        """Index of the first name from a place of the text on."""
        return bisect_left(self._starts, place)

    def _named_in(self, passages: Sequence[Passage]) -> tuple[str, ...]:
        return tuple(
            dict.fromkeys(
                mention.entity
                for passage in passages
                for mention in self._named[self._first(passage.start) : self._first(passage.end)]
            )
        )


def _is_question(article: Article, passages: Sequence[Passage]) -> bool:
    return article.text[: passages[-1].end].rstrip('”」" ').endswith(_ASKING)


def _find_asking(article: Article, blocks: Mapping[int, tuple[Passage, ...]]) -> frozenset[str | None]:
    """The speakers who ask somebody else in one of three of their paragraphs, and more than once."""
    turns: dict[str | None, list[bool]] = {}
    for block, passages in blocks.items():
        speaker, after = passages[0].speaker, blocks.get(block + 1)
        asks = after is not None and after[0].speaker != speaker and _is_question(article, passages)
        turns.setdefault(speaker, []).append(asks)
    return frozenset(who for who, asked in turns.items() if sum(asked) > 1 and sum(asked) * _CHANCES >= len(asked))
