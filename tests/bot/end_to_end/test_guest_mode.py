"""Guest mode: asked by mention in a chat that the bot is not in. Off, and unheard of, unless the server says it has it."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.article_library import ArticleLibrary
from tests.bot.end_to_end.articles import FIRM, OTHER, UNKNOWN
from tests.bot.end_to_end.driver import BOT, Talk, buttons, running, spans
from tests.bot.local_telegram.local import GROUP, LIN, SU, local_telegram


@pytest.fixture
async def visit(library: ArticleLibrary, tmp_path: Path) -> AsyncIterator[Talk]:
    """A bot that has guest mode, and a group that it is not in."""
    async with local_telegram() as local:
        await local.act("world", guests=True)
        await local.act("bot", user=LIN, chat=GROUP, status="left")
        async with running(local, library, tmp_path):
            talk = Talk(local, tmp_path)
            await talk.until(lambda: polled(talk))
            yield talk
            await talk.settled()
            assert talk.was_refused() == talk.refused


def polled(talk: Talk) -> list[str]:
    """The kinds of updates that the bot asked for last."""
    calls = [made.parameters for made in talk.local.server.calls if made.method == "getUpdates"]
    names: list[str] = json.loads(calls[-1]["allowed_updates"]) if calls else []
    return names


async def test_a_mention_is_answered_once_where_it_was_made(visit: Talk) -> None:
    answer = await visit.ask(f"{BOT} {FIRM}估值多少", SU, GROUP)
    assert answer["text"].startswith("12亿美元：")
    assert spans(answer, "expandable_blockquote")
    assert list(buttons(answer)) == ["全文 →"]
    assert answer["guest_bot_caller_user"]["id"] == SU
    await visit.settled()
    assert len(visit.said(GROUP)) == 1
    assert visit.kept_of(GROUP, "exchanges") == 0
    # Nothing is remembered of a chat that it is not in.
    assert "1.5亿元" not in (await visit.ask(f"{BOT} 那营收呢", SU, GROUP))["text"]


async def test_a_question_about_somebody_elses_message(visit: Talk) -> None:
    said = await visit.local.say(f"{OTHER}的创始人是沈既白", SU, GROUP)
    answer = await visit.ask(f"{BOT} 核实", LIN, GROUP, reply_to=said["message_id"])
    assert answer["text"].startswith(f"✓ 一致：{OTHER}")


async def test_what_no_article_says_is_said_too(visit: Talk) -> None:
    answer = await visit.ask(f"{BOT} {UNKNOWN}估值多少", SU, GROUP)
    assert UNKNOWN in answer["text"]
    assert "reply_markup" not in answer


@pytest.mark.parametrize(
    "text", [f"{FIRM}估值多少", f"{BOT} 谢谢", f"@youju_bot2 {FIRM}估值多少", f"/ask {FIRM}估值多少"]
)
async def test_it_says_nothing_else(visit: Talk, text: str) -> None:
    await visit.say_in_vain(text, SU)


async def test_a_message_told_of_twice_is_answered_once(visit: Talk) -> None:
    await visit.local.act("bot", user=LIN, chat=GROUP, status="member")
    await visit.settled()
    before = len(visit.said(GROUP))
    asked = await visit.local.say(f"{BOT} {FIRM}估值多少", SU, GROUP)
    await visit.local.act("update", update={"update_id": 2**40, "guest_message": asked | {"guest_query_id": "7"}})
    await visit.until(lambda: visit.answers_to(asked))
    await visit.settled()
    assert len(visit.said(GROUP)) == before + 1


async def test_one_that_waited_too_long_is_let_go(visit: Talk) -> None:
    await visit.local.act("bot", user=LIN, chat=GROUP, status="left")
    entity = {"type": "mention", "offset": 0, "length": len(BOT)}
    asked: dict[str, Any] = {"text": f"{BOT} {FIRM}估值多少", "entities": [entity], "guest_query_id": "7"}
    world = visit.local.server.world
    message = world.new_message(world.chats[GROUP], SU, asked)
    await visit.local.act("update", update={"update_id": 2**40, "guest_message": message})
    await visit.until(lambda: visit.was_refused())
    visit.refused.append("answerGuestQuery")
    assert (await visit.ask(f"{BOT} {OTHER}估值多少", SU, GROUP))["text"].startswith("6亿美元")


async def test_without_guest_mode_nothing_is_asked_for_and_nothing_said(talk: Talk) -> None:
    await talk.until(lambda: polled(talk))
    assert "guest_message" not in polled(talk)
    await talk.local.act("bot", user=LIN, chat=GROUP, status="left")
    await talk.say_in_vain(f"{BOT} {FIRM}估值多少")
