"""The library over the articles of some folders: the base in use, the assistant over it, how the next one is built."""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path

from bot.apart import DiedError, Helper
from bot.assistant import Assistant
from bot.building_apart import run_apart
from bot.charts.chart import Chart
from bot.charts.charting import chart_question
from bot.command_examples import propose_words
from bot.commanded import Lacking, Lexical, spell_out
from bot.examples import EXAMPLES, propose_examples
from bot.facets import load_facets, to_key
from bot.feedback.review import NEAR, AliasReview, Problem, Reanswered, find_near, review_alias
from bot.gate import check_all
from bot.library import Figures, Held, Progress
from bot.presence import count_held
from bot.sent_articles import SentArticles, sent_folder, to_code, with_sent
from bot.types import Answer, Asker, Language, Question, Status
from bot.warming import load_seldom_used, spare_collector
from knowledge.building.build import build_base, fingerprint_rules
from knowledge.building.report import BuildReport
from knowledge.building.reviewing import Review, review_article
from knowledge.errors import ArticleError
from knowledge.storing.catalogue import list_entries
from knowledge.storing.rollback import is_held, roll_back
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.text import fold, has_letter
from knowledge.types import EntityKind, Source

FACTS, QUOTES = "facts", "quotes"
"""What a facet may ask for besides relations."""
ENOUGH = 3
"""Facts without which there is no telling of anybody."""
NAMES_KEPT = 1024
"""Names whose facets are at hand: every answer looks for those of one."""
REVIEW_SECONDS = 90
"""Reading one article that takes longer is stopped."""
KEEP_SECONDS = 300
"""How long the process that read an article is kept for the build that likely follows."""


