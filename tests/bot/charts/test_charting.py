"""Questions to pictures, over a real base of invented articles."""

import asyncio
from pathlib import Path

import pytest

from bot.article_library import ArticleLibrary
from bot.types import Question
from knowledge.building.build import build_base
from knowledge.storing.store import open_base

TEXT = """# 灯川智能与岩谷科技

灯川智能成立于2020年。2022年5月，灯川智能完成A轮融资，融资金额2亿美元，公司估值达到10亿美元。
2023年8月，灯川智能完成B轮融资，融资金额5亿美元，公司估值达到30亿美元。

岩谷科技是一家AI创业公司。2023年6月，岩谷科技的估值达到15亿美元。

潮汐智算是一家AI创业公司，总部位于杭州。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ArticleLibrary:
    folder: Path = tmp_path_factory.mktemp("articles")
    (folder / "a.md").write_text(TEXT, encoding="utf-8")
    db = folder / "k.db"
    build_base((folder,), db)
    return ArticleLibrary((folder,), db, open_base(db))


def test_the_history_of_one_name(library: ArticleLibrary) -> None:
    chart = library.chart(Question("灯川智能的估值走势"))
    assert chart is not None
    assert chart.is_history
    told = {(bar.label, bar.words) for bar in chart.bars}
    assert {("2022-05", "10亿美元"), ("2023-08", "30亿美元"), ("2022-05", "2亿美元"), ("2023-08", "5亿美元")} == told
    text = library.sources()[0].text
    for bar in chart.bars:
        citation = chart.cited[bar.number - 1].citation
        assert text[citation.start : citation.end] == citation.snippet
        assert bar.words in citation.snippet


def test_several_names_side_by_side(library: ArticleLibrary) -> None:
    chart = library.chart(Question("灯川智能 岩谷科技 潮汐智算的估值"))
    assert chart is not None
    assert [(bar.label, bar.words) for bar in chart.bars] == [("灯川智能", "30亿美元"), ("岩谷科技", "15亿美元")]
    assert chart.left_out == ("潮汐智算（文章没有说到估值）",)


@pytest.mark.parametrize("text", ["岩谷科技的估值", "潮汐智算的估值走势", "完全没有的公司的估值", "估值", ""])
def test_what_cannot_be_drawn(library: ArticleLibrary, text: str) -> None:
    assert library.chart(Question(text)) is None


def test_without_a_base_nothing_is_drawn(tmp_path: Path) -> None:
    assert ArticleLibrary((tmp_path,), tmp_path / "k.db", None).chart(Question("灯川智能的估值")) is None


def test_a_picture_can_be_asked_for_from_a_thread(library: ArticleLibrary) -> None:
    chart = asyncio.run(asyncio.to_thread(library.chart, Question("灯川智能的估值走势")))
    assert chart == library.chart(Question("灯川智能的估值走势"))
