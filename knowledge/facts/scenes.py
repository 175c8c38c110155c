"""A paragraph in which somebody may speak: its quotations, the persons and unnamed sources in it. Names no speaker."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from knowledge.facts.cues import PERSON, compiled, cue_rules
from knowledge.facts.quotations import Quotation, find_quotations, is_term
from knowledge.facts.sentences import Sentence
from knowledge.text import fold_characters
from knowledge.types import Article, Mention

SENTENCE_END = re.compile(r"[。!?]|\.(?=[\s”\"]|$)")
_REACH = 2
"""Paragraphs back in which a pronoun's person may be named."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """Whom the article calls somebody's CEO, founder ...: 山岚数据CEO褚云帆."""

    group: str | None
    role: str
    person: str


@dataclass(frozen=True)
class Scene:
    """A paragraph in which somebody may speak, with what tells who."""

    article: Article
    paragraph: Sentence
    before: "Scene | None" = None
    """The paragraph before it."""
    introductions: tuple[Introduction, ...] = ()

    @property
    def coded(self) -> str:
        """The paragraph as matching sees it."""
        return self.paragraph.coded

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """What stands in quotation marks."""
        return find_quotations(self.coded)

    @cached_property
    def spoken(self) -> tuple[Quotation, ...]:
        """The outer ones that are no terms or names."""
        return tuple(one for one in self.quotations if one.depth == 0 and not is_term(self.coded, one))

    @cached_property
    def named(self) -> tuple[tuple[int, str], ...]:
        """Persons and unnamed sources outside quotation marks, with their place, in order."""
        unnamed = {
            start: self.written(start, end)
            for start, end in find_unnamed(self.coded)
            if not self.coded[end:].lstrip().startswith(PERSON)
        }
        people = {
            place: token.value.entity
            for place, token in self.paragraph.tokens.items()
            if self.coded[place] == PERSON and isinstance(token.value, Mention)
        }
        return tuple(sorted((at, name) for at, name in (unnamed | people).items() if self._is_outside(at)))

    @cached_property
    def _outer(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Starts and ends of the quotations that are in no other."""
        outer = [one for one in self.quotations if one.depth == 0]
        return tuple(one.start for one in outer), tuple(one.end for one in outer)

    def _is_outside(self, place: int) -> bool:
        """Whether a place is in no quotation."""
        starts, ends = self._outer
        at = bisect_right(starts, place) - 1
        return at < 0 or ends[at] <= place

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return tuple(match.end() for match in SENTENCE_END.finditer(self.coded))

    def sentence(self, place: int) -> int:
        """Where the sentence begins that holds a place of coded."""
        at = bisect_right(self._ends, place)
        return self._ends[at - 1] if at else 0

    def written(self, start: int, end: int) -> str:
        """An unnamed source as the article writes it."""
        words = self.article.text[slice(*self.paragraph.span(start, end))]
        return words[_leading(fold_characters(words)) :].strip()

    def name(self, place: int) -> str | None:
        """The entity at a place of coded."""
        token = self.paragraph.tokens.get(place)
        return token.value.entity if token and isinstance(token.value, Mention) else None

    def antecedents(self, place: int, reach: int = _REACH) -> tuple[str, ...]:
        """Whom a pronoun there may mean: those named before it in the paragraph, else in the last that names any."""
        here = dict.fromkeys(name for at, name in self.named if at < place)
        if here or self.before is None or reach == 0:
            return tuple(here)
        return self.before.antecedents(len(self.before.coded), reach - 1)


def _leading(twin: str) -> int:
    """How many characters before a source are none of it (也有投资人: 有投资人)."""
    match = compiled(cue_rules().leading).match(twin)
    return int(match.end()) if match else 0


def find_introductions(paragraphs: Iterable[Sentence]) -> Iterator[Introduction]:
    """What the article says of persons by a title before the name, or after it (Ada Orme, founder of Larkspur)."""
    before = compiled(f"({{group}}?)(?:的|[’']s )?\\s?({{role}})\\s?({PERSON})"), (1, 2, 3)
    after = compiled(f"({PERSON}),? (?:the |a |an )?({{role}}) (?:of|at) ({{group}})"), (3, 2, 1)
    for paragraph in (one for one in paragraphs if PERSON in one.coded):
        for expression, (group, role, person) in (before, after):
            for match in expression.finditer(paragraph.coded):
                named = [paragraph.tokens.get(match.start(one)) for one in (group, person)]
                first, second = (one.value.entity if one and isinstance(one.value, Mention) else None for one in named)
                if second:
                    yield Introduction(first if match.group(group) else None, match.group(role), second)


def find_unnamed(text: str) -> list[tuple[int, int]]:
    """Spans of unnamed sources, in order, the longest of those that begin together; none within another."""
    if not compiled("{role}|person|people|source").search(text):
        return []
    spans = sorted(
        {match.span() for one in cue_rules().anonymous for match in compiled(one).finditer(text)},
        key=lambda span: (span[0], -span[1]),
    )
    found: list[tuple[int, int]] = []
    for span in spans:
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found
