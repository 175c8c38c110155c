"""The facets: their questions are understood as what they say they lead to, and offered where there is an answer."""

from collections.abc import Iterator

import pytest

from bot.article_library import ArticleLibrary
from bot.facets import load_facets, to_key
from bot.types import Asker, Language, Question, Status
from tests.bot.libraries import library_of

ARTICLE = """星河智能完成B轮融资

2024-03-05

星河智能宣布完成2亿元B轮融资，由远山资本领投。
2023年1月，星河智能由林知远创办，公司总部位于杭州。
2023年8月，星河智能完成5000万元A轮融资。
创始人林知远说：“大模型的价格还会再降一个数量级，这对应用公司是好事。”
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleLibrary]:
    with library_of(tmp_path_factory.mktemp("facets"), ARTICLE) as opened:
        yield opened


def test_offered_is_what_the_articles_can_say(library: ArticleLibrary) -> None:
    assert library.facets("星河智能") == ("investors", "timeline", "profile")
    assert "quotes" in library.facets("林知远")
    assert library.facets("无此公司") == ()


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", ["星河智能", "林知远"])
def test_what_is_offered_is_answered_as_it_says(library: ArticleLibrary, name: str, language: Language) -> None:
    for number, key in enumerate(library.facets(name)):
        facet = load_facets()[key]
        answer = library.answer(Question(facet.ask(name, language), Asker(1, number)))
        assert (key, answer.status, answer.about) == (key, Status.ANSWERED, (name,))
        assert answer.kind in facet.answers


@pytest.mark.parametrize("key", load_facets())
def test_the_example_of_a_facet_is_offered_it(library: ArticleLibrary, key: str) -> None:
    answer = library.answer(Question(load_facets()[key].example, Asker(2)))
    assert any(key in library.facets(name) for name in (*answer.about, *_given(answer.lead)))


def _given(lead: str) -> Iterator[str]:
    if "林知远" in lead:
        yield "林知远"


def test_a_key_leads_back_to_its_name(library: ArticleLibrary) -> None:
    assert library.find_name(to_key("星河智能")) == "星河智能"
    assert library.find_name(to_key("无此公司")) is None


def test_what_a_chat_asked_is_forgotten_with_it(library: ArticleLibrary) -> None:
    library.answer(Question("星河智能的创始人是谁", Asker(3)))
    assert library.answer(Question("那总部呢", Asker(3))).about == ("星河智能",)
    library.forget(3)
    assert library.answer(Question("那总部呢", Asker(3))).about == ()
