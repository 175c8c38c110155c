"""A question that is edited: its answer follows, in its place, and nothing is said twice."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.telegram.local import USERNAME
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import ADMIN, CannedLibrary, mention, update

NAME = f"@{USERNAME}"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


def edited(asked: dict[str, Any], text: str, **changes: Any) -> dict[str, Any]:
    """The update of an edit of a message."""
    message = asked["message"] | {"text": text, "edit_date": asked["message"]["date"] + 60} | changes
    return {"update_id": asked["update_id"] + 10**6, "edited_message": message}


async def test_the_answer_is_edited(bench: Bench) -> None:
    asked = update("Who?")
    await bench.say(asked)
    (sent,) = bench.request.sent
    assert await bench.say(edited(asked, "Where?")) == []
    (edit,) = bench.called("editMessageText")
    assert (edit["message_id"], edit["text"].startswith("re: Where?")) == (sent.message_id, True)


async def test_it_is_in_a_group_too(bench: Bench) -> None:
    asked = update(f"{NAME} Who?", group=True, entities=[mention(f"{NAME} Who?", NAME)])
    await bench.say(asked)
    await bench.say(edited(asked, f"{NAME} Where?", entities=[mention(f"{NAME} Where?", NAME)]))
    assert len(bench.called("editMessageText")) == 1


SILENT = {
    "of what was not answered": (update("Who?", group=True), "Where?"),
    "to thanks": (update("Who?"), "thanks"),
    "of an admin's command": (update("/status", user=ADMIN), "/status"),
    "to a command": (update("Who?", user=ADMIN), "/reload"),
}


@pytest.mark.parametrize(("asked", "text"), SILENT.values(), ids=SILENT)
async def test_an_edit_changes_nothing(bench: Bench, asked: dict[str, Any], text: str) -> None:
    await bench.say(asked)
    changes = {}
    if text.startswith("/"):
        changes["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    assert await bench.say(edited(asked, text, **changes)) == []
    assert bench.called("editMessageText") == []


async def test_an_edit_that_takes_the_mention_away_changes_nothing(bench: Bench) -> None:
    asked = update(f"{NAME} Who?", group=True, entities=[mention(f"{NAME} Who?", NAME)])
    await bench.say(asked)
    assert await bench.say(edited(asked, "Where?", entities=[])) == []
    assert bench.called("editMessageText") == []


async def test_an_edit_after_a_quarter_of_an_hour_changes_nothing(bench: Bench) -> None:
    asked = update("Who?")
    await bench.say(asked)
    assert await bench.say(edited(asked, "Where?", date=asked["message"]["date"] - 1000)) == []
    assert bench.called("editMessageText") == []
