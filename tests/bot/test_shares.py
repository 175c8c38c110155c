"""How much of somebody somebody else holds, both named: the share, not one of the two names."""

from collections.abc import Iterator

import pytest

from bot.article_library import ArticleLibrary
from bot.types import Asker, Question, Status
from tests.bot.libraries import library_of

ARTICLE = """大厂的股权

2024-04-02

阿里巴巴持有麦穗智能28%的股份，是第一大股东。阿里云为麦穗智能提供算力。

麦穗智能还没有盈利，阿里云的人说不着急。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleLibrary]:
    with library_of(tmp_path_factory.mktemp("shares"), ARTICLE) as opened:
        yield opened


@pytest.mark.parametrize(
    "text",
    ["阿里持有麦穗智能多少股份", "阿里占麦穗智能多少股", "阿里巴巴握着麦穗智能几成股份", "麦穗智能的股份阿里占多少"],
)
def test_the_share_leads_whatever_verb_stands_behind_the_name(library: ArticleLibrary, text: str) -> None:
    answer = library.answer(Question(text, Asker(1, 1)))
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith("28%")
