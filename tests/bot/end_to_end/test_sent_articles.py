"""An article sent as a file: reviewed, taken in, asked about, taken out again; and going back to the base before."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import __main__ as main
from bot.article_library import ArticleLibrary
from bot.config import Settings
from tests.bot.end_to_end.articles import FIRM
from tests.bot.end_to_end.driver import Talk, buttons, running, spans
from tests.bot.end_to_end.sent import (
    NEWS,
    QUESTION,
    administering,
    call_here,
    changed,
    copy_library,
    send,
    take_in,
)
from tests.bot.local_telegram.local import LIN, SU, local_telegram


@pytest.fixture
def own(built: Path, tmp_path: Path) -> ArticleLibrary:
    return copy_library(built, tmp_path / "own")


@pytest.fixture
async def talk(own: ArticleLibrary, tmp_path: Path) -> AsyncIterator[Talk]:
    async with administering(own, tmp_path) as opened:
        yield opened


async def test_an_article_is_reviewed_taken_in_answered_from_and_taken_out(talk: Talk, own: ArticleLibrary) -> None:
    review = await send(talk, "../../etc/砚湖 笔记.txt", NEWS)
    lines = review["text"].splitlines()
    assert lines[:2] == ["砚湖智能的第一笔钱", "夜读创投 · 2024-08-09"]
    assert lines[2].startswith("事实 ")
    assert "，引语 1 条（新 1）" in lines[2]
    assert "⚠" not in review["text"]
    assert "砚湖智能 · 估值：1.6亿美元" in review["text"]
    assert all(snippet in NEWS for snippet in spans(review, "expandable_blockquote"))
    assert set(buttons(review)) == {"收录", "放弃"}
    assert "没有提到" in (await talk.ask(QUESTION))["text"]
    await talk.press(review, "收录")
    done = await changed(talk, review, "已收录")
    assert "文章 5 篇：新增 1，变更 0，移除 0" in done["text"]
    assert (await talk.ask(QUESTION, SU))["text"].startswith("1.6亿美元")
    (file,) = own.sent.names()
    assert file.startswith("砚湖-笔记-")
    assert (await talk.ask("/articles"))["text"].count("↑") == 2  # the legend's and its own
    await talk.press(done, "移除")
    asked = await changed(talk, review, "移除《砚湖智能的第一笔钱》？")
    await talk.press(asked, "确认移除")
    gone = await changed(talk, review, "已移除《砚湖智能的第一笔钱》")
    assert "没有提到" in (await talk.ask(QUESTION, SU))["text"]
    assert own.sent.names() == ()
    await talk.press(gone, "恢复")
    await changed(talk, review, "已恢复")
    assert (await talk.ask(QUESTION, SU))["text"].startswith("1.6亿美元")
    assert [m["message_id"] for m in talk.said(LIN)].count(review["message_id"]) == 1


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reads and builds in this process."""
    monkeypatch.setattr("bot.apart.Helper.call", call_here)


def settings_of(own: ArticleLibrary) -> Settings:
    """Those of a start over the same folders."""
    folder = own.sent.folder.parent
    return Settings(_env_file=None, articles_dir=(folder / "articles",), knowledge_db=folder / "k.db")


async def start_anew(own: ArticleLibrary) -> ArticleLibrary:
    """The library as the next start of the bot opens it."""
    library = await asyncio.to_thread(main.open_library, settings_of(own))
    assert isinstance(library, ArticleLibrary)
    return library


@pytest.mark.usefixtures("quick")
async def test_what_was_taken_in_outlives_a_restart(own: ArticleLibrary, tmp_path: Path) -> None:
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, own, tmp_path):
            await take_in(talk)
            draft = await send(talk, "b.txt", NEWS.replace("砚湖", "墨池"))
        async with running(local, await start_anew(own), tmp_path):
            assert (await talk.ask(QUESTION, SU))["text"].startswith("1.6亿美元")
            # A draft waits over a restart, too.
            await talk.press(draft, "收录")
            await changed(talk, draft, "已收录")
            assert (await talk.ask("墨池智能估值多少", SU))["text"].startswith("1.6亿美元")
        assert talk.was_refused() == []


@pytest.mark.usefixtures("quick")
async def test_going_back_holds_until_somebody_asks_for_a_build(own: ArticleLibrary, tmp_path: Path) -> None:
    async with local_telegram() as local:
        talk = Talk(local, tmp_path)
        async with running(local, own, tmp_path):
            assert (await talk.ask("/rollback"))["text"].startswith("没有回退：")
            await take_in(talk)
            before = own.figures()
            back = await talk.ask("/rollback")
            after = own.figures()
            assert before is not None
            assert after is not None
            assert back["text"].startswith(f"已回到上一版知识库 {after.build}：文章 {before.articles - 1} 篇")
            assert after.build != before.build
            assert "没有提到" in (await talk.ask(QUESTION, SU))["text"]
            assert (await talk.ask("/rollback"))["text"].startswith("没有回退：")
            assert "⚠ 不在现用的知识库里" in (await talk.ask("/articles"))["text"]
            assert "/rollback 回到的版本" in (await talk.ask("/status"))["text"]
        (own.sent.folder.parent / "articles" / "late.md").write_text(
            f"# {FIRM}搬家\n\n{FIRM}的总部搬到无锡。\n", encoding="utf-8"
        )
        restarted = await start_anew(own)
        async with running(local, restarted, tmp_path):
            assert restarted.figures() == after
            assert "没有提到" in (await talk.ask(QUESTION, SU))["text"]
            review = await send(talk, "c.txt", NEWS.replace("砚湖", "墨池"))
            assert "⚠ 现在用的是 /rollback 回到的知识库" in review["text"]
            asked = await local.say("/reload")
            report = (await talk.until(lambda: talk.answers_to(asked)[1:]))[0]["text"]
            assert "新增：late.md" in report
            assert (await talk.ask(QUESTION, SU))["text"].startswith("1.6亿美元")
        # Held no longer: the next start would build again where the articles are newer.
        now = restarted.figures()
        assert now is not None
        assert not now.is_held
        assert talk.was_refused() == []


@pytest.mark.usefixtures("quick")
async def test_a_held_base_that_is_damaged_gives_way_to_the_articles(own: ArticleLibrary) -> None:
    draft = own.sent.keep_draft("a.txt", NEWS.encode(), 1)
    own.sent.accept(draft)
    await own.rebuild()
    held = await own.roll_back()
    assert held.is_held
    file = (own.sent.folder.parent / "k.db").resolve()
    file.chmod(0o600)
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    figures = (await start_anew(own)).figures()
    assert figures is not None
    assert (figures.articles, figures.is_held) == (held.articles + 1, False)
