"""From a question to a message that can be sent: asks the library within a deadline, lays out text and buttons."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace

from telegram import Bot, InlineKeyboardMarkup

from bot.commanded import Lacking
from bot.library import Library
from bot.render import render_page
from bot.telegram.buttons import ANSWER_ITSELF, View, to_keyboard
from bot.telegram.here import here
from bot.types import Answer, Asker, Language, Question, Status

ANSWER_SECONDS = 3.0
"""An answer takes milliseconds; one that takes this long is given up."""
THREADS = 2
Facets = tuple[tuple[str, str], ...]
"""(facet, name) of what can be asked next."""
NOWHERE = 0
"""In place of a chat, where what is asked belongs to none."""


class Desk:
    """The library as the handlers use it: nothing here blocks the event loop."""

    def __init__(self, library: Library, count: Callable[[Answer | None], None] = lambda _: None) -> None:
        """count is called with every answer; None: it took too long."""
        self._library = library
        self._count = count
        self._threads = ThreadPoolExecutor(THREADS, "answer")

    async def ask(self, question: Question) -> Answer | None:
        """The answer; None: it took too long."""
        return (await self._ask(self._answer, question))[0]

    async def ask_further(self, question: Question) -> tuple[Answer | None, Facets]:
        """The answer and what can be asked next, found in one go: every turn of a thread costs half a millisecond."""
        return await self._ask(self._answer_further, question)

    async def _ask(
        self, find: Callable[[Question], tuple[Answer, Facets]], question: Question
    ) -> tuple[Answer | None, Facets]:
        question = replace(question, language=question.language or here().language)
        work = asyncio.get_running_loop().run_in_executor(self._threads, find, question)
        found: tuple[Answer | None, Facets] = (None, ())
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS):
                found = await work
        self._count(found[0])
        return found

    def _answer(self, question: Question) -> tuple[Answer, Facets]:
        return self._library.answer(question), ()

    def _answer_further(self, question: Question) -> tuple[Answer, Facets]:
        answer = self._library.answer(question)
        return answer, self._find_facets(answer)

    async def spell_out(self, question: Question, language: Language) -> Question | Lacking:
        """The sentence that the question's command stands for; language: of the asker's app."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._library.spell_out, question, language)

    async def ask_once(self, question: Question, number: int) -> Answer | None:
        """The answer to a question that takes nothing over and leaves nothing behind. number: of its update."""
        answer = await self.ask(replace(question, asker=Asker(NOWHERE, None, number)))
        await asyncio.get_running_loop().run_in_executor(self._threads, self._library.forget, NOWHERE)
        return answer

    async def lay_out(
        self, answer: Answer, bot: Bot, view: View = ANSWER_ITSELF, facets: Facets | None = None
    ) -> tuple[str, InlineKeyboardMarkup | None]:
        """(Telegram HTML, buttons) of a view of an answer; empty HTML where there is nothing to say.

        facets: what can be asked next; None: it has to be found.
        """
        page = render_page(answer, view.first, here().snippets or len(answer.citations))
        if facets is None:
            facets = await asyncio.get_running_loop().run_in_executor(self._threads, self._find_facets, answer)
        can_compare = bool(bot.bot.supports_inline_queries)
        return page.html, to_keyboard(answer, view, page.next, facets, can_compare=can_compare)

    def _find_facets(self, answer: Answer) -> Facets:
        """Those of the first name the answer is about that the articles say more of."""
        for name in answer.about if answer.status is Status.ANSWERED else ():
            if facets := self._library.facets(name):
                return tuple((facet, name) for facet in facets)
        return ()

    def close(self) -> None:
        """Lets the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)
