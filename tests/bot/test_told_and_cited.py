"""Whatever kind of question is asked: each name and amount in the direct answer stands in a citation."""

import pytest

from bot.answers import KINDS, hops
from bot.types import Status
from knowledge.text import fold
from knowledge.values import find_quantities
from tests.bot.deals import ask, deals, snippets

__all__ = ["deals"]
ALL = "潮屿智能、荧泽半导体、叠浪智能、墨石科技、听澜科技、谷雨科技、远汀科技"
RECKONED = "相差"
"""How a line begins whose amount is worked out from two that are cited."""
QUESTIONS = (
    ("fact", "荧泽半导体估值多少"),
    ("fact", "潮屿智能A轮融了多少钱"),
    ("person", "鲸落数据的创始人是谁"),
    ("person", "祝霜降是谁"),
    ("list", "鲸落数据有哪些投资方"),
    ("list", "白鹭资本投了哪些公司"),
    ("count", "白鹭资本投了几家公司"),
    ("hops", "投了潮屿智能的那家基金是谁创办的"),
    ("hops", "谁从鲸落数据出来创业了"),
    ("shared", "潮屿智能和鲸落数据有哪些共同投资方"),
    ("ties", "白鹭资本和鲸落数据什么关系"),
    ("quote", "秦望舒怎么看港口的生意"),
    ("why", "为什么港口的生意要慢慢做"),
    ("compare", f"对比{ALL}的估值"),
    ("compare", "对比叠浪智能和荧泽半导体的估值"),
    ("compare", "对比潮屿智能和荧泽半导体"),
    ("conflicts", "关于远汀科技的说法有哪些矛盾"),
    ("rank", "哪家公司估值最高"),
    ("yesno", "白鹭资本投了荧泽半导体吗"),
    ("timeline", "潮屿智能的发展历程"),
    ("profile", "介绍一下鲸落数据"),
    ("profile", "介绍一下潮屿智能"),
    ("concept", "港口机器人是什么意思"),
)


@pytest.mark.parametrize(("kind", "question"), QUESTIONS, ids=[question for _, question in QUESTIONS])
def test_each_name_and_amount_told_is_cited(deals, kind, question):
    answer = ask(deals, question)
    assert answer.status is Status.ANSWERED, answer.explanation
    assert answer.kind == kind
    shown = fold(snippets(answer))
    forms = {entity.name: (entity.name, *entity.aliases) for entity in deals.entities()}
    named = [name for name in forms if name in answer.lead]
    assert [name for name in named if not any(fold(form) in shown for form in forms[name])] == []
    told = "\n".join(line for line in answer.lead.splitlines() if not line.startswith(RECKONED))
    assert [q.words for q, _, _ in find_quantities(told) if q.is_money and fold(q.words) not in shown] == []


def test_every_kind_is_asked_for():
    assert {kind for kind, _ in QUESTIONS} == {*KINDS, hops.KIND}


def test_more_compared_than_can_be_cited_are_counted(deals):
    answer = ask(deals, f"对比{ALL}的估值")
    assert len(answer.lead.splitlines()) == 6
    assert answer.lead.splitlines()[-1] == "还有 2 家没有列出"
