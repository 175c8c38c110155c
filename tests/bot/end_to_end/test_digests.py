"""Digests: what a chat is told of the names it watches when the articles have changed; who watches what."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.chats import Chats, Hours, Speaks
from bot.news import watches
from bot.news.watches import Watches
from bot.types import Language
from tests.bot.end_to_end import newspaper
from tests.bot.end_to_end.articles import CHAT, FIRM, FUNDING, OTHER, write_articles
from tests.bot.end_to_end.driver import OLD_GROUP, spans
from tests.bot.end_to_end.newspaper import EDITED, MOVED, ROUND, Newspaper, build, open_library, printing, reading
from tests.bot.local_telegram.local import FORUM, GROUP, LIN, MAYA, SU, TOPIC, local_telegram

FUND = "北屿基金"
TITLE = "霁川智能的三年 · 测试周刊 · 2024-05-20"
B_ROUND = "2023年9月，霁川智能完成2亿美元B轮融资，由石榴资本领投，北屿基金跟投，投后估值为15亿美元。"
STAFF = "霁川智能2023年营收为1.5亿元，员工约300人。"
DIGEST = f"""知识库更新了，霁川智能 有 4 处变化：

【变更】霁川智能的估值：12亿美元（2023-09，投后） → 15亿美元（2023-09，投后）
[1] {TITLE}
{B_ROUND}

【撤回】霁川智能的员工人数：约300人（2023）。文章里已没有这个说法，先前写的是：
[2] {TITLE}
{STAFF}

