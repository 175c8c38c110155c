"""Pictures: draws what a question asks off the event loop and sends it; where that cannot be, says why."""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from telegram import Message

from bot.charts.asking import find_wish
from bot.charts.caption import render_caption
from bot.charts.chart import Chart
from bot.library import Library
from bot.replies import reply
from bot.telegram.here import here
from bot.telegram.sending import Sender, to_target
from bot.templates import find_asked
from bot.types import Language, Question
from knowledge.text import fold

log = logging.getLogger(__name__)


class Charts:
    """The drawing of pictures, one at a time: they are few, and drawing takes the processor from answers."""

    def __init__(self, library: Library, sender: Sender) -> None:
        self._library = library
        self._sender = sender
        self._thread = ThreadPoolExecutor(1, "draw")

    async def send(self, message: Message, question: Question) -> str | None:
        """Answers the message with the picture of what the question asks.

        None: it was sent. Else what to say above the answer in words; empty where the chat takes no pictures.
        """
        started, loop = time.perf_counter(), asyncio.get_running_loop()
        question = replace(question, language=question.language or here().language)
        chart = await loop.run_in_executor(self._thread, self._library.chart, question)
        if chart is None:
            return "charts.too_little"
        png = await loop.run_in_executor(self._thread, _draw, chart)
        if png is None:
            return "charts.no_font"
        sent = await self._sender.send_photo(to_target(message), png, render_caption(chart))
        log.info("chart of %d bars in %.0f ms", len(chart.bars), 1000 * (time.perf_counter() - started))
        return None if sent is not None else ""

    def close(self) -> None:
        """Lets the thread go."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def to_question(words: str, language: Language) -> str:
    """The question that /chart and these words ask: names alone are asked about their valuation."""
    says_what = find_asked(fold(words)) or find_wish(words) or find_wish(f"画{words}")
    return words if says_what else reply("charts.question", language, names=words)


def why_not(key: str, language: Language) -> str:
    """The line above the answer in words; empty for an empty key."""
    if key == "charts.no_font":
        from bot.charts.fonts import PACKAGES

        return reply(key, language, packages=reply("charts.and", language).join(PACKAGES))
    return reply(key, language) if key else ""


def _draw(chart: Chart) -> bytes | None:
    """The picture; None where there is no font to draw it with, which the log says."""
    # The plotting library takes a second to load: not before somebody wants a picture.
    from bot.charts.drawing import draw
    from bot.charts.fonts import NoFont

    try:
        return draw(chart)
    except NoFont as error:
        log.error("no picture: %s", error)
        return None
