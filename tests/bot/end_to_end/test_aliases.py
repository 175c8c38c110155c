"""An alias: taught in one tap or by /alias, looked at first, used at once, taken back, and nobody else's name changed."""

from pathlib import Path
from typing import Any

import pytest

from bot.article_library import ArticleLibrary
from bot.local_telegram.world import CALLBACK_SECONDS, Query
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bot.end_to_end.articles import FIRM, FUNDING, OTHER, THIRD, write_articles
from tests.bot.end_to_end.driver import BOT, Talk, buttons, running
from tests.bot.end_to_end.test_feedback import forge
from tests.bot.local_telegram.local import GROUP, LIN, SU, Local, local_telegram

NICKNAME = "小芝麻"
TEACH = f"/alias {NICKNAME} = {FIRM}"
ASKED = f"{BOT} {NICKNAME}估值多少"
TAUGHT = f"已收录：{NICKNAME} = {FIRM}。现在就认得。"


@pytest.fixture(autouse=True)
def untaught(library: ArticleLibrary) -> Any:
    """The library is that of all tests."""
    yield
    library.use_aliases({})


async def turned(talk: Talk, message: dict[str, Any], label: str, words: str) -> dict[str, Any]:
    """The message, once a press has made it say these words."""
    assert (await talk.press(message, label))["text"] == ""
    await talk.until(lambda: words in talk.again(message)["text"])
    return talk.again(message)


async def teach(talk: Talk, command: str = TEACH) -> dict[str, Any]:
    """An alias, taught and confirmed."""
    return await turned(talk, await talk.ask(command), "✓ 收录", "已收录")


async def test_it_is_taught_from_a_gap_in_a_few_taps_and_used_at_once(talk: Talk) -> None:
    assert NICKNAME in (await talk.ask(ASKED, SU, GROUP))["text"]
    page = await turned(talk, await talk.ask("/gaps"), f"{NICKNAME} = ?", f"“{NICKNAME}”指的是谁？")
    assert {FIRM, OTHER} <= buttons(page).keys()
    review = await turned(talk, page, FIRM, "以后当作")
    assert review["text"].splitlines()[0] == f"“{NICKNAME}”以后当作{FIRM}。"
    before, after = (line for line in review["text"].splitlines() if line[:2] in ("− ", "+ "))
    assert f"“{NICKNAME}估值多少”" in review["text"]
    assert NICKNAME in before
    assert after.startswith("+ 12亿美元：")
    done = await turned(talk, review, "✓ 收录", TAUGHT)
    assert buttons(done).keys() == {"↩ 撤销"}
    assert (await talk.ask(ASKED, SU, GROUP))["text"].startswith("12亿美元：")
    assert (await talk.ask("/gaps"))["text"] == "近 30 天没有没答上的问题。"


async def test_it_is_taken_back_by_a_button_and_told_of(talk: Talk) -> None:
    await talk.ask(ASKED, SU, GROUP)
    done = await teach(talk)
    listed = await talk.ask("/aliases")
    day, admin = listed["text"].splitlines()[1].split(" · ")[1:]
    assert listed["text"].splitlines()[0] == "教过的别名：1 个在用（第 1/1 页）"
    assert admin.startswith("管理员 ")
    assert len(admin.removeprefix("管理员 ")) == 8
    assert str(LIN) not in listed["text"]
    after = await turned(talk, done, "↩ 撤销", f"{NICKNAME} = {FIRM} · {day} · {admin} 已撤销 {day}")
    assert after["text"].splitlines()[0] == "教过的别名：0 个在用（第 1/1 页）"
    assert "reply_markup" not in after
    assert NICKNAME in (await talk.ask(ASKED, SU, GROUP))["text"]
    assert NICKNAME in (await talk.ask("/gaps"))["text"]
    assert (await talk.press(listed, "↩ 撤销 1"))["text"] == "这条回答太旧了，请再问一次。"


async def test_without_a_word_of_consent_nothing_changes(talk: Talk) -> None:
    review = await talk.ask(TEACH)
    assert (await talk.ask(ASKED, SU, GROUP))["text"].startswith("我读过的文章里没有提到小芝麻")
    dropped = await turned(talk, review, "放弃", f"没有收录“{NICKNAME}”。")
    assert "reply_markup" not in dropped
    assert (await forge(talk, dropped, buttons(review)["✓ 收录"]["callback_data"]))["text"].startswith("这条回答太旧")
    assert talk.count("aliases") == 0


REFUSED = {
    "霁": "太短",
    "jc": "太短",
    "公司": "平常的词",
    "多少钱": "平常的词",
    "下一轮": "平常的词",
    "how much": "平常的词",
    OTHER: f"已经是{OTHER}的名字",
    f"小{OTHER}": f"已经是{OTHER}的名字",
    "霁川": f"已经当作{FIRM}了",
    "小芝麻（霁）": "只能有文字",
    "二十四个字也写不完的一句长话它怎么会是谁的名字，谁也不知道": "最多 24 个字",
}