【新增】霁川智能的融资：3亿美元（2024-05，C轮）
【新增】霁川智能的领投方：石榴资本（2024-05，C轮）
[3] {TITLE}
{ROUND}"""
ALL_DAY = Hours(0, 24 * 60)


@pytest.fixture
async def paper(tmp_path: Path) -> AsyncIterator[Newspaper]:
    async with reading(tmp_path) as opened:
        yield opened


async def test_a_reload_is_told_of_once_with_all_that_changed(paper: Newspaper) -> None:
    answer = await paper.ask(f"/watch {FIRM}", SU)
    assert answer["text"] == f"关注了 {FIRM}。知识库更新后有变化，会在这里说一声；/unwatch 取消。"
    await paper.ask(f"/watch {OTHER}", MAYA)
    paper.write(funding=EDITED)
    assert "变更 1" in await paper.reload()
    assert await paper.digests(SU) == [DIGEST]
    assert spans(paper.unasked(SU)[0], "expandable_blockquote") == [B_ROUND, STAFF, ROUND]
    await paper.change(funding=EDITED + "\n记者另有报道。\n")
    await paper.told_of_all()
    assert [len(paper.unasked(chat)) for chat in (SU, MAYA, GROUP)] == [1, 0, 0]


async def test_what_only_moved_is_no_news(paper: Newspaper) -> None:
    await paper.ask(f"/watch {FIRM}、{FUND}", SU)
    await paper.change(funding=MOVED, copy=FUNDING.replace("测试周刊", "转载日报"))
    await paper.told_of_all()
    assert paper.unasked(SU) == []


async def test_a_group_is_told_in_its_language_and_topic_of_what_a_name_is_tied_to(paper: Newspaper) -> None:
    paper.set(FORUM, language=Language.ENGLISH)
    await paper.ask(f"/watch {FUND}", LIN, FORUM, thread=TOPIC)
    await paper.change(chat=CHAT.replace("融资，北屿基金跟投，", "融资，"))
    (digest,) = await paper.digests(FORUM)
    head = f"The knowledge base was updated. Changes of {FUND}: 1\n\n[Withdrawn] investor of {OTHER}: {FUND}"
    assert digest.startswith(head)
    assert paper.unasked(FORUM)[0]["message_thread_id"] == TOPIC


async def test_a_chat_that_set_no_language_is_told_in_that_of_its_last_answer(paper: Newspaper) -> None:
    await paper.ask(f"/watch {FIRM}", MAYA)
    assert (await paper.ask(f"What is the valuation of {FIRM}?", MAYA))["text"].startswith("12亿美元")
    await paper.change(funding=EDITED)
    (digest,) = await paper.digests(MAYA)
    assert digest.startswith(f"The knowledge base was updated. Changes of {FIRM}: 4\n\n[Changed] valuation of {FIRM}")


async def test_a_digest_is_one_message_and_counts_the_rest(paper: Newspaper) -> None:
    await paper.ask(f"/watch {FIRM}", SU)
    years = "".join(
        f"\n{2000 + n}年，霁川智能营收为{n}.3亿元，这一年里还有许多别的事情可以写上{'长长的' * 30}一笔。\n"
        for n in range(1, 60)
    )
    await paper.change(more=f"霁川智能年表\n发布时间：2024-08-01\n{years}")
    (digest,) = await paper.digests(SU)
    head, _, rest = digest.partition("\n")
    shown = digest.count("【新增】")
    assert 3 < shown < 40
    assert head == f"知识库更新了，{FIRM} 有 59 处变化："
    assert rest.endswith(f"\n\n……另有 {59 - shown} 处变化")
    assert len(spans(paper.unasked(SU)[0], "expandable_blockquote")) == shown


async def test_quiet_hours_hold_it_back_and_what_came_and_went_is_not_told(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    newspaper.look_often(monkeypatch)
    clock = newspaper.Clock(monkeypatch, hour=23)
    paper.set(SU, quiet=Hours(22 * 60, 8 * 60))
    await paper.ask(f"/watch {FIRM}", SU)
    await paper.ask(f"/watch {FIRM}", MAYA)
    await paper.change(funding=EDITED)
    await paper.digests(MAYA)
    await paper.change(funding=FUNDING.replace("12亿美元", "16亿美元"))
    await paper.digests(MAYA, 2)
    assert paper.unasked(SU) == []
    clock.hour = 8
    (digest,) = await paper.digests(SU)
    assert digest.splitlines()[0] == f"知识库更新了，{FIRM} 有 1 处变化："
    assert "【变更】霁川智能的估值：12亿美元（2023-09，投后） → 16亿美元（2023-09，投后）" in digest
    await paper.told_of_all()
    assert len(paper.unasked(SU)) == 1


async def test_a_chat_where_the_bot_is_off_is_told_nothing(paper: Newspaper) -> None:
    paper.set(GROUP, speaks=Speaks.OFF)
    newspaper.with_state(paper, lambda state: Watches(state, Chats(state)).add(GROUP, FIRM, None))
    await paper.change(funding=EDITED)
    await paper.told_of_all()
    assert paper.unasked(GROUP) == []


async def test_a_group_that_becomes_a_supergroup_keeps_its_watches(paper: Newspaper) -> None:
    await paper.local.act("new_chat", id=OLD_GROUP, kind="group", title="小群", members=[LIN, SU])
    await paper.ask(f"/watch {FIRM}", LIN, OLD_GROUP)
    moved = await paper.local.act("upgrade", user=LIN, chat=OLD_GROUP)
    await paper.settled()
    await paper.change(funding=EDITED)
    assert await paper.digests(moved["id"]) == [DIGEST]
    assert (await paper.ask("/watch", SU, moved["id"]))["text"] == f"这里关注了：{FIRM}。用 /unwatch 名字 取消。"


async def test_who_forgets_or_shows_the_bot_out_watches_nothing(
    paper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what waits in quiet hours is gone, with every page that held it."""
    newspaper.look_often(monkeypatch)
    for chat in (SU, GROUP):
        paper.set(chat, quiet=ALL_DAY)
        await paper.ask(f"/watch {FIRM}", LIN if chat == GROUP else SU, chat)
    await paper.change(funding=EDITED)
    mail = "settings WHERE key >= 'mail/' AND key < 'mail0'"
    await paper.until(lambda: paper.count(mail) == 2)
    await paper.ask("/forget", SU)
    await paper.local.act("bot", user=LIN, chat=GROUP, status="kicked")
    await paper.settled()
    assert [paper.count(what) for what in (mail, "watches", "chats")] == [0, 0, 0]
    newspaper.with_state(paper, lambda state: state.wipe())
    kept = b"".join(path.read_bytes() for path in paper.folder.glob("state.db*"))
    assert FIRM.encode() not in kept
    assert paper.unasked(SU) == []


