"""What admins are told, in their language and whole, and what the log keeps of what they did."""

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.library import Figures, Progress
from bot.pseudonyms import Hidden
from bot.telegram import progress as module
from bot.telegram.admin import FILES_SHOWN, ROOM, render_report, render_rolled_back
from bot.telegram.sending import Sender, Target
from bot.types import Language
from knowledge.building.report import BuildReport, Failure
from knowledge.errors import BuildError, RefusedError
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import ADMIN, REPORT, CannedLibrary, update
from tests.bot.telegram_html import read_html, utf16_units

CHINESE = {"from": {"id": ADMIN, "is_bot": False, "first_name": "A", "language_code": "zh-hans"}}


class Refusing(CannedLibrary):
    """Refuses what is not forced, and has nothing to go back to."""

    async def rebuild(
        self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
    ) -> BuildReport:
        if not force:
            raise RefusedError("only 3 articles, 40 before")
        return REPORT

    async def roll_back(self) -> Figures:
        raise BuildError("no earlier knowledge base is kept")


class Failing(CannedLibrary):
    """Cannot build."""

    async def rebuild(
        self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
    ) -> BuildReport:
        raise BuildError("articles: no such folder")


class Slow(CannedLibrary):
    """Builds in five steps of 40 ms."""

    async def rebuild(
        self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
    ) -> BuildReport:
        for done in range(5):
            if progress is not None:
                progress(done, 5)
            await asyncio.sleep(0.04)
        return REPORT


class Endless(CannedLibrary):
    """Builds until it is stopped."""

    async def rebuild(
        self, *, force: bool = False, progress: Progress | None = None, at_hand: bool = False
    ) -> BuildReport:
        await asyncio.Event().wait()
        return REPORT


async def tell(bench: Bench, words: str) -> list[str]:
    """What a Chinese admin is told until all is done."""
    await bench.say(update(words, user=ADMIN, **CHINESE))
    await bench.app.administration.rebuilds.idle()
    return [read_html(sent.html)[0] for sent in bench.request.sent]


STARTED = "开始重新读取文章"


@pytest.mark.parametrize(
    ("library", "words", "told"),
    [
        (CannedLibrary, "/reload", [STARTED, "完成，用时 1.5 秒"]),
        (Refusing, "/reload", [STARTED, "没有启用：only 3 articles, 40 before"]),
        (Failing, "/reload", [STARTED, "没有成功：articles: no such folder"]),
        (CannedLibrary, "/reload force 0", ["这个确认码不对"]),
        (CannedLibrary, "/rollback", ["已回到上一版知识库 abc"]),
        (Refusing, "/rollback", ["没有回退：no earlier knowledge base is kept"]),
        (CannedLibrary, "/status", ["知识库 abc：文章 1 篇"]),
        (CannedLibrary, "/why", ["最近十分钟里没有"]),
    ],
)
async def test_an_admin_is_told_in_his_language(library: type[CannedLibrary], words: str, told: list[str]) -> None:
    async with open_bench(library()) as bench:
        texts = await tell(bench, words)
    assert len(texts) == len(told)
    assert all(text.startswith(beginning) for text, beginning in zip(texts, told, strict=True)), texts


@pytest.mark.parametrize("words", ["/reload", "/rollback"])
async def test_that_a_build_runs_is_told_in_his_language_too(words: str) -> None:
    async with open_bench(Endless()) as bench:
        await bench.say(update("/reload", user=ADMIN))
        assert "已经在重新读取了，请等这一次完成。" in await bench.say(update(words, user=ADMIN, **CHINESE))


async def test_a_long_reload_shows_how_far_it_is_in_place_and_reports_by_a_new_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "EDIT_SECONDS", 0.05)
    async with open_bench(Slow()) as bench:
        said = await tell(bench, "/reload")
        edited = [read_html(call["text"])[0] for call in bench.called("editMessageText")]
    assert len(edited) >= 2
    assert all(text.startswith("正在读取文章：") and "/5 步" in text for text in edited[:-1])
    assert edited[-1] == "文章读完了，结果见下一条消息。"
    assert [text[:2] for text in said] == ["开始", "完成"]