@pytest.mark.parametrize(("alias", "reason"), REFUSED.items(), ids=REFUSED)
async def test_what_would_be_read_wrongly_is_refused(talk: Talk, alias: str, reason: str) -> None:
    page = await talk.ask(f"/alias {alias} = {FIRM}")
    assert reason in page["text"]
    assert "✓ 收录" not in buttons(page)
    assert talk.count("aliases") == 0


async def test_a_text_too_long_for_any_name_is_answered_all_the_same(talk: Talk) -> None:
    assert "最多 24 个字" in (await talk.ask(f"/alias {'月' * 2000} = {FIRM}"))["text"]
    assert (await talk.ask(f"/alias {NICKNAME} = {'玄' * 2000}"))["text"].startswith("我不认识“玄玄")


async def test_an_alias_is_of_one_only(talk: Talk) -> None:
    review = await talk.ask(f"/alias {NICKNAME} = {OTHER}")
    await teach(talk)
    await turned(talk, review, "✓ 收录", f"已经是{FIRM}的名字")
    assert talk.count("aliases") == 1


async def test_whom_nobody_knows_is_asked_for(talk: Talk) -> None:
    page = await talk.ask(f"/alias {NICKNAME}＝云袖科技公司")
    assert page["text"].startswith("我不认识“云袖科技公司”。")
    assert OTHER in buttons(page)
    assert "以后当作" in (await turned(talk, page, OTHER, "以后当作"))["text"]


async def test_it_lasts_a_restart_and_a_reload(tmp_path: Path) -> None:
    folder, db = write_articles(tmp_path / "articles"), tmp_path / "k.db"
    build_base([folder], db)
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, ArticleLibrary([folder], db, open_base(db)), tmp_path):
            await teach(talk)
        async with running(local, ArticleLibrary([folder], db, open_base(db)), tmp_path):
            assert (await talk.ask(ASKED, SU, GROUP))["text"].startswith("12亿美元：")
            (folder / "more.txt").write_text(FUNDING.replace("12亿美元", "13亿美元"), encoding="utf-8")
            (folder / "funding.txt").unlink()
            asked = await local.say("/reload")
            await talk.until(lambda: len(talk.answers_to(asked)) == 2)
            assert (await talk.ask(ASKED, SU, GROUP))["text"].startswith("13亿美元：")
        assert talk.was_refused() == []


QUESTIONS = [
    f"{form}"
    for name in (
        FIRM,
        OTHER,
        THIRD,
        "云岫清谈",
        "北屿基金",
        "顾青野",
        "霁川",
        "小芝",
        "芝麻智能",
        "小芝麻科技",
        "大芝麻",
    )
    for form in (f"{name}估值多少", f"介绍一下{name}", f"谁投了{name}")
]


async def test_no_other_name_is_read_otherwise(talk: Talk, library: ArticleLibrary) -> None:
    before = [answers(await talk.ask(text, SU)) for text in QUESTIONS]
    library.forget(SU)
    await teach(talk)
    assert [answers(await talk.ask(text, SU)) for text in QUESTIONS] == before


def answers(message: dict[str, Any]) -> tuple[str, list[str]]:
    """What it says, and the buttons under it."""
    return message["text"], list(buttons(message))


@pytest.mark.parametrize("verb", ["✓ 收录", "放弃"])
async def test_somebody_elses_press_of_an_admins_button_does_nothing(talk: Talk, verb: str) -> None:
    review = await talk.ask(TEACH)
    data = buttons(review)[verb]["callback_data"]
    for chat, number in ((SU, 1), (GROUP, 1), (LIN, review["message_id"])):
        assert (await press_as(talk.local, talk, SU, chat, number, data))["text"] == "这条回答太旧了，请再问一次。"
    assert talk.again(review) == review
    assert talk.count("aliases") == 0
    assert (await turned(talk, review, "✓ 收录", TAUGHT))["text"] == TAUGHT


async def press_as(local: Local, talk: Talk, user: int, chat: int, number: int, data: str) -> dict[str, Any]:
    """What the bot answers to a press that somebody's app claims, on any message of any chat."""
    world = local.server.world
    key = str(len(world.queries) + 1)
    world.queries[key] = Query(user, 2**40 + CALLBACK_SECONDS, chat)
    kind = "private" if chat > 0 else "supergroup"
    message = {"message_id": number, "date": 1, "chat": {"id": chat, "type": kind}}
    press = {"id": key, "from": world.users[user], "chat_instance": "1", "data": data, "message": message}
    world.updates.add("callback_query", press)
    answer: dict[str, Any] = await talk.until(lambda: world.queries[key].answer)
    return answer


FORGED = [
    "c!gaps!99999",
    "c!yes!00000000",
    "c!undo!1!0",
    "c!undo!999999999999999!0",
    "c!gapdone!000000000000!0",
    "c!judged!ffffffffffffffff.1.1!0",
    "c!judged!1.1.1!0",
    "c!meant!00000000!000000000000",
    "c!horoscope!1",
    "c!",
]


@pytest.mark.parametrize("data", FORGED)
async def test_forged_data_of_an_admin_does_nothing(talk: Talk, data: str) -> None:
    page = await talk.ask("/gaps")
    assert (await forge(talk, page, data))["text"] == "这条回答太旧了，请再问一次。"
    assert talk.again(page) == page
