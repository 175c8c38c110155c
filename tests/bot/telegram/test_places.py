"""Places: so many at work, and those that only wait for Telegram keep none."""

import asyncio
from pathlib import Path

from bot.telegram.inbox import AT_ONCE
from bot.telegram.places import Places, aside
from tests.bot.api_server import api_server, flood
from tests.bot.canned import update
from tests.bot.running import running_bot


async def test_who_steps_aside_lets_another_in_and_comes_back() -> None:
    places, met, go = Places(1), list[str](), asyncio.Event()

    async def waiting() -> None:
        async with places.taken():
            async with aside(), aside():
                await go.wait()
            met.append("back")

    async def passing() -> None:
        async with places.taken():
            met.append("in")
            go.set()
            await asyncio.sleep(0)
            met.append("out")

    await asyncio.wait_for(asyncio.gather(waiting(), passing()), 20)
    assert met == ["in", "out", "back"]


async def test_who_is_cancelled_aside_leaves_the_places_as_they_were() -> None:
    places, inside = Places(1), list[int]()

    async def wait_aside() -> None:
        async with places.taken(), aside():
            await asyncio.Event().wait()

    async def enter(number: int) -> None:
        async with places.taken():
            inside.append(number)
            assert len(inside) == 1
            await asyncio.sleep(0)
            inside.remove(number)

    task = asyncio.create_task(wait_aside())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.wait_for(asyncio.gather(*map(enter, range(3))), 20)


async def test_stepping_aside_without_a_place_is_nothing() -> None:
    async with aside():
        await asyncio.sleep(0)


async def test_as_many_flooded_chats_as_there_are_places_hold_up_no_other(tmp_path: Path) -> None:
    chats = range(1, AT_ONCE + 1)
    with api_server() as server:
        async with running_bot(server, tmp_path, telegram_limits=False):
            server.fail("sendMessage", *[flood(4)] * AT_ONCE)
            server.put(*(update("question", user=chat) for chat in chats))
            while len(server.called("sendMessage")) < AT_ONCE:
                await asyncio.sleep(0.01)
            server.put(update("question", user=AT_ONCE + 1))
            messages = await server.wait_for(AT_ONCE + 1)
    assert messages[0]["chat_id"] == str(AT_ONCE + 1)
    assert sorted(int(message["chat_id"]) for message in messages[1:]) == list(chats)
