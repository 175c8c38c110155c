"""The way of a message: understand, take over, plan, look up, rank, compose. Sends and receives nothing."""

import time
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from bot.answers import KINDS, compare, meta
from bot.answers.told import find_told
from bot.asking_back import ask_back, find_choice, is_denial, resolve, without_doubts
from bot.base_answers import answer_about_itself, answer_not_found, answer_path, answer_steps, settle_moment
from bot.checking import asks_to_check, check_claims
from bot.feedback.missed import find_gap
from bot.followup import Memory, Turn, carry_over
from bot.joining import join_answers
from bot.last_answer import (
    MORE,
    SOURCES,
    compose_more,
    compose_sources,
    compose_speaker,
    find_followup,
    find_rest,
    nothing_before,
)
from bot.look_up import Finder, explain
from bot.moments import find_when
from bot.naming import Naming
from bot.overheard import clearly_asks, may_ask
from bot.presence import Presence
from bot.referring import LISTS, asks_for_names, find_given, find_listed
from bot.replies import reply
from bot.types import Answer, Asker, Interpretation, Language, Named, Question, Status
from bot.understand import find_language, lacks_name, understand
from knowledge.names.lexicon import Lexicon, load_lexicon
from knowledge.storing.store import KnowledgeBase
from knowledge.text import fold
from knowledge.types import Entity

CHAT = "chat"
"""The kind of what is no question."""


