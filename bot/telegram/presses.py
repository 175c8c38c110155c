"""Presses of the buttons under answers: shows another view of the answer in the place of the one shown."""

import asyncio
import logging

from telegram import CallbackQuery, MaybeInaccessibleMessage, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.exchanges import Exchanges
from bot.facets import load_facets
from bot.library import Library
from bot.replies import reply
from bot.telegram.buttons import View, read_data
from bot.telegram.desk import Desk
from bot.telegram.failures import Failure, to_failure, to_seconds
from bot.telegram.here import language_here
from bot.telegram.incoming import to_topic
from bot.telegram.sending import Sender, Target
from bot.types import Answer, Asker, Question

log = logging.getLogger(__name__)

PAUSE, LONGEST_PAUSE = 0.2, 2.0
"""Seconds after which a press is answered once more, of our own and at most: the view that it leads to waits."""


class Presses:
    """The handler of presses. Each is answered, so that the app's clock on the button stops."""

    def __init__(self, library: Library, desk: Desk, sender: Sender, exchanges: Exchanges) -> None:
        self._library = library
        self._desk = desk
        self._sender = sender
        self._exchanges = exchanges

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Shows the view that the button stands for; says so where it is too old."""
        query = update.callback_query
        if query is None or query.from_user.is_bot:
            return
        language = language_here(query.from_user.language_code)
        # A message older than two days comes without its text; its number is all that is needed.
        message, view = query.message, read_data(query.data or "")
        answer = None
        if message is not None and view is not None:
            answer = await self._find(message, view, query, update.update_id)
        if message is None or view is None or answer is None:
            await acknowledge(query, reply("buttons.stale", language))
            return
        html, buttons = await self._desk.lay_out(answer, context.bot, view)
        await acknowledge(query)
        topic = to_topic(message) if isinstance(message, Message) else None
        await self._sender.send(Target(message.chat.id, topic, edit=message.message_id), html, buttons)

    async def _find(
        self, message: MaybeInaccessibleMessage, view: View, query: CallbackQuery, number: int
    ) -> Answer | None:
        """The answer to show; None: it is not kept any more, or the articles do not say it, or hold its name, any more.

        number: of the update.
        """
        exchange = await asyncio.to_thread(self._exchanges.find_reply, message.chat.id, message.message_id)
        kept = exchange.answer if exchange is not None else None
        if not view.facet:
            holds = kept is not None and await asyncio.to_thread(self._library.still_says, kept)
            return kept if holds else None
        facet = load_facets().get(view.facet)
        name = await asyncio.to_thread(self._library.find_name, view.name)
        if facet is None or name is None:
            return None
        text = facet.ask(name, kept.language if kept else language_here(query.from_user.language_code))
        if message.chat.type != message.chat.PRIVATE:
            # Whoever presses looks at somebody's answer: his own conversation goes on where it was.
            return await self._desk.ask_once(Question(text), number)
        return await self._desk.ask(Question(text, Asker(message.chat.id, None, query.from_user.id)))


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Answers a press: in a line that passes, or in a box to be closed. Raises nothing of Telegram's: what the press
    is for is done all the same.
    """
    for is_last in (False, True):
        try:
            await query.answer(text, show_alert=alert or None)
        except TelegramError as error:
            # Telegram takes the answer within some minutes only; one that comes later does no harm.
            log.info("press not acknowledged: %s", error)
            wait = to_seconds(error, PAUSE)
            if is_last or to_failure(error) not in (Failure.AGAIN, Failure.UNSURE) or wait > LONGEST_PAUSE:
                return
        else:
            return
        await asyncio.sleep(wait)
