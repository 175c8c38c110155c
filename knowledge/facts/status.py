"""How firmly a sentence says what it says, and according to whom. Finds no facts.

rules/status.yaml holds the marks: words that make a statement a rumour, a plan, a denial, no statement at all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from knowledge.errors import RuleError
from knowledge.facts.cues import find_verbs
from knowledge.facts.patterns import Pattern, PatternIndex, compile_pattern
from knowledge.facts.scenes import Scene
from knowledge.facts.sentences import KIND_CODES, MONEY, PERIOD, VALUE, Sentence
from knowledge.facts.sources import find_speakers
from knowledge.rules import Rule, own_rules
from knowledge.types import Article, EntityKind, FactStatus

_SOURCE = r"[「“\"]?[^,;:。!?「」“”\"]{1,24}?[」”\"]?"
_SLOTS: Mapping[str, str] = {
    "source": _SOURCE,
    "money": MONEY,
    "value": VALUE,
    "period": PERIOD,
    "outlet": f"[{KIND_CODES[EntityKind.ORGANISATION]}{KIND_CODES[EntityKind.COMPANY]}]",
    "entity": f"[{''.join(KIND_CODES.values())}]",
}
_THERE_IS = re.compile("^(?:此前|之前|曾|曾经|此前曾)有")
_WEAKEST_FIRST = (
    FactStatus.DENIED,
    FactStatus.CORRECTED,
    FactStatus.RUMOURED,
    FactStatus.PLANNED,
    FactStatus.REPORTED,
    FactStatus.STATED,
)


class MarkRule(Rule):
    """A block of rules/status.yaml."""

    effect: FactStatus | Literal["none"]
    """none: the sentence states nothing (a condition, a question, an undisclosed figure)."""
    reach: Literal["clause", "before", "sentence"]
    """Where a phrase has to stand: in the clauses of the match up to its end, anywhere before that, or anywhere."""
    phrases: tuple[str, ...]
    example: str


class DenialRule(Rule):
    """How a sentence denies what the one before reports."""

    phrases: tuple[str, ...]
    figures: tuple[str, ...]
    """Words of a phrase by which only a figure is denied."""
    not_after: tuple[str, ...]
    """What stands before a phrase that is no denial then (did not deny it)."""
    examples: tuple[tuple[str, str], ...]
    """A report, and the sentence after it that denies it."""


class StatusRules(Rule):
    """rules/status.yaml."""

    marks: dict[str, MarkRule]
    attributive: str
    """What ends a description: a plan before it is the plan of the one described."""
    barriers: tuple[str, ...]
    """What a denial does not reach across."""
    denials: DenialRule
    corrections: tuple[str, ...]
    """Phrases that give the value by which an earlier one was replaced."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the marks say of a match."""

    status: FactStatus
    according_to: str | None = None


@cache
def status_rules() -> StatusRules:
    """The rules of status.yaml. Raises RuleError."""
    rules: StatusRules = own_rules("status.yaml", StatusRules)
    return rules


@cache
def _marks() -> tuple[tuple[MarkRule, Pattern], ...]:
    return tuple(
        (rule, _compile(f"{name}.phrases.{number}", phrase))
        for name, rule in status_rules().marks.items()
        for number, phrase in enumerate(rule.phrases)
    )


@cache
def _mark_index() -> PatternIndex:
    return PatternIndex([pattern for _, pattern in _marks()])


@cache
def _corrections() -> tuple[tuple[Pattern, ...], PatternIndex]:
    phrases = status_rules().corrections
    patterns = tuple(_compile(f"corrections.{number}", phrase) for number, phrase in enumerate(phrases))
    return patterns, PatternIndex(patterns)


def find_corrections(coded: str) -> Iterator[tuple[int, int, Mapping[str, tuple[int, int]]]]:
    """The spans of the corrections of rules/status.yaml in a coded sentence; each has the slot money or value."""
    patterns, index = _corrections()
    for place in index.find(coded):
        yield from patterns[place].find(coded)


@cache
def _denials() -> tuple[tuple[Pattern, ...], PatternIndex]:
    phrases = status_rules().denials.phrases
    patterns = tuple(_compile(f"denials.phrases.{number}", phrase) for number, phrase in enumerate(phrases))
    return patterns, PatternIndex(patterns)


