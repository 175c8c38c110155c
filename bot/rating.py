"""How good a passage is for a question: what it meets, weighed; its values, its place, its voice. Finds no passages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter, mul
from typing import Any, NamedTuple

from bot.meeting import BOUND, Meeting, Page, Surroundings, holds
from bot.types import Interpretation, Ranked, Unit
from knowledge.types import Fact, Found, Passage, Quote

TYPE_WEIGHT = 4.0
"""What holding a value of the wanted form counts for, as idf: as much as a word in one passage of 50."""
NEAR = 600
"""Characters within which a follow-up stays near what was cited before."""
OF_PERSON = 0.9
"""What the score is worth of a passage that is of the person whose words are asked for, and gives none: who is heard
tonight, and on what.
"""
OTHER_VOICE = 0.6
"""What the score is worth of a passage that is neither by nor of the person whose words are asked for."""
MISSED = 0.3
"""How far a unit has to be met at least, not to be missing."""
_BY_ORDER = itemgetter(0, 1, 2)


class Rated(NamedTuple):
    """A passage with its score, in the order of `Ranked`s; the rest of that is worked out for the best ones only."""

    debit: float
    """The score, negative: the least comes first."""
    article: str
    start: int
    found: Found
    shares: list[float]
    """How far it meets each unit."""
    met: float
    """The weight of what it meets."""
    fact: Fact | None
    holds: bool
    is_voiced: bool


class Rating:
    """One question's measure of passages."""

    def __init__(
        self,
        asked: Interpretation,
        takes: Sequence[str],
        weights: Mapping[Unit, float],
        evidence: Mapping[tuple[str, int], Fact],
        voice: "Voice",
        around: Surroundings,
    ) -> None:
        self._asked = asked
        self._takes = frozenset(takes)
        self._takes_value = bool(takes)
        self._near = bool(asked.near)
        self._around = around
        self._voice = voice
        self._meeting = Meeting(asked, around)
        self._pages: dict[str, Page] = {}
        self._units = self._meeting.units
        self._are_names = [unit.is_entity for unit in self._units]
        self._bound = [at for at, unit in enumerate(self._units) if unit.is_entity and unit.share == 1.0]
        self._weights = [weights[unit] for unit in self._units]
        self._whole = sum(self._weights) or 1.0
        self._given = {name for unit in asked.units for name in (unit.name, *unit.covers)}
        self._evidence: dict[str, list[tuple[int, Fact]]] = {}
        for (article, start), fact in evidence.items():
            self._evidence.setdefault(article, []).append((start, fact))

    def find_best(self, candidates: Iterable[Found], limit: int | None) -> list[Ranked]:
        """The best candidates, best first; equal ones by article and place. limit: how many; None: all."""
        rated = sorted(self._rate(candidates), key=_BY_ORDER)
        return [self._to_ranked(Rated(*one)) for one in rated[:limit]]

    def _rate(self, candidates: Iterable[Found]) -> Iterator[tuple[Any, ...]]:
        """The fields of `Rated` of each: what it meets, with what a value, the fact asked for, the place add to it.

        One loop without calls where it can do without: this is what an answer spends most of its time on.
        """
        weights, are_names, takes, takes_value = self._weights, self._are_names, self._takes, self._takes_value
        pages, open_page, evidence, voice = self._pages, self._meeting.open, self._evidence, self._voice
        for found in candidates:
            passage = found.passage
            article, here = passage.article, passage.index
            page = pages.get(article)
            if page is None:
                page = pages[article] = open_page(article)
            met_by = zip(page.met, are_names, strict=True)
            shares = [met[here] if is_name else met.get(here, 0.0) for met, is_name in met_by]
            fact = self._find_fact(passage) if article in evidence else None
            if fact is not None:
                shares = self._with_ends(shares, fact)
            met = sum(map(mul, weights, shares))
            has_value = not takes or holds(found, takes, self._given, self._around.kinds)
            nearness = self._nearness(passage) if self._near else 0.0
            bonuses = (takes_value and has_value) + (fact is not None) + nearness
            score, is_voiced = (met + TYPE_WEIGHT * bonuses) * page.setting.worths[here], True
            if voice.is_asked:
                is_voiced = voice.speaks(found, page.setting.voices[here])
                score *= voice.worth(found, is_voiced=is_voiced)
            yield -score, article, passage.start, found, shares, met, fact, has_value, is_voiced

    def _with_ends(self, shares: Sequence[float], fact: Fact) -> list[float]:
        """The shares with both ends of the fact met in full."""
        ends = {fact.subject, fact.object}
        return [1.0 if {u.name, *u.covers} & ends else share for u, share in zip(self._units, shares, strict=True)]

    def _find_fact(self, passage: Passage) -> Fact | None:
        """The fact asked for of which the passage is evidence."""
        facts = self._evidence[passage.article]
        return next((fact for start, fact in facts if passage.start <= start < passage.end), None)

    def _to_ranked(self, rated: Rated) -> Ranked:
        """The passage with all that an answer needs to know of how it was rated."""
        shares = rated.shares
        return Ranked(
            found=rated.found,
            score=-rated.debit,
            coverage=rated.met / self._whole,
            fact=rated.fact,
            missing=tuple([unit.name for unit, share in zip(self._units, shares, strict=True) if share < MISSED]),
            holds=rated.holds,
            is_bound=all(shares[at] > BOUND for at in self._bound),
            is_voiced=rated.is_voiced,
            asks=self._pages[rated.article].setting.asking[rated.found.passage.index],
        )

    def _nearness(self, passage: Passage) -> float:
        """1 at the place a follow-up stays near, falling to 0 at NEAR characters from it."""
        gaps = [abs(passage.start - offset) for article, offset in self._asked.near if article == passage.article]
        return max((1 - gap / NEAR for gap in gaps if gap < NEAR), default=0.0) if gaps else 0.0


class Voice:
    """The person whose words are asked for, and where the articles give them."""

    def __init__(self, speaker: str | None, spoken: Sequence[Quote]) -> None:
        self.is_asked = speaker is not None
        """Whether anybody's words are asked for: else every passage will do."""
        self._speaker = speaker
        self._spans: dict[str, list[tuple[int, int]]] = {}
        for quote in spoken:
            self._spans.setdefault(quote.evidence.article, []).append((quote.evidence.start, quote.evidence.end))

    def speaks(self, found: Found, voice: str | None) -> bool:
        """Whether the passage gives words of the person; True where nobody's are asked for. voice: whose it is."""
        passage = found.passage
        return (
            not self.is_asked
            or voice == self._speaker
            or any(start < passage.end and passage.start < end for start, end in self._spans.get(passage.article, ()))
        )

    def worth(self, found: Found, *, is_voiced: bool) -> float:
        """The share of its score that the passage keeps; is_voiced: whether it gives words of the person."""
        if is_voiced:
            return 1.0
        return OF_PERSON if self._speaker in found.entities else OTHER_VOICE
