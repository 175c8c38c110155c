"""Questions in two steps: each step told and cited, and how far the articles go where they do not say the second."""

from datetime import date

import pytest

from bot.answers.hop_rules import find_hop, hop_examples
from bot.naming import Naming
from bot.types import Status
from bot.understand import understand
from knowledge.names.lexicon import Lexicon
from knowledge.types import Entity, EntityKind
from tests.bot.asking import asked
from tests.bot.deals import ask, deals, snippets

__all__ = ["deals"]
TODAY = date(2025, 6, 1)
NAMES = (
    Entity("星河智能", EntityKind.COMPANY),
    Entity("星河小助", EntityKind.PRODUCT),
    Entity("赵明远", EntityKind.PERSON),
    Entity("Northwind", EntityKind.COMPANY),
    Entity("青禾资本", EntityKind.FUND),
    Entity("Polder Ventures", EntityKind.FUND),
)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("投了潮屿智能的那家基金是谁创办的", ["白鹭资本的创始人：秦望舒", "潮屿智能的投资方：白鹭资本"]),
        ("荧泽半导体的老板什么出身", ["祝霜降的履历：鲸落数据 首席科学家", "荧泽半导体的创始人：祝霜降"]),
        ("傅听雪创办的那家公司估值多少", ["叠浪智能的估值：30亿元", "叠浪智能的创始人：傅听雪"]),
        ("小锚的公司是谁投的", ["潮屿智能的投资方：白鹭资本、石湾创投", "潮屿智能的产品：小锚"]),
        ("谁从鲸落数据出来创业了", ["至少 2 位：祝霜降（荧泽半导体）、傅听雪（叠浪智能）"]),
        (
            "Who founded the fund that backed 荧泽半导体?",
            ["founder of 白鹭资本: 秦望舒", "investor of 荧泽半导体: 白鹭资本"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_both_steps_are_told_the_answer_first_and_each_is_cited(deals, question, lead):
    answer = ask(deals, question)
    assert answer.status is Status.ANSWERED
    assert answer.lead.splitlines() == lead
    names = [entity.name for entity in deals.entities() if entity.name in answer.lead]
    assert [name for name in names if name not in snippets(answer)] == []


def test_where_only_the_first_step_is_told_that_is_said_and_cited(deals):
    answer = ask(deals, "叠浪智能的创始人毕业于哪所大学")
    assert answer.status is Status.NOT_FOUND
    assert "傅听雪" in answer.lead
    assert "学历" in answer.lead
    assert "叠浪智能的创始人是傅听雪" in snippets(answer)


@pytest.mark.parametrize("question", ["潮屿智能的创始人是谁", "叠浪智能的老板是谁", "潮屿智能的投资方有哪些"])
def test_a_question_for_the_first_step_alone_takes_one(deals, question):
    assert ask(deals, question).kind != "hops"


@pytest.mark.parametrize("example", hop_examples())
def test_the_example_of_a_rule_takes_two_steps(example):
    question = understand(asked(example).question, Naming(Lexicon(()).with_entities(NAMES)), TODAY)
    assert find_hop(question) is not None
