"""Which passages meet a question best: an interpretation in, ranked passages out. Words no answer."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice, zip_longest

from bot.asked_for import DURATIONS
from bot.meeting import Surroundings
from bot.rating import NEAR, TYPE_WEIGHT, Rating, Voice
from bot.templates import is_closed
from bot.types import Interpretation, Ranked, Unit
from bot.wordbook import wordbook
from knowledge.storing.store import KnowledgeBase
from knowledge.terms import to_terms
from knowledge.types import Fact, Found, Quote
from knowledge.values import find_quantities

CANDIDATES = 120
"""Passages looked at for each way of finding them: by words, by each name.

Over a few articles 80 to 300 answer the same questions; over 2,600 articles 80 answered three of 648 fewer.
"""
ARTICLES = 24
"""Articles whose passages are looked at: of thousands those where one of the ways finds something first."""
MEETINGS, FEWEST = 640, 8
"""Articles times units of the question that are held against each other; articles that the longest question reads."""
REFINED = 25
"""The best passages, whose amounts are read and compared with what is counted in the question."""
COUNTED = 4096
"""Passages of which is kept what they count: 2 MB."""
UNHEARD = 1.5
"""idf of a word that no article holds and that is no name nor a known way to say something: slang, a slip."""
ABSENT = 2.0
"""How many times its idf a notion weighs that no article speaks of."""
ANSWERING = 3
"""Passages after a question that are looked at as its answer."""


class Ranker:
    """Ranks passages of one knowledge base."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        self._surroundings = Surroundings(base)
        self._terms = lru_cache(maxsize=20_000)(to_terms)
        self._count = lru_cache(maxsize=20_000)(self._count_passages)
        self._living_forms = lru_cache(maxsize=2_000)(self._find_living)

    def rank(
        self,
        asked: Interpretation,
        takes: Sequence[str],
        facts: Iterable[Fact],
        spoken: Sequence[Quote] = (),
        *,
        limit: int | None = None,
    ) -> tuple[Ranked, ...]:
        """The best candidates for a question, best first; empty where no passage shares anything with it.

        What copies of an article say again is none of them: the original's passage is, which knows of the copies.

        takes: the forms of value the answer needs (money, period, person ...); facts: those of the relation asked for;
        spoken: what the person said whose words are asked for; limit: how many; None: all.
        """
        evidence: dict[tuple[str, int], Fact] = {}
        for fact in facts:
            evidence.setdefault((fact.evidence.article, fact.evidence.start), fact)
        asked = replace(asked, units=tuple(map(self._living, asked.units)))
        rating = Rating(asked, takes, self._weights(asked), evidence, Voice(asked.speaker, spoken), self._surroundings)
        ranked = rating.find_best(self._candidates(asked, evidence, spoken), limit)
        if "count" in takes:
            ranked[:REFINED] = sorted((self._refine(r, asked) for r in ranked[:REFINED]), key=_order)
        return tuple(ranked)

    def _weights(self, asked: Interpretation) -> Mapping[Unit, float]:
        strict = is_closed(asked) and not asked.named
        return {unit: unit.share * self.weight(unit, strict=strict) for unit in asked.units}

    def passages_of(self, article: str) -> tuple[Found, ...]:
        """All passages of an article, in order; those of lately asked ones are kept."""
        return self._surroundings.setting(article).passages

    def weight(self, unit: Unit, *, strict: bool = False) -> float:
        """idf of the unit: ln((N + 1) / (n + 0.5)), n the passages that hold its commonest form.

        A plain word that no passage holds weighs little: people say things as no article does. A notion of the
        synonyms that no passage holds in any form weighs double: the articles do not speak of it. strict: a plain word
        weighs all, as it may be the name of what is asked about.
        """
        words = [form for form in unit.forms if len(form) > 1 and self._count(form)]
        count = max(map(self._count, words or unit.forms), default=0)
        weight = math.log((self._base.passage_count + 1) / (count + 0.5))
        if count > 0 or unit.is_entity:
            return weight
        if unit.name in wordbook().frames:
            return UNHEARD
        if unit.name in wordbook().members:
            return ABSENT * weight
        return weight if strict else UNHEARD

    def _count_passages(self, form: str) -> int:
        return min(map(self._base.frequency, self._terms(form)), default=self._base.passage_count // 20)

    def _find_living(self, forms: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(form for form in forms if self._count(form))

    def _living(self, unit: Unit) -> Unit:
        """The unit with those forms of its group only that the articles hold, and its own."""
        if unit.is_entity or unit.name not in wordbook().members:
            return unit
        own, *others = unit.forms
        return replace(unit, forms=(own, *self._living_forms(tuple(others))), near=self._living_forms(unit.near))

    def _candidates(
        self, asked: Interpretation, evidence: Iterable[tuple[str, int]], spoken: Sequence[Quote]
    ) -> Iterable[Found]:
        names = dict.fromkeys(n for unit in asked.units if unit.is_entity for n in (unit.name, *unit.covers))
        said = tuple(islice(evidence, CANDIDATES))
        pools = [self._base.find_places(self._terms_of(asked), CANDIDATES)]
        pools += [self._base.places_with(name, CANDIDATES) for name in names]
        told = ([a for a, _ in asked.near], [quote.evidence.article for quote in spoken], [a for a, _ in said])
        count = min(ARTICLES, max(FEWEST, MEETINGS // max(1, len(asked.units))))
        articles = _first_by_turns((*told, *([a for a, _ in pool] for pool in pools)), count)
        places = dict.fromkeys(place for pool in pools for place in pool if place[0] in articles)
        seen = {place: self._surroundings.setting(place[0]).passages[place[1]] for place in places}
        around = [self._around(article, offset, NEAR) for article, offset in asked.near if article in articles]
        around += [self._around(article, offset, 1) for article, offset in said if article in articles]
        around.append(self._spoken([quote for quote in spoken if quote.evidence.article in articles]))
        seen.update({_place(found): found for pool in around for found in pool})
        for article, here in tuple(seen):
            setting = self._surroundings.setting(article)
            if setting.asking[here]:
                # What begins to answer a question need not say any word of it again.
                begins = (i for i in setting.answered.get(here, ()) if i <= here + ANSWERING)
                seen.update({(article, i): setting.passages[i] for i in begins})
        return [found for found in seen.values() if not found.is_copy]

    def _terms_of(self, asked: Interpretation) -> tuple[str, ...]:
        """The terms to search for, a form of every unit by turns: a search looks at the first ones only."""
        turns = zip_longest(*((*unit.forms, *unit.near) for unit in asked.units))
        forms = (form for turn in turns for form in turn if form is not None)
        return tuple(dict.fromkeys(term for form in forms for term in self._terms(form)))

    def _around(self, article: str, offset: int, reach: int) -> tuple[Found, ...]:
        """The passages that come within reach characters of an offset."""
        passages = self._surroundings.setting(article).passages
        return tuple(f for f in passages if f.passage.start - reach < offset < f.passage.end + reach)

    def _spoken(self, spoken: Sequence[Quote]) -> tuple[Found, ...]:
        speakers = {quote.speaker for quote in spoken}
        starts: dict[str, set[int]] = {}
        for quote in spoken:
            starts.setdefault(quote.evidence.article, set()).add(quote.evidence.start)
        return tuple(
            found
            for article, places in starts.items()
            for found in self._surroundings.setting(article).passages
            if found.passage.speaker in speakers
            or any(found.passage.start <= place < found.passage.end for place in places)
        )

    def _refine(self, ranked: Ranked, asked: Interpretation) -> Ranked:
        """With a bonus where the passage counts just what the question counts: 多少人 and 600多人."""
        units = _find_counted(ranked.found.snippet)
        if asked.answer_type == "duration":
            return replace(ranked, score=ranked.score + TYPE_WEIGHT * (1 if units & DURATIONS else -1))
        if any(unit and unit in asked.twin for unit in units):
            return replace(ranked, score=ranked.score + TYPE_WEIGHT)
        return ranked


@lru_cache(maxsize=COUNTED)
def _find_counted(snippet: str) -> frozenset[str]:
    """The units of what a passage counts."""
    return frozenset(quantity.unit for quantity, _, _ in find_quantities(snippet) if not quantity.is_money)


def _first_by_turns(orders: Iterable[Sequence[str]], count: int) -> Collection[str]:
    """The first of each order, then the second, until there are count different ones."""
    turns = (name for turn in zip_longest(*orders) for name in turn if name is not None)
    return frozenset(islice(dict.fromkeys(turns), count))


def _place(found: Found) -> tuple[str, int]:
    return found.passage.article, found.passage.index


def _order(ranked: Ranked) -> tuple[float, str, int]:
    """Score, descending; then article and place, so that equal ones come in one order always."""
    return -ranked.score, ranked.found.passage.article, ranked.found.passage.start
