"""/gaps, /feedback, /alias and /aliases, for admins alone, and the buttons under them. To others they do not exist."""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.feedback.aliases import Aliases
from bot.feedback.clusters import Cluster, gather
from bot.feedback.judgements import Judgements
from bot.feedback.review import LONGEST, Problem
from bot.feedback.unanswered import Unanswered, UnansweredQuestions
from bot.library import Library
from bot.render import render_reply
from bot.replies import reply
from bot.telegram import curating_pages as pages
from bot.telegram.admin import is_admins, is_admins_press
from bot.telegram.audit import audit
from bot.telegram.curating_pages import PER_PAGE, Page, read_data
from bot.telegram.incoming import clean, to_language
from bot.telegram.messages import language_of
from bot.telegram.presses import acknowledge
from bot.telegram.proposals import Proposal, Proposals
from bot.telegram.sending import Sender, Target, to_target
from bot.types import Language
from knowledge.text import fold, to_key

TRIED = 5
"""Questions that are answered as they would be with an alias, before it is taken up."""
EQUALS = "=＝"
LONGEST_NAME = 100
"""Characters of a name that are read."""


class Curator:
    """What admins read of the questions and judgements, and teach. Its methods but the handlers block."""

    def __init__(
        self, library: Library, unanswered: UnansweredQuestions, judgements: Judgements, aliases: Aliases
    ) -> None:
        self._library = library
        self._unanswered = unanswered
        self._judgements = judgements
        self._aliases = aliases
        self._proposals = Proposals()
        self._teaching = threading.Lock()

    def gaps(self, page: int, language: Language) -> Page:
        """A page of the questions left open; those of names that were taught meanwhile are left out."""
        return pages.gaps_page(self._find_clusters(), page, language)

    def feedback(self, page: int, language: Language) -> Page:
        """A page of the judgements."""
        page = min(page, 10**6)
        judgements, counts = self._judgements.find(page * PER_PAGE, PER_PAGE + 1)
        if page and not judgements:
            return self.feedback(0, language)
        sources = {source.name: source for source in self._library.sources()}
        return pages.feedback_page(judgements, counts, sources, page, language)

    def list_aliases(self, page: int, language: Language) -> Page:
        """A page of the aliases."""
        return pages.aliases_page(self._aliases.find(), page, language)

    def propose(self, text: str, admin: int, language: Language) -> Page:
        """What `/alias text` leads to: a review, whom it may be, or how to use it."""
        alias, name = split_equation(text)
        if not alias:
            return Page(render_reply("teach.usage", language))
        return self._review(alias, name, admin, language) if name else self._offer(alias, admin, language)

    def _offer(self, alias: str, admin: int, language: Language) -> Page:
        names = self._library.near_names(alias)
        return pages.names_page(alias, names, self._proposals.make(Proposal(admin, alias)), language)

    def _review(self, alias: str, name: str, admin: int, language: Language) -> Page:
        said = [one for one in self._unanswered.find() if _says(one, alias)]
        asked = tuple(dict.fromkeys(one.question for one in said if one.question))[:TRIED]
        review = self._library.review_alias(alias, name, asked)
        if review.problem is Problem.NOBODY:
            key = self._proposals.make(Proposal(admin, alias))
            choice = pages.names_page(alias, self._library.near_names(name), key, language)
            return Page(f"{pages.refusal_page(review, language).html}\n\n{choice.html}", choice.buttons)
        if review.problem is not None:
            return pages.refusal_page(review, language)
        key = self._proposals.make(Proposal(admin, alias, review.name))
        return pages.review_page(review, len(said), key, language)

    def press(self, verb: str, about: Sequence[str], admin: int, language: Language) -> Page | None:
        """The page that a button leads to; None: it is out of date."""
        return PRESSES[verb](self, about, admin, language)

    def _find_clusters(self) -> tuple[Cluster, ...]:
        taught = {to_key(fold(alias)) for alias in self._aliases.in_use()}
        return gather(
            one for one in self._unanswered.find() if not one.unknown or to_key(fold(one.unknown[0])) not in taught
        )

    def end_cluster(self, about: Sequence[str], _: int, language: Language) -> Page | None:
        """Deletes the questions of a cluster."""
        key, page = about
        numbers = [one.number for cluster in self._find_clusters() if cluster.key == key for one in cluster.questions]
        return self.gaps(int(page), language) if self._unanswered.end(numbers) else None

    def end_judgement(self, about: Sequence[str], _: int, language: Language) -> Page | None:
        """Erases a judgement, but for the verdict."""
        key, page = about
        return self.feedback(int(page), language) if self._judgements.end(key) else None

    def teach(self, about: Sequence[str], admin: int, language: Language) -> Page | None:
        """Asks whom the unknown name of a cluster means."""
        (key,) = about
        found = next((cluster for cluster in self._find_clusters() if cluster.key == key and cluster.unknown), None)
        return self._offer(found.unknown, admin, language) if found is not None else None

    def choose(self, about: Sequence[str], admin: int, language: Language) -> Page | None:
        """Shows what taking an alias for the name chosen would change."""
        key, name_key = about
        proposal, name = self._proposals.find(admin, key), self._library.find_name(name_key)
        return self._review(proposal.alias, name, admin, language) if proposal is not None and name else None

    def drop(self, about: Sequence[str], admin: int, language: Language) -> Page | None:
        """Takes an alias not up."""
        proposal = self._proposals.take(admin, about[0])
        return Page(render_reply("teach.dropped", language, alias=proposal.alias)) if proposal is not None else None

    def confirm(self, about: Sequence[str], admin: int, language: Language) -> Page | None:
        """Takes an alias up, if it still may be: much may have changed since it was looked at."""
        proposal = self._proposals.take(admin, about[0])
        if proposal is None or not proposal.name:
            return None
        with self._teaching:
            review = self._library.review_alias(proposal.alias, proposal.name)
            if review.problem is not None:
                return pages.refusal_page(review, language)
            number = self._aliases.add(review.alias, review.name, admin)
            self._library.use_aliases(self._aliases.in_use())
        audit("alias", admin, "taught", str(number))
        return pages.taught_page(number, review, language)

    def undo(self, about: Sequence[str], admin: int, language: Language) -> Page | None:
        """Takes an alias back."""
        number, page = about
        with self._teaching:
            undone = self._aliases.undo(int(number))
            if undone is None:
                return None
            self._library.use_aliases(self._aliases.in_use())
        audit("alias", admin, "taken back", str(undone.number))
        return self.list_aliases(int(page), language)


