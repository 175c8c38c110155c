"""Which questions ask for a picture, and what is left of them."""

import pytest

from bot.charts.asking import find_wish, load_wishes, without_wish
from bot.types import Question


@pytest.mark.parametrize("wish", load_wishes(), ids=lambda wish: wish.rule.example)
def test_a_wording_wins_its_own_example(wish):
    assert find_wish(wish.rule.example) == wish.rule.leaves
    assert next(other for other in load_wishes() if other.search.search(wish.rule.example.lower())) is wish


@pytest.mark.parametrize(
    "text",
    [
        "云帆科技做动画吗",
        "画像是什么意思",
        "介绍一下美图",
        "谁投了谷歌地图",
        "云帆科技的估值是多少",
        "做AI绘画的公司有哪些",
        "draw a lesson from this",
        "",
        "图",
    ],
)
def test_other_questions_are_left_as_they_are(text):
    assert find_wish(text) is None
    assert without_wish(Question(text)) == Question(text)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("畫一下雲帆科技的估值走勢", "雲帆科技的估值走勢"),
        ("画一下美图的融资", "美图的融资"),
        ("请帮我画个云帆科技的估值走势图吧", "云帆科技的估值走势"),
        ("Plot the valuation of X1?", "the valuation of X1"),
        ("  对比云帆和星河的估值(图) ", "对比云帆和星河的估值"),
    ],
)
def test_the_question_is_left_as_typed(text, asked):
    assert find_wish(text) == asked
