"""The bot in the local Telegram over HTTP: who is answered, where, and how often when the server is at fault."""

import asyncio
import os
import pty
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.config import Settings
from bot.local_telegram.run import settings_in
from bot.telegram.polling import Pace
from bot.telegram.service import run_bot
from tests.bot.canned import CannedLibrary
from tests.bot.local_telegram.local import FORUM, GROUP, LIN, SU, TOPIC, Local, local_telegram

QUICK = Pace(poll=1, first_pause=0.02, longest_pause=0.1, patience=20)
STARTED = 180
"""Seconds that a process may take to start on a busy machine."""
ARTICLE = "# 星河智能完成新一轮融资\n\n2024年3月，大模型公司星河智能完成2亿美元A轮融资，投后估值为12亿美元。\n"


@asynccontextmanager
async def answering(local: Local, folder: Path) -> AsyncIterator[None]:
    """The bot with canned answers, until the end."""
    settings = settings_in(local.server, Settings(_env_file=None), folder)
    task = asyncio.create_task(run_bot(settings, CannedLibrary(), QUICK))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Local]:
    """The local Telegram with the bot in it."""
    async with local_telegram() as local, answering(local, tmp_path):
        yield local


def said(local: Local, chat: int) -> list[dict[str, Any]]:
    """The bot's messages in a chat."""
    messages = local.server.world.chats[chat].messages.values()
    return [message for message in messages if message["from"]["id"] == local.server.world.bot_id()]


async def until(true: Callable[[], object]) -> None:
    """Returns once something is so."""
    async with asyncio.timeout(30):
        while not true():
            await asyncio.sleep(0.01)


async def test_a_private_question_is_answered_as_a_reply(chat: Local) -> None:
    asked = await chat.say("Who?")
    await until(lambda: said(chat, LIN))
    (answer,) = said(chat, LIN)
    assert answer["text"].startswith("re: Who?")
    assert answer["reply_to_message"]["message_id"] == asked["message_id"]
    assert answer["link_preview_options"] == {"is_disabled": True}


async def test_in_a_group_it_answers_when_it_is_meant_and_then_only(chat: Local) -> None:
    await chat.act("world", privacy=False)
    for text in ("Who?", "@youju_bot2 Who?", "/ask@other_bot Who?"):
        await chat.say(text, chat=GROUP)
    await chat.say("@youju_bot one", chat=GROUP)
    await until(lambda: said(chat, GROUP))
    await chat.say("two", chat=GROUP, user=SU, reply_to=said(chat, GROUP)[0]["message_id"])
    await chat.say("/ask three", chat=GROUP, as_chat=True)
    await until(lambda: len(said(chat, GROUP)) == 3)
    assert [message["text"].split()[1] for message in said(chat, GROUP)] == ["one", "two", "three"]


async def test_a_question_in_a_topic_is_answered_there(chat: Local) -> None:
    await chat.say("/ask one", chat=FORUM, thread=TOPIC)
    await chat.say("/ask two", chat=FORUM)
    first = await chat.say("x", chat=GROUP)
    await chat.say("@youju_bot three", chat=GROUP, reply_to=first["message_id"])
    await until(lambda: len(said(chat, FORUM)) == 2 and said(chat, GROUP))
    assert [message.get("message_thread_id") for message in said(chat, FORUM)] == [TOPIC, None]


async def test_a_caption_is_read(chat: Local) -> None:
    file = {"file": ("a.txt", b"x", "text/plain")}
    await chat.act("say", file, user=LIN, chat=GROUP, text="@youju_bot one")
    await until(lambda: said(chat, GROUP))


async def test_the_menus_reach_the_page(chat: Local) -> None:
    await until(lambda: ("chat", LIN, "zh") in chat.server.world.commands or len(chat.server.world.commands) >= 9)
    shown = await chat.act("state")
    names = {
        entry["command"]
        for menu in shown["commands"]
        if menu["scope"] == "all_group_chats"
        for entry in menu["commands"]
    }
    assert {"ask", "help"} <= names


