"""Corrections travel: an answer of the last days that holds no longer is edited, or a note is sent."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chats import Hours
from bot.news import preparing
from tests.bot.end_to_end import newspaper
from tests.bot.end_to_end.articles import CHAT, FIRM, FUND, FUNDING, OTHER
from tests.bot.end_to_end.newspaper import EDITED, MOVED, Newspaper, reading
from tests.bot.local_telegram.local import GROUP, LIN, MAYA, SU

TITLE = "霁川智能的三年 · 测试周刊 · 2024-05-20"
LEAD = "12亿美元：2023年9月，霁川智能完成2亿美元B轮融资，由石榴资本领投，北屿基金跟投，投后估值为12亿美元。"
CHANGED = "更正：霁川智能的估值，先前答的是 12亿美元（2023-09，投后），现在应为 15亿美元（2023-09，投后） [1]"
CORRECTED = f"""{CHANGED}
先前的回答：{LEAD}
另：4亿美元（投后）；25亿美元（2024年4月，传闻）

[1] {TITLE}
2023年9月，霁川智能完成2亿美元B轮融资，由石榴资本领投，北屿基金跟投，投后估值为15亿美元。
[2] {TITLE}
2022年6月，霁川智能完成8000万美元A轮融资，由石榴资本领投，投后估值为4亿美元。
[3] {TITLE}
2024年4月，有消息称霁川智能正在洽谈新一轮融资，估值或达25亿美元。"""
RETRACTED = """撤回：霁川智能的员工人数，先前答的是 约300人（2023），文章里已没有这个说法
先前的回答：约300人：霁川智能2023年营收为1.5亿元，员工约300人。"""


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Newspaper]:
    async with reading(tmp_path) as opened:
        yield opened


async def test_answers_that_hold_no_longer_are_edited_and_no_others(paper: Newspaper) -> None:
    worth = await paper.ask(f"/ask {FIRM}估值多少", SU, GROUP)
    staff = await paper.ask(f"{FIRM}有多少员工", SU)
    others = [await paper.ask(text, MAYA) for text in (f"{OTHER}估值多少", f"{FIRM}哪年成立的", "顾青野怎么看价格")]
    assert worth["text"].startswith(LEAD)
    await paper.change(funding=EDITED)
    await paper.told_of_all()
    assert paper.again(worth)["text"] == CORRECTED
    assert paper.again(staff)["text"] == RETRACTED
    assert [paper.again(other)["text"] for other in others] == [other["text"] for other in others]
    assert paper.edits() == 2
    await paper.change(funding=EDITED + "\n记者另有报道。\n")
    await paper.told_of_all()
    assert paper.edits() == 2
    assert paper.unasked(SU) == paper.unasked(GROUP) == []


async def test_a_corrected_answer_keeps_its_buttons_and_comes_back_as_corrected(paper: Newspaper) -> None:
    worth = await paper.ask(f"{FIRM}估值多少", SU)
    await paper.change(funding=EDITED)
    await paper.told_of_all()
    await paper.press(paper.again(worth), "时间线", SU)
    await paper.until(lambda: "2021-03 " in paper.again(worth)["text"])
    await paper.press(paper.again(worth), "↩ 返回", SU)
    await paper.until(lambda: paper.again(worth)["text"] == CORRECTED)


async def test_what_changes_again_is_corrected_again(paper: Newspaper) -> None:
    worth = await paper.ask(f"{FIRM}估值多少", SU)
    await paper.change(funding=EDITED)
    await paper.told_of_all()
    await paper.change(funding=EDITED.replace("15亿美元", "16亿美元"))
    await paper.told_of_all()
    lines = paper.again(worth)["text"].splitlines()
    told = "更正：霁川智能的估值，先前答的是 15亿美元（2023-09，投后），现在应为 16亿美元（2023-09，投后） [1]"
    assert lines[:2] == [told, f"先前的回答：{LEAD}"]


async def test_articles_that_only_move_what_they_say_correct_nothing(paper: Newspaper) -> None:
    for text in (f"{FIRM}估值多少", f"{FIRM}是什么公司", f"{FIRM}有多少员工"):
        await paper.ask(text, SU)
    await paper.change(funding=MOVED)
    await paper.told_of_all()
    await paper.change(funding=None, copied=FUNDING)
    await paper.told_of_all()
    assert paper.edits() == 0


async def test_an_article_taken_away_takes_its_answers_along(paper: Newspaper) -> None:
    """What another article still says stays; words that none has any more are called so."""
    said = await paper.ask("顾青野怎么看价格", SU)
    firms = await paper.ask("北屿基金投了谁", SU)
    worth = await paper.ask(f"{FIRM}估值多少", SU)
    await paper.change(funding=None)
    await paper.told_of_all()
    gone = "撤回：先前引用的《霁川智能的三年》已经移除，别的文章没有这段话\n先前的回答："
    assert paper.again(said)["text"].startswith(gone)
    assert paper.again(firms)["text"] == firms["text"]
    lines = paper.again(worth)["text"].splitlines()
    assert lines[0] == "撤回：霁川智能的估值，先前答的是 12亿美元（2023-09，投后），文章里已没有这个说法"
    assert not any(line.startswith("[") for line in lines)


async def test_what_another_article_gives_for_the_same_time_takes_its_place(paper: Newspaper) -> None:
    other = FUND.replace("北屿基金参投。", "北屿基金参投，投后估值为11亿美元。")
    await paper.change(fund=other)
    worth = await paper.ask(f"{FIRM}估值多少", SU)
    assert worth["text"].startswith("11亿美元")
    await paper.change(fund=FUND)
    await paper.told_of_all()
    first = paper.again(worth)["text"].splitlines()[0]
    assert first.startswith(
        "更正：霁川智能的估值，先前答的是 11亿美元（2023-09，投后），现在应为 12亿美元（2023-09，投后）"
    )


RUMOUR = "2024年4月，有消息称霁川智能正在洽谈新一轮融资，估值或达25亿美元。"


async def test_a_rumour_that_was_true_needs_no_correction(paper: Newspaper) -> None:
    await paper.ask(f"/watch {FIRM}", LIN)
    plans = await paper.ask(f"{FIRM}洽谈中的估值是多少", SU)
    await paper.change(funding=FUNDING.replace(RUMOUR, "2024年4月，霁川智能的估值达到25亿美元。"))
    (digest,) = await paper.digests(LIN)
    assert "霁川智能的估值：25亿美元（2024-04，传闻） → 25亿美元（2024-04）" in digest
    await paper.told_of_all()
    assert paper.again(plans)["text"] == plans["text"]


async def test_a_rumour_denied_is_corrected(paper: Newspaper) -> None:
    plans = await paper.ask(f"{FIRM}洽谈中的估值是多少", SU)
    assert "25亿美元" in plans["text"]
    await paper.change(funding=FUNDING.replace(RUMOUR, f"{RUMOUR}霁川智能否认了估值达25亿美元的说法。"))
    await paper.told_of_all()
    first = paper.again(plans)["text"].splitlines()[0]
    assert first.startswith("更正：霁川智能的估值，先前答的是 25亿美元（")
    assert "这个说法已被否认" in first


async def test_where_the_answer_is_gone_a_note_goes_to_the_question(paper: Newspaper) -> None:
    asked = await paper.local.say(f"/ask {FIRM}估值多少", SU, GROUP)
    (worth,) = await paper.until(lambda: paper.answers_to(asked))
    await paper.local.act("delete", chat=GROUP, message_id=worth["message_id"])
    await paper.change(funding=EDITED)
    (note,) = await paper.until(lambda: paper.answers_to(asked))
    assert note["text"] == CORRECTED
    await paper.told_of_all()
    assert len(paper.said(GROUP)) == 1
    paper.refused.append("editMessageText")


async def test_in_quiet_hours_answers_are_edited_and_notes_wait(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    newspaper.look_often(monkeypatch)
    clock = newspaper.Clock(monkeypatch, hour=23)
    paper.set(SU, quiet=Hours(22 * 60, 8 * 60))
    asked = await paper.local.say(f"{FIRM}估值多少", SU)
    (worth,) = await paper.until(lambda: paper.answers_to(asked))
    staff = await paper.ask(f"{FIRM}有多少员工", SU)
    await paper.local.act("delete", chat=SU, message_id=worth["message_id"])
    await paper.change(funding=EDITED)
    await paper.until(lambda: paper.again(staff)["text"] == RETRACTED)
    await paper.until(lambda: "editMessageText" in paper.was_refused())
    assert paper.answers_to(asked) == []
    clock.hour = 8
    (note,) = await paper.until(lambda: paper.answers_to(asked))
    assert note["text"] == CORRECTED
    paper.refused.append("editMessageText")


async def test_who_has_everything_forgotten_is_sent_no_correction(paper: Newspaper) -> None:
    worth = await paper.ask(f"/ask {FIRM}估值多少", SU, GROUP)
    other = await paper.ask(f"/ask {FIRM}估值多少", MAYA, GROUP)
    await paper.ask("/forget", SU)
    await paper.change(funding=EDITED)
    await paper.told_of_all()
    assert paper.again(worth)["text"] == worth["text"]
    assert paper.again(other)["text"] == CORRECTED


async def test_a_question_edited_since_is_answered_as_it_stands(paper: Newspaper) -> None:
    asked = await paper.local.say(f"{OTHER}估值多少", SU)
    (answer,) = await paper.until(lambda: paper.answers_to(asked))
    await paper.local.act("edit", user=SU, chat=SU, message_id=asked["message_id"], text=f"{FIRM}估值多少")
    await paper.until(lambda: paper.again(answer)["text"].startswith(LEAD))
    await paper.settled()
    await paper.change(chat=CHAT.replace("投后估值为6亿美元", "投后估值为7亿美元"))
    await paper.told_of_all()
    assert paper.again(answer)["text"].startswith(LEAD)
    await paper.change(funding=EDITED)
    await paper.told_of_all()
    assert paper.again(answer)["text"] == CORRECTED


async def test_only_so_many_answers_are_corrected_the_newest_first(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "MOST_CORRECTED", 2)
    answers = [await paper.ask(f"{FIRM}估值多少", user) for user in (SU, MAYA, SU, LIN)]
    await paper.change(funding=EDITED)
    await paper.told_of_all()
    assert [paper.again(one)["text"] == CORRECTED for one in answers] == [False, False, True, True]
