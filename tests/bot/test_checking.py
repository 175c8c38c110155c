"""A message checked: what agrees, what differs, what was denied, what the articles do not say; each with its citation."""

from collections.abc import Iterator

import pytest

from bot.article_library import ArticleLibrary
from bot.checking import CHECK, asks_to_check, check_rules
from bot.types import Answer, Asker, Question, Status
from knowledge.facts.relations import load_relations
from tests.bot.libraries import library_of

ARTICLE = """星河智能完成B轮融资

2024-03-05

星河智能宣布完成2亿元B轮融资，由远山资本领投，投后估值20亿元。
星河智能成立于2019年，创始人是林知远。
有传闻称星河智能将被云帆科技收购，星河智能否认了这一传闻。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleLibrary]:
    with library_of(tmp_path_factory.mktemp("checking"), ARTICLE) as opened:
        yield opened


def check(library: ArticleLibrary, claimed: str, words: str = "核实一下") -> Answer:
    return library.answer(Question(words, Asker(1), about=claimed))


@pytest.mark.parametrize(
    ("claimed", "line", "snippet"),
    [
        ("听说星河智能估值20亿元了", "✓ 一致：星河智能 估值 20亿元", "投后估值20亿元"),
        ("星河智能估值都50亿元了", "✗ 不一致：星河智能 估值 50亿元；文章里是 20亿元", "投后估值20亿元"),
        ("星河智能是2019年成立的", "✓ 一致：星河智能 成立时间 2019年", "成立于2019年"),
        ("星河智能成立于2021年。", "✗ 不一致：星河智能 成立时间 2021年；文章里是 2019年", "成立于2019年"),
        ("远山资本投资了星河智能", "✓ 一致：星河智能 投资方 远山资本", "由远山资本领投"),
    ],
)
def test_a_claim_is_held_against_the_articles(library: ArticleLibrary, claimed: str, line: str, snippet: str) -> None:
    answer = check(library, claimed)
    assert (answer.status, answer.kind, answer.lead) == (Status.ANSWERED, CHECK, line)
    assert snippet in answer.citations[0].snippet


def test_what_the_articles_do_not_say_is_no_lie(library: ArticleLibrary) -> None:
    answer = check(library, "青禾资本投资了星河智能")
    assert (answer.status, answer.citations) == (Status.NOT_FOUND, ())
    assert answer.lead == "？ 无记录：星河智能 投资方 青禾资本"


def test_every_claim_has_its_line(library: ArticleLibrary) -> None:
    answer = check(library, "星河智能成立于2021年，估值20亿元。")
    assert [line[0] for line in answer.lead.split("\n")] == ["✗", "✓"]
    assert len(answer.citations) == 2


def test_a_message_without_a_claim_is_told_so(library: ArticleLibrary) -> None:
    assert check(library, "大家早上好").status is Status.NOT_FOUND


def test_other_words_about_a_message_are_a_question(library: ArticleLibrary) -> None:
    assert check(library, "星河智能估值50亿元", "那创始人是谁").kind != CHECK


def test_the_command_needs_no_words(library: ArticleLibrary) -> None:
    answer = library.answer(Question("星河智能估值20亿元", Asker(1), about="星河智能估值20亿元", checks=True))
    assert answer.lead.startswith("✓")


@pytest.mark.parametrize("words", ["核实", "@某人 核实一下！", "这是真的吗？", "Fact check", "属实吗"])
def test_words_that_ask_to_check(words: str) -> None:
    assert asks_to_check(words)


@pytest.mark.parametrize("words", ["估值是多少", "谁说的", "what is checked bags"])
def test_words_that_do_not(words: str) -> None:
    assert not asks_to_check(words)


def test_kin_are_relations() -> None:
    known = load_relations().by_name
    assert all(name in known for kin in check_rules().kin for name in kin)
    assert asks_to_check(check_rules().example)
