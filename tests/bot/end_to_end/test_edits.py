"""Questions that are edited: the answer follows in its place for a quarter of an hour, and nothing is said twice."""

from typing import Any

from tests.bot.end_to_end.articles import FIRM, OTHER
from tests.bot.end_to_end.driver import BOT, Talk
from tests.bot.local_telegram.local import GROUP, LIN


async def edit(talk: Talk, message: dict[str, Any], text: str) -> None:
    """Somebody changes his message."""
    values = {"user": message["from"]["id"], "chat": message["chat"]["id"], "message_id": message["message_id"]}
    await talk.local.act("edit", text=text, **values)
    await talk.settled()


async def test_the_answer_is_edited_and_there_is_no_other(talk: Talk) -> None:
    asked = await talk.local.say(f"{BOT} {FIRM}估值多少", LIN, GROUP)
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    await edit(talk, asked, f"{BOT} {OTHER}估值多少")
    assert talk.again(answer)["text"].startswith("6亿美元：")
    assert len(talk.said(GROUP)) == 1


async def test_a_slip_that_found_nothing_is_put_right(talk: Talk) -> None:
    asked = await talk.local.say("玄圃科技估值多少")
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    assert "玄圃科技" in answer["text"]
    await edit(talk, asked, f"{FIRM}估值多少")
    assert talk.again(answer)["text"].startswith("12亿美元：")


async def test_after_a_quarter_of_an_hour_it_is_left_alone(talk: Talk) -> None:
    asked = await talk.local.say(f"{FIRM}估值多少")
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    # The very message that the people's side goes on with.
    talk.local.server.world.chats[LIN].messages[asked["message_id"]]["date"] -= 1000
    await edit(talk, asked, f"{OTHER}估值多少")
    assert talk.again(answer)["text"] == answer["text"]
    assert len(talk.said(LIN)) == 1


async def test_a_mention_that_is_put_in_later_asks_nothing(talk: Talk) -> None:
    """A message is answered when it is written, or not at all."""
    await talk.local.act("world", privacy=False)
    asked = await talk.local.say(f"{FIRM}估值多少", LIN, GROUP)
    await edit(talk, asked, f"{BOT} {FIRM}估值多少")
    assert talk.said(GROUP) == []


async def test_an_edit_that_changes_no_answer_is_no_error(talk: Talk) -> None:
    asked = await talk.local.say(f"{FIRM}估值多少")
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    await edit(talk, asked, f"{FIRM}的估值是多少？")
    assert talk.again(answer)["text"] == answer["text"]
    # Telegram refuses a change that is none; to the bot that is as good as done.
    talk.refused += ["editMessageText"] * talk.was_refused().count("editMessageText")
