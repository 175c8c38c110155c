"""How many of something there are, over facts; and on which side of a relation a question's name stands."""

from dataclasses import replace

import pytest

from bot.answers.sides import find_side, side_patterns
from bot.naming import Naming
from bot.types import Status
from knowledge.names.lexicon import Lexicon
from tests.bot.asking import asked
from tests.bot.deals import ask, deals, snippets

__all__ = ["deals"]


@pytest.mark.parametrize(
    ("question", "head", "names"),
    [
        ("有几家拿了白鹭资本的钱", "至少 3 家", ("潮屿智能", "鲸落数据", "荧泽半导体")),
        ("白鹭资本投了几家公司", "至少 3 家", ("潮屿智能", "鲸落数据", "荧泽半导体")),
        ("白鷺資本投過幾家公司", "至少 3 家", ("潮屿智能", "鲸落数据", "荧泽半导体")),
        ("鲸落数据有多少投资方", "至少 3 家", ("白鹭资本", "石湾创投", "雾岛基金")),
        ("几家机构投了潮屿智能", "至少 2 家", ("白鹭资本", "石湾创投")),
        ("叠浪智能是几个人创办的", "至少 1 位", ("傅听雪",)),
        ("How many companies did 白鹭资本 invest in?", "3", ("潮屿智能", "鲸落数据", "荧泽半导体")),
    ],
)
def test_what_facts_name_is_counted_and_cited(deals, question, head, names):
    answer = ask(deals, question)
    assert answer.kind == "count"
    assert head in answer.lead
    assert all(name in answer.lead and name in snippets(answer) for name in names)
    assert answer.notes


def test_a_count_of_what_no_fact_names_is_not_found(deals):
    assert ask(deals, "叠浪智能有几家投资方").status is Status.NOT_FOUND


def test_a_fund_is_not_counted_among_its_own_investors(deals):
    assert ask(deals, "几家机构投了白鹭资本").status is Status.NOT_FOUND


@pytest.mark.parametrize("rule", [rule for rule, _ in side_patterns()], ids=lambda rule: rule.example)
def test_the_side_of_a_name_is_found_in_the_example_of_its_rule(rule):
    names = [
        name for name in ("青禾资本", "星河智能", "赵明远", "Polder Ventures", "Northwind") if name in rule.example
    ]
    question = asked(rule.example, names=names, relation=rule.relation)
    naming = Naming(Lexicon(()).with_entities(n.entity for n in question.named))
    found = naming.find(rule.example)
    assert [n.entity.name for n in found] == names
    assert find_side(replace(question, named=found)) == rule.side
