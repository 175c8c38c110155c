"""The way of a message: understand, take over, plan, look up, rank, compose. Sends and receives nothing."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import takewhile

from bot.answers import KINDS
from bot.answers.enough import TRIED
from bot.answers.missing import not_found
from bot.answers.values import takes_of
from bot.followup import Memory, Turn, carry_over
from bot.joining import join_answers
from bot.naming import Naming
from bot.ranking import Ranker
from bot.referring import asks_for_names, find_given
from bot.replies import reply
from bot.strangers import find_strangers
from bot.templates import is_closed
from bot.types import Answer, Findings, Interpretation, Question, Ranked, Status
from bot.understand import find_language, lacks_name, understand
from knowledge.names.lexicon import load_lexicon
from knowledge.storing.store import KnowledgeBase
from knowledge.terms import to_terms
from knowledge.types import Entity, EntityKind, Fact, Found

CHAT = "chat"
"""The kind of what is no question."""
CLARIFY = "clarify"
"""The kind of what asks back."""
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


@dataclass(frozen=True)
class _Knowledge:
    """A knowledge base with what was made ready for it; replaced whole when the base is."""

    base: KnowledgeBase
    naming: Naming
    ranker: Ranker
    kinds: Mapping[str, EntityKind]
    facts_of: Callable[[str], tuple[Fact, ...]]
    """All facts of an article, by its name; those of lately asked ones are kept."""


class Assistant:
    """Answers questions from one knowledge base, remembering each asker's last one. May be used by several threads."""

    def __init__(
        self,
        base: KnowledgeBase | None,
        *,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], date] = date.today,
    ) -> None:
        """base None: every question is answered with a line that says there is no knowledge base yet."""
        self._clock = clock
        self._today = today
        self._memory = Memory()
        self._knowledge = _prepare(base) if base is not None else None

    def use(self, base: KnowledgeBase) -> None:
        """Answers from this base from the next question on; the one being answered ends on the old one."""
        self._knowledge = _prepare(base)

    def answer(self, question: Question) -> Answer:
        """The answer to a question, in a few milliseconds; never raises for what anybody may type."""
        knowledge = self._knowledge
        if knowledge is None:
            language = find_language(question.text)
            return Answer(Status.NOT_FOUND, "not_found", language, reply("answer.no_base", language))
        asked = self._interpret(question, knowledge)
        if asked.kind == CHAT or (not asked.units and not asked.named):
            return Answer(Status.IGNORED, CHAT, asked.language, "", explanation=asked.reasons)
        if lacks_name(asked):
            return Answer(
                Status.CLARIFY,
                CLARIFY,
                asked.language,
                reply("answer.which", asked.language),
                explanation=asked.reasons,
            )
        before = self._memory.recall(question.asker, self._clock())
        answer, given = self._answer_parts(asked, before, knowledge)
        findings = _look_up(asked, knowledge)
        if answer is None and not asked.unknown:
            answer = KINDS[asked.kind].compose(asked, findings)
            given = _given_by(answer, asked, knowledge)
        answer = answer or not_found(asked, _find_known(asked, knowledge.base))
        self._memory.remember(question.asker, Turn(asked, answer.citations, self._clock(), given))
        return replace(answer, explanation=(*asked.reasons, *_explain(findings)))

    def interpret(self, question: Question) -> Interpretation | None:
        """What the question asks, with what it takes over from the asker's last one; None: no knowledge base yet."""
        return self._interpret(question, self._knowledge) if self._knowledge is not None else None

    def _interpret(self, question: Question, knowledge: _Knowledge) -> Interpretation:
        asked = understand(question, knowledge.naming, self._today())
        before = self._memory.recall(question.asker, self._clock())
        if question.about:
            about = understand(replace(question, text=question.about), knowledge.naming, self._today())
            before = Turn(about, (), self._clock())
        return _complete(asked, before, knowledge)

    def _answer_parts(
        self, asked: Interpretation, before: Turn | None, knowledge: _Knowledge
    ) -> tuple[Answer | None, tuple[Entity, ...]]:
        """(the joint answer to the questions of a message, whom it gives), each taking over from the one before it.

        None where there is but one question, or not all of them can be answered.
        """
        answers: list[Answer] = []
        given: tuple[Entity, ...] = ()
        for part in asked.parts:
            part = _complete(part, before, knowledge)
            answer = None if part.unknown else KINDS[part.kind].compose(part, _look_up(part, knowledge))
            if answer is None:
                return None, ()
            answers.append(answer)
            given = _given_by(answer, part, knowledge) or given
            before = Turn(part, answer.citations, self._clock(), given)
        return (join_answers(answers), given) if answers else (None, ())


