"""Which passages hold the weightiest of the terms asked for. Pure: where a term stands is asked of the caller."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

BUDGET = 10_000
"""Passages that the terms looked up may hold together: bounds the time of a search, however large the base."""
REFINED = 200
"""Passages at most whose own terms are looked at one by one."""
FREQUENT = 500
"""From how many passages on it pays to ask first whether a term can still change anything."""

AT_ONCE = 25
"""Of these, how many the caller is asked for together."""

PassagesOf = Callable[[str, int], Iterable[int]]
"""(term, n) -> the first n passages holding it."""
TermsOf = Callable[[Sequence[int]], Iterable[str]]
"""Passages -> the terms of each, every one between two spaces: a term is then found as fast as a text is searched."""


def weigh_terms(frequencies: Mapping[str, int], total: int) -> dict[str, int]:
    """Each term's weight: BM25's idf in thousandths, as whole numbers so that sums do not depend on their order.

    frequencies: term -> passages that hold it, 1 to total.
    """
    return {
        term: max(1, round(1000 * math.log(1 + (total - held + 0.5) / (held + 0.5))))
        for term, held in frequencies.items()
    }


def rank_passages(
    frequencies: Mapping[str, int], total: int, limit: int, passages_of: PassagesOf, terms_of: TermsOf
) -> tuple[int, ...]:
    """The passages (by number) with the greatest sum of weights of distinct terms held, best first, ties by number.

    frequencies: term -> passages that hold it, at least 1; total: passages in all. Rarest terms first; a term that
    would pass BUDGET, or that can no longer bring a passage of its own among the best (MaxScore, Turtle and Flood
    1995), only adds to passages that rarer ones have found. So the result is exact unless BUDGET or REFINED cut
    something off.
    """
    weights = weigh_terms(frequencies, total)
    rest = sorted(frequencies, key=lambda term: (frequencies[term], term))
    scores: dict[int, int] = {}
    budget = BUDGET
    while rest and limit > 0:
        held = frequencies[rest[0]]
        if scores and (held > budget or _is_settled(scores, limit, [weights[term] for term in rest], held)):
            return _refine(scores, limit, {term: weights[term] for term in rest}, terms_of)
        weight = weights[rest[0]]
        for passage in passages_of(rest.pop(0), budget):
            scores[passage] = scores.get(passage, 0) + weight
        budget -= held
    return tuple(islice(_best_first(scores), max(limit, 0)))


def _best_first(scores: Mapping[int, int]) -> Iterator[int]:
    """By score, then by number; sorts no more of them than are taken."""
    by_score: dict[int, list[int]] = defaultdict(list)
    for passage, score in scores.items():
        by_score[score].append(passage)
    for score in sorted(by_score, reverse=True):
        yield from sorted(by_score[score])


def _is_settled(scores: Mapping[int, int], limit: int, left: Sequence[int], held: int) -> bool:
    """Whether no passage that holds only the terms left can come among the best; False where asking costs too much."""
    if held < max(FREQUENT, len(scores) // 4):
        return False
    hopes = sum(left)
    above = (count for score, count in Counter(scores.values()).items() if score > hopes)
    return sum(above) >= limit


def _refine(scores: Mapping[int, int], limit: int, left: Mapping[str, int], terms_of: TermsOf) -> tuple[int, ...]:
    """The best of scores when the terms left (with their weights) count too; looks at the hopeful ones only."""
    hopes, spaced = sum(left.values()), [(f" {term} ", weight) for term, weight in left.items()]
    refined: dict[int, int] = {}
    best: list[int] = []
    hopeful = islice(_best_first(scores), max(limit, REFINED))
    while batch := list(islice(hopeful, AT_ONCE)):
        if len(best) == limit and scores[batch[0]] + hopes < best[0]:
            break
        for passage, held in zip(batch, terms_of(batch), strict=True):
            refined[passage] = scores[passage] + sum([weight for term, weight in spaced if term in held])
            (heapq.heappush if len(best) < limit else heapq.heappushpop)(best, refined[passage])
    return tuple(islice(_best_first(refined), limit))