async def test_a_reload_whose_beginning_cannot_be_told_is_done_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the chat was deleted: the base is what counts."""
    monkeypatch.setattr(module, "EDIT_SECONDS", 0.05)
    send = Sender.send

    async def refused(self: Sender, target: Target, html: str, buttons: Any = None) -> int | None:
        return None if html.startswith(STARTED) else await send(self, target, html, buttons)

    monkeypatch.setattr(Sender, "send", refused)
    async with open_bench(Slow()) as bench:
        (said,) = await tell(bench, "/reload")
        assert said.startswith("完成")
        assert bench.called("editMessageText") == []


def report(language: Language = Language.ENGLISH, **changes: Any) -> list[str]:
    """The lines of a build's report as they are read."""
    return read_html(render_report(replace(REPORT, **changes), language))[0].split("\n")


def test_the_whole_report() -> None:
    assert report(Language.SIMPLIFIED, changed=("改.txt",), gone=("旧.txt", "去.txt")) == [
        "完成，用时 1.5 秒，新知识库已启用。",
        "文章 3 篇：新增 1，变更 1，移除 2",
        "事实 20 条：新增 5，变更 0，移除 1",
        "读取失败：空.txt: is empty",
        "新增：新.txt",
        "变更：改.txt",
        "移除：旧.txt",
        "移除：去.txt",
    ]


def test_a_report_shows_the_first_names_of_many_and_the_beginning_of_long_ones() -> None:
    names = tuple(f"{number:02}.txt" for number in range(FILES_SHOWN + 9))
    lines = report(new=names, failed=(Failure("f" * 70, "r" * 120),))
    assert lines[1] == f"Articles 3: {FILES_SHOWN + 9} new, 0 changed, 0 gone"
    assert lines[3:] == [
        f"Could not be read: {'f' * 60}: {'r' * 100}",
        *(f"New: {name}" for name in names[:FILES_SHOWN]),
    ]
    assert report(new=("n" * 70,), failed=())[3:] == [f"New: {'n' * 60}"]


def test_a_report_of_many_long_names_is_one_message_of_whole_lines() -> None:
    names = tuple(f"{number:02}" + "字" * 58 for number in range(FILES_SHOWN))
    lines = report(new=names, changed=names, gone=names, failed=())
    assert ROOM - 80 < utf16_units("\n".join(lines)) <= ROOM
    shown = [f"{kind}: {name}" for kind in ("New", "Changed", "Gone") for name in names]
    assert lines[3:] == shown[: len(lines) - 3]


@pytest.mark.parametrize(
    ("built", "shown"), [(datetime(2026, 3, 1, 8, 5, tzinfo=UTC), "2026-03-01 08:05 UTC"), (None, "?")]
)
def test_the_base_gone_back_to_is_told_with_the_time_it_was_built(built: datetime | None, shown: str) -> None:
    told, _ = read_html(render_rolled_back(Figures("abc", 1, 2, 3, built), Language.SIMPLIFIED))
    assert told.startswith(f"已回到上一版知识库 abc：文章 1 篇，事实 3 条，建于 {shown}。")


@pytest.mark.parametrize(
    ("library", "words", "line", "reason"),
    [
        (CannedLibrary, "/reload", "audit: reload - by (hidden): done", ""),
        (CannedLibrary, "/rollback", "audit: rollback - by (hidden): done", ""),
        (Refusing, "/reload", "audit: reload - by (hidden): refused", "only 3 articles, 40 before"),
        (Refusing, "/rollback", "audit: rollback - by (hidden): failed", "no earlier knowledge base is kept"),
        (Failing, "/reload", "audit: reload - by (hidden): failed", "articles: no such folder"),
    ],
)
async def test_what_an_admin_does_is_in_the_log_and_who_is_not(
    caplog: pytest.LogCaptureFixture, library: type[CannedLibrary], words: str, line: str, reason: str
) -> None:
    caplog.set_level(logging.INFO)
    async with open_bench(library()) as bench:
        await tell(bench, words)
    assert find_audits(caplog) == [(line, Hidden(ADMIN))]
    assert reason in caplog.text
    assert not [text for text in caplog.messages if str(ADMIN) in text]


async def test_that_a_build_was_forced_is_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    async with open_bench(Refusing()) as bench:
        _, refused = await tell(bench, "/reload")
        await tell(bench, f"/reload force {refused.split()[-1]}")
    assert find_audits(caplog)[-1] == ("audit: reload, forced - by (hidden): done", Hidden(ADMIN))


def find_audits(caplog: pytest.LogCaptureFixture) -> list[tuple[str, Any]]:
    """The lines of what was done, and the id that the log's formatter makes a pseudonym of."""
    return [(record.getMessage(), record.admin) for record in caplog.records if record.name.endswith(".audit")]  # type: ignore[attr-defined]
