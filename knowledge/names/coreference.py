"""Pronouns and their like: the names found in an article in, whom 他, 该公司 or "the latter" stands for out.

Resolved only where exactly one candidate is left in the sentence so far, or else in the sentence before it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import ahocorasick_rs

from knowledge.names.lexicon import Lexicon
from knowledge.names.main_company import find_main_company
from knowledge.names.run_in_heads import is_run_in
from knowledge.names.spelling import is_whole_word
from knowledge.rules import Rule, own_rules
from knowledge.text import fold
from knowledge.types import Article, EntityKind, Mention, Passage, PassageKind

_OPENERS = " ,;:。!?“”\n\u3000(-"
_BEFORE = 10
_QUOTES = {"“": "”", "「": "」", "『": "』"}


class PronounRule(Rule):
    """Words that stand for an entity named before."""

    name: str
    words: tuple[str, ...]
    kinds: tuple[EntityKind, ...]
    order: int | None = None
    """Which of exactly two named entities: 0 the former, 1 the latter. None: the only one."""
    opening: bool = False
    """Only at the beginning of a clause."""
    topic: bool = False
    """Only for an entity that a clause begins with."""
    monologue: bool = False
    """Not in a transcript, where the talk jumps."""
    main: bool = False
    """Where the paragraph so far names no other company, the one that the article is about."""
    not_in: tuple[str, ...] = ()
    example: str
    stands_for: str


class PronounRules(Rule):
    """rules/pronouns.yaml."""

    not_topic_after: tuple[str, ...]
    """An entity right after such a word is not what the sentence is about."""
    not_topic_before: tuple[str, ...]
    """Nor is one right before such a word."""
    openers: tuple[str, ...]
    """Words that a clause may have before what it is about."""
    pronouns: tuple[PronounRule, ...]


@dataclass(frozen=True, slots=True)
class _Pronoun:
    rule: PronounRule
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Text:
    """What candidates are judged by."""

    twin: str
    """The folded text."""
    kinds: Mapping[str, EntityKind]
    """Of the entities mentioned."""

    def is_label(self, mention: Mention, passage: Passage) -> bool:
        """Whether it only says whose turn it is in a transcript."""
        return mention.start == passage.start and self.twin[mention.end : mention.end + 2].lstrip().startswith(":")

    def companies(self, mentions: Iterable[Mention]) -> set[str]:
        """The companies among those mentioned."""
        return {one.entity for one in mentions if self.kinds.get(one.entity) is EntityKind.COMPANY}

    def is_about(self, mention: Mention, rule: PronounRule) -> bool:
        """Whether the sentence may be about what is mentioned there."""
        if mention.resolved:
            return True
        before = self.twin[max(0, mention.start - _BEFORE) : mention.start].rstrip(" ")
        words_before, words_after = _not_topic()
        if before.endswith(words_before) or self.twin.startswith(words_after, mention.end):
            return False
        return not rule.topic or not before or before[-1] in _OPENERS or before.endswith(_openers())


def resolve_pronouns(
    article: Article, passages: Sequence[Passage], mentions: Sequence[Mention], lexicon: Lexicon
) -> tuple[Mention, ...]:
    """Mentions with resolved=True, in order of place, for the pronouns of which one reading is left.

    passages are in order and do not overlap; mentions are the names found in the article, in order.
    """
    present = (lexicon.entity(name) for name in {mention.entity for mention in mentions})
    text = _Text(fold(article.text), {entity.name: entity.kind for entity in present if entity})
    main = find_main_company(article, mentions, lexicon)
    named = _by_passage(passages, mentions)
    resolved: list[Mention] = []
    paragraph: list[list[Mention]] = []
    for which, passage in enumerate(passages):
        if which and passages[which - 1].block != passage.block:
            paragraph = []
        here = [one for one in named[which] if not text.is_label(one, passage)]
        for pronoun in _find_pronouns(text.twin, passage):
            if any(name.start < pronoun.end and pronoun.start < name.end for name in named[which]):
                continue
            earlier = [one for one in here if one.end <= pronoun.start]
            entity = _choose(pronoun, earlier, paragraph, text, passage)
            if entity is None and main is not None and _may_be_main(pronoun, passage):
                entity = main if text.companies([*chain(*paragraph), *earlier]) <= {main} else None
            if entity is not None:
                here.append(Mention(entity, pronoun.start, pronoun.end, resolved=True))
                resolved.append(here[-1])
        paragraph.append(here)
    return tuple(resolved)


def _may_be_main(pronoun: _Pronoun, passage: Passage) -> bool:
    """Whether it stands for the company that the article is about where nobody nearer is meant."""
    return pronoun.rule.main and passage.speaker is None and passage.kind is PassageKind.BODY


def _by_passage(passages: Sequence[Passage], mentions: Sequence[Mention]) -> list[list[Mention]]:
    named: list[list[Mention]] = []
    at = 0
    for passage in passages:
        while at < len(mentions) and mentions[at].start < passage.start:
            at += 1
        first = at
        while at < len(mentions) and mentions[at].start < passage.end:
            at += 1
        named.append(list(mentions[first:at]))
    return named


def _choose(
    pronoun: _Pronoun,
    earlier: Sequence[Mention],
    paragraph: Sequence[Sequence[Mention]],
    text: _Text,
    passage: Passage,
) -> str | None:
    """The entity it stands for: of this sentence if it names any of that kind before, else of the sentence before.

    What a paragraph goes on about (公司) may be named farther back in it, whom it names only in passing left aside; the
    name that it is headed by comes before those of other sentences.
    """
    rule = pronoun.rule
    if rule.monologue and passage.speaker is not None:
        return None
    quoted = _quote_start(text.twin, passage.start, pronoun.start)
    if quoted is not None:
        earlier, paragraph = [one for one in earlier if one.start >= quoted], ()
    before = paragraph[-1] if paragraph else ()
    if rule.order is not None:
        return _choose_of_two(rule, earlier, text.kinds) or _choose_of_two(rule, before, text.kinds)
    headed = [one for one in chain(*paragraph[:1]) if rule.main and is_run_in(text.twin, one.end)][:1]
    for group in (earlier, headed, *(reversed(paragraph) if rule.main else (before,))):
        candidates = [one for one in group if text.kinds.get(one.entity) in rule.kinds]
        if not candidates or (rule.main and not any(text.is_about(one, rule) for one in candidates)):
            continue
        is_one = len({one.entity for one in candidates}) == 1
        return candidates[0].entity if is_one and any(text.is_about(one, rule) for one in candidates) else None
    return None


def _choose_of_two(rule: PronounRule, group: Sequence[Mention], kinds: Mapping[str, EntityKind]) -> str | None:
    pairs = []
    for kind in rule.kinds:
        names = tuple(dict.fromkeys(one.entity for one in group if kinds.get(one.entity) is kind and not one.resolved))
        if len(names) == 2:
            pairs.append(names)
    return pairs[0][rule.order or 0] if len(pairs) == 1 else None


def _quote_start(twin: str, start: int, at: int) -> int | None:
    """Where the quotation begins that is still open at that place of a sentence; None: it is in none."""
    for opening, closing in _QUOTES.items():
        begin = twin.rfind(opening, start, at)
        if begin >= 0 and twin.find(closing, begin, at) < 0:
            return begin
    return None


def _find_pronouns(twin: str, passage: Passage) -> list[_Pronoun]:
    finder, rules = _finder()
    found = []
    for which, start, end in finder.find_matches_as_indexes(twin[passage.start : passage.end]):
        rule = rules[which]
        begin, stop = passage.start + start, passage.start + end
        if rule is None or not is_whole_word(twin, begin, stop):
            continue
        if not rule.opening or start == 0 or twin[begin - 1] in _OPENERS:
            found.append(_Pronoun(rule, begin, stop))
    return found


@cache
def _not_topic() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words before and those after an entity that show that the sentence is not about it."""
    rules: PronounRules = own_rules("pronouns.yaml", PronounRules)
    return tuple(f" {word}" if word.isascii() else word for word in rules.not_topic_after), rules.not_topic_before


@cache
def _openers() -> tuple[str, ...]:
    rules: PronounRules = own_rules("pronouns.yaml", PronounRules)
    return tuple(f" {word}" if word.isascii() else word for word in rules.openers)


@cache
def _finder() -> tuple[ahocorasick_rs.AhoCorasick, tuple[PronounRule | None, ...]]:
    """Longest first, so that 他们 is found as what is no pronoun here before 他 is."""
    words: dict[str, PronounRule | None] = {}
    for rule in own_rules("pronouns.yaml", PronounRules).pronouns:
        words |= dict.fromkeys(map(fold, rule.not_in)) | dict.fromkeys(map(fold, rule.words), rule)
    finder = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return finder, tuple(words.values())
