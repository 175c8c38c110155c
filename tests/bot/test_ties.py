"""What two have to do with each other and what they have in common: every tie is cited."""

import pytest

from bot.answers.pairs import PAIRED, pair_up
from bot.types import Status
from tests.bot.deals import ask, deals, snippets

__all__ = ["deals"]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("潮屿智能和鲸落数据有哪些共同投资方", "共同的有 2 个：白鹭资本、石湾创投"),
        ("潮嶼智能和鯨落數據有哪些共同投資方", "共同的有 2 個：白鹭资本、石湾创投"),
        ("投了潮屿智能又投了荧泽半导体的有谁", "共同的有 1 个：白鹭资本"),
        ("白鹭资本和石湾创投共同投了哪些公司", "共同的有 2 个：鲸落数据、潮屿智能"),
    ],
)
def test_what_two_have_in_common_is_told_and_both_ties_cited(deals, question, lead):
    answer = ask(deals, question)
    assert answer.kind == "shared"
    assert answer.lead == lead
    cited = snippets(answer)
    assert all(name in cited for name in ("白鹭资本", "潮屿智能"))
    assert cited.count("白鹭资本") > 1


def test_where_nothing_is_known_of_one_that_is_said_and_the_other_is_told(deals):
    answer = ask(deals, "谁同时投了潮屿智能和叠浪智能")
    assert answer.status is Status.NOT_FOUND
    assert "没有说到叠浪智能的投资方" in answer.lead
    assert answer.notes == ("潮屿智能的投资方：白鹭资本、石湾创投",)
    assert "投资方为白鹭资本和石湾创投" in snippets(answer)


def test_a_tie_between_two_is_told_with_its_evidence(deals):
    answer = ask(deals, "白鹭资本和鲸落数据什么关系")
    assert answer.kind == "ties"
    assert answer.lead.splitlines()[0] == "鲸落数据的投资方：白鹭资本"
    assert "鲸落数据的投资方包括白鹭资本" in answer.citations[0].snippet


def test_two_without_a_tie_are_joined_by_whom_both_deal_with(deals):
    answer = ask(deals, "潮屿智能和荧泽半导体之间有什么关系")
    assert answer.lead.splitlines() == ["潮屿智能的投资方：白鹭资本", "荧泽半导体的投资方：白鹭资本"]
    assert "荧泽半导体的投资方是白鹭资本" in snippets(answer)


def test_of_a_long_list_of_names_only_the_first_are_looked_at_two_by_two():
    assert len(list(pair_up(range(30)))) == PAIRED * (PAIRED - 1)
    assert list(pair_up("ab")) == [("a", "b"), ("b", "a")]
