"""👍 and 👎 under answers: one judgement a person, reasons in the place of the thumbs, nobody's words but the asker's."""

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest

from bot.article_library import ArticleLibrary
from bot.local_telegram.world import CALLBACK_SECONDS, Query
from bot.pseudonyms import Pseudonyms
from bot.telegram.thumbs import to_data
from tests.bot.end_to_end.articles import FIRM
from tests.bot.end_to_end.driver import BOT, Talk, buttons, running
from tests.bot.local_telegram.local import GROUP, LIN, MAYA, SU, local_telegram

THUMBS, REASONS = ["👍", "👎"], ["错", "旧", "没答上", "不相关"]
STALE = "这条回答太旧了，请再问一次。"
ASKED = f"{FIRM}估值多少"


def last_row(message: dict[str, Any]) -> list[str]:
    """The labels of the lowest row of buttons."""
    return [button["text"] for button in message["reply_markup"]["inline_keyboard"][-1]]


async def becomes(talk: Talk, message: dict[str, Any], row: list[str]) -> dict[str, Any]:
    """The message, once its lowest row is that."""
    await talk.until(lambda: last_row(talk.again(message)) == row)
    return talk.again(message)


async def test_a_thumb_up_is_thanked_for_without_a_message(talk: Talk) -> None:
    answer = await talk.ask(f"{BOT} {ASKED}", chat=GROUP)
    assert last_row(answer) == THUMBS
    assert (await talk.press(answer, "👍"))["text"] == "谢谢！"
    assert talk.kept_of(GROUP, "feedback", "verdict = 'up'") == 1
    assert (talk.again(answer), len(talk.said(GROUP))) == (answer, 1)


async def test_a_thumb_down_asks_for_the_reason_below_it(talk: Talk) -> None:
    answer = await talk.ask(f"{BOT} {ASKED}", chat=GROUP)
    assert (await talk.press(answer, "👎"))["text"] == "记下了。哪里不好？点一下理由。"
    asking = await becomes(talk, answer, REASONS)
    assert asking["text"] == answer["text"]
    assert [*buttons(asking)] == [*buttons(answer), *REASONS]
    assert (await talk.press(asking, "旧"))["text"] == "谢谢，记下了：旧"
    assert await becomes(talk, answer, THUMBS) == answer
    assert talk.kept_of(GROUP, "feedback", "verdict = 'old'") == 1
    assert talk.kept_of(GROUP, "feedback") == len(talk.said(GROUP)) == 1


async def test_each_person_has_one_judgement_and_may_change_it(talk: Talk) -> None:
    answer = await talk.ask(f"{BOT} {ASKED}", chat=GROUP)
    for label in ("👍", "👍"):
        await talk.press(answer, label)
    await talk.press(answer, "👎", SU)
    await talk.press(await becomes(talk, answer, REASONS), "错", SU)
    await becomes(talk, answer, THUMBS)
    assert talk.kept_of(GROUP, "feedback") == 2
    await talk.press(answer, "👎")
    await talk.press(await becomes(talk, answer, REASONS), "👍", SU)
    await becomes(talk, answer, THUMBS)
    assert talk.kept_of(GROUP, "feedback") == 2
    verdicts = ("verdict = 'wrong'", "verdict = 'down'", "verdict = 'up'")
    assert [talk.kept_of(GROUP, "feedback", verdict) for verdict in verdicts] == [0, 1, 1]


async def test_a_view_of_something_else_is_not_judged(talk: Talk) -> None:
    """What is kept is the answer to the question: under its timeline there are no thumbs."""
    answer = await talk.ask(ASKED)
    await talk.press(answer, "时间线")
    await talk.until(lambda: "↩ 返回" in buttons(talk.again(answer)))
    assert not {*THUMBS} & buttons(talk.again(answer)).keys()
    await talk.press(talk.again(answer), "↩ 返回")
    assert await becomes(talk, answer, THUMBS)


async def test_what_is_not_found_has_no_thumbs(talk: Talk) -> None:
    assert "reply_markup" not in await talk.ask("玄圃科技估值多少")


@pytest.mark.parametrize("data", ["1!fine", "0!up", "1!up!", "1!UP", "1!up\n"])
async def test_forged_data_judges_nothing(talk: Talk, data: str) -> None:
    answer = await talk.ask(ASKED)
    assert (await forge(talk, answer, data))["text"] == STALE
    assert talk.count("feedback") == 0


async def test_only_answers_are_judged(talk: Talk) -> None:
    """Not what was not found, nor what the bot says of itself, whatever somebody's app claims to have pressed."""
    for text in ("玄圃科技估值多少", "/help"):
        assert (await forge(talk, await talk.ask(text), to_data("wrong")))["text"] == STALE
    assert talk.count("feedback") == 0


