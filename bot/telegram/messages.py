"""Messages to answers: is it addressed, ask the library, send what it says. Also the one place that meets any error."""

import asyncio
import logging
import time
from dataclasses import replace

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.addressed import Self, parse_question
from bot.charts.asking import find_wish, without_wish
from bot.exchanges import Exchange, Exchanges
from bot.feedback.unanswered import Asked, UnansweredQuestions
from bot.library import Library
from bot.overheard import is_worth_it
from bot.pseudonyms import Hidden
from bot.render import render_reply
from bot.telegram.charts import Charts, to_question, why_not
from bot.telegram.commanding import Commanding
from bot.telegram.desk import Desk
from bot.telegram.disk import Disk
from bot.telegram.here import language_here
from bot.telegram.incoming import clean, find_own_words, is_person, to_asker, to_incoming
from bot.telegram.once import Once
from bot.telegram.overhearing import Overhearing
from bot.telegram.quoting import to_answered
from bot.telegram.sending import Sender, Target, Undelivered, to_target
from bot.types import Answer, Language, Question, Status
from bot.understand import find_language

log = logging.getLogger(__name__)


class Messages:
    """The handlers of questions, as written and as edited, and the handler of errors."""

    def __init__(
        self,
        library: Library,
        desk: Desk,
        sender: Sender,
        exchanges: Exchanges,
        unanswered: UnansweredQuestions,
        charts: Charts,
        once: Once,
        overhearing: Overhearing,
        disk: Disk,
    ) -> None:
        self._library = library
        self._desk = desk
        self._sender = sender
        self._exchanges = exchanges
        self._unanswered = unanswered
        self._charts = charts
        self._once = once
        self._overhearing = overhearing
        self._disk = disk
        self._commanding = Commanding(library, desk, exchanges)
        self._failed: set[int] = set()

    def pop_failure(self, update_id: int) -> bool:
        """Whether the update met an error; asked once, when it has ended."""
        failed = update_id in self._failed
        self._failed.discard(update_id)
        return failed

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a message that is meant for the bot; silent otherwise."""
        message = update.message
        if message is None:
            return
        if (question := find_question(message, context)) is None:
            await self._answer_unasked(update, message, context)
            return
        if not self._once.take(message):
            return
        if question.command is not None:
            spelt = await self._commanding.spell_out(message, question, language_of(message), context.bot.id)
            if isinstance(spelt, str):
                await self._sender.send(to_target(message), spelt)
            else:
                await self._answer(update, message, spelt, None, context)
        elif question.text and find_wish(question.text) is not None:
            await self._draw(update, message, without_wish(question), context)
        elif question.text:
            await self._answer(update, message, question, None, context)
        else:
            await self._sender.send(to_target(message), await self._tell_how(message))

    async def _answer_unasked(self, update: Update, message: Message, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers what is not for the bot, where the group wants that and it is a question with an answer."""
        question = await self._overhearing.find(message, update.update_id)
        if question is not None and self._once.take(message):
            self._overhearing.note(message.chat.id)
            await self._answer(update, message, question, None, context, unasked=True)

    async def chart(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/chart and names, or a question: draws the answer."""
        message = update.message
        if message is None or not is_person(message):
            return
        words, language = clean(" ".join(context.args or ())), language_of(message)
        if words:
            # Names in Latin letters alone say nothing of the language that is read here.
            asked = to_question(words, language if words.isascii() else find_language(words))
            question = Question(asked, to_asker(message))
            await self._draw(update, message, question, context)
        else:
            await self._sender.send(to_target(message), render_reply("charts.empty", language))

    async def _draw(
        self, update: Update, message: Message, question: Question, context: ContextTypes.DEFAULT_TYPE
    ) -> None:
        """Sends the picture that the question asks for, else the answer in words below the reason why."""
        reason = await self._charts.send(message, question)
        if reason is None:
            await self._desk.ask(question)  # so that 来源 and the like know what was asked
        else:
            await self._answer(update, message, question, None, context, reason)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a question anew that was changed after it was asked, in the place of the answer before.

        Silent where there is no such answer: a message is answered once.
        """
        message = update.edited_message
        if message is None or (question := find_question(message, context)) is None:
            return
        if question.command is not None:
            spelt = await self._commanding.spell_out(message, question, language_of(message), context.bot.id)
            question = spelt if isinstance(spelt, Question) else replace(question, text="")
        if not question.text:
            return
        earlier = await asyncio.to_thread(self._exchanges.find_question, message.chat.id, message.message_id)
        if earlier is not None:
            target = Target(message.chat.id, edit=earlier.reply)
            await self._answer(update, message, without_wish(question), target, context)

    async def _answer(
        self,
        update: Update,
        message: Message,
        question: Question,
        target: Target | None,
        context: ContextTypes.DEFAULT_TYPE,
        reason: str = "",
        *,
        unasked: bool = False,
    ) -> None:
        """target: the answer to put another in place of; None: there is none. reason: why there is no picture.

        unasked: nothing is said unless it is an answer that holds.
        """
        started = time.perf_counter()
        answer, facets = await self._desk.ask_further(question)
        if unasked and not is_worth_it(answer):
            return
        if answer is not None and answer.status is Status.ANSWERED and reason:
            answer = replace(answer, lead=f"{why_not(reason, answer.language)}\n{answer.lead}")
        buttons, sent = None, None
        if answer is None:
            html = render_reply("telegram.too_slow", language_of(message))
        elif answer.status is Status.IGNORED:
            html = self._help(message, context.bot.username) if target is None else ""
        else:
            html, buttons = await self._desk.lay_out(answer, context.bot, facets=facets)
        if html:
            target = target or (to_answered(message, question, answer) if answer else to_target(message))
            sent = await self._sender.send(target, html, buttons)
        if sent is not None and answer is not None and answer.status is not Status.IGNORED:
            await self._disk.call(self._keep, message, question, answer, sent, own_self(context))
        _log(update.update_id, message.chat.id, answer, started, sent=sent is not None)

    def _keep(self, message: Message, question: Question, answer: Answer, sent: int, own: Self) -> None:
        """Keeps what the message of that number answers, and what it leaves open."""
        home, user = self._sender.home(message.chat.id), question.asker.user
        self._exchanges.keep(Exchange(home, sent, message.message_id, answer, user))
        words, is_private = find_own_words(message, own), message.chat.type == message.chat.PRIVATE
        asked = Asked(home, user, words, is_private, sent, is_edited=message.edit_date is not None)
        self._unanswered.note(asked, answer)

    def _help(self, message: Message, username: str) -> str:
        """What is said to one who asks nothing: how to ask, in private."""
        if message.chat.type != message.chat.PRIVATE:
            return ""
        return render_reply("telegram.help", language_of(message), username=username)

    async def _tell_how(self, message: Message) -> str:
        examples = await asyncio.to_thread(self._library.examples, language_of(message))
        return render_reply("telegram.ask_empty", language_of(message), example=next(iter(examples), "…"))

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Logs any error of any handler, then tells whoever asked, in one sentence."""
        number = update.update_id if isinstance(update, Update) else -1
        log.error("update %d failed", number, exc_info=context.error)
        self._failed.add(number)
        message, chat = (update.message, update.effective_chat) if isinstance(update, Update) else (None, None)
        if message is None or chat is None or isinstance(context.error, Undelivered) or not is_person(message):
            return
        if chat.type == chat.PRIVATE or find_question(message, context) is not None:
            html = render_reply("telegram.failed", language_of(message))
            await self._sender.send(to_target(message), html)


def find_question(message: Message, context: ContextTypes.DEFAULT_TYPE) -> Question | None:
    """What the message asks the bot; None: nobody asks, or not the bot."""
    own = own_self(context)
    return parse_question(to_incoming(message, own), own) if is_person(message) else None


def own_self(context: ContextTypes.DEFAULT_TYPE) -> Self:
    """Who this bot is."""
    return Self(context.bot.id, context.bot.username)


def language_of(message: Message) -> Language:
    """What to speak to the sender: what the chat has set, else the language of the sender's app."""
    return language_here(message.from_user.language_code if message.from_user else None)


def _log(number: int, chat: int, answer: Answer | None, started: float, *, sent: bool) -> None:
    kind, status = (answer.kind, answer.status.value) if answer else ("none", "none")
    milliseconds = 1000 * (time.perf_counter() - started)
    fields = {"update": number, "chat": Hidden(chat), "kind": kind, "status": status, "ms": round(milliseconds, 1)}
    said = "sent" if sent else "silent"
    line = "update %d: %s %s, %s in %.0f ms"
    log.info(line, number, kind, status, said, milliseconds, extra=fields)
