"""Which articles are copies of which: sketches in, pairs out. Reads a text only where two sketches agree."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress, pairwise

from knowledge.merging.sketch import BYTES, Sketch, find_shingles, split_tokens, to_hashes

COMMON = 6
"""Words of a run that counts as common to two texts. A word swapped in every twenty still leaves nearly all of them."""
SAME = 0.5
"""From this share in common runs on a text is a copy. Digests of an article in other words have 0.34 at most, spun,
cut and padded copies 0.6 and more (tests/knowledge/merging/test_copies.py)."""
REPRINT = 50
"""The same in percent of the copy, from which on it is a reprint and no article of its own that holds the original."""
SAME_WORDS = 0.7
"""The same where a text holds too few figures to tell a template from a copy."""
FIGURES = 5
"""From so many on their share counts too: what two issues of a template have in common is anything but the figures."""
AGREEING = 0.1
"""Share of the smaller sketch from which on the texts themselves are compared; a copy spun word for word has more."""
TRIED = 4
"""Originals that one article is compared with at most, the likeliest first."""
ECHO = 5
"""Percent of a copy that a page has to add to what the original in it holds, to count as an original too."""
WIDESPREAD = 50
"""A shingle of more originals than this is boilerplate and tells nothing."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles of which one repeats the other."""

    name: str
    original: str
    share: int
    """Percent of the copy's words that are the original's: nearly all in a reprint, few in a page that holds it."""
    reason: str
    """Why the original leads: earlier, header, less spun, fuller or name."""

    @property
    def is_reprint(self) -> bool:
        """Whether the copy is the original posted anew, and no article of its own that contains it."""
        return self.share >= REPRINT


_Rank = tuple[int, bool, int, int, str]
_REASONS = ("earlier", "header", "less spun", "fuller", "name")


def to_rank(sketch: Sketch) -> _Rank:
    """What leads among copies comes first in this order.

    The last day on which it can have appeared; not called a reprint by its own header; fewest words of spun reprints;
    the fullest text, as a copy may be cut; the name. An article without a date follows those with one.
    """
    day = sketch.published.end.toordinal() if sketch.published else 10**7
    return day, sketch.is_reprint, sketch.spun, -sketch.size, sketch.name


def find_copies(sketches: Sequence[Sketch], text_of: Callable[[str], str]) -> tuple[Copy, ...]:
    """Each article with each earlier one that it repeats, itself no reprint; copies in the order of `to_rank`.

    Does not depend on the order of sketches. An article is compared only with originals that share shingles with it:
    what is compared grows with the copies there are, not with the square of the articles.
    """
    repeated = _find_repeated(sketches)
    tokens_of = lru_cache(maxsize=256)(lambda name: split_tokens(text_of(name)))
    holders: dict[int, list[Sketch]] = defaultdict(list)
    originals: dict[str, set[str]] = {}
    copies: list[Copy] = []
    for sketch in sorted(sketches, key=to_rank):
        mine = [one for one in to_hashes(sketch.hashes) if one in repeated]
        found = _drop_echoes(_compare(sketch, _find_candidates(sketch, mine, holders), tokens_of), originals)
        originals[sketch.name] = {copy.original for copy in found}
        copies += found
        if not any(copy.is_reprint for copy in found):
            for one in mine:
                holders[one].append(sketch)
    return tuple(copies)


def _find_repeated(sketches: Sequence[Sketch]) -> set[int]:
    """The hashes that two sketches or more hold; sorted, not counted, as most are held by one."""
    hashes = sorted(one for sketch in sketches for one in to_hashes(sketch.hashes))
    return {one for one, other in pairwise(hashes) if one == other}


def _find_candidates(sketch: Sketch, hashes: Sequence[int], holders: Mapping[int, Sequence[Sketch]]) -> list[Sketch]:
    counts: Counter[str] = Counter()
    by_name: dict[str, Sketch] = {}
    for one in hashes:
        if len(held := holders.get(one, ())) <= WIDESPREAD:
            for other in held:
                counts[other.name] += 1
                by_name[other.name] = other
    likely = [
        (-count, name)
        for name, count in counts.items()
        if count >= AGREEING * min(len(sketch.hashes), len(by_name[name].hashes)) / BYTES
    ]
    return [by_name[name] for _, name in sorted(likely)[:TRIED]]


def _compare(sketch: Sketch, candidates: Iterable[Sketch], tokens_of: Callable[[str], list[str]]) -> Iterator[Copy]:
    for original in candidates:
        share = _find_share(tokens_of(sketch.name), tokens_of(original.name))
        if share is not None:
            yield Copy(sketch.name, original.name, share, _explain(to_rank(original), to_rank(sketch)))


def _drop_echoes(found: Iterable[Copy], originals: Mapping[str, set[str]]) -> list[Copy]:
    """Without pages that merely hold the original of the same words: they are no second origin of them."""
    found = tuple(found)
    shares = {copy.original: copy.share for copy in found}
    return [
        copy for copy in found if all(shares.get(other, -1) + ECHO < copy.share for other in originals[copy.original])
    ]


def _explain(original: _Rank, copy: _Rank) -> str:
    return next(reason for reason, a, b in zip(_REASONS, original, copy, strict=True) if a != b)


def _find_share(copy: list[str], original: list[str]) -> int | None:
    """Percent of the copy in runs common to both; None: neither repeats the other."""
    held, holding = (find_common(copy, original), find_common(original, copy))
    if not (_is_same(copy, held) or _is_same(original, holding)):
        return None
    return 100 * sum(held) // len(held)


def find_common(tokens: list[str], other: list[str]) -> list[bool]:
    """For each token whether it stands in a run of COMMON tokens that stands in other too."""
    known = set(find_shingles(other, COMMON))
    common = [False] * len(tokens)
    for start, shingle in enumerate(find_shingles(tokens, COMMON)):
        if shingle in known:
            common[start : start + COMMON] = [True] * COMMON
    return common


def _is_same(tokens: list[str], common: list[bool]) -> bool:
    figures = [token[0].isdigit() for token in tokens]
    if (count := sum(figures)) < FIGURES:
        return sum(common) >= SAME_WORDS * len(common) > 0
    return sum(common) >= SAME * len(common) and sum(compress(common, figures)) >= SAME * count
