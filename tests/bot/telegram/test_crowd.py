"""A group that asks faster than it may be answered: a bounded line, and one sentence to those behind it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.telegram import crowd, limits
from bot.telegram.inbox import MOST_WAITING
from bot.telegram.local import USERNAME
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import CannedLibrary, mention, update

NAME = f"@{USERNAME}"
BUSY = "Questions come faster here"
LINE = MOST_WAITING + 1
"""One in hand, and those that wait."""


@pytest.fixture
async def bench(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Bench]:
    # A minute takes one second.
    monkeypatch.setattr(limits, "MARGIN", 1 / 60)
    async with open_bench(CannedLibrary()) as opened:
        yield opened


def asked(number: int, **message: Any) -> dict[str, Any]:
    """A question in the group."""
    return update(f"/ask {number}", group=True, **message)


def told(said: list[str]) -> list[str]:
    return [text for text in said if text.startswith(BUSY)]


async def test_those_behind_a_long_line_are_told_in_one_sentence(bench: Bench) -> None:
    asking = [asked(number) for number in range(LINE + 4)]
    said = await bench.say(*asking)
    assert [text.split("\n")[0] for text in said if text.startswith("re:")] == [f"re: {n}" for n in range(LINE)]
    assert len(told(said)) == 1
    replies = [call["reply_parameters"] for call in bench.called("sendMessage") if call["text"].startswith(BUSY)]
    assert [reply["message_id"] for reply in replies] == [asking[LINE]["message"]["message_id"]]
    assert bench.state.counts() == {"done": LINE, "busy": 4}


async def test_they_are_told_again_when_a_minute_has_passed(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "QUIET_SECONDS", 0.0)
    assert len(told(await bench.say(*map(asked, range(LINE + 2))))) == 2


async def test_what_is_no_question_waits_in_line(bench: Bench) -> None:
    mentioned = update(f"{NAME} Who?", group=True, entities=[mention(f"{NAME} Who?", NAME)])
    others = [update("so they said", group=True), update("/sources", group=True)]
    moved = update("x", group=True, migrate_to_chat_id=-1005)
    del moved["message"]["text"]
    said = await bench.say(*map(asked, range(LINE)), *others, moved, mentioned)
    assert bench.state.counts() == {"done": LINE + 3, "busy": 1}
    assert len(said) == LINE + 2


async def test_a_private_chat_is_never_turned_away(bench: Bench) -> None:
    assert len(await bench.say(*(update(f"{number}") for number in range(LINE + 3)))) == LINE + 3


async def test_what_cannot_be_read_is_set_aside_in_its_turn(bench: Bench) -> None:
    broken = asked(0, date="yesterday")
    await bench.say(*map(asked, range(LINE)), broken)
    assert bench.state.counts() == {"done": LINE, "bad": 1}


async def test_groups_told_long_ago_are_forgotten(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(crowd, "GROUPS_KEPT", 1)
    chats = [{"id": -number, "type": "supergroup", "title": "G"} for number in range(1, 4)]
    said = await bench.say(*(asked(n, chat=chat) for chat in chats for n in range(LINE + 1)))
    assert len(told(said)) == len(chats)