PRESSES: Mapping[str, Callable[[Curator, Sequence[str], int, Language], Page | None]] = {
    "gaps": lambda curator, about, _, language: curator.gaps(int(about[0]), language),
    "feedback": lambda curator, about, _, language: curator.feedback(int(about[0]), language),
    "aliases": lambda curator, about, _, language: curator.list_aliases(int(about[0]), language),
    "gapdone": Curator.end_cluster,
    "judged": Curator.end_judgement,
    "teach": Curator.teach,
    "meant": Curator.choose,
    "yes": Curator.confirm,
    "no": Curator.drop,
    "undo": Curator.undo,
}
"""What buttons do, by the verbs of `curating_pages.FORMS`: what they are about, the admin, the language in."""


class Curating:
    """The handlers of the commands and of their buttons."""

    def __init__(self, curator: Curator, sender: Sender, admins: tuple[int, ...]) -> None:
        self._curator = curator
        self._sender = sender
        self._admins = frozenset(admins)

    async def gaps(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/gaps: questions left open, gathered by what they ask."""
        await self._show(update.message, partial(self._curator.gaps, 0))

    async def feedback(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/feedback: what people made of answers."""
        await self._show(update.message, partial(self._curator.feedback, 0))

    async def aliases(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/aliases: the names that admins taught."""
        await self._show(update.message, partial(self._curator.list_aliases, 0))

    async def alias(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/alias 小月亮 = 月之暗面: shows what that would change; without a name, whom it may be."""
        message = update.message
        if message is not None and message.from_user is not None:
            text = clean(" ".join(context.args or ())) or ""
            await self._show(message, partial(self._curator.propose, text, message.from_user.id))

    async def _show(self, message: Message | None, find: Callable[[Language], Page]) -> None:
        if message is not None and is_admins(message, self._admins):
            page = await asyncio.to_thread(find, language_of(message))
            await self._sender.send(to_target(message), page.html, page.buttons)

    async def press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Shows what a button leads to, in the place of what it stood under."""
        query = update.callback_query
        if query is None or query.from_user.is_bot:
            return
        admin, message, language = query.from_user.id, query.message, to_language(query.from_user.language_code)
        pressed = read_data(query.data or "")
        # To others these buttons are as good as out of date.
        may = is_admins_press(query, self._admins)
        page = await asyncio.to_thread(self._curator.press, *pressed, admin, language) if may and pressed else None
        if page is None or message is None:
            await acknowledge(query, reply("buttons.stale", language))
            return
        await acknowledge(query)
        await self._sender.send(Target(message.chat.id, edit=message.message_id), page.html, page.buttons)


def split_equation(text: str) -> tuple[str, str]:
    """What stands before and after the first =, in either width; after it nothing where there is none. Both are cut."""
    alias, _, name = text.translate(str.maketrans(EQUALS, "=" * len(EQUALS))).partition("=")
    return alias.strip()[: LONGEST + 1], name.strip()[:LONGEST_NAME]


def _says(one: Unanswered, alias: str) -> bool:
    """Whether a question left open says the alias, as far as its words are kept."""
    twin = fold(alias)
    return any(twin in fold(text) for text in (*one.unknown, one.question or ""))
