"""Inline mode: result cards for what is typed after @bot in any chat, each a whole answer with its citations."""

import asyncio
import logging
import time

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import ContextTypes
from telegram.helpers import create_deep_linked_url

from bot.facets import load_facets, to_key
from bot.library import Library
from bot.markup import cut
from bot.render import render_html
from bot.replies import reply
from bot.telegram.deep_links import HELP, PROFILE, to_payload
from bot.telegram.desk import Desk
from bot.telegram.incoming import clean, to_language
from bot.telegram.sending import NO_PREVIEW
from bot.types import Answer, Question, Status

log = logging.getLogger(__name__)

CACHE_SECONDS = 300
"""How long Telegram may keep the cards of a text: they are the same for everybody."""
FRESH_SECONDS = 15
"""The same for as long after a reload: what was kept before it should be gone soon."""
TITLE, DESCRIPTION = 64, 160
"""UTF-16 units of a card's title and of the line under it: what a phone shows of them."""


class Inline:
    """The handler of inline queries."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk
        self._build: tuple[str | None, float] | None = None

    async def suggest(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Sends the cards for what is typed so far; without any, a button to the private chat."""
        query = update.inline_query
        if query is None:
            return
        language = to_language(query.from_user.language_code)
        text = (clean(query.query) or "").strip()
        cards = await self._find_cards(text, update.update_id, context.bot.username) if text else []
        button = None if cards else InlineQueryResultsButton(reply("inline.no_result", language), start_parameter=HELP)
        try:
            await query.answer(cards, cache_time=await self._cache_seconds(), is_personal=False, button=button)
        except BadRequest as error:
            # Whoever types on makes the query before too old.
            log.info("inline query not answered: %s", error)

    async def _find_cards(self, text: str, number: int, username: str) -> list[InlineQueryResultArticle]:
        """number: of the update. What is typed in one chat must not change an answer in another: no memory."""
        first = await self._desk.ask_once(Question(text), number)
        if first is None or first.status is not Status.ANSWERED:
            return []
        cards = {first.lead: to_card(first, 0, username)}
        for name in first.about[:1]:
            for key in await asyncio.to_thread(self._library.facets, name):
                facet = load_facets()[key]
                if first.kind not in facet.answers:
                    answer = await self._desk.ask_once(Question(facet.ask(name, first.language)), number)
                    if answer is not None and answer.status is Status.ANSWERED and answer.lead not in cards:
                        cards[answer.lead] = to_card(answer, len(cards), username, key)
        return [*cards.values()]

    async def _cache_seconds(self) -> int:
        """Short for a while after the knowledge base was changed under the cards."""
        figures = await asyncio.to_thread(self._library.figures)
        build = figures.build if figures else None
        now = time.monotonic()
        if self._build is None or self._build[0] != build:
            self._build = (build, now if self._build else float("-inf"))
        return FRESH_SECONDS if now - self._build[1] < CACHE_SECONDS else CACHE_SECONDS


def to_card(answer: Answer, number: int, username: str, facet: str = "") -> InlineQueryResultArticle:
    """The card of an answer; choosing it sends the answer, with a button to the private chat.

    facet: key of the one that the answer shows, where that is not what was typed.
    """
    title, _, rest = answer.lead.partition("\n")
    title = f"{load_facets()[facet].label.text(answer.language)} · {title}" if facet else title
    outlets = " · ".join(dict.fromkeys(c.outlet or c.title for c in answer.citations))
    return InlineQueryResultArticle(
        id=str(number),
        title=cut(title, TITLE),
        description=cut(rest or outlets, DESCRIPTION) or None,
        input_message_content=InputTextMessageContent(
            render_html(answer), parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW
        ),
        reply_markup=_to_link(answer, facet or PROFILE, username),
    )


def _to_link(answer: Answer, facet: str, username: str) -> InlineKeyboardMarkup | None:
    """The button that opens that facet of the name in the private chat; None where the answer is about no name."""
    if not answer.about:
        return None
    url = create_deep_linked_url(username, to_payload(to_key(answer.about[0]), facet))
    return InlineKeyboardMarkup.from_button(InlineKeyboardButton(reply("inline.whole", answer.language), url=url))
