"""The time of a question, beside python-telegram-bot's own time for an update with an empty handler."""

import asyncio
import itertools
import json
import time
from collections.abc import Sequence
from pathlib import Path

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from bench.timing import percentile, render_times, take
from bot.assistant import Assistant
from bot.types import Asker, Question
from knowledge.storing.store import open_base

ROUNDS = 30
"""Each question so often: with 34 questions p99 rests on about ten values."""


class StubRequest(BaseRequest):
    """Answers getMe and nothing else: no network."""

    read_timeout = 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(self, *_arguments: object, **_more: object) -> tuple[int, bytes]:
        bot = {"id": 1, "is_bot": True, "first_name": "Youju", "username": "youju_bot"}
        return 200, json.dumps({"ok": True, "result": bot}).encode()


async def ignore(_update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """The empty handler."""


def build_application() -> Application:  # type: ignore[type-arg]
    """An application with one empty handler for every message."""
    request = StubRequest()
    application = ApplicationBuilder().token("1:stub").request(request).get_updates_request(StubRequest()).build()
    application.add_handler(MessageHandler(filters.ALL, ignore))
    return application


def to_payload(number: int, text: str) -> dict[str, object]:
    """An update as Telegram sends it: a message in a group."""
    sender = {"id": 7, "is_bot": False, "first_name": "Reader", "language_code": "zh"}
    chat = {"id": -100, "type": "supergroup", "title": "AI"}
    message = {"message_id": number, "date": 1700000000, "chat": chat, "from": sender, "text": text}
    return {"update_id": number, "message": message}


async def time_both(assistant: Assistant, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of each question and of each empty update, in turns, so that both meet the same machine."""
    ours: list[float] = []
    empty: list[float] = []
    async with build_application() as application:
        for number, text in enumerate(itertools.chain.from_iterable([questions] * ROUNDS)):
            payload = to_payload(number, text)
            start = time.perf_counter()
            await application.process_update(Update.de_json(payload, application.bot))
            empty.append(time.perf_counter() - start)
            question = Question(text=text, asker=Asker(chat=number))
            ours.append(take(lambda question=question: assistant.answer(question)))  # type: ignore[misc]
    return ours, empty


def bench_asking(path: Path, questions: Sequence[str]) -> None:
    """Prints both, and their ratio, over the base at path."""
    base = open_base(path)
    try:
        assistant = Assistant(base)
        for text in questions:
            assistant.answer(Question(text=text))
        ours, empty = asyncio.run(time_both(assistant, questions))
    finally:
        base.close()
    print(
        f"\nA question ({len(questions)} questions, {ROUNDS} rounds, each in a chat of its own, after one warm round)"
    )
    print(render_times("Assistant.answer", ours))
    print(render_times("python-telegram-bot, empty handler", empty))
    ratios = ", ".join(f"p{p} {percentile(ours, p) / percentile(empty, p):.1f}" for p in (50, 99))
    print(f"  ours over python-telegram-bot's              {ratios}")
    by_question = {text: percentile(ours[number :: len(questions)], 50) for number, text in enumerate(questions)}
    print("  slowest questions (p50 of each)")
    for text in sorted(by_question, key=lambda text: -by_question[text])[:5]:
        print(f"    {by_question[text] * 1e3:8.3f} ms  {text}")