@dataclass(frozen=True)
class _Knowledge:
    """A knowledge base with what was made ready for it; replaced whole when the base is."""

    base: KnowledgeBase
    lexicon: Lexicon
    """All names known: those of the base, too."""
    naming: Naming
    presence: Presence
    finder: Finder


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
        self._aliases: Mapping[str, str] = {}
        self._untaught = _prepare(base) if base is not None else None
        self._knowledge = self._untaught

    def use(self, base: KnowledgeBase) -> None:
        """Answers from this base from the next question on; the one being answered ends on the old one."""
        self._untaught = _prepare(base)
        self.teach(self._aliases)

    def teach(self, aliases: Mapping[str, str]) -> None:
        """Takes these words, and no others taught before, for the names they stand for: alias -> name."""
        self._aliases = aliases
        self._knowledge = _with_aliases(self._untaught, aliases) if self._untaught is not None else None

    def taught(self, aliases: Mapping[str, str]) -> "Assistant":
        """Another one that was taught these aliases, and remembers no question: to see what would be answered."""
        other = copy(self)
        other._memory = Memory()
        other.teach(aliases)
        return other

    @property
    def naming(self) -> Naming | None:
        """The names as they are read now; None: no knowledge base yet."""
        return self._knowledge.naming if self._knowledge is not None else None

    def forget(self, *, chat: int | None = None, user: int | None = None) -> int:
        """Drops what is remembered of the questions of a chat or of a user; returns of how many."""
        return self._memory.forget_all(chat=chat, user=user)

    def move(self, old: int, new: int) -> None:
        """Goes on in the chat `new` with what was asked in `old`."""
        self._memory.move_chat(old, new)

    def answer(self, question: Question) -> Answer:
        """The answer to a question, in a few milliseconds; never raises for what anybody may type."""
        knowledge = self._knowledge
        if knowledge is None:
            language = question.language or find_language(question.text)
            return Answer(Status.NOT_FOUND, "not_found", language, reply("answer.no_base", language))
        if question.about is not None and (question.checks or asks_to_check(question.text)):
            return _check(question.about, question.language, knowledge)
        answer = self._find_answer(question, knowledge)
        return replace(answer, facts=find_told(answer, knowledge.finder.facts_of))

    def _find_answer(self, question: Question, knowledge: _Knowledge) -> Answer:
        about = find_followup(fold(question.text)) if not question.about else None
        if about is not None:
            return self._answer_about_last(about, question, knowledge)
        asked, before = self._interpret(question, knowledge)
        answer = self._answer_at_once(asked, before, knowledge) or self._answer_from_base(asked, before, knowledge)
        return replace(answer, gap=find_gap(asked, answer))

    def _answer_at_once(self, asked: Interpretation, before: Turn | None, knowledge: _Knowledge) -> Answer | None:
        """The answer to what needs no passage: talk, other matters, a doubtful or unknown name; None: it needs one."""
        asker = asked.question.asker
        if asked.kind == meta.OUTSIDE:
            return meta.out_of_scope(asked.language)
        if asked.kind == meta.KIND:
            return answer_about_itself(asked, knowledge.base)
        if asked.kind == CHAT or (not asked.units and not asked.named):
            return Answer(Status.IGNORED, CHAT, asked.language, "", explanation=asked.reasons)
        if asked.doubts or lacks_name(asked):
            self._memory.remember(asker, Turn(asked, (), self._clock(), earlier=before))
            return ask_back(asked)
        if asked.unknown:
            self._memory.remember(asker, Turn(asked, (), self._clock()))
            return replace(answer_not_found(asked, knowledge.base), explanation=asked.reasons)
        return None

    def _answer_from_base(self, asked: Interpretation, before: Turn | None, knowledge: _Knowledge) -> Answer:
        answer, given = self._answer_parts(asked, before, knowledge)
        findings = knowledge.finder.look_up(asked)
        if answer is None:
            stepped = answer_steps(asked, knowledge.base, findings.kinds)
            answer = stepped or KINDS[asked.kind].compose(asked, findings)
            answer = answer_path(asked, answer, knowledge.base, findings.kinds)
            given = _given_by(answer, asked, knowledge)
        if answer is None:
            answer = self._answer_parts(replace(asked, parts=compare.each_alone(asked)), before, knowledge)[0]
        answer = answer or answer_not_found(asked, knowledge.base)
        about = tuple(dict.fromkeys(name.entity.name for name in asked.named))
        answer = replace(answer, explanation=(*asked.reasons, *explain(findings)), about=about)
        turn = Turn(
            asked,
            answer.citations,
            self._clock(),
            given,
            listed=_listed_by(answer, asked, knowledge),
            answer=answer,
            when=find_when(answer, asked, findings),
        )
        self._memory.remember(asked.question.asker, turn)
        return answer

    def last_answer(self, asker: Asker) -> Answer | None:
        """The asker's last answer, with its explanation; None: none, or too long ago."""
        turn = self._memory.recall(asker, self._clock())
        return turn.answer if turn is not None else None

    def _answer_about_last(self, about: str, question: Question, knowledge: _Knowledge) -> Answer:
        """The answer to a question about the last answer: its sources, more of it, who says so."""
        before = self._memory.recall(question.asker, self._clock())
        last = before.answer if before is not None else None
        language = question.language or find_language(question.text)
        if before is None or last is None:
            return nothing_before(language)
        if about == MORE:
            rest = last.rest
            if not rest and last.kind != MORE and last.status is Status.ANSWERED:
                rest = find_rest(before.asked, last, knowledge.finder.look_up(before.asked))
            answer = compose_more(rest, language)
        elif about == SOURCES or not last.citations:
            return compose_sources(last, language)
        else:
            article, base = last.citations[0].article, knowledge.base
            facts, passages = knowledge.finder.facts_of(article), base.passages_of(article)
            return compose_speaker(last, language, base.quotes(article=article), facts, passages)
        if answer.status is Status.ANSWERED:
            turn = replace(before, citations=answer.citations, at=self._clock(), answer=answer)
            self._memory.remember(question.asker, turn)
        return answer

    def find_names(self, text: str) -> tuple[Named, ...]:
        """The names in a text; empty where there is no knowledge base yet."""
        return self._knowledge.naming.find(text) if self._knowledge is not None else ()

    def resembling(self, words: str) -> tuple[str, ...]:
        """The names most like words that name nobody, the nearest first."""
        near = self._knowledge.naming.resembling(words) if self._knowledge is not None else ()
        return tuple(entity.name for entity in near)

    def interpret(self, question: Question) -> Interpretation | None:
        """What the question asks, with what it takes over from the asker's last one; None: no knowledge base yet."""
        return self._interpret(question, self._knowledge)[0] if self._knowledge is not None else None

    def overhears(self, text: str) -> bool:
        """Whether a message to nobody in particular clearly asks what facts may answer; nothing of it is remembered."""
        if self._knowledge is None or not may_ask(text):
            return False
        asked = understand(Question(text), self._knowledge.naming, self._today())
        return clearly_asks(self._knowledge.presence.settle(asked))

    def _interpret(self, question: Question, knowledge: _Knowledge) -> tuple[Interpretation, Turn | None]:
        """The question as understood, and the turn before it; an answer to asking back is the question of then."""
        before = self._memory.recall(question.asker, self._clock())
        if before is not None and before.asked.doubts:
            doubt = before.asked.doubts[0]
            if is_denial(question.text):
                return without_doubts(before.asked), before.earlier
            chosen = find_choice(question.text, doubt, knowledge.naming.find(question.text))
            if chosen is not None:
                text = resolve(before.asked.question.text, doubt, chosen)
                question, before = replace(question, text=text, about=before.asked.question.about), before.earlier
        asked = understand(question, knowledge.naming, self._today())
        if question.about:
            about = understand(replace(question, text=question.about), knowledge.naming, self._today())
            before = Turn(about, (), self._clock())
        return _complete(asked, before, knowledge), before

    def _answer_parts(
        self, asked: Interpretation, before: Turn | None, knowledge: _Knowledge
    ) -> tuple[Answer | None, tuple[Entity, ...]]:
        """(the joint answer to the questions of a message, whom it gives), each taking over from the one before it.

        None where there is but one question, or not all of them can be answered.
        """
        answers, given = list[Answer](), tuple[Entity, ...]()
        for part in asked.parts:
            part = _complete(part, before, knowledge)
            findings = knowledge.finder.look_up(part)
            answer = None if part.unknown else KINDS[part.kind].compose(part, findings)
            if answer is None:
                return None, ()
            answers.append(answer)
            given = _given_by(answer, part, knowledge) or given
            when = find_when(answer, part, findings)
            before = Turn(part, answer.citations, self._clock(), given, when=when)
        return (join_answers(answers), given) if answers else (None, ())