async def forge(talk: Talk, message: dict[str, Any], data: str) -> dict[str, Any]:
    """A press that somebody's app claims, of a button that is not there; what the bot answers to it."""
    world, chat = talk.local.server.world, message["chat"]["id"]
    number = str(len(world.queries) + 1)
    world.queries[number] = Query(LIN, time.monotonic() + CALLBACK_SECONDS, chat)
    press = {"id": number, "from": world.users[LIN], "chat_instance": "1", "data": data, "message": message}
    world.updates.add("callback_query", press)
    answer: dict[str, Any] = await talk.until(lambda: world.queries[number].answer)
    return answer


async def test_thumbs_work_after_a_restart(library: ArticleLibrary, tmp_path: Path) -> None:
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, library, tmp_path):
            answer = await talk.ask(f"{BOT} {ASKED}", chat=GROUP)
        async with running(local, library, tmp_path):
            await talk.press(answer, "👎", SU)
            await talk.press(await becomes(talk, answer, REASONS), "没答上", SU)
            await becomes(talk, answer, THUMBS)
        assert talk.kept_of(GROUP, "feedback", "verdict = 'missed'") == 1
        assert talk.was_refused() == []


async def test_admins_read_judgements_with_the_place_that_was_cited(talk: Talk, library: ArticleLibrary) -> None:
    answer = await talk.ask(f"{BOT} {ASKED}", SU, GROUP)
    await talk.press(answer, "👎", SU)
    await talk.press(await becomes(talk, answer, REASONS), "错", SU)
    other = await talk.ask(f"/ask@{BOT[1:]} {FIRM}的创始人是谁", MAYA, GROUP)
    await talk.press(other, "👍", MAYA)
    page = await talk.ask("/feedback")
    title, reasons, *lines = [line for line in page["text"].splitlines() if line]
    assert title.startswith("近 30 天的评价：👍 1　👎 1。")
    assert reasons == "错 1"
    assert lines[0].startswith("1. 👎 错 · ")
    assert lines[1] == f"问：{ASKED}"
    assert lines[2].startswith("答：12亿美元：")
    assert lines[3].startswith("· 霁川智能的三年 · funding.txt ")
    assert next(line for line in lines if line.startswith("2. ")).startswith("2. 👍 · ")
    start, end = map(int, lines[3].rsplit(" ", 1)[1].split("–"))
    texts = {source.name: source.text for source in library.sources()}
    assert "12亿美元" in texts["funding.txt"][start:end]
    await talk.press(page, "✓ 1")
    await talk.until(lambda: ASKED not in talk.again(page)["text"])
    assert "👎 1" in talk.again(page)["text"]
    assert buttons(talk.again(page)).keys() == {"✓ 1"}


async def test_the_question_is_kept_only_for_who_asked_it_and_never_of_a_private_chat(talk: Talk) -> None:
    answer = await talk.ask(f"{BOT} {ASKED}", SU, GROUP)
    await talk.press(answer, "👍", MAYA)
    private = await talk.ask(f"{FIRM}员工多少", SU)
    await talk.press(private, "👍", SU)
    page = (await talk.ask("/feedback"))["text"]
    assert "👍 2" in page
    assert "问：" not in page
    assert page.count("答：") == 2


async def test_forget_leaves_no_trace_in_the_pages_of_the_state_file(library: ArticleLibrary, tmp_path: Path) -> None:
    """Sealed words tell nobody anything; still neither they nor the pseudonym are left, and those of others are."""
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, library, tmp_path):
            for user in (SU, MAYA):
                await talk.ask(f"{BOT} 小芝麻估值多少", user, GROUP)
                await talk.press(await talk.ask(f"{BOT} {ASKED}", user, GROUP), "👍", user)
        traces = {user: traces_of(talk, user) for user in (SU, MAYA)}
        assert [len(found) for found in traces.values()] == [3, 3]
        assert find_bytes(tmp_path, traces[SU]) == traces[SU]
        async with running(local, library, tmp_path):
            forgotten = await talk.ask("/forget", SU, GROUP)
            assert "评价 1 条，没答上的问题 1 个" in forgotten["text"]
        assert find_bytes(tmp_path, traces[SU]) == []
        assert find_bytes(tmp_path, traces[MAYA]) == traces[MAYA]


def traces_of(talk: Talk, user: int) -> list[bytes]:
    """The pseudonym of a user and what is sealed of the user, as they stand in the file."""
    own = Pseudonyms(talk.local.server.token).of(user)
    db = sqlite3.connect(talk.folder / "state.db")
    rows = [
        row for table in ("feedback", "gaps") for row in db.execute(f"SELECT content FROM {table} WHERE user = {own}")
    ]
    db.close()
    return [own.to_bytes(8, "big"), *(content for (content,) in rows)]


def find_bytes(folder: Path, traces: list[bytes]) -> list[bytes]:
    """Those that stand somewhere in the files of the bot's state."""
    files = [path.read_bytes() for path in folder.glob("state.db*")]
    return [trace for trace in traces if any(trace in file for file in files)]
