"""Commands that stand for a sentence, on Telegram's side: whom a reply is about, and how one is used. Sends nothing."""

import asyncio
from dataclasses import replace

from telegram import Message

from bot.command_rules import command_rules
from bot.commanded import Lacking
from bot.exchanges import Exchanges
from bot.library import Library
from bot.markup import escape
from bot.render import render_reply
from bot.telegram.desk import Desk
from bot.types import Language, Question


class Commanding:
    """Turns what was typed behind a command into the question that it stands for."""

    def __init__(self, library: Library, desk: Desk, exchanges: Exchanges) -> None:
        self._library = library
        self._desk = desk
        self._exchanges = exchanges

    async def spell_out(self, message: Message, question: Question, language: Language, own: int) -> Question | str:
        """The question; else, as HTML, how the command is used. own: the bot's user id; language: of the app."""
        question = await self._with_last(message, question, own)
        found = await self._desk.spell_out(question, language)
        if isinstance(found, Question):
            return found
        return await self._usage(question.command or "", found, language)

    async def _with_last(self, message: Message, question: Question, own: int) -> Question:
        """The question, about whom the bot's answer was that the message replies to, where it is a reply to one."""
        replied = message.reply_to_message
        is_own = replied is not None and replied.from_user is not None and replied.from_user.id == own
        if replied is None or not is_own or (message.quote is not None and message.quote.is_manual):
            return question
        kept = await asyncio.to_thread(self._exchanges.find_reply, message.chat.id, replied.message_id)
        names = kept.answer.about if kept is not None and kept.answer is not None else ()
        return replace(question, about="、".join(names)) if names else question

    async def _usage(self, command: str, lacking: Lacking, language: Language) -> str:
        """One line: what is typed, and an example; of a reply that names several, one for each."""
        form = command_rules().commands[command].form.text(language)
        words = lacking.names
        if not words:
            example = await asyncio.to_thread(self._library.command_example, command, language)
            words = (example,) if example is not None else ()
        if not words:
            return render_reply("commands.usage", language, form=form)
        shown = [f"<code>{escape(f'/{command} {text}', clickable=True)}</code>" for text in words]
        if lacking.names:
            return "\n".join((render_reply("commands.which", language), *shown))
        return render_reply("commands.usage_example", language, form=form) + shown[0]
