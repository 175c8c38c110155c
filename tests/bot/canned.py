"""A Library with canned answers, and Telegram updates with defaults, for tests of the transport."""

import itertools
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.charts.chart import Chart
from bot.commanded import Lacking
from bot.facets import to_key
from bot.feedback.review import AliasReview, Problem, Reanswered
from bot.library import Figures, Held, Progress
from bot.sent_articles import SentArticles, to_code
from bot.types import Answer, Asker, Citation, Gap, Language, Question, Status
from knowledge.building.report import BuildReport, FactChanges, Failure
from knowledge.building.reviewing import Review
from knowledge.types import Period, Precision, Source
from tests.bot.api_server import BOT

USER, ADMIN, STRANGER, GROUP = 501, 900, 666, -100777
NAME = "Lantern Labs"
YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR)
REPORT = BuildReport(
    articles=3,
    passages=40,
    entities=9,
    facts=20,
    quotes=4,
    seconds=1.5,
    failed=(Failure("空.txt", "is empty"),),
    new=("新.txt",),
    fact_changes=FactChanges(new=5, gone=1),
)
numbers = itertools.count(1000)


async def rebuild_at_once() -> BuildReport:
    """A build that takes no time."""
    return REPORT


class CannedLibrary:
    """Answers every question with itself; "crash" raises, "slow" takes five seconds, "thanks" asks nothing,
    "unheard of" is not found."""

    def __init__(
        self, rebuild: Callable[[], Awaitable[BuildReport]] = rebuild_at_once, folder: Path | None = None
    ) -> None:
        self.questions: list[Question] = []
        self.forgotten: list[int] = []
        self.drawn: list[Question] = []
        self.forced: list[bool] = []
        self.aliases: dict[str, str] = {}
        self.listeners: list[Callable[[], None]] = []
        self.pictured: Chart | None = None
        self.reviewed: list[tuple[str, bytes]] = []
        self.rolled_back = 0
        self.let_gone = False
        self._rebuild = rebuild
        # Only made where a test has an article kept.
        self.sent = SentArticles(folder or Path(tempfile.gettempdir()) / "youju-canned-sent")

    def answer(self, question: Question) -> Answer:
        self.questions.append(question)
        if question.text == "crash":
            raise ZeroDivisionError("a canned crash")
        if question.text == "slow":
            time.sleep(5)
        if question.text == "thanks":
            return Answer(Status.IGNORED, "chat", Language.ENGLISH, "")
        citation = Citation(
            "a.txt", 0, 4, "snip <&> @nobody", "A title", "An outlet", YEAR, None, "https://example.org/a"
        )
        count = 5 if question.text == "much" else 1
        if question.text.startswith("unheard"):
            gap = Gap(unknown=("unheard",))
            return Answer(Status.NOT_FOUND, "fact", Language.ENGLISH, "Nothing is known.", gap=gap)
        lead = f"re: {question.text}"
        return Answer(Status.ANSWERED, "fact", Language.ENGLISH, lead, (citation,) * count, about=(NAME,))

    def overhears(self, text: str) -> bool:
        return text.endswith("?")

    def chart(self, question: Question) -> Chart | None:
        self.drawn.append(question)
        return self.pictured

    def last_answer(self, asker: Asker) -> Answer | None:
        asked = [question for question in self.questions if question.asker == asker]
        if not asked:
            return None
        return Answer(Status.ANSWERED, "fact", Language.ENGLISH, "x", explanation=(f"entities: <{asked[-1].text}>",))

    def sources(self) -> tuple[Source, ...]:
        return (Source("a.txt", "00", "A title", "text", "An outlet", None, YEAR, None, "https://example.org/a", "en"),)

    def examples(self, language: Language) -> tuple[str, ...]:
        return ("First?", "Second?", "Third?")

    def spell_out(self, question: Question, language: Language) -> Question | Lacking:
        if not question.text:
            return Lacking()
        return replace(question, text=f"{question.command}? {question.text}", about=None, command=None)

    def command_example(self, command: str, language: Language) -> str | None:
        return NAME

    def facets(self, name: str) -> tuple[str, ...]:
        return ("investors", "timeline") if name == NAME else ()

    def find_name(self, key: str) -> str | None:
        return NAME if key == to_key(NAME) else None

    def find_watchable(self, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        return ((NAME,), ()) if words == NAME else ((), (NAME,))

    def file(self) -> Path | None:
        return None

    def listen(self, changed: Callable[[], None]) -> None:
        self.listeners.append(changed)

    def forget(self, chat: int) -> None:
        self.forgotten.append(chat)

    def move(self, old: int, new: int) -> None:
        self.forgotten.append(old)

    def still_says(self, answer: Answer) -> bool:
        return True

    def forget_user(self, user: int) -> int:
        kept = [question for question in self.questions if question.asker.user != user]
        gone = len(self.questions) - len(kept)
        self.questions[:] = kept
        return gone

    def near_names(self, words: str) -> tuple[str, ...]:
        return (NAME,)

    def review_alias(self, alias: str, name: str, questions: Sequence[str] = ()) -> AliasReview:
        changes = tuple(Reanswered(question, "Nothing is known.", f"re: {question}") for question in questions)
        return AliasReview(alias, name, None if name == NAME else Problem.NOBODY, changes=changes)

    def use_aliases(self, aliases: Mapping[str, str]) -> None:
        self.aliases = dict(aliases)

    def figures(self) -> Figures | None:
        return Figures("abc", 1, 2, 3)

    def let_go(self) -> None:
        self.let_gone = True

    async def rebuild(
        self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
    ) -> BuildReport:
        self.forced.append(force)
        return await self._rebuild()

    async def roll_back(self) -> Figures:
        self.rolled_back += 1
        return Figures("abc", 1, 2, 3)

    async def review(self, name: str, content: bytes) -> Review:
        self.reviewed.append((name, content))
        return Review("A title", "An outlet", YEAR, None, 3, 2, 1, 1)

    def held(self) -> tuple[Held, ...]:
        own = Held("a.txt", "A title", YEAR, 3)
        return (own, *(Held(name, name, None, 1, to_code(name)) for name in self.sent.names()))


def update(text: str = "question", *, user: int = USER, group: bool = False, **message: Any) -> dict[str, Any]:
    """An update with a text message; keywords go into the message."""
    number = next(numbers)
    chat = {"id": GROUP, "type": "supergroup", "title": "G"} if group else {"id": user, "type": "private"}
    sender = {"id": user, "is_bot": False, "first_name": "A", "language_code": "en"}
    content = {"message_id": number, "date": int(time.time()), "chat": chat, "from": sender, "text": text}
    if text.startswith("/"):
        content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
    return {"update_id": number, "message": content | message}


def mention(text: str, name: str = f"@{BOT['username']}") -> dict[str, Any]:
    """The entity of a mention in text."""
    before = text[: text.index(name)]
    return {"type": "mention", "offset": len(before.encode("utf-16-le")) // 2, "length": len(name)}
