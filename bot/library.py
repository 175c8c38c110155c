"""What the surfaces need of the bot's knowledge. `bot.article_library` is the real one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.charts.chart import Chart
from bot.commanded import Lacking
from bot.feedback.review import AliasReview
from bot.sent_articles import SentArticles
from bot.types import Answer, Asker, Language, Question
from knowledge.building.report import BuildReport
from knowledge.building.reviewing import Review
from knowledge.types import Period, Source


@dataclass(frozen=True, slots=True)
class Figures:
    """How much is known."""

    build: str
    articles: int
    passages: int
    facts: int
    built: datetime | None = None
    newest: Period | None = None
    """The date of the newest article; None: none has one."""
    is_held: bool = False
    """It was gone back to, and stays until somebody asks for a build."""


@dataclass(frozen=True, slots=True)
class Held:
    """An article of the base, or one that was sent and is not in it."""

    name: str
    title: str
    published: Period | None
    facts: int
    code: str | None = None
    """What it is called by where it was sent in the chat; None: it lies in a folder of the operator's."""
    is_in_base: bool = True


Progress = Callable[[int, int], None]
"""Called now and then with the steps of a build that are done, and with all of them."""


class Library(Protocol):
    """What the surfaces need of the bot's knowledge. Safe to use from several threads."""

    sent: SentArticles
    """The folder of the articles that were sent in the chat."""

    def answer(self, question: Question) -> Answer:
        """The answer; takes milliseconds."""

    def overhears(self, text: str) -> bool:
        """Whether a message that is not for the bot is clearly a question that it may have the answer to."""

    def chart(self, question: Question) -> Chart | None:
        """The picture of what the question asks; None: fewer than two amounts can be drawn."""

    def last_answer(self, asker: Asker) -> Answer | None:
        """The asker's last answer, with its explanation; None: none, or too long ago."""

    def sources(self) -> tuple[Source, ...]:
        """What has been read, newest first; empty where there is no knowledge base."""

    def examples(self, language: Language) -> tuple[str, ...]:
        """A few questions that it can answer."""

    def spell_out(self, question: Question, language: Language) -> Question | Lacking:
        """The sentence that the question's command and words stand for; language: of the asker's app."""

    def command_example(self, command: str, language: Language) -> str | None:
        """What may be typed behind a command; None: the articles answer nothing of the kind."""

    def facets(self, name: str) -> tuple[str, ...]:
        """Keys of the facets that the articles can say something of; empty for a name they do not hold."""

    def find_name(self, key: str) -> str | None:
        """The name that facets.to_key makes this key of; None: the articles do not hold it."""

    def find_watchable(self, words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(names, near): the known names that words consist of; where they are anything else, a few they may mean."""

    def forget(self, chat: int) -> None:
        """Drops what is remembered of the questions of a chat."""

    def move(self, old: int, new: int) -> None:
        """Remembers as questions of the chat `new` what was asked in the chat `old`, which has become it."""

    def still_says(self, answer: Answer) -> bool:
        """Whether the articles, as they are now, still hold every snippet that the answer cites."""

    def forget_user(self, user: int) -> int:
        """Drops what is remembered of the questions of a user, in all chats; returns how many."""

    def near_names(self, words: str) -> tuple[str, ...]:
        """The names of the articles that look most like words that name nobody, the nearest first; a few."""

    def review_alias(self, alias: str, name: str, questions: Sequence[str] = ()) -> AliasReview:
        """What taking alias for name would do, to these questions too. Raises nothing, whatever is typed."""

    def use_aliases(self, aliases: Mapping[str, str]) -> None:
        """Takes these words, and none used before, for names from now on, and after a rebuild: alias -> name."""

    def file(self) -> Path | None:
        """The file of the base in use; None: there is no knowledge base."""

    def listen(self, changed: Callable[[], None]) -> None:
        """Has changed called, in any thread, each time that another base has come into use."""

    def figures(self) -> Figures | None:
        """How much is known; None: there is no knowledge base."""

    async def rebuild(
        self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
    ) -> BuildReport:
        """Reads the articles again and uses the result from then on. Raises YoujuError; then nothing has changed.

        Raises RefusedError where the result would serve worse than what is in use; force uses it all the same. at_hand:
        it is for one article that was just read, and may be built with what is still at hand from that.
        """

    async def roll_back(self) -> Figures:
        """Uses the base before the one in use, until somebody asks for a build.

        Raises YoujuError; then nothing has changed.
        """

    async def review(self, name: str, content: bytes) -> Review:
        """What an article would give, read as a build would. Raises YoujuError where a build would leave it out."""

    def let_go(self) -> None:
        """Ends what is kept at hand for the next build."""

    def held(self) -> tuple[Held, ...]:
        """The articles, those that were sent and are not in the base first, then the newest. Raises YoujuError."""
