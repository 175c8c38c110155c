"""What a copy says that its original says too: passages, facts and quotes of both in, pairs out. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TypeVar

from knowledge.merging.sketch import split_tokens
from knowledge.text import fold, to_key
from knowledge.types import Fact, Found, Key, Period, Quantity, Quote

T = TypeVar("T", Fact, Quote)

ALIKE = 0.6
"""From this share of common pairs of words on two sentences are one: some words may have been swapped."""
CLAUSE = 6
"""Words that one of them may not have more in one place."""
TELLING = frozenset("零一二三四五六七八九十百千万亿两半不未没無无非否")
"""Words that change what a sentence says though they are short: numbers and negations."""
Pairs = tuple[tuple[int, int], ...]
"""(place in the copy, place in the original)."""


def pair_passages(copy: Sequence[Found], original: Sequence[Found]) -> Pairs:
    """The passages of the copy that say just what one of the original says: nearly all words, every figure."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, found in enumerate(original):
        for pair in _pairs_of(found.snippet):
            holders[pair].append(place)
    pairs: list[tuple[int, int]] = []
    for place, found in enumerate(copy):
        counts = Counter(other for pair in _pairs_of(found.snippet) for other in holders.get(pair, ()))
        best = max(counts, key=lambda other: (counts[other], -other), default=None)
        if best is not None and says_the_same(found.snippet, original[best].snippet):
            pairs.append((place, best))
    return tuple(pairs)


def pair_facts(copy: Sequence[Fact], original: Sequence[Fact]) -> Pairs:
    """The facts of the copy that are facts of the original, in whatever sentence: it is no second source."""
    return _pair(copy, original, lambda fact: (fact.relation, to_key(fact.subject)), is_same_fact)


def pair_quotes(copy: Sequence[Quote], original: Sequence[Quote]) -> Pairs:
    """The quotes of the copy that are quotes of the original."""
    return _pair(copy, original, lambda quote: to_key(quote.speaker), lambda a, b: says_the_same(a.words, b.words))


def _pair(
    copy: Sequence[T], original: Sequence[T], key: Callable[[T], object], is_same: Callable[[T, T], bool]
) -> Pairs:
    """Each of the copy with that one of the same which stands in the sentence most like its own."""
    by_key: dict[object, list[int]] = defaultdict(list)
    for place, one in enumerate(original):
        by_key[key(one)].append(place)
    pairs: list[tuple[int, int]] = []
    for place, one in enumerate(copy):
        same = [other for other in by_key[key(one)] if is_same(one, original[other])]
        closeness = {other: _likeness(one.evidence.snippet, original[other].evidence.snippet) for other in same}
        best = max(same, key=lambda other: (closeness[other], -other), default=None)
        if best is not None:
            pairs.append((place, best))
    return tuple(pairs)


def is_same_fact(a: Fact, b: Fact) -> bool:
    """Whether both say the same of the same, whatever the script, the words swapped, or the date they count from."""
    return (
        (a.relation, to_key(a.subject), _key(a.object), _key(a.qualifier), a.status)
        == (b.relation, to_key(b.subject), _key(b.object), _key(b.qualifier), b.status)
        and _bounds(a.quantity) == _bounds(b.quantity)
        and _is_same_period(a.period, b.period)
        and (a.text == b.text or (a.text is not None and b.text is not None and says_the_same(a.text, b.text)))
    )


def says_the_same(a: str, b: str) -> bool:
    """Whether two sentences are one, some words swapped: nearly all words, and each figure and negation, are equal.

    Not where one has a clause that the other lacks: cited for it, the other would not hold it.
    """
    if _telling(a) != _telling(b) or _likeness(a, b) < ALIKE:
        return False
    return max(_longest_gap(a, b), _longest_gap(b, a)) < CLAUSE


def _key(name: str | None) -> Key | None:
    return to_key(name) if name is not None else None


def _bounds(quantity: Quantity | None) -> tuple[object, ...] | None:
    return (quantity.low, quantity.high, quantity.unit) if quantity else None


def _is_same_period(a: Period | None, b: Period | None) -> bool:
    """Also where one article reads the same words against a later date of its own, or against none."""
    if a is None or b is None:
        return True
    return (a.start, a.end) == (b.start, b.end) or (bool(a.words) and to_key(fold(a.words)) == to_key(fold(b.words)))


def _likeness(a: str, b: str) -> float:
    """Dice's coefficient of the pairs of neighbouring words, 0 to 1."""
    first, second = _pairs_of(a), _pairs_of(b)
    whole = first.total() + second.total()
    return 2 * (first & second).total() / whole if whole else 0.0


@lru_cache(maxsize=4096)
def _pairs_of(text: str) -> Counter[tuple[str, str]]:
    """Pairs of neighbouring words, the borders of the text among them, so that a single word has pairs too."""
    tokens = ["", *split_tokens(text), ""]
    return Counter(pairwise(tokens)) if len(tokens) > 2 else Counter()


def _longest_gap(text: str, other: str) -> int:
    """Words of the longest run in text without a neighbouring pair that stands in other."""
    known = _pairs_of(other)
    tokens = ["", *split_tokens(text), ""]
    held = [False] * len(tokens)
    for place, pair in enumerate(pairwise(tokens)):
        if pair in known:
            held[place] = held[place + 1] = True
    return max((len(list(run)) for is_held, run in groupby(held) if not is_held), default=0)


def _telling(text: str) -> Counter[str]:
    return Counter(token for token in split_tokens(text) if token[0].isascii() or token in TELLING)


def choose_leading(pairs: Iterable[tuple[int, int]], leading: Mapping[int, int]) -> dict[int, int]:
    """Row of a copy -> row that leads, the first original's where several hold it; leading: those of earlier copies."""
    chosen: dict[int, int] = {}
    for copy, original in pairs:
        if copy not in leading:
            chosen.setdefault(copy, leading.get(original, original))
    return chosen
