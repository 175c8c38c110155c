"""/articles and /remove: what the knowledge base is made of, and taking out of it what was sent in the chat."""

import asyncio
import logging
import re
from collections.abc import Sequence
from functools import partial

from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ContextTypes

from bot.library import Held, Library
from bot.markup import cut, escape
from bot.periods import render_period
from bot.render import render_reply
from bot.replies import reply
from bot.sent_articles import REMOVED_SECONDS
from bot.telegram.admin import is_admins, render_report
from bot.telegram.article_buttons import Verb, Wish, to_button, to_keyboard
from bot.telegram.audit import audit
from bot.telegram.buttons import to_rows
from bot.telegram.incoming import to_language
from bot.telegram.messages import language_of
from bot.telegram.presses import acknowledge
from bot.telegram.progress import Shown
from bot.telegram.rebuilds import Rebuilds
from bot.telegram.sending import Sender, Target, to_target
from bot.types import Language
from knowledge.building.report import BuildReport
from knowledge.errors import YoujuError

log = logging.getLogger(__name__)

PAGE = 8
"""Articles on a page of the list."""
TITLE = 80
"""UTF-16 units of a title in it."""
_NUMBER = re.compile("[0-9]{1,6}")


class Shelf:
    """The handlers of both commands, and what the buttons under their messages do."""

    def __init__(self, library: Library, sender: Sender, rebuilds: Rebuilds, admins: tuple[int, ...]) -> None:
        self._library = library
        self._sender = sender
        self._rebuilds = rebuilds
        self._admins = frozenset(admins)

    async def articles(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/articles: title, date and number of facts of each article, by pages; those that were sent are marked."""
        if (message := update.message) is not None and is_admins(message, self._admins):
            await self._send_page(to_target(message), 0, language_of(message))

    async def remove(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/remove and a number or a code of /articles: asks whether that article is to go."""
        message = update.message
        if message is None or not is_admins(message, self._admins):
            return
        language, target = language_of(message), to_target(message)
        held = await asyncio.to_thread(self._library.held)
        # One at a time: of two numbers the second would mean another article once the first is gone.
        words = context.args or ()
        chosen = find_held(held, words[0]) if len(words) == 1 else None
        if chosen is None:
            await self._sender.send(target, render_reply("articles.remove_usage", language))
        elif chosen.code is None:
            title = cut(chosen.title, TITLE)
            await self._sender.send(target, render_reply("articles.not_ours", language, title=title))
        else:
            await self._ask(target, chosen, language)

    async def press(
        self, wish: Wish, query: CallbackQuery, target: Target, update: Update, context: ContextTypes.DEFAULT_TYPE
    ) -> None:
        """A press of an admin's: another page, or a step of taking an article out or putting it back."""
        admin, language = query.from_user.id, to_language(query.from_user.language_code)
        if wish.verb is Verb.PAGE:
            await acknowledge(query)
            await self._send_page(target, int(wish.about), language)
            return
        if wish.verb is Verb.BACK:
            await acknowledge(query, reply("articles.building", language))
            self._rebuilds.start(self._put_back(wish.about, admin, target, language), update, context)
            return
        held = await asyncio.to_thread(self._library.held)
        chosen = next((one for one in held if one.code == wish.about), None)
        if chosen is None:
            await acknowledge(query, reply("buttons.stale", language))
        elif wish.verb is Verb.ASK:
            await acknowledge(query)
            await self._ask(target, chosen, language)
        else:
            await acknowledge(query, reply("articles.building", language))
            self._rebuilds.start(self._take_out(chosen, admin, target, language), update, context)

    async def _send_page(self, target: Target, page: int, language: Language) -> None:
        held = await asyncio.to_thread(self._library.held)
        figures = await asyncio.to_thread(self._library.figures)
        html, buttons = render_shelf(held, page, figures.build if figures else "–", language)
        await self._sender.send(target, html, buttons)

    async def _ask(self, target: Target, chosen: Held, language: Language) -> None:
        days = str(REMOVED_SECONDS // 86400)
        values = {"title": cut(chosen.title, TITLE), "facts": str(chosen.facts), "days": days}
        wishes = (Wish(Verb.GONE, chosen.code or ""), Wish(Verb.PAGE, "0"))
        html = render_reply("articles.remove_asks", language, **values)
        await self._sender.send(target, html, to_keyboard(language, wishes))

    async def _take_out(self, chosen: Held, admin: int, target: Target, language: Language) -> None:
        sent, code, shown = self._library.sent, chosen.code or "", Shown(self._sender, target, language)
        if await asyncio.to_thread(sent.find, code) is None:
            return  # pressed twice: the first press has done it
        remove, put_back = partial(sent.remove, chosen.name), partial(sent.put_back, code)
        try:
            report = await self._rebuilds.build_after(shown, remove, put_back)
        except YoujuError as error:
            await self._tell_failure("remove", error, admin, code, shown, language)
        else:
            title = render_reply("articles.removed", language, title=cut(chosen.title, TITLE))
            await self._tell_end("remove", title, report, admin, Wish(Verb.BACK, code), shown, language)

    async def _put_back(self, code: str, admin: int, target: Target, language: Language) -> None:
        sent, shown = self._library.sent, Shown(self._sender, target, language)
        name = await asyncio.to_thread(sent.find_removed, code)
        if name is None:
            if await asyncio.to_thread(sent.find, code) is None:
                await shown.end(render_reply("articles.gone_for_good", language))
            return  # else pressed twice
        put_back, remove = partial(sent.put_back, code), partial(sent.remove, name)
        try:
            report = await self._rebuilds.build_after(shown, put_back, remove, needed=name)
        except YoujuError as error:
            await self._tell_failure("restore", error, admin, code, shown, language)
        else:
            title = render_reply("articles.put_back", language)
            await self._tell_end("restore", title, report, admin, Wish(Verb.ASK, code), shown, language)

    async def _tell_failure(
        self, action: str, error: YoujuError, admin: int, code: str, shown: Shown, language: Language
    ) -> None:
        log.error("%s failed: %s", action, error)
        audit(action, admin, "failed", code)
        await shown.end(render_reply("articles.unchanged", language, reason=str(error)))

    async def _tell_end(
        self, action: str, title: str, report: BuildReport, admin: int, undo: Wish, shown: Shown, language: Language
    ) -> None:
        audit(action, admin, "done", undo.about)
        await shown.end(f"{title}\n{render_report(report, language)}", to_keyboard(language, (undo,)))


def find_held(held: Sequence[Held], named: str) -> Held | None:
    """The article of that code, or of that number in the list; None: there is none."""
    by_code = next((one for one in held if one.code == named.lower()), None)
    if by_code is not None or _NUMBER.fullmatch(named) is None or not 0 < int(named) <= len(held):
        return by_code
    return held[int(named) - 1]


def render_shelf(
    held: Sequence[Held], page: int, build: str, language: Language
) -> tuple[str, InlineKeyboardMarkup | None]:
    """A page of the list with its buttons; the last one where there are not so many."""
    pages = max(-(-len(held) // PAGE), 1)
    page = min(page, pages - 1)
    first = page * PAGE
    known = {"build": build, "count": str(len(held)), "page": str(page + 1), "pages": str(pages)}
    shown = list(enumerate(held[first : first + PAGE], first + 1))
    lines = [
        render_reply("articles.list", language, **known),
        *(_render(number, one, language) for number, one in shown),
    ]
    removing = [
        to_button(reply("articles.ask_number", language, number=str(number)), Wish(Verb.ASK, one.code))
        for number, one in shown
        if one.code is not None
    ]
    turning = [
        to_button(label, Wish(Verb.PAGE, str(other)))
        for label, other in (("◀", page - 1), ("▶", page + 1))
        if 0 <= other < pages
    ]
    rows: list[list[InlineKeyboardButton]] = [*to_rows(removing), *([turning] if turning else [])]
    return "\n".join(lines), InlineKeyboardMarkup(rows) if rows else None


def _render(number: int, one: Held, language: Language) -> str:
    date = render_period(one.published) or reply("render.undated", language)
    values = {"number": str(number), "title": cut(one.title, TITLE), "date": date, "facts": str(one.facts)}
    if one.code is None:
        return render_reply("articles.entry", language, **values)
    key = "articles.entry_sent" if one.is_in_base else "articles.entry_missing"
    return f"{render_reply(key, language, **values)} <code>{escape(one.code, clickable=True)}</code>"