async def test_who_has_blocked_the_bot_is_dropped(paper: Newspaper) -> None:
    for user in (SU, MAYA):
        await paper.ask(f"/watch {FIRM}", user)
    paper.local.server.world.chats[SU].blocked = True  # and Telegram's word of it is still on its way
    await paper.change(funding=EDITED)
    await paper.digests(MAYA)
    await paper.told_of_all()
    assert paper.kept_of(SU, "watches") == 0
    assert paper.was_refused() == ["sendMessage"]
    paper.refused.append("sendMessage")


async def test_a_chat_that_telegram_holds_up_is_told_later(paper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    newspaper.look_often(monkeypatch)
    await paper.ask(f"/watch {FIRM}", SU)
    flood = {"kind": "status", "code": 429, "description": "Too Many Requests", "parameters": {"retry_after": 1}}
    await paper.local.act("fault", method="sendMessage", **flood)
    await paper.change(funding=EDITED)
    assert await paper.digests(SU) == [DIGEST]
    await paper.told_of_all()
    assert len(paper.unasked(SU)) == 1
    paper.refused.append("sendMessage")


async def test_what_changed_while_the_bot_was_away_is_told_at_the_start(tmp_path: Path) -> None:
    write_articles(tmp_path / "articles")
    build(tmp_path)
    async with local_telegram() as local:
        for turn in range(3):
            library = open_library(tmp_path)
            async with printing(local, library, tmp_path) as paper:
                if turn == 0:
                    await paper.ask(f"/watch {FIRM}", SU)
                await paper.told_of_all()
            if turn == 0:
                assert paper.unasked(SU) == []
                newspaper.write(tmp_path, funding=EDITED)
                build(tmp_path)
        assert await paper.digests(SU) == [DIGEST]


async def test_only_known_names_are_watched_and_near_ones_named(paper: Newspaper) -> None:
    for words, told in {
        "/watch 玄圃科技": "我读过的文章里没有“玄圃科技”，没法关注。",
        "/watch 云袖科技": f"关注了 {OTHER}。知识库更新后有变化，会在这里说一声；/unwatch 取消。",
        "/watch 云岫清淡": f"我读过的文章里没有“云岫清淡”，没法关注。\n你是说 {OTHER} 吗？",
        "/watch": f"这里关注了：{OTHER}。用 /unwatch 名字 取消。",
        f"/unwatch {FIRM}": f"这里没有关注{FIRM}。",
        f"/unwatch {OTHER}": f"不再关注 {OTHER}。",
        "/unwatch": "这里还没有关注什么。用法：/watch 名字",
    }.items():
        assert (await paper.ask(words, SU))["text"] == told


async def test_a_chat_watches_no_more_than_it_may(paper: Newspaper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watches, "MOST", 1)
    assert (await paper.ask(f"/watch {FIRM}、{FIRM}", SU))["text"].startswith(f"关注了 {FIRM}。")
    assert "最多关注" in (await paper.ask(f"/watch {OTHER}", SU))["text"]
    assert paper.kept_of(SU, "watches") == 1


async def test_in_a_group_its_admins_decide(paper: Newspaper) -> None:
    for command in ("/watch", "/unwatch"):
        assert (await paper.ask(f"{command} {FIRM}", SU, GROUP))["text"] == "群里只有管理员可以设置关注。"
    assert (await paper.ask(f"/watch {FIRM}", SU, GROUP, as_chat=True))["text"].startswith("关注了")
    assert (await paper.ask("/watch", SU, GROUP))["text"].startswith("这里关注了")
    assert (await paper.ask(f"/unwatch {FIRM}", LIN, GROUP))["text"] == f"不再关注 {FIRM}。"
