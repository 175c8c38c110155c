"""Passages as matching sees them: folded, with every mention and value one private-use character. Matches nothing."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.facts.patterns import CLAUSE_ENDS
from knowledge.names.lexicon import Lexicon
from knowledge.text import fold
from knowledge.types import Article, EntityKind, Mention, Passage, PassageKind, Period, Quantity
from knowledge.values import find_former, find_periods, find_quantities

KIND_CODES: Mapping[EntityKind, str] = {kind: chr(0xE000 + place) for place, kind in enumerate(EntityKind)}
"""One private-use character for each kind of entity."""
MONEY, PERCENT, COUNT, PERIOD = "\ue010", "\ue011", "\ue012", "\ue013"
VALUE = r"(?:[\x{e010}-\x{e012}\x{e100}-\x{e1ff}]|(?:more than |over |about |超过|约)?[0-9][0-9,]*)"
"""The expression of a quantity of any unit, or of a bare number; written so that no phrase waits for one of them."""
Value = Mention | Quantity | Period
_BORDER = re.compile(f"[{re.escape(CLAUSE_ENDS)}]")


@dataclass(frozen=True, slots=True)
class Token:
    """What a private-use character of a coded sentence stands for."""

    value: Value
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage, coded."""

    passage: Passage
    coded: str
    starts: tuple[int, ...]
    """Offset in Article.text of each coded character, and of the end of the passage."""
    tokens: Mapping[int, Token]
    """By index into coded, in order."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in Article.text of coded[start:end]."""
        if start >= end:
            return self.starts[start], self.starts[start]
        last = self.tokens.get(end - 1)
        return self.starts[start], last.end if last else self.starts[end - 1] + 1

    def clause(self, place: int) -> tuple[int, int]:
        """Start and end, in coded, of the clause that holds place."""
        borders = _find_borders(self.coded)
        after = bisect_left(borders, place)
        return borders[after - 1] + 1 if after else 0, borders[after] if after < len(borders) else len(self.coded)


@dataclass(frozen=True)
class CodedArticle:
    """An article as matching sees it."""

    article: Article
    sentences: tuple[Sentence, ...]
    """Its passages, in order."""
    lexicon: Lexicon
    """With the entities discovered in it."""
    main_company: str | None = None
    """The one company that it is about."""


@lru_cache(maxsize=64)
def _find_borders(coded: str) -> tuple[int, ...]:
    """Where the clauses of a coded sentence end, in order; kept, as every match of a sentence asks."""
    return tuple(border.start() for border in _BORDER.finditer(coded))


def find_values(article: Article) -> tuple[Token, ...]:
    """The periods, then the quantities of an article as tokens, without what a change leaves behind."""
    dated, counted = _find_periods(article), find_quantities(article.text)
    former = find_former(article.text, counted, dated)
    tokens = (*(Token(*found) for found in dated), *(Token(*found) for found in counted))
    return tuple(token for token in tokens if token.start not in former)


def _find_periods(article: Article) -> tuple[tuple[Period, int, int], ...]:
    """The periods; another article's title has another date, so that 昨天 there is nobody's."""
    headlines = [block for block in article.blocks if block.kind is PassageKind.HEADLINE]
    found = find_periods(article.text, article.published)
    dated = [one for one in found if not any(block.start <= one[1] < block.end for block in headlines)]
    for block in headlines:
        own = find_periods(article.text[block.start : block.end], None)
        dated += [(period, block.start + start, block.start + end) for period, start, end in own]
    return tuple(dated)


def code_sentences(
    article: Article,
    passages: Iterable[Passage],
    mentions: Iterable[Mention],
    lexicon: Lexicon,
    values: Iterable[Token] = (),
    units: Mapping[str, str] | None = None,
) -> tuple[Sentence, ...]:
    """The passages, coded, in order. Where finds overlap a mention wins, save as the unit of a count; then the longer.

    values: `find_values` of the article, or nothing where only names matter. units: unit -> the character for counts of
    it; those of other units are COUNT.
    """
    twin = fold(article.text)
    tokens = _choose_tokens(len(twin), mentions, tuple(values))
    starts = [token.start for token in tokens]
    units = units or {}
    sentences = []
    for passage in passages:
        inside = tokens[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        codes = [_to_code(token.value, lexicon, units) for token in inside]
        fitting = [
            (token, code) for token, code in zip(inside, codes, strict=True) if code and token.end <= passage.end
        ]
        sentences.append(_code(passage, twin, fitting))
    return tuple(sentences)


def _choose_tokens(length: int, mentions: Iterable[Mention], values: Sequence[Token]) -> list[Token]:
    # A product that ends a longer quantity is the unit of what is counted: 1.2万张H800.
    counts = {token.end: token.start for token in values if isinstance(token.value, Quantity)}
    named = [(Token(m, m.start, m.end), 0) for m in mentions if counts.get(m.end, m.start) >= m.start]
    read = [(token, 1 if isinstance(token.value, Period) else 2) for token in values]
    found = [(token.start, token.end, rank, token) for token, rank in (*named, *read)]
    by_strength = sorted(found, key=lambda entry: (entry[2] > 0, entry[0] - entry[1], entry[2], entry[0]))
    taken = bytearray(length + 1)
    kept = []
    for start, end, _, token in by_strength:
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            kept.append(token)
    return sorted(kept, key=lambda token: token.start)


def _to_code(value: Value, lexicon: Lexicon, units: Mapping[str, str]) -> str | None:
    if isinstance(value, Mention):
        entity = lexicon.entity(value.entity)
        return KIND_CODES[entity.kind] if entity else None
    if isinstance(value, Period):
        return PERIOD
    if value.is_money:
        return MONEY
    return PERCENT if value.unit == "%" else units.get(value.unit, COUNT)


def _code(passage: Passage, twin: str, tokens: Sequence[tuple[Token, str]]) -> Sentence:
    coded: list[str] = []
    starts: list[int] = []
    places: dict[int, Token] = {}
    done = passage.start
    for token, code in tokens:
        coded += twin[done : token.start]
        starts += range(done, token.start)
        places[len(coded)] = token
        coded.append(code)
        starts.append(token.start)
        done = token.end
    coded += twin[done : passage.end]
    starts += range(done, passage.end + 1)
    return Sentence(passage, "".join(coded), tuple(starts), places)
