"""How much somebody raised, where sums of others stand around: in the same sentence, and of firms in general beside it."""

import pytest

from bot.assistant import Assistant
from bot.types import Asker, Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base

ARTICLE = """{title}

日期：2024-03-05

荻浦科技与麦穗智能都在训练自己的模型，也都要钱。

训练模型一直是烧钱的生意，多数公司融资时只敢先融个三五千万美元垫着。去年10月，荻浦科技拿到的单轮融资是1.2亿美元，\
麦穗智能2023年累计融资超9亿元，而鹭岛数据还没有融过钱。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.md").write_text(ARTICLE.format(title="# 大模型公司的钱从哪里来"), encoding="utf-8")
    path = folder / "kb.db"
    assert build_base((folder,), path).failed == ()
    return open_base(path)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("荻浦科技融了多少", "1.2亿美元"),
        ("麦穗智能融了多少", "超9亿元"),
        ("麦穗智能2023年融了多少钱", "超9亿元"),
        ("麦穗智能一共融了多少", "超9亿元"),
    ],
)
def test_its_own_sum_is_told_also_that_of_all_rounds(base, question, value):
    answer = Assistant(base).answer(Question(question, Asker(chat=1)))
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith(value)


@pytest.mark.parametrize("question", ["麦穗智能最近一轮融了多少", "麦穗智能B轮融了多少", "鹭岛数据融了多少"])
def test_the_sum_of_another_or_of_all_rounds_is_none_of_one_round(base, question):
    answer = Assistant(base).answer(Question(question, Asker(chat=1)))
    assert answer.status is Status.NOT_FOUND
    assert not any(char.isdigit() for char in answer.lead)
