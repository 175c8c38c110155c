"""From a question to a message that can be sent: asks the library within a deadline, lays out text and buttons."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from telegram import Bot, InlineKeyboardMarkup

from bot.library import Library
from bot.render import render_page
from bot.telegram.buttons import ANSWER_ITSELF, View, to_keyboard
from bot.types import Answer, Asker, Question

ANSWER_SECONDS = 3.0
"""An answer takes milliseconds; one that takes this long is given up."""
THREADS = 2
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
        work = asyncio.get_running_loop().run_in_executor(self._threads, self._library.answer, question)
        try:
            answer = await asyncio.wait_for(work, ANSWER_SECONDS)
        except TimeoutError:
            answer = None
        self._count(answer)
        return answer

    async def ask_once(self, question: Question, number: int) -> Answer | None:
        """The answer to a question that takes nothing over and leaves nothing behind. number: of its update."""
        answer = await self.ask(replace(question, asker=Asker(NOWHERE, None, number)))
        await asyncio.get_running_loop().run_in_executor(self._threads, self._library.forget, NOWHERE)
        return answer

    async def lay_out(
        self, answer: Answer, bot: Bot, view: View = ANSWER_ITSELF
    ) -> tuple[str, InlineKeyboardMarkup | None]:
        """(Telegram HTML, buttons) of a view of an answer; empty HTML where there is nothing to say."""
        page = render_page(answer, view.first)
        facets = await asyncio.get_running_loop().run_in_executor(self._threads, self._find_facets, answer)
        can_compare = bool(bot.bot.supports_inline_queries)
        return page.html, to_keyboard(answer, view, page.next, facets, can_compare=can_compare)

    def _find_facets(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        """(facet, name) for the first name the answer is about that the articles say more of."""
        for name in answer.about:
            if facets := self._library.facets(name):
                return tuple((facet, name) for facet in facets)
        return ()

    def close(self) -> None:
        """Lets the threads go."""
        self._threads.shutdown(wait=False, cancel_futures=True)
