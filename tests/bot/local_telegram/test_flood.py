"""Many questions at once, and a server that asks one chat to wait."""

from pathlib import Path
from typing import Any

import pytest

from bot.local_telegram.methods import places
from bot.telegram import limits
from tests.bot.local_telegram.local import GROUP, LIN, SU, local_telegram
from tests.bot.local_telegram.test_run import answering, said, until


@pytest.mark.promise(15)
async def test_thirty_questions_in_a_group_are_all_answered_within_the_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    # A minute takes one second for the server, and three for the bot.
    monkeypatch.setattr(places, "GROUP_SECONDS", 1)
    monkeypatch.setattr(limits, "MARGIN", 0.05)
    async with local_telegram() as local, answering(local, tmp_path):
        await local.act("world", flood_limits=True)
        for number in range(30):
            await local.say(f"/ask {number}", chat=GROUP)
        await until(lambda: len(said(local, GROUP)) == 30)
        assert [message["text"].split()[1] for message in said(local, GROUP)] == [str(number) for number in range(30)]
        refused = [made for made in local.server.calls if made.method == "sendMessage" and made.result is None]
        record_property("figure", f"30 questions at once in a group: all answered, {len(refused)} refused")
        assert refused == []


async def test_a_chat_told_to_wait_holds_up_no_other(tmp_path: Path) -> None:
    async with local_telegram() as local, answering(local, tmp_path):
        error = {"code": 429, "description": "Too Many Requests: retry after 5", "parameters": {"retry_after": 5}}
        await local.act("fault", method="sendMessage", kind="status", **error)
        await local.say("first", user=LIN)
        await until(lambda: [made for made in local.server.calls if made.method == "sendMessage"])
        await local.say("second", user=SU)
        await until(lambda: said(local, SU))
        assert said(local, LIN) == []
        await until(lambda: said(local, LIN))