FAULTS: dict[str, dict[str, Any]] = {
    "flood": {"kind": "status", "code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}},
    "error": {"kind": "status", "code": 500, "description": "Internal Server Error"},
    "drop": {"kind": "drop"},
    "garbage": {"kind": "garbage"},
    "slow": {"kind": "slow", "seconds": 0.2},
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_fault_while_sending_brings_one_answer(chat: Local, fault: dict[str, Any]) -> None:
    await chat.act("fault", method="sendMessage", **fault)
    await chat.say("one")
    await until(lambda: said(chat, LIN))
    await chat.say("two")
    await until(lambda: len(said(chat, LIN)) > 1)
    assert [message["text"].split()[1] for message in said(chat, LIN)] == ["one", "two"]


async def test_repeated_updates_are_answered_once(chat: Local) -> None:
    await chat.act("fault", method="getUpdates", kind="duplicate", times=5)
    for text in ("one", "two", "three"):
        await chat.say(text)
    await until(lambda: len(said(chat, LIN)) >= 3)
    await chat.say("four")
    await until(lambda: said(chat, LIN)[-1]["text"].startswith("re: four"))
    assert [message["text"].split()[1] for message in said(chat, LIN)] == ["one", "two", "three", "four"]


async def test_with_a_fifth_of_all_calls_failing_everything_is_answered_once(chat: Local) -> None:
    error = {"kind": "status", "code": 502, "description": "Bad Gateway"}
    await chat.act("fault", method="sendMessage", share=0.2, seed=3, **error)
    await chat.act("fault", method="getUpdates", share=0.2, seed=3, **error)
    for number in range(30):
        await chat.say(str(number), user=(LIN, SU)[number % 2])
    await until(lambda: len(said(chat, LIN)) + len(said(chat, SU)) == 30)
    for user, first in ((LIN, 0), (SU, 1)):
        assert [m["text"].split()[1] for m in said(chat, user)] == [str(n) for n in range(first, 30, 2)]


@asynccontextmanager
async def command(folder: Path, *arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`python -m bot` at a terminal, and the first address it prints."""
    articles = folder / "articles"
    articles.mkdir()
    (articles / "a.md").write_text(ARTICLE, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "BOT_TOKEN"}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[3]), "ARTICLES_DIR": str(articles)}
    ours, theirs = pty.openpty()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(STARTED):
            line = (await process.stdout.readline()).decode()
        yield process, line[line.index("http") :].strip()
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        os.close(ours)
        os.close(theirs)


async def test_without_a_token_a_terminal_gets_a_page_with_the_bot_in_it(tmp_path: Path) -> None:
    async with command(tmp_path, "run", "--port", "0") as (process, address):
        async with httpx.AsyncClient(base_url=address.partition("/?")[0], trust_env=False) as http:
            assert (await http.get(address)).status_code == 302
            await http.post("/control/say", json={"user": LIN, "chat": LIN, "text": "星河智能的估值是多少？"})
            texts: list[str] = []
            async with asyncio.timeout(STARTED):
                while len(texts) < 2:
                    state = (await http.post("/control/state")).json()["result"]
                    (private,) = (shown for shown in state["chats"] if shown["id"] == LIN)
                    texts = [message["text"] for message in private["messages"]]
                    await asyncio.sleep(0.05)
        assert texts[1].startswith("12亿美元")
        process.send_signal(signal.SIGINT)
        assert await asyncio.wait_for(process.wait(), 15) == 0
    assert not (tmp_path / "var/state.db").exists()


async def test_a_port_that_is_taken_is_one_line(local: Local, tmp_path: Path) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--port", str(local.server.port)),
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3]), "BOT_TOKEN": ""},
        stdin=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    _, errors = await asyncio.wait_for(process.communicate(), STARTED)
    assert process.returncode == 1
    assert errors.decode().startswith(f"--port: cannot listen on port {local.server.port}")
    assert len(errors.splitlines()) == 1