def find_denials(coded: str) -> Iterator[str]:
    """The phrases in a coded sentence by which it denies what the one before reports."""
    patterns, index = _denials()
    for place in index.find(coded):
        for start, end, _ in patterns[place].find(coded):
            if not coded[:start].rstrip().endswith(status_rules().denials.not_after):
                yield coded[start:end]


def _compile(place: str, phrase: str) -> Pattern:
    try:
        return compile_pattern(phrase, _SLOTS)
    except ValueError as error:
        raise RuleError(f"status.yaml: {place}: {error}") from error


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence says at a span, as far as its status goes."""

    start: int
    end: int
    words: frozenset[str] = frozenset()
    """Of these the first after a mark is what the mark governs: a verb, the name of a value."""
    is_nested: bool = False
    """Named in passing, inside a statement of something else, whose marks are not its own."""
    is_negatable: bool = True
    """False: a denial is of what it tells about (what did not happen has a reason too)."""


def assess(article: Article, sentence: Sentence, claim: Claim) -> Assessment | None:
    """The status of what a sentence states at a span, the weakest mark that governs it winning; None: nothing."""
    found: set[FactStatus] = set()
    source: str | None = None
    for rule, start, end, slots in _find_marks(sentence.coded):
        if not _reaches(sentence, rule, (start, end), claim) or not _governs(sentence.coded, rule, (start, end), claim):
            continue
        if rule.effect == "none":
            return None
        found.add(rule.effect)
        if span := slots.get("source") or slots.get("outlet"):
            source = source or _source_words(article, sentence, *span)
    status = next((status for status in _WEAKEST_FIRST if status in found), FactStatus.STATED)
    return Assessment(status, source or _find_sayer(article, sentence, claim.start))


@lru_cache(maxsize=64)
def _find_marks(coded: str) -> tuple[tuple[MarkRule, int, int, Mapping[str, tuple[int, int]]], ...]:
    """Every mark in a coded sentence; kept, as every match of the sentence asks."""
    marks = (_marks()[place] for place in _mark_index().find(coded))
    return tuple((rule, *found) for rule, pattern in marks for found in pattern.find(coded))


def _reaches(sentence: Sentence, rule: MarkRule, mark: tuple[int, int], claim: Claim) -> bool:
    """Whether the mark stands where its rule says, seen from the claim."""
    start, end = mark
    if rule.effect is FactStatus.DENIED and not claim.is_negatable:
        return False
    if claim.is_nested:
        return claim.start <= start and end <= claim.end
    if rule.reach == "sentence":
        return True
    if rule.reach == "clause":
        return sentence.clause(claim.start)[0] < end <= claim.end
    return end <= claim.end and ";" not in sentence.coded[end : claim.start]


def _governs(coded: str, rule: MarkRule, mark: tuple[int, int], claim: Claim) -> bool:
    """Whether the mark is about the claim and not about something described on the way to it.

    "Without a product, A raised" and "A, which has no product, raised" deny no raising.
    """
    _, end = mark
    if rule.reach != "clause":
        return True
    if end <= claim.start and rule.effect is FactStatus.PLANNED:
        return not coded[end : claim.start].endswith(status_rules().attributive)
    if rule.effect is not FactStatus.DENIED:
        return True
    hearts = [place for word in claim.words if (place := coded.find(word, end, claim.end)) >= 0]
    between = coded[end : min(hearts)] if hearts else ""
    return not any(word in between for word in status_rules().barriers)


def _find_sayer(article: Article, sentence: Sentence, start: int) -> str | None:
    """Who says it, where a verb of saying stands before the match."""
    said = [verb for verb in _find_sayings(sentence.coded) if verb[1] <= start]
    for first, last in reversed(said):
        if "。" not in sentence.coded[last:start] and (found := find_speakers(Scene(article, sentence), 0, first)):
            return found.names[0]
    return None


@lru_cache(maxsize=64)
def _find_sayings(coded: str) -> tuple[tuple[int, int], ...]:
    return tuple(find_verbs(coded, "indirect"))


def _source_words(article: Article, sentence: Sentence, start: int, end: int) -> str | None:
    """Who says it, as written, without when: 今年1月曾有外媒 is 外媒."""
    dates = [place + 1 for place in range(start, end) if sentence.coded[place] == PERIOD]
    first, last = sentence.span(max(dates, default=start), end)
    return _THERE_IS.sub("", article.text[first:last].strip('「」“”" ,，据')) or None
