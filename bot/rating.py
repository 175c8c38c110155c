"""How good a passage is for a question: what it meets, weighed; its values, its place, its voice. Finds no passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

from bot.meeting import BOUND, Meeting, Surroundings, holds
from bot.types import Interpretation, Ranked, Unit
from knowledge.types import Fact, Found, Passage, PassageKind, Quote

TYPE_WEIGHT = 4.0
"""What holding a value of the wanted form counts for, as idf: as much as a word in one passage of 50."""
NEAR = 600
"""Characters within which a follow-up stays near what was cited before."""
ASKING = 0.6
"""What the score of a passage that asks rather than says is worth."""
WORTHS = {PassageKind.HEADING: 0.5, PassageKind.TITLE: 0.75, PassageKind.HEADLINE: 0.5}
"""The same for what stands above the text: it names things and says little of them."""
OTHER_VOICE = 0.6
"""The same for a passage that is neither by nor of the person whose words are asked for."""
MISSED = 0.3
"""How far a unit has to be met at least, not to be missing."""


@dataclass(slots=True)
class Rated:
    """A passage with its score; the rest of `Ranked` is worked out for the best ones only."""

    found: Found
    score: float
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
        self._units = self._meeting.units
        self._weights = [weights[unit] for unit in self._units]
        self._whole = sum(self._weights) or 1.0
        self._given = {name for unit in asked.units for name in (unit.name, *unit.covers)}
        self._evidence: dict[str, list[tuple[int, Fact]]] = {}
        for (article, start), fact in evidence.items():
            self._evidence.setdefault(article, []).append((start, fact))

    def rate(self, found: Found) -> Rated:
        """The passage with its score: what it meets, with what a value, the fact asked for, the place add to it."""
        passage = found.passage
        page = self._meeting.page(passage.article)
        shares = self._meeting.shares(found, page)
        fact = self._find_fact(passage) if passage.article in self._evidence else None
        if fact is not None:
            ends = {fact.subject, fact.object}
            shares = [
                1.0 if {u.name, *u.covers} & ends else share for u, share in zip(self._units, shares, strict=True)
            ]
        met = sum(map(mul, self._weights, shares))
        has_value = not self._takes or holds(found, self._takes, self._given, self._around.kinds)
        nearness = self._nearness(passage) if self._near else 0.0
        bonuses = (self._takes_value and has_value) + (fact is not None) + nearness
        setting, here = page.setting, passage.index
        worth, is_voiced = 1.0, True
        if self._voice.is_asked:
            is_voiced = self._voice.speaks(found, setting.voices[here])
            worth = self._voice.worth(found, is_voiced=is_voiced)
        worths = WORTHS.get(passage.kind, 1.0) * (ASKING if setting.asking[here] else 1.0)
        return Rated(found, (met + TYPE_WEIGHT * bonuses) * worths * worth, shares, met, fact, has_value, is_voiced)

    def _find_fact(self, passage: Passage) -> Fact | None:
        """The fact asked for of which the passage is evidence."""
        facts = self._evidence[passage.article]
        return next((fact for start, fact in facts if passage.start <= start < passage.end), None)

    def to_ranked(self, rated: Rated) -> Ranked:
        """The passage with all that an answer needs to know of how it was rated."""
        passage = rated.found.passage
        met = tuple(zip(self._units, rated.shares, strict=True))
        return Ranked(
            found=rated.found,
            score=rated.score,
            coverage=rated.met / self._whole,
            fact=rated.fact,
            missing=tuple(unit.name for unit, share in met if share < MISSED),
            holds=rated.holds,
            is_bound=all(share > BOUND for unit, share in met if unit.is_entity and unit.share == 1.0),
            is_voiced=rated.is_voiced,
            asks=self._meeting.page(passage.article).setting.asking[passage.index],
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
        return 1.0 if is_voiced or self._speaker in found.entities else OTHER_VOICE
