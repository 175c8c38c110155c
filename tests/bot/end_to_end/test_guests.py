"""The bot as a guest of groups: let in, asked, moved along, shown out."""

import pytest

from tests.bot.end_to_end.articles import FIRM, OTHER
from tests.bot.end_to_end.driver import BOT, OLD_GROUP, Talk, spans
from tests.bot.local_telegram.local import GROUP, LIN, SU

TABLES = ("inbox", "exchanges", "greetings")


async def let_in(talk: Talk, status: str = "member", chat: int = GROUP) -> None:
    """Somebody shows the bot out, then lets it in again."""
    for now in ("left", status):
        await talk.local.act("bot", user=LIN, chat=chat, status=now)
        await talk.settled()


@pytest.mark.parametrize(
    ("status", "privacy", "words"),
    [
        ("member", True, "我在这里只收得到 /ask 问题 和对我的回复"),
        ("administrator", True, "这里的消息我都收得到"),
    ],
)
async def test_it_greets_with_examples_and_says_what_reaches_it(
    talk: Talk, status: str, privacy: bool, words: str
) -> None:
    await let_in(talk, status)
    (greeting,) = talk.said(GROUP)
    assert words in greeting["text"]
    examples = spans(greeting, "code")
    assert len(examples) == 3
    for example in examples:
        answer = await talk.ask(f"/ask {example}", SU, GROUP)
        assert "[1]" in answer["text"]


async def test_it_greets_once_whatever_it_becomes(talk: Talk) -> None:
    await let_in(talk)
    for status in ("administrator", "member"):
        await talk.local.act("bot", user=LIN, chat=GROUP, status=status)
    await talk.settled()
    assert len(talk.said(GROUP)) == 1


async def test_shown_out_it_keeps_nothing_and_says_nothing(talk: Talk) -> None:
    await let_in(talk)
    await talk.ask(f"/ask {FIRM}估值多少", chat=GROUP)
    await talk.settled()
    assert [talk.kept_of(GROUP, table) for table in ("exchanges", "greetings")] == [1, 1]
    await talk.local.act("bot", user=LIN, chat=GROUP, status="kicked")
    await talk.settled()
    # What stays is the number of the update that told of it.
    assert [talk.kept_of(GROUP, table) for table in TABLES] == [1, 0, 0]
    assert talk.kept_of(GROUP, "inbox", "content IS NOT NULL") == 0
    await talk.local.act("bot", user=LIN, chat=GROUP, status="member")
    await talk.settled()
    answer = await talk.ask("/ask 那营收呢", chat=GROUP)
    assert "1.5亿元" not in answer["text"]


async def test_who_blocks_it_is_forgotten_and_welcome_again(talk: Talk) -> None:
    await talk.ask(f"{FIRM}估值多少")
    await talk.local.act("bot", user=LIN, chat=LIN, status="kicked")
    await talk.settled()
    assert talk.kept_of(LIN, "exchanges") == 0
    assert (await talk.ask(f"{OTHER}估值多少"))["text"].startswith("6亿美元")


async def test_a_group_that_becomes_a_supergroup_goes_on_where_it_was(talk: Talk) -> None:
    await talk.local.act("new_chat", id=OLD_GROUP, kind="group", title="小群", members=[LIN, SU])
    await let_in(talk, chat=OLD_GROUP)
    await talk.ask(f"{BOT} {FIRM}估值多少", chat=OLD_GROUP)
    moved = await talk.local.act("upgrade", user=LIN, chat=OLD_GROUP)
    await talk.settled()
    answer = await talk.ask(f"{BOT} 那营收呢", chat=moved["id"])
    assert answer["text"].startswith("1.5亿元")
    await talk.local.act("bot", user=LIN, chat=moved["id"], status="administrator")
    await talk.settled()
    assert len(talk.said(moved["id"])) == 1  # it is the group that was greeted before


async def test_a_question_on_its_way_while_the_group_moves_is_answered_in_the_new_one(talk: Talk) -> None:
    await talk.local.act("new_chat", id=OLD_GROUP, kind="group", title="小群", members=[LIN, SU])
    await talk.local.act("fault", method="sendMessage", kind="slow", seconds=0.5)
    await talk.local.say(f"/ask {FIRM}估值多少", SU, OLD_GROUP)
    moved = await talk.local.act("upgrade", user=LIN, chat=OLD_GROUP)
    (answer,) = await talk.until(lambda: talk.said(moved["id"]))
    assert answer["text"].startswith("12亿美元：")
    await talk.press(answer, "时间线")
    await talk.until(lambda: "2021-03 " in talk.again(answer)["text"])
    await talk.press(talk.again(answer), "↩ 返回")
    await talk.until(lambda: talk.again(answer)["text"] == answer["text"])
    talk.refused.append("sendMessage")  # in the group that is no more
