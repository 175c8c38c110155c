"""Files that an admin sends: what is odd of them, what is refused, who may decide. Read in this process, to be quick."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.article_library import ArticleLibrary
from bot.sent_articles import LARGEST
from knowledge.errors import RefusedError
from tests.bot.end_to_end.articles import FIRM, FUNDING, OTHER
from tests.bot.end_to_end.driver import Talk, buttons, spans
from tests.bot.end_to_end.sent import (
    NEWS,
    STALE,
    administering,
    call_here,
    changed,
    copy_library,
    drafts,
    forge,
    post,
    send,
    take_in,
)
from tests.bot.local_telegram.local import GROUP, LIN, SU


@pytest.fixture
def own(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ArticleLibrary:
    monkeypatch.setattr("bot.apart.Helper.call", call_here)
    return copy_library(built, tmp_path / "own")


@pytest.fixture
async def talk(own: ArticleLibrary, tmp_path: Path) -> AsyncIterator[Talk]:
    async with administering(own, tmp_path) as opened:
        yield opened


async def test_what_is_odd_of_an_article_is_said(talk: Talk) -> None:
    again = await send(talk, "转载.txt", FUNDING.replace("2024-05-20", "2024-09-01"))
    assert "⚠ 与已有的《霁川智能的三年》是同一篇（转载）。" in again["text"]
    assert "⚠ 没有新内容" in again["text"]
    undated = await send(talk, "a.md", f"# {OTHER}在海外\n\n{OTHER}的总部位于横琴。\n")
    assert "日期不详" in undated["text"]
    assert "⚠ 没有看出发表日期" in undated["text"]
    nothing = await send(
        talk, "b.html", "<html><title>饼</title><body><p>面粉加水，揉成团，醒一会儿再下锅。</p></body></html>"
    )
    assert "⚠ 没有读出任何事实或引语" in nothing["text"]


async def test_what_is_there_already_is_not_taken_twice(talk: Talk, own: ArticleLibrary) -> None:
    await take_in(talk)
    for name, content, title in (("b.txt", NEWS, "砚湖智能的第一笔钱"), ("c.txt", FUNDING, "霁川智能的三年")):
        said = await send(talk, name, content)
        assert said["text"] == f"{name}：这篇已经收录了，就是《{title}》。"
        assert buttons(said) == {}
    assert len(own.sent.names()) == 1


async def test_what_is_discarded_is_gone(talk: Talk, own: ArticleLibrary) -> None:
    review = await send(talk, "砚湖.txt", NEWS)
    assert len(drafts(own)) == 1
    await talk.press(review, "放弃")
    await changed(talk, review, "已放弃")
    assert drafts(own) == []
    assert buttons(talk.again(review)) == {}
    forged = await forge(talk, review)
    assert (await talk.press(forged, "收录"))["text"] == STALE


HOSTILE: dict[str, tuple[str, bytes | str, str]] = {
    "a path": ("../../etc/passwd", "root:x:0:0", "没有读取 ../../etc/passwd：只收 .txt、.md、.html 文件。"),
    "an archive": ("a.zip", b"PK\x03\x04", "没有读取 a.zip：只收 .txt、.md、.html 文件。"),
    "two suffixes": ("a.txt.exe", "x", "没有读取 a.txt.exe：只收 .txt、.md、.html 文件。"),
    "too large": ("a.txt", b"a" * (LARGEST + 1), "没有读取 a.txt：文件超过 2 MB。"),
    "blank": ("a.txt", " \n\t ", "没有读取 a.txt：文件是空的。"),
    "binary": ("a.md", b"\x00\x01\x02" * 900, "没有读取 a.md：是二进制文件，不是文字。"),
    "no encoding": ("a.txt", bytes(range(128, 256)) * 30, "没有读取 a.txt：看不出是哪种文字编码。"),
    "no words": ("a.txt", "——\n***\n", "没有读取 a.txt：里面没有正文。"),
    "markup": ("<b>@all /reload.txt", " ", "没有读取 <b>@all /reload.txt：文件是空的。"),
}


@pytest.mark.parametrize(("name", "content", "said"), HOSTILE.values(), ids=HOSTILE)
async def test_a_hostile_file_is_refused_in_one_line(
    talk: Talk, own: ArticleLibrary, name: str, content: bytes | str, said: str
) -> None:
    answer = await send(talk, name, content)
    assert answer["text"] == said
    assert buttons(answer) == {}
    assert spans(answer, "mention") == spans(answer, "bot_command") == []
    assert not own.sent.folder.exists()


async def test_a_file_in_another_encoding_is_read(talk: Talk, own: ArticleLibrary) -> None:
    review = await send(talk, "..\\..\\C$\\砚湖\u202e.TXT", NEWS.encode("gb18030"))
    assert review["text"].startswith("砚湖智能的第一笔钱")
    (draft,) = drafts(own)
    assert draft.endswith(".txt")
    assert "\u202e" not in draft


async def test_where_telegram_does_not_hand_the_file_over_it_is_said(talk: Talk) -> None:
    await talk.local.act("fault", method="getFile", kind="status", code=400, description="Bad Request: file is too big")
    said = await send(talk, "a.txt", NEWS)
    assert said["text"] == "没有读取 a.txt：从 Telegram 下载失败，请再发一次。"


async def test_nobody_else_hears_a_word(talk: Talk, own: ArticleLibrary) -> None:
    """Not in private, not in a group; an admin in a group is nobody either; a caption is a question as ever."""
    for user, chat in ((SU, SU), (SU, GROUP), (LIN, GROUP)):
        await post(talk, "砚湖.txt", NEWS, user, chat)
    await talk.settled()
    assert talk.said(SU) == talk.said(GROUP) == []
    assert not own.sent.folder.exists()
    asked = await post(talk, "砚湖.txt", NEWS, SU, text=f"{FIRM}估值多少")
    (answer,) = await talk.until(lambda: talk.answers_to(asked))
    assert answer["text"].startswith("12亿美元")
    assert not own.sent.folder.exists()


async def test_somebody_elses_press_decides_nothing(talk: Talk, own: ArticleLibrary) -> None:
    """The very data of an admin's buttons, under messages that others can press, and in a group by the admin."""
    review = await send(talk, "砚湖.txt", NEWS)
    await talk.local.say("早", SU)
    await talk.settled()
    for chat, user in ((SU, SU), (GROUP, SU), (GROUP, LIN)):
        copy = await forge(talk, review, chat)
        for label in ("收录", "放弃"):
            assert (await talk.press(copy, label, user))["text"] == STALE
    assert len(drafts(own)) == 1
    assert own.sent.names() == ()
    await talk.press(review, "收录")
    await changed(talk, review, "已收录")


