"""What Telegram lets through in a minute: who is made to wait is answered all the same, once, and in order."""

import pytest

from bot.local_telegram.methods import places
from tests.bot.end_to_end.articles import FIRM, OTHER
from tests.bot.end_to_end.driver import Talk
from tests.bot.local_telegram.local import GROUP, LIN, SU


async def test_a_group_that_asks_more_than_may_be_said_gets_all_answers(
    talk: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three messages in three seconds here, for twenty in sixty."""
    monkeypatch.setattr(places, "GROUP_LIMIT", 3)
    monkeypatch.setattr(places, "GROUP_SECONDS", 3)
    await talk.local.act("world", flood_limits=True)
    names = [FIRM, OTHER, FIRM, OTHER, FIRM]
    asked = [await talk.local.say(f"/ask {name}估值多少", (LIN, SU)[n % 2], GROUP) for n, name in enumerate(names)]
    await talk.until(lambda: len(talk.said(GROUP)) == len(asked))
    await talk.settled()
    leads = [message["text"].partition("：")[0] for message in talk.said(GROUP)]
    assert leads == [{FIRM: "12亿美元", OTHER: "6亿美元"}[name] for name in names]
    assert [len(talk.answers_to(message)) for message in asked] == [1] * len(asked)
    talk.refused += talk.was_refused()


async def test_one_flooded_group_holds_up_nobody_else(talk: Talk) -> None:
    flood = {"kind": "status", "code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 2}}
    await talk.local.act("fault", method="sendMessage", **flood)
    asked = await talk.local.say(f"/ask {FIRM}估值多少", LIN, GROUP)
    await talk.until(lambda: talk.was_refused())
    await talk.ask(f"{OTHER}估值多少", SU)
    assert talk.answers_to(asked) == []
    await talk.until(lambda: talk.answers_to(asked))
    talk.refused.append("sendMessage")