class ArticleLibrary:
    """The library over the articles of some folders."""

    def __init__(self, folders: Sequence[Path], db: Path, base: KnowledgeBase | None) -> None:
        self._folders = tuple(folders)
        self._db = db
        self._base = base
        self._retired: KnowledgeBase | None = None
        self.sent = SentArticles(sent_folder(db))
        self._helper = Helper(KEEP_SECONDS, fingerprint_rules)
        self._listeners: list[Callable[[], None]] = []
        self._assistant = Assistant(base)
        self._aliases: Mapping[str, str] = {}
        self._examples = cache(self._find_examples)
        self._typed = cache(self._find_typed)
        self._names = cache(self._find_names)
        self._facets = lru_cache(NAMES_KEPT)(self._find_facets)

    def warm(self) -> None:
        """Loads what the first question would: that takes longer than an answer may, on a busy machine."""
        self.examples(Language.SIMPLIFIED)
        load_seldom_used()
        spare_collector()

    def answer(self, question: Question) -> Answer:
        """The assistant's answer."""
        return self._assistant.answer(question)

    def overhears(self, text: str) -> bool:
        """Whether the assistant takes the message for a question."""
        return self._assistant.overhears(text)

    def chart(self, question: Question) -> Chart | None:
        """The picture of what the assistant understands the question to ask."""
        base, asked = self._base, self._assistant.interpret(question)
        return chart_question(asked, base) if base is not None and asked is not None else None

    def last_answer(self, asker: Asker) -> Answer | None:
        """The asker's last answer, as the assistant remembers it."""
        return self._assistant.last_answer(asker)

    def sources(self) -> tuple[Source, ...]:
        """The articles, newest first; those without a date last."""
        sources = self._base.sources() if self._base else ()
        dated = sorted((s for s in sources if s.published), key=_newest_first)
        return (*dated, *(s for s in sources if not s.published))

    def spell_out(self, question: Question, language: Language) -> Question | Lacking:
        """The sentence that the question's command and words stand for."""
        return spell_out(question, language, Lexical(self._assistant.find_names, self._holds))

    def _holds(self, name: str, relation: str, side: str) -> bool:
        return self._base is not None and bool(self._base.facts(relation=relation, **{side: name}))

    def command_example(self, command: str, language: Language) -> str | None:
        """What may be typed behind a command, tried before it is shown."""
        return self._typed(command, language)

    def _find_typed(self, command: str, language: Language) -> str | None:
        for words in propose_words(command, self._base) if self._base is not None else ():
            asked = self.spell_out(Question(words, Asker(chat=0, user=-1), command=command), language)
            if isinstance(asked, Question) and self._assistant.answer(asked).status is Status.ANSWERED:
                return words
        return None

    def facets(self, name: str) -> tuple[str, ...]:
        """Keys of the facets that the base can say something of."""
        return self._facets(name)

    def _find_facets(self, name: str) -> tuple[str, ...]:
        base, kind = self._base, self._names()[1].get(name)
        if base is None or kind is None:
            return ()
        facts, quotes = Counter(fact.relation for fact in base.facts(subject=name)), base.quotes(speaker=name)
        held = facts.keys() | ({FACTS} if facts.total() >= ENOUGH else set()) | ({QUOTES} if quotes else set())
        return tuple(key for key, facet in load_facets().items() if kind in facet.kinds and held & {*facet.holds})

    def find_name(self, key: str) -> str | None:
        """The name of that key."""
        return self._names()[0].get(key)

    def _find_names(self) -> tuple[Mapping[str, str], Mapping[str, EntityKind]]:
        """(key -> name, name -> kind) of the base's entities."""
        entities = self._base.entities() if self._base else ()
        return {to_key(entity.name): entity.name for entity in entities}, {e.name: e.kind for e in entities}

    def find_watchable(self, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of the lexicon and of the base; near: those within words, and those that would be asked back."""
        found = self._assistant.find_names(words)
        names = tuple(dict.fromkeys(named.entity.name for named in found))
        left = "".join(char for at, char in enumerate(words) if not any(n.start <= at < n.end for n in found))
        if names and not has_letter(left):
            return names, ()
        return (), tuple(dict.fromkeys((*names, *self._assistant.resembling(words))))[:NEAR]

    def forget(self, chat: int) -> None:
        """Drops the assistant's memory of a chat."""
        self._assistant.forget(chat=chat)

    def forget_user(self, user: int) -> int:
        """Drops the assistant's memory of a user."""
        return self._assistant.forget(user=user)

    def move(self, old: int, new: int) -> None:
        """Moves the assistant's memory of a chat."""
        self._assistant.move(old, new)

    def still_says(self, answer: Answer) -> bool:
        """Cuts every snippet that the answer cites again and compares."""
        texts = {source.name: source.text for source in self._base.sources()} if self._base else {}
        return all(texts.get(c.article, "")[c.start : c.end] == c.snippet for c in answer.citations)

    def near_names(self, words: str) -> tuple[str, ...]:
        """The names of the base that look most like words, then those it tells most of."""
        if self._base is None:
            return ()
        told = Counter(fact.subject for fact in self._base.facts()).most_common(NEAR)
        return tuple(dict.fromkeys((*find_near(words, self._base.entities()), *(name for name, _ in told))))[:NEAR]

    def use_aliases(self, aliases: Mapping[str, str]) -> None:
        """Teaches the assistant these aliases."""
        self._aliases = dict(aliases)
        self._assistant.teach(self._aliases)

    def review_alias(self, alias: str, name: str, questions: Sequence[str] = ()) -> AliasReview:
        """What would become of the alias, each question answered as it is now and as it would be."""
        base, naming = self._base, self._assistant.naming
        if base is None or naming is None:
            return AliasReview(alias, name, Problem.NOBODY)
        review = review_alias(alias, name, naming)
        if review.problem is not None:
            return review
        now, then = (
            self._assistant.taught(taught) for taught in (self._aliases, {**self._aliases, alias: review.name})
        )
        asked = [(text, Question(text, Asker(at))) for at, text in enumerate(questions)]
        changes = tuple(Reanswered(text, now.answer(one).lead, then.answer(one).lead) for text, one in asked)
        return replace(review, changes=changes, held=count_held(fold(alias), base))

    def file(self) -> Path | None:
        """That of the base, no symlink."""
        return self._base.path if self._base is not None else None

    def listen(self, changed: Callable[[], None]) -> None:
        """Called after each swap."""
        self._listeners.append(changed)

    def figures(self) -> Figures | None:
        """How much the base in use holds."""
        base = self._base
        if base is None:
            return None
        counts = base.counts()
        newest = next((source.published for source in self.sources()), None)
        held = is_held(self._db)
        known = counts["articles"], base.passage_count, counts["facts"]
        return Figures(base.build_id[:12], *known, base.built, newest, is_held=held)

    def examples(self, language: Language) -> tuple[str, ...]:
        """Questions about what the base holds most of, each tried before it is shown."""
        return self._examples(language)

    def _find_examples(self, language: Language) -> tuple[str, ...]:
        found: list[str] = []
        for text in propose_examples(self._base, language) if self._base else ():
            asker = Asker(chat=0, topic=len(found), user=-1)
            if self._assistant.answer(Question(text, asker)).status is Status.ANSWERED:
                found.append(text)
            if len(found) == EXAMPLES:
                break
        return tuple(found)

    async def rebuild(
        self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
    ) -> BuildReport:
        """Builds in another process, so that not even its death disturbs the base in use, then swaps."""
        build = build_base if force else partial(build_base, gate=check_all)
        folders = await asyncio.to_thread(with_sent, self._folders, self._db)
        report = await run_apart(folders, self._db, build, progress, self._helper if at_hand else None)
        await asyncio.to_thread(self._swap)
        return report

    async def roll_back(self) -> Figures:
        """Goes back in the file system, then swaps."""
        await asyncio.to_thread(roll_back, self._db)
        await asyncio.to_thread(self._swap)
        figures = await asyncio.to_thread(self.figures)
        assert figures is not None  # a base was just put into use
        return figures

    async def review(self, name: str, content: bytes) -> Review:
        """Reads in another process, which is killed where that takes too long."""
        try:
            return await self._helper.call(review_article, (name, content, self._db), REVIEW_SECONDS)
        except TimeoutError:
            raise ArticleError(f"{name}: reading it took longer than {REVIEW_SECONDS} s") from None
        except DiedError as error:
            raise ArticleError(f"{name}: {error}") from None

    def let_go(self) -> None:
        """Ends the helper."""
        self._helper.let_go()

    def held(self) -> tuple[Held, ...]:
        """The articles of the base, newest first, after those that were sent and are not in it."""
        base, sent = self._base, set(self.sent.names())
        entries = list_entries(base.path) if base else ()
        dates = base.dates() if base else {}
        missing = sorted(sent - {entry.name for entry in entries})
        listed = [
            Held(entry.name, entry.title, dates[entry.name], entry.facts, _code_of(entry.name, sent))
            for entry in entries
        ]
        listed.sort(key=lambda one: -one.published.start.toordinal() if one.published else 0)
        return (*(Held(name, name, None, 0, to_code(name), is_in_base=False) for name in missing), *listed)

    def _swap(self) -> None:
        base = open_base(self._db)
        self._assistant.use(base)
        # The base before may still be answering somebody; the one before that is not.
        if self._retired is not None:
            self._retired.close()
        self._base, self._retired = base, self._base
        self._examples = cache(self._find_examples)
        self._typed = cache(self._find_typed)
        self._names = cache(self._find_names)
        self._facets = lru_cache(NAMES_KEPT)(self._find_facets)
        for changed in self._listeners:
            changed()
        spare_collector()


def _code_of(name: str, sent: set[str]) -> str | None:
    return to_code(name) if name in sent else None


def _newest_first(source: Source) -> tuple[int, str]:
    return (-source.published.start.toordinal() if source.published else 0, source.name)
