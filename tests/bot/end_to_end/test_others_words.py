"""Questions about what somebody else wrote: looked up, checked, and answered with the words they are about."""

import pytest

from tests.bot.end_to_end.articles import FIRM, OTHER
from tests.bot.end_to_end.driver import BOT, Talk, spans
from tests.bot.local_telegram.local import GROUP, LIN, MAYA, SU

CLAIMS = f"早🙂！{FIRM}的估值是30亿美元。{OTHER}的创始人是沈既白。我猜的"
ASKS = {"mention": f"{BOT} 核实", "mention, politely": f"{BOT} 真的吗？", "command": "/check"}


@pytest.mark.parametrize("text", ASKS.values(), ids=ASKS)
async def test_each_claim_gets_its_verdict_and_the_sentence_that_decides(talk: Talk, text: str) -> None:
    claimed = await talk.local.say(CLAIMS, SU, GROUP)
    await talk.local.say(text, LIN, GROUP, reply_to=claimed["message_id"])
    (answer,) = await talk.until(lambda: talk.answers_to(claimed))
    lines = answer["text"].splitlines()
    assert lines[0].startswith(f"✗ 不一致：{FIRM}")
    assert "12亿美元" in lines[0]
    assert lines[1].startswith(f"✓ 一致：{OTHER}")
    assert len(spans(answer, "expandable_blockquote")) == 2
    # What is answered is quoted, as it stands there.
    assert answer["quote"]["text"] == f"{FIRM}的估值是30亿美元。{OTHER}的创始人是沈既白。"
    assert answer["quote"]["position"] == 4


async def test_what_no_article_says_is_said_to_be_in_none(talk: Talk) -> None:
    answer = await talk.ask(f"/check {OTHER}的总部位于杭州")
    assert answer["text"].startswith("？ 无记录")
    assert "quote" not in answer


async def test_without_a_claim_there_is_nothing_to_check(talk: Talk) -> None:
    said = await talk.local.say("大家早上好", SU, GROUP)
    await talk.local.say("/check", LIN, GROUP, reply_to=said["message_id"])
    (answer,) = await talk.until(lambda: talk.answers_to(said))
    assert answer["text"].startswith("这条消息里没有看出可以核实的说法")


async def test_the_words_that_somebody_picks_are_what_it_is_about(talk: Talk) -> None:
    said = await talk.local.say(CLAIMS, SU, GROUP)
    picked = f"{OTHER}的创始人是沈既白"
    await talk.local.say(f"{BOT} 核实", LIN, GROUP, reply_to=said["message_id"], quote=picked)
    (answer,) = await talk.until(lambda: talk.answers_to(said))
    assert answer["text"].startswith(f"✓ 一致：{OTHER}")
    assert FIRM not in answer["text"].partition("[1]")[0]
    assert answer["quote"]["text"] == picked


async def test_a_question_about_a_message_takes_its_company_from_there(talk: Talk) -> None:
    said = await talk.local.say(f"听说{FIRM}又融资了", SU, GROUP)
    await talk.local.say(f"{BOT} 估值多少？", LIN, GROUP, reply_to=said["message_id"])
    (answer,) = await talk.until(lambda: talk.answers_to(said))
    assert answer["text"].startswith("12亿美元：")
    assert "quote" not in answer  # all of it: nothing to pick out


@pytest.mark.parametrize("mention", [BOT, f"{BOT} ？"])
async def test_a_mention_alone_asks_what_the_other_one_asked(talk: Talk, mention: str) -> None:
    said = await talk.local.say(f"有人知道{FIRM}估值多少吗", MAYA, GROUP)
    await talk.local.say(mention, LIN, GROUP, reply_to=said["message_id"])
    (answer,) = await talk.until(lambda: talk.answers_to(said))
    assert answer["text"].startswith("12亿美元：")


async def test_where_the_quote_is_refused_it_is_left_out(talk: Talk) -> None:
    said = await talk.local.say(CLAIMS, SU, GROUP)
    refusal = {"kind": "status", "code": 400, "description": "Bad Request: QUOTE_TEXT_INVALID"}
    await talk.local.act("fault", method="sendMessage", **refusal)
    await talk.local.say("/check", LIN, GROUP, reply_to=said["message_id"])
    (answer,) = await talk.until(lambda: talk.answers_to(said))
    assert "quote" not in answer
    await talk.settled()
    assert len(talk.said(GROUP)) == 1
    talk.refused.append("sendMessage")


async def test_an_edited_command_changes_the_verdict_in_its_place(talk: Talk) -> None:
    said = await talk.local.say(CLAIMS, SU, GROUP)
    asked = await talk.local.say(f"{BOT} 核实", LIN, GROUP, reply_to=said["message_id"])
    (answer,) = await talk.until(lambda: talk.answers_to(said))
    values = {"user": LIN, "chat": GROUP, "message_id": asked["message_id"]}
    await talk.local.act("edit", text=f"{BOT} {OTHER}的估值呢", **values)
    await talk.until(lambda: talk.again(answer)["text"].startswith("6亿美元"))
    assert len(talk.said(GROUP)) == 1
