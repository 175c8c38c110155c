"""Names that nobody knows."""

import pytest

from bot.strangers import find_strangers
from bot.types import Named
from knowledge.types import Entity, EntityKind

HELD = {"云帆": 9, "云帆科技": 9, "模型": 50, "智能": 20, "数据": 30, "训练": 9, "训练数据": 0, "openai": 3}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海燕智能融了多少钱", ("海燕智能",)),
        ("云帆生物融了多少钱", ("云帆生物",)),
        ("云帆科技融了多少钱", ()),
        ("谁投了灯塔资本", ("灯塔资本",)),
        ("训练数据要多少钱", ()),
        ("人工智能融了多少钱", ()),
        ("这家公司的数据有多少", ()),
        ("Grantham 融了多少钱", ("Grantham",)),
        ("How much did Grantham raise?", ("Grantham",)),
        ("Grantham raised how much?", ()),
        ("OpenAI 融了多少", ()),
        ("", ()),
    ],
)
def test_a_name_that_no_article_holds_is_a_stranger(text, expected):
    assert find_strangers(text, (), lambda word: HELD.get(word, 0)) == expected


def test_what_is_already_understood_is_no_stranger():
    named = Named(Entity("海燕智能", EntityKind.COMPANY), 0, 4, "exact")
    assert find_strangers("海燕智能融了多少钱", (named,), lambda word: 0) == ()