@pytest.mark.parametrize(
    "data",
    [
        "a1:keep:0123456789abcdef",
        "a1:drop:../../etc/passw",
        "a1:gone:00000000",
        "a1:page:-1",
        "a1:page:99999",
        "a1:keep:",
    ],
)
async def test_a_forged_press_of_an_admin_does_nothing(talk: Talk, own: ArticleLibrary, data: str) -> None:
    await talk.local.say("早")
    await talk.settled()
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    sent = await talk.local.api("sendMessage", chat_id=LIN, text="x", reply_markup=markup)
    assert (await talk.press(sent, "x"))["text"] == STALE
    assert own.sent.names() == ()


async def test_what_lies_in_the_operators_folder_is_not_taken_out(talk: Talk, own: ArticleLibrary) -> None:
    await take_in(talk)
    listed = (await talk.ask("/articles"))["text"].splitlines()
    assert listed[1].startswith("1. ↑ 砚湖智能的第一笔钱 · 2024-08-09 · ")
    number = next(line.partition(".")[0] for line in listed if "霁川智能的三年" in line)
    said = await talk.ask(f"/remove {number}")
    assert "在服务器的文章文件夹里" in said["text"]
    assert buttons(said) == {}
    for words in ("", " 77", " 1 1", " a.txt"):
        assert (await talk.ask(f"/remove{words}"))["text"].startswith("移除哪一篇？")
    (code,) = {line.rpartition(" ")[2] for line in listed if line.startswith("1.")}
    for named in (code, "1"):
        asked = await talk.ask(f"/remove {named}")
        assert asked["text"].startswith("移除《砚湖智能的第一笔钱》？")
    await talk.press(asked, "文章列表")
    await changed(talk, asked, "1. ↑ 砚湖智能的第一笔钱")


async def test_an_article_that_the_gate_refuses_stays_a_draft(
    talk: Talk, own: ArticleLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(**_: Any) -> None:
        raise RefusedError("k.db: not published: 3 of the 9 questions it is tried with are not answered")

    review = await send(talk, "砚湖.txt", NEWS)
    with monkeypatch.context() as context:
        context.setattr(own, "rebuild", refuse)
        await talk.press(review, "收录")
        refused = await changed(talk, review, "没有收录")
        assert "3 of the 9 questions" in refused["text"]
    assert own.sent.names() == ()
    assert len(drafts(own)) == 1
    await talk.press(refused, "收录")
    await changed(talk, review, "已收录")


async def test_forgetting_deletes_the_drafts_of_who_says_so(talk: Talk, own: ArticleLibrary) -> None:
    await send(talk, "砚湖.txt", NEWS)
    await talk.ask("/forget", SU)
    assert len(drafts(own)) == 1
    await talk.ask("/forget")
    assert drafts(own) == []


async def test_an_article_that_the_gate_does_not_let_go_is_put_back(
    talk: Talk, own: ArticleLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(**_: Any) -> None:
        raise RefusedError("k.db: not published: only 3 articles, 40 before")

    done = await take_in(talk)
    held = own.sent.names()
    with monkeypatch.context() as context:
        context.setattr(own, "rebuild", refuse)
        await talk.press(done, "移除")
        await talk.press(await changed(talk, done, "移除《"), "确认移除")
        assert "only 3 articles, 40 before" in (await changed(talk, done, "没有改变"))["text"]
    assert own.sent.names() == held
    asked = await talk.ask("/remove 1")
    await talk.press(asked, "确认移除")
    gone = await changed(talk, asked, "已移除")
    with monkeypatch.context() as context:
        context.setattr(own, "rebuild", refuse)
        await talk.press(gone, "恢复")
        await changed(talk, asked, "没有改变")
    assert own.sent.names() == ()
    again = await forge(talk, gone)
    (own.sent.folder / ".removed" / held[0]).unlink()
    await talk.press(again, "恢复")
    await changed(talk, again, "已经彻底删除")
