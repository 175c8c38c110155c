"""Articles that admins send as files: read apart, shown as understood, taken in or thrown away by a button."""

import asyncio
import logging
from functools import partial

from telegram import CallbackQuery, Document, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes, filters

from bot.library import Library
from bot.markup import cut, without_hidden
from bot.render import render_reply
from bot.replies import reply
from bot.sent_articles import LARGEST, Draft, SentError, is_article, to_code, to_name
from bot.state import State
from bot.telegram.admin import is_admins, render_report
from bot.telegram.article_buttons import Verb, Wish, to_keyboard
from bot.telegram.audit import audit
from bot.telegram.incoming import to_language
from bot.telegram.messages import language_of
from bot.telegram.presses import acknowledge
from bot.telegram.progress import Shown
from bot.telegram.rebuilds import Rebuilds
from bot.telegram.reviews import render_refusal, render_review, to_line
from bot.telegram.sending import Sender, Target, to_target
from bot.types import Language
from knowledge.errors import YoujuError

log = logging.getLogger(__name__)

MOST_WAITING = 20
"""Files that wait to be read; of each only Telegram's id is kept."""
NAMELESS = "?"
SWEEP_SECONDS = 3600


class FromAdmin(filters.MessageFilter):
    """Messages that `is_admins` takes: all others go on as if there were no handler for them."""

    def __init__(self, admins: tuple[int, ...]) -> None:
        super().__init__()
        self._admins = frozenset(admins)

    def filter(self, message: Message) -> bool:
        """Whether it is one."""
        return is_admins(message, self._admins)


class Uploads:
    """The handler of files, and what the buttons under a review do."""

    def __init__(self, library: Library, sender: Sender, state: State, rebuilds: Rebuilds) -> None:
        self._library = library
        self._sender = sender
        self._pseudonym = state.pseudonym
        self._rebuilds = rebuilds
        self._desk = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def receive(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """A file of an admin's: read by and by, one after the other. Only what `FromAdmin` lets through comes here."""
        message = update.message
        if message is None or message.from_user is None or message.document is None:
            return
        language, target = language_of(message), to_target(message)
        name = to_line(without_hidden(message.document.file_name or "")) or NAMELESS
        if (reason := find_fault(name, message.document)) is not None:
            audit("upload", message.from_user.id, "refused")
            await self._sender.send(target, render_refusal(name, reason, language))
        elif len(self._tasks) >= MOST_WAITING:
            await self._sender.send(target, render_reply("articles.too_many", language, count=str(MOST_WAITING)))
        else:
            # Not awaited: the admin's next message must not wait for it.
            work = self._read(message.document, name, message.from_user.id, target, language, context)
            task = context.application.create_task(work, update=update)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _read(
        self,
        document: Document,
        name: str,
        admin: int,
        target: Target,
        language: Language,
        context: ContextTypes.DEFAULT_TYPE,
    ) -> None:
        outcome, buttons = "refused", None
        async with self._desk:
            try:
                html, draft = await self._review(document, name, admin, language, context)
            except TelegramError as error:
                log.warning("file not fetched: %s", error)
                html, draft = render_refusal(name, "unfetched", language), None
            except YoujuError as error:
                # Without what the error calls the file: the admin knows it by the name it came with.
                html, draft = render_refusal(name, str(error).partition(": ")[2] or str(error), language), None
        if draft is not None:
            buttons = to_keyboard(language, (Wish(Verb.KEEP, draft.token), Wish(Verb.DROP, draft.token)))
            outcome = "reviewed"
        audit("upload", admin, outcome, to_code(draft.name) if draft else "-")
        await self._sender.send(target, html, buttons)

    async def _review(
        self, document: Document, name: str, admin: int, language: Language, context: ContextTypes.DEFAULT_TYPE
    ) -> tuple[str, Draft | None]:
        """What is said of the file, and its draft; None: there is nothing to decide. Raises both kinds of errors."""
        file = await context.bot.get_file(document.file_id)
        if (file.file_size or 0) > LARGEST:
            return render_refusal(name, "too_large", language), None
        content = bytes(await file.download_as_bytearray())
        if len(content) > LARGEST:
            return render_refusal(name, "too_large", language), None
        review = await self._library.review(to_name(name, content), content)
        if review.same_as is not None:
            return render_reply("articles.same", language, name=cut(name, 60), title=cut(review.title, 200)), None
        draft = await asyncio.to_thread(self._library.sent.keep_draft, name, content, self._pseudonym(admin))
        figures = await asyncio.to_thread(self._library.figures)
        return render_review(review, language, is_held=figures is not None and figures.is_held), draft

    async def decide(
        self, wish: Wish, query: CallbackQuery, target: Target, update: Update, context: ContextTypes.DEFAULT_TYPE
    ) -> None:
        """A press of an admin's under a review."""
        admin, language = query.from_user.id, to_language(query.from_user.language_code)
        draft = await asyncio.to_thread(self._library.sent.find_draft, wish.about, self._pseudonym(admin))
        if draft is None:
            await acknowledge(query, reply("buttons.stale", language))
        elif wish.verb is Verb.DROP:
            await asyncio.to_thread(self._library.sent.discard, draft)
            audit("discard", admin, "done", to_code(draft.name))
            await acknowledge(query)
            await self._sender.send(target, render_reply("articles.dropped", language))
        else:
            await acknowledge(query, reply("articles.building", language))
            self._rebuilds.start(self._take_in(wish.about, admin, target, language), update, context)

    async def _take_in(self, token: str, admin: int, target: Target, language: Language) -> None:
        sent = self._library.sent
        draft = await asyncio.to_thread(sent.find_draft, token, self._pseudonym(admin))
        if draft is None:
            return  # pressed twice: the first press has done it
        shown, code = Shown(self._sender, target, language), to_code(draft.name)
        accept, take_back = partial(sent.accept, draft), partial(sent.take_back, draft)
        try:
            report = await self._rebuilds.build_after(shown, accept, take_back, needed=draft.name)
        except YoujuError as error:
            log.error("article not taken in: %s", error)
            audit("accept", admin, "failed", code)
            buttons = to_keyboard(language, (Wish(Verb.KEEP, token), Wish(Verb.DROP, token)))
            await shown.end(render_reply("articles.not_kept", language, reason=str(error)), buttons)
        else:
            audit("accept", admin, "done", code)
            html = f"{render_reply('articles.kept', language)}\n{render_report(report, language)}"
            await shown.end(html, to_keyboard(language, (Wish(Verb.ASK, code),)))

    async def sweep_hourly(self) -> None:
        """Deletes what waited too long, for as long as it is awaited."""
        while True:
            try:
                await asyncio.to_thread(self._library.sent.sweep)
            except SentError as error:
                log.error("%s", error)
            await asyncio.sleep(SWEEP_SECONDS)

    async def close(self) -> None:
        """Stops what is being read."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def find_fault(name: str, document: Document) -> str | None:
    """The key of why a file is not even fetched; None: it is."""
    if not is_article(name):
        return "suffix"
    return "too_large" if (document.file_size or 0) > LARGEST else None
