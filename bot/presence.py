"""What the articles hold of the names of a question: which stand in none, and whom doubtful ones may mean."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.asking_back import MOST
from bot.beside import name_rules
from bot.gaps import Span, find_gaps, is_single_verb
from bot.naming import Naming
from bot.phrases import phrase
from bot.plain import blank
from bot.strangers import find_strangers
from bot.templates import is_closed
from bot.types import Doubt, Interpretation, Named
from knowledge.facts.relations import load_relations
from knowledge.storing.store import KnowledgeBase
from knowledge.terms import to_terms
from knowledge.text import fold
from knowledge.types import Entity, EntityKind

SELDOM = 4
"""Times as many facts that are told of another where nobody means the seldom one by a short form of both."""
MONTH = re.compile(
    r"\d{1,2}\s?月|[一二三四五六七八九十]{1,2}月|(january|february|march|april|may|june|july|august|september|october|november|december)\b(?!.*\d{4})",
    re.IGNORECASE,
)
"""How the words of a period begin that names a month and no year."""
LOOKED_AT = 20
"""Passages that hold the pairs of characters of a name and are looked at for the name itself."""


class Presence:
    """Compares the names of questions with one knowledge base."""

    def __init__(self, base: KnowledgeBase, naming: Naming) -> None:
        self._base = base
        self._naming = naming

    def settle(self, asked: Interpretation) -> Interpretation:
        """The interpretation with its unknown and doubtful names, and without those that it can be answered without."""
        asked = self._date(asked)
        absent = [name for name in asked.named if not self._is_mentioned(name.entity)]
        strangers = self._find_strangers(asked)
        doubts = tuple(self._find_doubts(asked, strangers))
        doubted = {(doubt.start, doubt.end) for doubt in doubts}
        text = asked.question.text
        if strangers or doubts or len(absent) == len(asked.named) or _needs(asked, absent):
            unknown = [span for span in strangers if span not in doubted]
            unknown += [
                (name.start, name.end)
                for name in absent
                if not any(start <= name.start and name.end <= end for start, end in strangers)
            ]
            spans = sorted(dict.fromkeys(unknown))
            return replace(asked, unknown=tuple(text[start:end] for start, end in spans), doubts=doubts)
        return _without(asked, absent)

    def _date(self, asked: Interpretation) -> Interpretation:
        """The interpretation with a month that says no year (6月初) in the last year of which there are articles."""
        period = asked.period
        if period is None or MONTH.match(period.words) is None:
            return asked
        newest = max((dated.end for dated in self._base.dates().values() if dated is not None), default=None)
        if newest is None or period.start <= newest:
            return asked
        back = newest.year - period.start.year
        if period.start.replace(year=newest.year, day=1) > newest:
            back -= 1
        start, end = (_in_year(day, day.year + back) for day in (period.start, period.end))
        return replace(asked, period=replace(period, start=start, end=end))

    def _find_strangers(self, asked: Interpretation) -> tuple[Span, ...]:
        start, end = asked.core or (0, len(asked.twin))
        around = ((0, start), (end, len(asked.twin)))
        return find_strangers(
            blank(asked.question.text, around),
            blank(asked.twin, around),
            asked.named,
            self._is_held,
            is_closed=is_closed(asked),
            is_of_firm=_is_of_firm(asked),
            is_short=lambda words: bool(self._naming.bearers(words)),
        )

    def _find_doubts(self, asked: Interpretation, strangers: tuple[Span, ...]) -> Iterator[Doubt]:
        text = asked.question.text
        for start, end in (*strangers, *self._find_longer(asked)):
            candidates = self._present(self._naming.resembling(text[start:end]))
            if 0 < len(candidates) <= MOST:
                yield Doubt(text[start:end], start, end, candidates)
        if not asked.named and not strangers:
            for start, end in self._find_short(asked):
                candidates = self._usual(self._naming.bearers(text[start:end]))
                if 1 < len(candidates) <= MOST:
                    yield Doubt(text[start:end], start, end, candidates)

    def _find_longer(self, asked: Interpretation) -> Iterator[Span]:
        """Where a known name and what no rule knows right after it may be another name, misspelt."""
        spans = find_gaps(asked.twin, [(name.start, name.end) for name in asked.named])
        gaps = {start: end for start, end in spans if asked.twin[start:end] not in name_rules().affixes}
        for name in asked.named:
            end = gaps.get(name.end)
            # Of one character more a person's name may be, also if that is a verb elsewhere: 王兴兴, but 阿里|占.
            if end is not None and (
                name.entity.kind is EntityKind.PERSON or not is_single_verb(asked.twin[name.end : end])
            ):
                yield name.start, end

    def _find_short(self, asked: Interpretation) -> Iterator[Span]:
        """Where words stand that name nobody and may be short for several."""
        yield from find_gaps(asked.twin, ())
        text = asked.question.text
        yield from find_strangers(text, asked.twin, (), lambda word: False, is_closed=True)

    def _present(self, candidates: tuple[Entity, ...]) -> tuple[Entity, ...]:
        return tuple(entity for entity in candidates if self._is_mentioned(entity))

    def _usual(self, candidates: tuple[Entity, ...]) -> tuple[Entity, ...]:
        """Those that articles tell facts of; not those of whom far fewer than of another."""
        counts = {entity: self._base.count_facts(entity.name) for entity in candidates}
        most = max(counts.values(), default=0)
        return tuple(entity for entity, count in counts.items() if count and count * SELDOM > most)

    def _is_mentioned(self, entity: Entity) -> bool:
        names = (entity.name, *entity.covers)
        return any(self._base.places_with(name, 1) or self._base.quotes(speaker=name) for name in names)

    def _is_held(self, words: str) -> bool:
        """Whether an article writes folded words so, as far as the passages show that have the most of them."""
        terms = to_terms(words)
        return all(map(self._base.frequency, terms)) and (len(terms) < 2 or count_held(words, self._base) > 0)


def _needs(asked: Interpretation, absent: list[Named]) -> bool:
    """Whether the question is about any of the absent names.

    It is not about one that is but guessed, nor about the outlet that is said to tell it (晚点说A估值多少), unless as
    much as about another: A和B谁高.
    """
    return any(
        (one.how == "exact" and not _tells_it(one, asked))
        or any(
            phrase("joins_names").fullmatch(asked.twin, min(one.end, other.end), max(one.start, other.start))
            for other in asked.named
            if other.end <= one.start or one.end <= other.start
        )
        for one in absent
    )


def _tells_it(name: Named, asked: Interpretation) -> bool:
    """Whether what is asked is said to be told there; what a person says is asked for itself."""
    return name.entity.kind is not EntityKind.PERSON and bool(phrase("tells_it").match(asked.twin, name.end))


def _is_of_firm(asked: Interpretation) -> bool:
    """Whether the question asks for what companies have: 估值, 创始人."""
    relation = load_relations().by_name.get(asked.relation or "")
    return relation is not None and EntityKind.COMPANY in relation.rule.subject


def count_held(words: str, base: KnowledgeBase) -> int:
    """How many of the LOOKED_AT passages that have the most of some folded words write them so."""
    return sum(words in fold(found.snippet) for found in base.search(to_terms(words), LOOKED_AT))


def _in_year(day: date, year: int) -> date:
    """The day of the same month in that year; the last of the month where it has fewer days."""
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def _without(asked: Interpretation, absent: list[Named]) -> Interpretation:
    names = {name.entity.name for name in absent}
    named = tuple(name for name in asked.named if name.entity.name not in names)
    return replace(asked, named=named, units=tuple(unit for unit in asked.units if unit.name not in names))
