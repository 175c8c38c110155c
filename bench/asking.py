"""The time of a question, beside that of plain tools and of an update with an empty handler."""

import asyncio
import itertools
import json
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import jieba
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest

from bench.plain import BareQuery, TopSentence
from bench.timing import percentile, render_times, take
from bot.assistant import Assistant
from bot.types import Asker, Question
from knowledge.storing.store import KnowledgeBase, open_base

ROUNDS = 30
"""Each question so often: with 34 questions p99 rests on about ten values."""


EMPTY = "python-telegram-bot, empty handler"


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


def to_others(base: KnowledgeBase) -> Mapping[str, Callable[[str], object]]:
    """What plain tools do with a question over the same passages."""
    sentences = [found.snippet for source in base.sources() for found in base.passages_of(source.name)]
    return {
        "bare FTS5 query (OR, rjieba)": BareQuery(sentences).find,
        "top sentence by BM25 (jieba)": TopSentence(sentences, jieba.lcut).answer,
    }


async def time_all(
    assistant: Assistant, questions: Sequence[str], others: Mapping[str, Callable[[str], object]]
) -> tuple[list[float], Mapping[str, list[float]]]:
    """Seconds of each question, answered by us and by the others, and of each empty update: in turns."""
    ours: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in (EMPTY, *others)}
    async with build_application() as application:
        for number, text in enumerate(itertools.chain.from_iterable([questions] * ROUNDS)):
            payload = to_payload(number, text)
            start = time.perf_counter()
            await application.process_update(Update.de_json(payload, application.bot))
            theirs[EMPTY].append(time.perf_counter() - start)
            for name, answer in others.items():
                theirs[name].append(take(partial(answer, text)))
            ours.append(take(partial(assistant.answer, Question(text=text, asker=Asker(chat=number)))))
    return ours, theirs


def bench_asking(path: Path, questions: Sequence[str]) -> None:
    """Prints our time, that of the others, and the ratios, over the base at path."""
    base = open_base(path)
    try:
        assistant, others = Assistant(base), to_others(base)
        assistant.answer(Question(text=questions[0]))
        first = [take(partial(assistant.answer, Question(text=text))) for text in questions[1:]]
        ours, theirs = asyncio.run(time_all(assistant, questions, others))
    finally:
        base.close()
    print(f"\nA question ({len(questions)} questions, {ROUNDS} rounds, each in a chat of its own, all tools in turns)")
    print(render_times("Assistant.answer", ours))
    print(render_times("Assistant.answer, asked for the first time", first))
    for name, seconds in theirs.items():
        print(render_times(name, seconds))
    for name, seconds in theirs.items():
        ratios = ", ".join(f"p{p} {percentile(ours, p) / percentile(seconds, p):.1f}" for p in (50, 99))
        print(f"  ours over: {name:<42} {ratios}")
    by_question = {text: percentile(ours[number :: len(questions)], 50) for number, text in enumerate(questions)}
    print("  slowest questions (p50 of each)")
    for text in sorted(by_question, key=lambda text: -by_question[text])[:5]:
        print(f"    {by_question[text] * 1e3:8.3f} ms  {text}")