def _prepare(base: KnowledgeBase) -> _Knowledge:
    lexicon = load_lexicon().with_entities(base.entities())
    naming = Naming(lexicon)
    return _Knowledge(base, lexicon, naming, Presence(base, naming), Finder(base))


def _with_aliases(untaught: _Knowledge, aliases: Mapping[str, str]) -> _Knowledge:
    naming = untaught.naming.with_aliases(aliases)
    return replace(untaught, lexicon=naming.lexicon, naming=naming, presence=Presence(untaught.base, naming))


def _check(claimed: str, language: Language | None, knowledge: _Knowledge) -> Answer:
    # Reading articles takes much that answering needs nothing of: loaded when it is first wanted.
    from knowledge.claims import find_claims

    return check_claims(find_claims(claimed, knowledge.lexicon), knowledge.base, language or find_language(claimed))


def _complete(asked: Interpretation, before: Turn | None, knowledge: _Knowledge) -> Interpretation:
    """The interpretation with what the knowledge base and the turn before say of it."""
    complete = carry_over(knowledge.presence.settle(asked), before)
    return complete if complete.unknown else settle_moment(complete, knowledge.base)


def _given_by(answer: Answer | None, asked: Interpretation, knowledge: _Knowledge) -> tuple[Entity, ...]:
    if answer is None or not asks_for_names(asked):
        return ()
    return find_given(answer.lead, asked, knowledge.naming.find(answer.lead))


def _listed_by(answer: Answer, asked: Interpretation, knowledge: _Knowledge) -> tuple[Entity, ...]:
    if answer.status is not Status.ANSWERED or asked.kind not in LISTS:
        return ()
    return find_listed(asked, knowledge.naming.find(answer.lead))