def _prepare(base: KnowledgeBase) -> _Knowledge:
    kinds = {entity.name: entity.kind for entity in base.entities()}
    naming = Naming(load_lexicon().with_entities(base.entities()))
    facts_of = lru_cache(maxsize=KEPT_ARTICLES)(lambda article: base.facts(article=article))
    return _Knowledge(base, naming, Ranker(base), kinds, facts_of)


def _complete(asked: Interpretation, before: Turn | None, knowledge: _Knowledge) -> Interpretation:
    """The interpretation with what the knowledge base and the turn before say of it."""
    asked = _without_absent(replace(asked, unknown=_find_unknown(asked, knowledge)), knowledge)
    return carry_over(asked, before)


def _given_by(answer: Answer | None, asked: Interpretation, knowledge: _Knowledge) -> tuple[Entity, ...]:
    if answer is None or not asks_for_names(asked):
        return ()
    return find_given(answer.lead, asked, knowledge.naming.find(answer.lead))


def _find_unknown(asked: Interpretation, knowledge: _Knowledge) -> tuple[str, ...]:
    """The names, as typed, that no article mentions, where the question cannot be answered without them."""
    text = asked.question.text
    absent = [name for name in asked.named if not _is_mentioned(name.entity.name, knowledge)]
    strangers: tuple[str, ...] = ()
    if is_closed(asked) or not asked.named:
        strangers = find_strangers(text, asked.named, lambda word: _frequency(word, knowledge))
    if len(absent) < len(asked.named) and not strangers:
        return ()
    return (*(text[name.start : name.end] for name in absent), *strangers)


def _without_absent(asked: Interpretation, knowledge: _Knowledge) -> Interpretation:
    """The interpretation without names that no article mentions, where the question can be answered without them."""
    if asked.unknown:
        return asked
    absent = {name.entity.name for name in asked.named if not _is_mentioned(name.entity.name, knowledge)}
    named = tuple(name for name in asked.named if name.entity.name not in absent)
    return replace(asked, named=named, units=tuple(unit for unit in asked.units if unit.name not in absent))


def _frequency(word: str, knowledge: _Knowledge) -> int:
    return min((knowledge.base.frequency(term) for term in to_terms(word)), default=0)


def _is_mentioned(name: str, knowledge: _Knowledge) -> bool:
    return bool(knowledge.base.passages_with(name, 1) or knowledge.base.quotes(speaker=name))


def _look_up(asked: Interpretation, knowledge: _Knowledge) -> Findings:
    base = knowledge.base
    facts: dict[Fact, None] = {}
    for query in KINDS[asked.kind].plan(asked):
        facts.update(dict.fromkeys(base.facts(subject=query.subject, relation=query.relation, object=query.object)))
    spoken = base.quotes(speaker=asked.speaker) if asked.speaker is not None else ()
    ranked = knowledge.ranker.rank(asked, takes_of(asked), facts, spoken, limit=KEPT)
    names = {r.found.passage.article for r in ranked} | {fact.evidence.article for fact in facts}
    names |= {at.article for r in ranked for at in r.found.also}
    around = [(r, knowledge.ranker.passages_of(r.found.passage.article)) for r in ranked[:PARAGRAPHS]]
    return Findings(
        facts=tuple(facts),
        ranked=ranked,
        rivals=_find_rivals(ranked, knowledge),
        blocks={_place(r): _paragraph(r.found, passages) for r, passages in around},
        sources={name: base.source(name) for name in names},
        kinds=knowledge.kinds,
        following={_place(r): _following(r.found, passages) for r, passages in around},
    )


def _find_rivals(ranked: Sequence[Ranked], knowledge: _Knowledge) -> tuple[Fact, ...]:
    best = [r.found.passage for r in ranked[:TRIED]]
    return tuple(
        fact
        for article in dict.fromkeys(passage.article for passage in best)
        for fact in knowledge.facts_of(article)
        if any(p.article == article and p.start <= fact.evidence.start < p.end for p in best)
    )


def _find_known(asked: Interpretation, base: KnowledgeBase) -> Iterator[Fact]:
    names = dict.fromkeys(name.entity.name for name in asked.named)
    return (fact for name in names for fact in base.facts(subject=name))


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


def _explain(findings: Findings) -> tuple[str, ...]:
    facts = [
        f"fact: {f.subject} {f.relation} {f.quantity or f.object or f.text or f.period}" for f in findings.facts[:5]
    ]
    passages = [
        f"{r.score:6.2f} covers {r.coverage:.2f} {'fact ' if r.fact else ''}{r.found.passage.article}"
        f" {r.found.passage.start} misses {', '.join(r.missing) or 'nothing'}: {r.found.snippet[:60]}"
        for r in findings.ranked[:5]
    ]
    return (*facts, *passages)
