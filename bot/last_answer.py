"""Questions about the answer before: where it is from, whether there is more, who says so. Pure, by followups.yaml."""

from collections.abc import Mapping, Sequence
from functools import cache

import re2

from bot.answers.choosing import value_of
from bot.answers.cutting import cut_passage, to_citation
from bot.answers.doubts import OBJECTIONS
from bot.answers.enough import is_enough
from bot.answers.listed import join
from bot.answers.telling import NEVER, cite_fact, leading, tell
from bot.pattern_set import PatternSet
from bot.replies import reply
from bot.templates import RULES
from bot.types import Answer, Citation, Findings, Interpretation, Language, Status, Told
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules
from knowledge.types import Fact, Found, Quote

PAGE = 5
"""Pieces told at a time."""
WORDS = 150
"""Characters of a passage told as one."""
SOURCES, MORE, SPEAKER = "sources", "more", "speaker"


class FollowupRule(Rule):
    """A pattern over a folded message, with one that it is there for."""

    kind: str
    match: str
    example: str


class FollowupRules(Rule):
    """rules/followups.yaml."""

    followups: tuple[FollowupRule, ...]


@cache
def followup_patterns() -> Mapping[str, tuple[FollowupRule, "re2.Pattern"]]:  # type: ignore[type-arg, unused-ignore]
    """Kind of question about the last answer -> its rule and pattern. Raises RuleError."""
    patterns = {}
    for rule in load_rules(RULES / "followups.yaml", FollowupRules).followups:
        try:
            patterns[rule.kind] = (rule, re2.compile(rule.match))
        except re2.error as error:
            raise RuleError(f"followups.yaml: {rule.kind}.match: {error}") from error
    return patterns


def find_followup(twin: str) -> str | None:
    """What a folded message asks about the last answer; None: it is a question of its own."""
    kinds, patterns = _followups()
    first = patterns.find_first(twin)
    return kinds[first] if first is not None else None


@cache
def _followups() -> tuple[tuple[str, ...], PatternSet]:
    return tuple(followup_patterns()), PatternSet([pattern for _, pattern in followup_patterns().values()])


def nothing_before(language: Language) -> Answer:
    """Asks back: there is no answer that this could be about."""
    return Answer(Status.CLARIFY, "clarify", language, reply("followup.nothing_before", language))


def compose_sources(last: Answer, language: Language) -> Answer:
    """The citations of the last answer, each article with outlet, date and link."""
    if not last.citations:
        return Answer(Status.NOT_FOUND, "not_found", language, reply("followup.no_sources", language))
    lead = reply("followup.sources", language, count=str(len(last.citations)))
    return Answer(Status.ANSWERED, SOURCES, language, lead, last.citations)


def compose_more(rest: Sequence[Told], language: Language) -> Answer:
    """The next pieces, with what is cited for them; an honest no where there are none."""
    if not rest:
        return Answer(Status.NOT_FOUND, "not_found", language, reply("followup.no_more", language))
    page, left = tuple(rest[:PAGE]), tuple(rest[PAGE:])
    is_short = all(len(told.text) < WORDS // 5 for told in page)
    lead = join([told.text for told in page], language) if is_short else "\n".join(told.text for told in page)
    more = reply("answer.more", language, count=str(len(left))) if left else ""
    citations = tuple(dict.fromkeys(citation for told in page for citation in told.citations))
    return Answer(Status.ANSWERED, MORE, language, lead + more, citations, rest=left)


def find_rest(asked: Interpretation, last: Answer, findings: Findings) -> tuple[Told, ...]:
    """What was found for the question and not shown: other values of its relation, other passages that say it."""
    shown = "\n".join((last.lead, *last.notes))
    values = {
        tell(fact, asked): fact
        for fact in reversed(leading((f for f in findings.facts if f.relation == asked.relation), findings))
        if fact.status not in NEVER and value_of(fact, asked) not in shown
    }
    told = [Told(words, (cite_fact(fact, findings),)) for words, fact in reversed(values.items())]
    if asked.kind not in ("quote", "why", "yesno") and (told or asked.relation is not None):
        return tuple(told)
    for ranked in findings.ranked[: PAGE * 2]:
        passage = ranked.found.passage
        cited = any(
            c.article == passage.article and c.start < passage.end and passage.start < c.end for c in last.citations
        )
        if cited or not is_enough(ranked, asked) or any(objects(ranked, asked, findings) for objects in OBJECTIONS):
            continue
        source = findings.sources[passage.article]
        told.append(Told(cut_passage(ranked, asked, WORDS), (to_citation(source, passage.start, passage.end),)))
    return tuple(told)


def compose_speaker(
    last: Answer, language: Language, quotes: Sequence[Quote], facts: Sequence[Fact], passages: Sequence[Found]
) -> Answer:
    """Whose words the first citation of the last answer gives; the article's own where nobody is named.

    quotes, facts, passages: those of the article cited first.
    """
    if not last.citations:
        return Answer(Status.NOT_FOUND, "not_found", language, reply("followup.no_sources", language))
    first = last.citations[0]
    name = _find_speaker(last.lead, first, quotes, facts, passages)
    key = "followup.said_by" if name is not None else "followup.said_by_article"
    values = {"name": name} if name is not None else {}
    lead = reply(key, language, title=first.title or first.article, **values)
    return Answer(Status.ANSWERED, SPEAKER, language, lead, (first,))


def _find_speaker(
    lead: str, first: Citation, quotes: Sequence[Quote], facts: Sequence[Fact], passages: Sequence[Found]
) -> str | None:
    """Who says it: of the quote whose words the answer gives, of the fact told, of the passage shown."""
    for quote in quotes:
        at = quote.evidence
        if first.start <= at.start < first.end and (quote.words in lead or lead in at.snippet):
            return quote.speaker
    for fact in facts:
        if fact.according_to and first.start <= fact.evidence.start < first.end:
            return fact.according_to
    for found in passages:
        inside = first.start <= found.passage.start < first.end
        if inside and found.passage.speaker and found.snippet.strip()[: WORDS // 5] in lead:
            return found.passage.speaker
    return None
