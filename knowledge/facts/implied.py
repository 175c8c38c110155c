"""Whom a sentence is about though it does not name it: the subjects of its facts, as mentions. Finds no facts."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from knowledge.types import Fact, Mention, Passage


def find_implied(passages: Sequence[Passage], mentions: Iterable[Mention], facts: Iterable[Fact]) -> Iterator[Mention]:
    """A resolved mention of each fact's subject at its evidence, where the passage that states it does not name it.

    passages are in order. What a paragraph goes on to say of a company is found under the company's name by this.
    """
    starts = [passage.start for passage in passages]
    named = {(bisect_right(starts, mention.start) - 1, mention.entity) for mention in mentions}
    for fact in facts:
        place = bisect_right(starts, fact.evidence.start) - 1
        if place < 0 or (place, fact.subject) in named:
            continue
        named.add((place, fact.subject))
        end = min(fact.evidence.end, passages[place].end)
        if fact.evidence.start < end:
            yield Mention(fact.subject, fact.evidence.start, end, resolved=True)
