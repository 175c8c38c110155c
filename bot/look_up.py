"""What an answer is composed from: an interpretation in, its facts and passages and what stands around them out."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from bot.answers import KINDS, ties
from bot.answers.enough import TRIED
from bot.answers.saying import asks_who_said
from bot.answers.values import takes_of
from bot.base_answers import find_facts
from bot.cited_sources import CitedSources
from bot.ranking import Ranker
from bot.types import Findings, Interpretation, Ranked
from knowledge.storing.store import KnowledgeBase
from knowledge.types import EntityKind, Fact, Found, Quote

KEPT = 40
"""Ranked passages that an answer is composed from."""
KEPT_ARTICLES = 256
"""Articles whose facts are kept at hand."""
PARAGRAPHS = 5
"""Of how many of them the paragraph is fetched."""
FOLLOWING = 8
"""Passages after it, of any paragraph, in which what it announces is looked for."""
PARAGRAPH = 8
"""Passages of a paragraph, on either side, that an answer may quote."""


class Finder:
    """Finds in one knowledge base what interpretations ask for."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._ranker = Ranker(base)
        self._placed = lru_cache(maxsize=KEPT_ARTICLES)(self._read_facts)
        self.kinds: Mapping[str, EntityKind] = {entity.name: entity.kind for entity in base.entities()}

    def look_up(self, asked: Interpretation) -> Findings:
        """The facts that the kind of answer needs, and the passages that meet the question best."""
        base = self._base
        facts = find_facts(KINDS[asked.kind].plan(asked), base)
        spoken = base.quotes(speaker=asked.speaker) if asked.speaker is not None else ()
        telling = ties.find_between(asked, facts) if asked.kind == ties.KIND else facts
        ranked = self._ranker.rank(asked, takes_of(asked), telling, spoken, limit=KEPT)
        names = {r.found.passage.article for r in ranked} | {fact.evidence.article for fact in facts}
        names |= {at.article for r in ranked for at in r.found.also}
        around = [(r, self._ranker.passages_of(r.found.passage.article)) for r in ranked[:PARAGRAPHS]]
        return Findings(
            facts=facts,
            ranked=ranked,
            rivals=self._find_rivals(ranked),
            blocks={_place(r): _paragraph(r.found, passages) for r, passages in around},
            sources=CitedSources(names, base),
            kinds=self.kinds,
            quotes=self._find_quotes(asked, ranked),
            following={_place(r): _following(r.found, passages) for r, passages in around},
            dates=base.dates(),
            titles=base.titles(),
        )

    def facts_of(self, article: str) -> tuple[Fact, ...]:
        """All facts of an article, by its name; those of lately asked ones are kept."""
        return self._placed(article)[0]

    def _read_facts(self, article: str) -> tuple[tuple[Fact, ...], tuple[tuple[int, int], ...]]:
        """The facts of an article, in order; and (start, place in that order) of each, by start."""
        facts = self._base.facts(article=article)
        return facts, tuple(sorted((fact.evidence.start, place) for place, fact in enumerate(facts)))

    def _find_quotes(self, asked: Interpretation, ranked: Sequence[Ranked]) -> tuple[Quote, ...]:
        if not asks_who_said(asked):
            return ()
        articles = dict.fromkeys(r.found.passage.article for r in ranked[:TRIED])
        return tuple(quote for article in articles for quote in self._base.quotes(article=article))

    def _find_rivals(self, ranked: Sequence[Ranked]) -> tuple[Fact, ...]:
        best = [r.found.passage for r in ranked[:TRIED]]
        rivals: list[Fact] = []
        for article in dict.fromkeys(passage.article for passage in best):
            facts, starts = self._placed(article)
            here = {(p.start, p.end) for p in best if p.article == article}
            cuts = ((bisect_left(starts, (start, 0)), bisect_left(starts, (end, 0))) for start, end in here)
            places = sorted({place for first, last in cuts for _, place in starts[first:last]})
            rivals += (facts[place] for place in places)
        return tuple(rivals)


def explain(findings: Findings) -> tuple[str, ...]:
    """The best of what was found, one line each, for --explain."""
    facts = [
        f"fact: {f.subject} {f.relation} {f.quantity or f.object or f.text or f.period}" for f in findings.facts[:5]
    ]
    passages = [
        f"{r.score:6.2f} covers {r.coverage:.2f} {'fact ' if r.fact else ''}{r.found.passage.article}"
        f" {r.found.passage.start} misses {', '.join(r.missing) or 'nothing'}: {r.found.snippet[:60]}"
        for r in findings.ranked[:5]
    ]
    return (*facts, *passages)


def _place(ranked: Ranked) -> tuple[str, int]:
    return ranked.found.passage.article, ranked.found.passage.index


def _paragraph(found: Found, passages: Sequence[Found]) -> tuple[Found, ...]:
    """The unbroken run of passages around found that are of its block, or go on with its speaker's turn.

    passages: all of its article.
    """
    here = found.passage

    def belongs(other: Found) -> bool:
        same_turn = here.speaker is not None and other.passage.speaker == here.speaker
        return other.passage.block == here.block or same_turn

    before = takewhile(belongs, reversed(passages[max(0, here.index - PARAGRAPH) : here.index]))
    after = takewhile(belongs, passages[here.index + 1 : here.index + 1 + PARAGRAPH])
    return (*reversed(tuple(before)), found, *after)


def _following(found: Found, passages: Sequence[Found]) -> tuple[Found, ...]:
    return tuple(passages[found.passage.index : found.passage.index + 1 + FOLLOWING])
