"""Ten thousand updates, valid and hostile, through the bot against the server that refuses what Telegram refuses."""

import asyncio
import json
import logging
import sqlite3
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.config import Settings
from bot.local_telegram.calls import Call, Made
from bot.local_telegram.founding import new_chat
from bot.local_telegram.run import settings_in
from bot.local_telegram.server import LocalTelegram, open_server
from bot.local_telegram.world import Query
from bot.telegram.service import run_bot
from tests.bot.canned import CannedLibrary
from tests.bot.local_telegram.local import LIN
from tests.bot.local_telegram.storm import FORUMS, GROUPS, NEW_GROUPS, PEOPLE, TOPIC, Drop, Outcome, Storm
from tests.bot.running import QUICK

COUNT = 10_000
SECONDS = 600


def settle_people(server: LocalTelegram) -> None:
    """Whoever the storm names, each known to the server."""
    world = server.world
    for user in (*PEOPLE, LIN):
        world.add_user({"id": user, "first_name": "A"})
        world.chats[user].started = True
    for group in (*GROUPS, *NEW_GROUPS, *FORUMS):
        new_chat(world, Call({"id": group, "title": "G", "members": [PEOPLE[0]]}))
    for forum in FORUMS:
        world.chats[forum].forum, world.chats[forum].topics = True, {TOPIC: "T"}


def put(server: LocalTelegram, drop: Drop) -> None:
    """An update into the bot's line; a query waits for its answer from then on."""
    for kind in ("callback_query", "inline_query"):
        query = drop.update.get(kind)
        if isinstance(query, dict) and isinstance(query.get("id"), str):
            server.world.queries[query["id"]] = Query(PEOPLE[0], time.monotonic() + 3600)
    server.world.updates.put(drop.update)


async def until_ended(server: LocalTelegram, path: Path, bot: "asyncio.Task[None]") -> None:
    """Returns once the line is empty and all that was in it has ended. Raises AssertionError where it never will."""
    async with asyncio.timeout(SECONDS):
        while server.world.updates.line or count_open(path):
            assert not bot.done(), "the bot has stopped"
            await asyncio.sleep(0.1)


def count_open(path: Path) -> int:
    """Updates of the inbox that are still to be worked on."""
    db = sqlite3.connect(path)
    try:
        (count,) = db.execute("SELECT count(*) FROM inbox WHERE state IN ('new', 'sending')").fetchone()
    finally:
        db.close()
    return int(count)


def replies(calls: list[Made]) -> Counter[tuple[int, int]]:
    """How often each message was answered."""
    found: Counter[tuple[int, int]] = Counter()
    for made in calls:
        if made.method == "sendMessage" and "reply_parameters" in made.parameters:
            found[int(made.parameters["chat_id"]), json.loads(made.parameters["reply_parameters"])["message_id"]] += 1
    return found


async def test_a_storm_of_updates_brings_each_question_one_answer_and_nothing_else(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    server = await open_server(populated=False)
    settle_people(server)
    storm = Storm(1, str(server.world.bot["username"]), server.world.bot_id())
    drops = [*storm.make(COUNT)]
    settings = settings_in(server, Settings(_env_file=None, telegram_limits=False), tmp_path)
    bot = asyncio.create_task(run_bot(settings, CannedLibrary(), QUICK))
    try:
        for drop in drops:
            put(server, drop)
        await until_ended(server, tmp_path / "state.db", bot)
        calls = [made for made in server.calls if made.method != "getUpdates"]
    finally:
        bot.cancel()
        await asyncio.gather(bot, return_exceptions=True)
        await server.close()
    check(drops, calls, caplog.records)


def check(drops: list[Drop], calls: list[Made], log: list[logging.LogRecord]) -> None:
    """Holds what the bot called and logged against what each update wants."""
    spoiled = {drop.update["update_id"] for drop in drops if drop.outcome is Outcome.SPOILED}
    refused = [(made.method, made.parameters) for made in calls if made.result is None]
    assert refused == []
    answered = replies(calls)
    wanted = {drop.place() for drop in drops if drop.outcome is Outcome.ANSWER}
    may = wanted | {drop.place() for drop in drops if drop.outcome is Outcome.SPOILED and is_placed(drop.update)}
    assert [place for place in wanted if answered[place] != 1] == []
    assert [place for place, count in answered.items() if count > 1 or place not in may] == []
    queries = Counter(
        made.parameters[name]
        for made in calls
        for name in ("callback_query_id", "inline_query_id")
        if name in made.parameters
    )
    assert [drop for drop in drops if drop.outcome is Outcome.QUERY and queries[query_id(drop.update)] != 1] == []
    assert max(queries.values()) == 1
    unasked = {int(made.parameters["chat_id"]) for made in calls if made.method == "sendMessage"} - {
        c for c, _ in answered
    }
    assert unasked <= {*NEW_GROUPS}
    assert [record.getMessage() for record in log if record.exc_info] == []
    aside = {record.args[0] for record in log if record.levelno >= logging.ERROR and record.args}
    assert aside <= spoiled | {d.update["update_id"] for d in drops if d.outcome is Outcome.SILENCE}


def is_placed(update: dict[str, Any]) -> bool:
    """Whether an answer to it has a place."""
    message = update.get("message")
    chat = message.get("chat") if isinstance(message, dict) else None
    return isinstance(chat, dict) and isinstance(chat.get("id"), int) and isinstance(message.get("message_id"), int)


def query_id(update: dict[str, Any]) -> str:
    """The id of its query."""
    return str(next(part["id"] for kind, part in update.items() if kind.endswith("_query")))
