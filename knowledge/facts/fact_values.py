"""The value of a match: quantity, period, words, qualifier, and where several stand side by side, each with its own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest

from knowledge.facts.matches import LISTS, Match, find_quantity_tokens, fits
from knowledge.facts.relations import Relation, load_relations
from knowledge.facts.sentences import Sentence
from knowledge.facts.word_rules import word_rules
from knowledge.text import fold
from knowledge.types import Article, Mention, Period, Precision, Quantity

_OPENING = 10
"""Characters at the beginning of a sentence where it says when it goes on (after that round ...)."""
TEXT_SLOTS = (
    "text",
    "titles",
    "title",
    "firm",
    "superlative",
    "openness",
    "employer",
    "post",
    "city",
    "clause",
    "words",
)
"""Slots whose words are a fact's text, the first that takes part."""
_ROUNDS = "rounds"
_LEAD = 4
"""Characters that may stand before the date that opens a clause (in, 到了, 而在)."""


@dataclass(frozen=True, slots=True)
class FactValue:
    """What a fact says besides between whom."""

    quantity: Quantity | None
    period: Period | None
    text: str | None
    qualifier: str | None


def find_values_of(
    article: Article, sentences: Sequence[Sentence], match: Match, subjects: Sequence[str]
) -> tuple[FactValue, ...]:
    """The value of the match; of a list (A and B in 2019 and 2021; rounds and amounts) one each, in order."""
    sentence = sentences[match.sentence]
    found = [token.value for _, token in find_quantity_tokens(sentence, match) if isinstance(token.value, Quantity)]
    periods = _listed_periods(sentence, match)
    rounds = _listed_rounds(sentence, match)
    text = _text(article, sentence, match)
    own = _period(sentences, match, subjects)
    if len(rounds) > 1 and len(rounds) == len(found):
        return tuple(FactValue(one, own, text, name) for one, name in zip(found, rounds, strict=True))
    qualifier = _qualifier(sentence, match) or _counted_qualifier(match, found)
    if dates := _dates_of_each(sentence, match, len(found)):
        return tuple(FactValue(one, period, text, qualifier) for one, period in zip(found, dates, strict=True))
    if len(subjects) > 1 and len(subjects) in (len(found), len(periods)):
        pairs = zip_longest(found[: len(subjects)], periods[: len(subjects)])
        return tuple(FactValue(one, period, text, qualifier) for one, period in pairs)
    if len(found) > 1 and is_listed(match):
        return tuple(FactValue(one, own, text, qualifier) for one in found)
    return (FactValue(found[0] if found else None, own, text, qualifier),)


def is_listed(match: Match) -> bool:
    """Whether a slot of the match holds a list of values, each of them of somebody or some time."""
    return not LISTS.isdisjoint(match.slots)


def _dates_of_each(sentence: Sentence, match: Match, count: int) -> tuple[Period, ...]:
    """As many periods as values are listed, in order: those before them, or the years of one; empty: none fit."""
    if count < 2 or not is_listed(match):
        return ()
    periods = [period for place, period in _periods(sentence) if place < match.end]
    years = [year for period in periods[-1:] for year in _years(period)]
    return next((tuple(one) for one in (periods[-count:], years) if len(one) == count), ())


def _years(period: Period) -> Iterator[Period]:
    """The whole years that period is made of; nothing where it is not."""
    first, last = period.start, period.end
    if first and last and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        for year in range(first.year, last.year + 1):
            yield replace(period, start=date(year, 1, 1), end=date(year, 12, 31), precision=Precision.YEAR)


def find_aside_quantity(sentence: Sentence, place: int, relation: Relation) -> Quantity | None:
    """The quantity in the parenthesis behind the name at place: B (put in 40 million euros)."""
    if sentence.coded[place + 1 : place + 2] != "(":
        return None
    end = sentence.coded.find(")", place)
    tokens = (sentence.tokens[inside] for inside in range(place, end) if inside in sentence.tokens)
    return next((one.value for one in tokens if isinstance(one.value, Quantity) and fits(relation, one)), None)


def _listed_periods(sentence: Sentence, match: Match) -> list[Period]:
    span = match.slots.get("periods", (0, 0))
    tokens = (sentence.tokens[place] for place in range(*span) if place in sentence.tokens)
    return [token.value for token in tokens if isinstance(token.value, Period)]


def _listed_rounds(sentence: Sentence, match: Match) -> tuple[str, ...]:
    if _ROUNDS not in match.slots:
        return ()
    text = sentence.coded[slice(*match.slots[_ROUNDS])]
    return tuple(word for words in match.relation.qualifiers for word, _, _ in _find_words(words.name, text))


def _text(article: Article, sentence: Sentence, match: Match) -> str | None:
    """The words in the slot for words, as the article has them; of what announces a list (two things:) the list."""
    span = next((match.slots[name] for name in TEXT_SLOTS if name in match.slots), None)
    if span is None:
        return None
    if "text" in match.slots and sentence.coded[span[1] : span[1] + 1] == ":":
        listed = re.match(r":\s*([^;。!?]{2,100})", sentence.coded[span[1] :])
        span = (span[1] + listed.start(1), span[1] + listed.end(1)) if listed else span
    start, end = sentence.span(*span)
    return article.text[start:end].rstrip(" .").strip(' \t“”"「」') or None


