"""Guest mode (Bot API 10.0): somebody mentions the bot in a chat that it is not in, and it may answer once.

Such messages come only where getMe says so; everywhere else nothing here ever runs.
"""

import logging

from telegram import Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.telegram.desk import Desk
from bot.telegram.inline import to_card
from bot.telegram.messages import find_question, language_of
from bot.telegram.once import Once
from bot.types import Question, Status

log = logging.getLogger(__name__)

UPDATE = "guest_message"
"""The kind of update, as allowed_updates names it."""


class Visits:
    """The handler of questions asked of a guest. Nothing is kept of them: neither the chat nor what was asked."""

    def __init__(self, desk: Desk, once: Once) -> None:
        self._desk = desk
        self._once = once

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a mention with one message; silent where it asks nothing."""
        message = update.guest_message
        if message is None or message.guest_query_id is None:
            return
        question = find_question(message, context)
        if question is not None and question.command is not None:
            spelt = await self._desk.spell_out(question, language_of(message))
            question = spelt if isinstance(spelt, Question) else None
        if question is None or not question.text or not self._once.take(message):
            return
        answer = await self._desk.ask_once(question, update.update_id)
        if answer is None or answer.status is Status.IGNORED:
            return
        try:
            await context.bot.answer_guest_query(message.guest_query_id, to_card(answer, 0, context.bot.username))
        except BadRequest as error:
            # Telegram waits for some seconds only.
            log.info("guest query not answered: %s", error)
