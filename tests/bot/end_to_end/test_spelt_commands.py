"""Commands that stand for a sentence, over HTTP: the same text, buttons and citations as by sentence."""

import pytest

from tests.bot.end_to_end.articles import FIRM, OTHER, UNKNOWN
from tests.bot.end_to_end.driver import Talk, buttons, spans
from tests.bot.local_telegram.local import GROUP, LIN, MAYA, SU

PAIRS = [
    (f"/timeline {FIRM}", f"{FIRM}的时间线", "2021-03"),
    (f"/timeline {FIRM} 融资", f"{FIRM}的融资时间线", "2022-06"),
    (f"/compare {FIRM} {OTHER}", f"对比{FIRM}和{OTHER}", "12亿美元"),
    (f"/compare {FIRM}、{OTHER} 估值", f"对比{FIRM}和{OTHER}的估值", "12亿美元"),
    (f"/compare {FIRM} vs {OTHER}", f"对比{FIRM}和{OTHER}", "12亿美元"),
    ("/who 顾青野", "顾青野是谁", FIRM),
    (f"/who {FIRM}", f"介绍一下{FIRM}", "2021年3月"),
    ("/invested 北屿基金", "北屿基金投了哪些公司", "松果机器人"),
    (f"/invested {FIRM}", f"谁投资了{FIRM}", "石榴资本"),
    ("/quotes 顾青野", "顾青野说过什么", "暗号"),
    ("/quotes 顾青野 价格", "顾青野怎么看价格", "价格还会继续下降"),
    (f"/conflicts {OTHER}", f"关于{OTHER}的说法有哪些矛盾", "2018年"),
    (f"/conflicts {FIRM}", f"关于{FIRM}的说法有哪些矛盾", "没有看到"),
    (f"/timeline {UNKNOWN}", f"{UNKNOWN}的时间线", UNKNOWN),
]


@pytest.mark.parametrize(("command", "sentence", "words"), PAIRS, ids=[command for command, _, _ in PAIRS])
async def test_it_is_answered_as_the_sentence_is(talk: Talk, command: str, sentence: str, words: str) -> None:
    by_command = await talk.ask(command, SU)
    by_sentence = await talk.ask(sentence, MAYA)
    assert words in by_command["text"]
    assert by_command["text"] == by_sentence["text"]
    assert by_command.get("entities") == by_sentence.get("entities")
    assert by_command.get("reply_markup") == by_sentence.get("reply_markup")


USAGES = {
    "timeline": "用法：/timeline 名字。例如：/timeline ",
    "compare": "用法：/compare 甲 乙。例如：/compare ",
    "who": "用法：/who 名字。例如：/who ",
    "invested": "用法：/invested 名字。例如：/invested ",
    "quotes": "用法：/quotes 名字 [话题]。例如：/quotes ",
    "conflicts": "用法：/conflicts 名字。例如：/conflicts ",
}


@pytest.mark.parametrize(("command", "usage"), USAGES.items(), ids=USAGES)
async def test_alone_it_says_how_it_is_used_with_an_example_that_has_an_answer(
    talk: Talk, command: str, usage: str
) -> None:
    said = await talk.ask(f"/{command}")
    assert said["text"].startswith(usage)
    assert len(said["text"].splitlines()) == 1
    example = spans(said, "code")[-1]
    assert spans(await talk.ask(example), "expandable_blockquote")


async def test_in_a_group_it_may_bear_the_bots_name_and_anothers_is_left_to_it(talk: Talk) -> None:
    answer = await talk.ask(f"/timeline@youju_bot {FIRM}", chat=GROUP)
    assert answer["text"].startswith("2021-03")
    await talk.say_in_vain(f"/timeline@other_bot {FIRM}")
    await talk.say_in_vain(f"看看 /timeline {FIRM}")


async def test_in_reply_to_the_bot_it_is_about_whom_that_was_about(talk: Talk) -> None:
    """Also where somebody else had asked."""
    answer = await talk.ask(f"/ask {OTHER}的创始人是谁", SU, GROUP)
    asked = await talk.ask("/timeline", LIN, GROUP, reply_to=answer["message_id"])
    assert asked["text"].startswith("2018")
    both = await talk.ask(f"/compare {FIRM}", LIN, GROUP, reply_to=answer["message_id"])
    assert "12亿美元" in both["text"]
    assert "6亿美元" in both["text"]


async def test_in_reply_to_somebody_it_is_about_the_name_in_there(talk: Talk) -> None:
    said = await talk.local.say(f"听说{FIRM}又融资了", SU, GROUP)
    assert (await talk.ask("/timeline", LIN, GROUP, reply_to=said["message_id"]))["text"].startswith("2021-03")


async def test_in_reply_to_a_message_with_two_names_it_asks_which(talk: Talk) -> None:
    said = await talk.local.say(f"{FIRM}和{OTHER}哪个好", SU, GROUP)
    asked = await talk.ask("/timeline", LIN, GROUP, reply_to=said["message_id"])
    assert spans(asked, "code") == [f"/timeline {FIRM}", f"/timeline {OTHER}"]


async def test_its_buttons_and_what_is_asked_next_work_as_after_a_sentence(talk: Talk) -> None:
    answer = await talk.ask(f"/timeline {FIRM}")
    await talk.press(answer, "谁投的")
    await talk.until(lambda: "↩ 返回" in buttons(talk.again(answer)))
    assert "石榴资本" in talk.again(answer)["text"].splitlines()[0]
    assert (await talk.ask("那营收呢"))["text"].startswith("1.5亿元")
    assert "上一个回答的出处" in (await talk.ask("来源"))["text"]


async def test_an_edited_command_changes_the_answer_in_its_place(talk: Talk) -> None:
    asked = await talk.local.say(f"/timeline {OTHER}")
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    values = {"user": LIN, "chat": LIN, "message_id": asked["message_id"]}
    await talk.local.act("edit", text=f"/timeline {FIRM}", **values)
    await talk.settled()
    assert talk.again(answer)["text"].startswith("2021-03")
    assert len(talk.said(LIN)) == 1


async def test_the_menus_and_help_name_them(talk: Talk) -> None:
    menus = talk.local.server.world.commands
    await talk.until(lambda: set(USAGES) <= {entry["command"] for menu in menus.values() for entry in menu})
    told = (await talk.ask("/help"))["text"]
    assert [command for command in USAGES if f"/{command} " not in told] == []
