"""Messages to answers: is it addressed, ask the library, send what it says. Also the one place that meets any error."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.addressed import Self, parse_question
from bot.library import Library
from bot.render import render_html, render_reply
from bot.telegram.incoming import is_person, to_incoming, to_language
from bot.telegram.sending import Sender, Undelivered, to_target
from bot.types import Answer, Language, Question, Status

log = logging.getLogger(__name__)

ANSWER_SECONDS = 3.0
"""An answer takes milliseconds; one that takes this long is given up."""
THREADS = 2


class Messages:
    """The handler of questions and the handler of errors."""

    def __init__(self, library: Library, sender: Sender) -> None:
        self._library = library
        self._sender = sender
        self._threads = ThreadPoolExecutor(THREADS, "answer")
        self._failed: set[int] = set()

    def pop_failure(self, update_id: int) -> bool:
        """Whether the update met an error; asked once, when it has ended."""
        failed = update_id in self._failed
        self._failed.discard(update_id)
        return failed

    async def answer(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answers a message that is meant for the bot; silent otherwise."""
        message = update.message
        if message is None or not is_person(message):
            return
        question = parse_question(to_incoming(message, own_self(context)), own_self(context))
        if question is None:
            return
        started = time.perf_counter()
        answer = await self._ask(question)
        html = self._to_html(message, answer, context.bot.username) if question.text else await self._tell_how(message)
        sent = bool(html) and await self._sender.send(to_target(message), html)
        log.info(
            "update %d: %s %s, %s in %.0f ms",
            update.update_id,
            answer.kind if answer else "none",
            answer.status if answer else "none",
            "sent" if sent else "silent",
            1000 * (time.perf_counter() - started),
        )

    async def _ask(self, question: Question) -> Answer | None:
        """The answer; None: nothing was asked, or it took too long."""
        if not question.text:
            return None
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._library.answer, question)
        try:
            return await asyncio.wait_for(work, ANSWER_SECONDS)
        except TimeoutError:
            return None

    def _to_html(self, message: Message, answer: Answer | None, username: str) -> str:
        """What to send; empty: nothing."""
        if answer is None:
            return render_reply("telegram.too_slow", language_of(message))
        if answer.status is Status.IGNORED:
            private = message.chat.type == message.chat.PRIVATE
            return render_reply("telegram.help", language_of(message), username=username) if private else ""
        return render_html(answer)

    async def _tell_how(self, message: Message) -> str:
        examples = await asyncio.to_thread(self._library.examples, language_of(message))
        return render_reply("telegram.ask_empty", language_of(message), example=next(iter(examples), "…"))

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Logs any error of any handler, then tells whoever asked, in one sentence."""
        number = update.update_id if isinstance(update, Update) else -1
        log.error("update %d failed", number, exc_info=context.error)
        self._failed.add(number)
        message = update.message if isinstance(update, Update) else None
        if message is None or isinstance(context.error, Undelivered) or not is_person(message):
            return
        own = own_self(context)
        private = message.chat.type == message.chat.PRIVATE
        if private or parse_question(to_incoming(message, own), own) is not None:
            html = render_reply("telegram.failed", language_of(message))
            await self._sender.send(to_target(message), html)

    def close(self) -> None:
        """Lets the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def own_self(context: ContextTypes.DEFAULT_TYPE) -> Self:
    """Who this bot is."""
    return Self(context.bot.id, context.bot.username)


def language_of(message: Message) -> Language:
    """The language of the sender's app."""
    return to_language(message.from_user.language_code if message.from_user else None)
