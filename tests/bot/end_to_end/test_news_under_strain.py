"""News when the bot dies while it tells them, and when there are many to tell and questions are asked meanwhile."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.chats import Chats
from bot.local_telegram.calls import Call
from bot.local_telegram.founding import new_chat, new_user
from bot.news.mail import TOLD_OF
from bot.news.watches import Watches
from bot.state import State
from bot.telegram import limits
from tests.bot.end_to_end import newspaper
from tests.bot.end_to_end.articles import FIRM, OTHER, write_articles
from tests.bot.end_to_end.driver import Json, Talk
from tests.bot.end_to_end.newspaper import EDITED, build, reading
from tests.bot.local_telegram.local import Local, local_telegram

ROOT = Path(__file__).parents[3]
STARTED = 60


def let_watch(talk: Talk, chats: Iterable[int]) -> None:
    def add(state: State) -> None:
        watches = Watches(state, Chats(state))
        for chat in chats:
            assert watches.add(chat, FIRM, None)

    newspaper.with_state(talk, add)


def digests(talk: Talk) -> Counter[int]:
    """Chat -> how many digests came there."""
    chats = talk.local.server.world.chats
    return Counter(chat for chat in chats for message in talk.said(chat) if message["text"].startswith("知识库更新了"))


@asynccontextmanager
async def process(local: Local, folder: Path, point: str, times: int) -> AsyncIterator[asyncio.subprocess.Process]:
    """The bot as a process; killed at the end, if it still runs then."""
    variables = {"TELEGRAM_API_BASE": local.server.url, "BOT_TOKEN": local.server.token, "READS": str(folder)}
    variables |= {"STATE_DB": f"{folder}/state.db", "DIES_AT": point, "DIES_IN": str(times)}
    module = (sys.executable, "-m", "tests.bot.end_to_end.dying_newspaper")
    bot = await asyncio.create_subprocess_exec(*module, cwd=ROOT, env=os.environ | variables)
    try:
        yield bot
    finally:
        if bot.returncode is None:
            bot.kill()
        await bot.wait()


async def test_a_kill_between_two_digests_has_none_told_twice(tmp_path: Path) -> None:
    """Killed before the second, then after the third: whoever was told is not told again, all others are.

    The one that was in hand at the first kill misses it.
    """
    people = range(501, 507)
    write_articles(tmp_path / "articles")
    build(tmp_path)
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        for person in people:
            new_user(local.server.world, Call({"id": person, "first_name": "A"}))
            local.server.world.chats[person].started = True
        name = (tmp_path / "k.db").resolve().name
        newspaper.with_state(talk, lambda state: state.set_setting(TOLD_OF, name))
        let_watch(talk, people)
        newspaper.write(tmp_path, funding=EDITED)
        build(tmp_path)
        for point, times, told in (("before send", 2, 1), ("after send", 2, 3)):
            async with process(local, tmp_path, point, times) as bot:
                await asyncio.wait_for(bot.wait(), STARTED)
                assert bot.returncode == -signal.SIGKILL
            assert digests(talk).total() == told
        async with process(local, tmp_path, "never", 0):
            await talk.until(lambda: digests(talk).total() == 5)
            await talk.until(lambda: talk.count("settings WHERE key >= 'mail/' AND key < 'mail0'") == 0)
        assert set(digests(talk).values()) == {1}


async def test_many_digests_keep_the_limits_and_hold_up_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three hundred chats watch, half of them groups; a tenth of them asks while the digests are sent.

    The stand-in refuses what is too much for a group. All the limits' seconds are shorter here, so that it does not
    take half a minute.
    """
    monkeypatch.setattr(limits, "MARGIN", 0.4)
    async with reading(tmp_path) as paper:
        await paper.local.act("world", flood_limits=True)
        world, people = paper.local.server.world, range(501, 651)
        for person in people:
            new_user(world, Call({"id": person, "first_name": "A", "language_code": "zh-hans"}))
            world.chats[person].started = True
            new_chat(world, Call({"id": -person, "title": "G", "members": [person]}))
        chats = [chat for person in people for chat in (person, -person)]
        let_watch(paper, chats)
        heard: list[tuple[int, bool]] = []
        own = world.bot_id()

        def listen(kind: str, message: Json) -> None:
            if kind == "message" and message["from"]["id"] == own:
                heard.append((message["chat"]["id"], "reply_to_message" in message))

        world.listeners.add(listen)
        await paper.change(funding=EDITED)
        await paper.until(lambda: len(heard) > 10)
        for chat in chats[-30:]:
            await paper.local.say(f"/ask {OTHER}估值多少", abs(chat), chat)
        await paper.until(lambda: sum(is_answer for _, is_answer in heard) == 30)
        before = len(heard)
        await paper.until(lambda: digests(paper).total() == len(chats))
        await paper.told_of_all()
    assert set(digests(paper).values()) == {1}
    assert Counter(chat for chat, is_answer in heard if is_answer) == Counter(chats[-30:])
    assert before < len(chats)  # the answers had not to wait for the digests