def _period(sentences: Sequence[Sentence], match: Match, subjects: Sequence[str]) -> Period | None:
    """The period in its slot, else the nearest of the clauses of the match, else the nearest before it.

    For what happens (dated: paragraph) the period that opens the sentence before will do. A period beside which
    somebody was founded or a text published, or that tells of another one than the match names, is not the match's.
    """
    sentence = sentences[match.sentence]
    if span := match.slots.get("period") or match.slots.get("periods"):
        token = sentence.tokens.get(span[0])
        return token.value if token and isinstance(token.value, Period) else None
    dated = match.relation.rule.dated
    if dated == "phrase":
        return None
    first, last = sentence.clause(match.start)[0], sentence.clause(match.end)[1]
    periods = [found for found in _periods(sentence) if not _is_set_apart(sentence, found[0], match)]
    inside = [(abs(place - match.start), period) for place, period in periods if first <= place < last]
    before = []
    if dated != "clause" and not _is_dateless(sentence, first, last):
        earlier = [(place, period) for place, period in periods if place < first]
        before = [
            (first - place, period)
            for place, period in earlier
            if not _is_birth(sentence, place) and not _is_others(sentence, place, match, subjects)
        ]
    nearest = min(inside or before, key=lambda pair: pair[0], default=None)
    if nearest is None and dated == "paragraph" and not any(_periods(sentence)):
        return _opening_period(sentences, match.sentence)
    return nearest[1] if nearest else None


def _is_set_apart(sentence: Sentence, place: int, match: Match) -> bool:
    """Whether the period at place only tells of a founding that the match does not, or of a publication."""
    rules = word_rules()
    before, after = sentence.coded[:place].rstrip(), sentence.coded[place + 1 :].lstrip()
    if after.startswith(rules.publications):
        return True
    if any(word in sentence.coded[match.start : match.end] for word in rules.births):
        return False
    joint = before.removesuffix(" in").removesuffix("于")
    return joint != before and joint.endswith(rules.births)


def _is_others(sentence: Sentence, place: int, match: Match, subjects: Sequence[str]) -> bool:
    """Whether the period at place, inside its clause, dates what another one did before the match names its own."""
    start, end = sentence.clause(place)[0], sentence.clause(match.end)[1]
    if len(sentence.coded[start:place].strip()) <= _LEAD:
        return False
    named = [
        (at, token.value.entity)
        for at, token in sentence.tokens.items()
        if isinstance(token.value, Mention) and at < end and sentence.coded[at] in match.relation.subject_codes
    ]
    return any(at < place for at, _ in named) and all(at > place for at, name in named if name in subjects)


def _periods(sentence: Sentence) -> Iterator[tuple[int, Period]]:
    for place, token in sentence.tokens.items():
        if isinstance(token.value, Period):
            yield place, token.value


def _is_dateless(sentence: Sentence, first: int, last: int) -> bool:
    """Whether an earlier period of the sentence is not that of coded[first:last]."""
    rules = word_rules()
    return any(word in sentence.coded[first:last] for word in rules.now) or any(
        word in sentence.coded for word in rules.serial
    )


def _is_birth(sentence: Sentence, place: int) -> bool:
    """Whether the period at place only tells when something began."""
    return any(word in sentence.coded[slice(*sentence.clause(place))] for word in word_rules().births)


def _opening_period(sentences: Sequence[Sentence], which: int) -> Period | None:
    """The only period of the sentence before in the same paragraph, where it opens it."""
    if which == 0 or sentences[which - 1].passage.block != sentences[which].passage.block:
        return None
    if any(word in sentences[which].coded[:_OPENING] for word in word_rules().afterwards):
        return None
    before = sentences[which - 1]
    periods = list(_periods(before))
    if len(periods) != 1 or periods[0][0] > len("on ") or _is_birth(before, periods[0][0]):
        return None
    lasts = before.coded[periods[0][0] + 1 :].lstrip().startswith(word_rules().lasting)
    return None if lasts else periods[0][1]


def _qualifier(sentence: Sentence, match: Match) -> str | None:
    """The canonical word of the first class that has one in the match, its clause, or the clause before.

    Of several the nearest: the last one before the match, the first one in or after it. For what happens the only one
    of the sentence before the match will do.
    """
    first, last = sentence.clause(match.start)[0], sentence.clause(match.end)[1]
    before = sentence.clause(first - 1)[0] if first > 0 else 0
    names = [words.name for words in match.relation.qualifiers]
    found = [_find_words(name, sentence.coded) for name in names]
    for start, end in ((match.start, match.end), (first, match.start), (match.end, last), (before, first)):
        for words in found:
            if inside := [word for word, here, there in words if start <= here and there <= end]:
                return inside[-1] if end <= match.start else inside[0]
    if match.relation.rule.dated != "paragraph":
        return None
    named = {word for words in found for word, _, end in words if end <= match.start}
    return named.pop() if len(named) == 1 else None


def _counted_qualifier(match: Match, quantities: Sequence[Quantity]) -> str | None:
    """A qualifier inside what is counted (500 paying customers)."""
    words = (
        _find_words(one.name, fold(quantity.words)) for quantity in quantities for one in match.relation.qualifiers
    )
    return next((word for found in words for word, _, _ in found), None)


@lru_cache(maxsize=64)
def _find_words(name: str, coded: str) -> tuple[tuple[str, int, int], ...]:
    """The canonical words of a class in a coded text with their spans; kept, as every match of a sentence asks."""
    words = load_relations().words[name]
    return tuple((_to_canonical(name, coded[start:end]), start, end) for start, end, _ in words.pattern.find(coded))


@lru_cache(maxsize=1024)
def _to_canonical(name: str, words: str) -> str:
    """The canonical form of words of a class; kept, as they are few."""
    return load_relations().words[name].to_canonical(words)
