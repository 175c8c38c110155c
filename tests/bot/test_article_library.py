"""The library over real articles: built apart, swapped while in use, never worse for a failed build."""

import asyncio
import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot.article_library import ArticleLibrary
from bot.building_apart import run_apart
from bot.config import BUNDLED_ARTICLES
from bot.examples import EXAMPLES
from bot.types import Language, Question, Status
from knowledge.building.build import build_base
from knowledge.building.report import BuildReport
from knowledge.errors import BuildError
from knowledge.storing.store import open_base
from tests.bot.api_server import api_server
from tests.bot.canned import update
from tests.bot.running import running_bot

FIRST = "# 星河智能完成新一轮融资\n\n2024年3月，大模型公司星河智能完成2亿美元A轮融资，投后估值为12亿美元。\n"
SECOND = "# 蓝鲸科技裁员\n\n2024年5月，大模型公司蓝鲸科技宣布裁员300人。蓝鲸科技的估值为7亿美元。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "first.md").write_text(FIRST, encoding="utf-8")
    return articles


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Iterator[ArticleLibrary]:
    db = tmp_path / "knowledge.db"
    build_base([folder], db)
    base = open_base(db)
    yield ArticleLibrary([folder], db, base)
    base.close()


async def test_a_rebuild_reports_what_is_new_and_answers_from_it(library: ArticleLibrary, folder: Path) -> None:
    asked = Question("蓝鲸科技的估值是多少？")
    assert library.answer(asked).status is not Status.ANSWERED
    (folder / "second.md").write_text(SECOND, encoding="utf-8")
    (folder / "empty.md").write_bytes(b"")
    report = await library.rebuild()
    assert (report.articles, report.new, report.gone) == (2, ("second.md",), ())
    assert [failure.file for failure in report.failed] == ["empty.md"]
    assert library.answer(asked).status is Status.ANSWERED
    assert {source.name for source in library.sources()} == {"first.md", "second.md"}


async def test_a_failed_rebuild_changes_nothing(library: ArticleLibrary, folder: Path) -> None:
    (folder / "first.md").unlink()
    folder.rmdir()
    with pytest.raises(BuildError):
        await library.rebuild()
    assert library.answer(Question("星河智能的估值是多少？")).status is Status.ANSWERED


def test_every_example_has_an_answer(library: ArticleLibrary) -> None:
    examples = library.examples(Language.SIMPLIFIED)
    assert 0 < len(examples) <= EXAMPLES
    assert {library.answer(Question(text)).status for text in examples} == {Status.ANSWERED}


def test_without_a_base_there_is_nothing_to_show(folder: Path, tmp_path: Path) -> None:
    library = ArticleLibrary([folder], tmp_path / "knowledge.db", None)
    assert (library.sources(), library.examples(Language.ENGLISH), library.figures()) == ((), (), None)
    assert library.answer(Question("星河智能的估值是多少？")).status is Status.NOT_FOUND


def dies(folders: Sequence[Path], db: Path) -> BuildReport:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still here")


def hangs(folders: Sequence[Path], db: Path) -> BuildReport:
    signal.pause()
    raise AssertionError("went on")


async def test_a_build_that_is_killed_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="ended without a word"):
        await run_apart([tmp_path], tmp_path / "k.db", dies)


async def test_a_build_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.building_apart.BUILD_SECONDS", 0.1)
    with pytest.raises(BuildError, match="longer than"):
        await asyncio.wait_for(run_apart([tmp_path], tmp_path / "k.db", hangs), 20)


async def test_the_bundled_articles_answer_in_telegram(tmp_path: Path) -> None:
    db = tmp_path / "knowledge.db"
    build_base([BUNDLED_ARTICLES], db)
    base = open_base(db)
    library = ArticleLibrary([BUNDLED_ARTICLES], db, base)
    examples = [text for language in Language for text in library.examples(language)]
    with api_server() as server:
        server.put(*(update(text, user=number) for number, text in enumerate(examples, 1)), update("/sources", user=99))
        async with running_bot(server, tmp_path, library):
            messages = await server.wait_for(len(examples) + 1)
    texts = [source.text for source in base.sources()]
    for message in messages:
        quoted = [message["visible"][e.start : e.end] for e in message["entities"] if e.tag == "blockquote"]
        assert quoted or message["chat_id"] == "99"
        assert all(any(words.rstrip("…") in text for text in texts) for words in quoted)
    base.close()
