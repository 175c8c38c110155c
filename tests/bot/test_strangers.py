"""Names that nobody knows."""

import pytest

from bot import strangers
from bot.strangers import find_strangers
from bot.types import Named
from knowledge.text import fold
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
        ("Grantham raised how much?", ("Grantham",)),
        ("Grantham Labs 融了多少钱", ("Grantham Labs",)),
        ("grantham融了多少钱", ("grantham",)),
        ("Grantham智能融了多少钱", ("Grantham智能",)),
        ("邵若秋怎么看大模型", ("邵若秋",)),
        ("石榴融了多少钱", ("石榴",)),
        ("它的石榴融了多少钱", ()),
        ("OpenAI 融了多少", ()),
        ("", ()),
    ],
)
def test_a_name_that_no_article_holds_is_a_stranger(text, expected):
    found = find_strangers(text, fold(text), (), lambda word: HELD.get(word, 0) > 0, is_closed=True)
    assert tuple(text[start:end] for start, end in found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("几何智能估值多少", ("几何智能",)),
        ("请问对话科技的创始人是谁", ("对话科技",)),
        ("为旌科技什么时候成立的", ("为旌科技",)),
        ("与爱数据有多少员工", ("与爱数据",)),
        ("也是科技是谁创办的", ("也是科技",)),
        ("大模型公司估值多少", ()),
        ("对话智能领域融了多少钱", ()),
        ("谁的机器人卖得多", ()),
        ("那家对话机器人估值多少", ()),
        ("中国机器人谁估值最高", ()),
    ],
)
def test_a_question_about_a_company_opens_with_its_name_whatever_words_that_is_of(text, expected):
    told = ("对话", "几何", "中国", "科技", "机器人", "大模型", "对话智能", "人工智能")
    found = find_strangers(text, fold(text), (), lambda word: word in told, is_closed=True, is_of_firm=True)
    assert tuple(text[start:end] for start, end in found) == expected


def test_what_is_already_understood_is_no_stranger():
    named = Named(Entity("海燕智能", EntityKind.COMPANY), 0, 4, "exact")
    text = "海燕智能融了多少钱"
    assert find_strangers(text, text, (named,), lambda word: False, is_closed=True) == ()


def test_a_version_of_a_known_name_is_a_stranger_of_its_own():
    named = Named(Entity("Lumen", EntityKind.PRODUCT), 0, 5, "exact")
    text = "Lumen-V9 有多少参数"
    assert find_strangers(text, fold(text), (named,), lambda word: False, is_closed=False) == ((0, 8),)


@pytest.mark.parametrize(
    ("text", "mended", "expected"),
    [
        ("李想怎么看自动驾驶", "理想怎么看自动驾驶", ("李想",)),
        ("何说对开源怎么看", "何说对开源怎么看", ("何说",)),
        ("时代周刊怎么说", "时代周刊怎么说", ()),
        ("大家怎么看开源", "大家怎么看开源", ()),
        ("何时说过估值", "何时说过估值", ()),
    ],
)
def test_who_is_asked_for_an_opinion_is_looked_for_as_typed(text, mended, expected):
    found = find_strangers(text, mended, (), lambda word: word == "周刊", is_closed=False)
    assert tuple(text[start:end] for start, end in found) == expected


def test_only_the_first_and_last_stretches_are_tried_for_an_end_of_the_question(monkeypatch: pytest.MonkeyPatch):
    tried = []
    monkeypatch.setattr(strangers, "is_idle", lambda twin: tried.append(twin))
    text = "、".join(["介绍一下溪谷、雪滩"] * 60)
    find_strangers(text, text, (), lambda word: False, is_closed=False)
    assert 0 < len(tried) <= 2 * strangers.AT_AN_END


def test_of_a_long_list_each_name_is_looked_for_once_and_only_the_first_count():
    looked = []
    names = [f"{first}{second}科技" for first in "霁砚穗雪" for second in "川汐岑屿澜芷"]
    text = f"谁投了{'、'.join([names[0], *names])}"
    found = find_strangers(text, text, (), lambda word: looked.append(word), is_closed=True)
    assert [text[start:end] for start, end in found] == [names[0], *names[: strangers.MOST - 1]]
    assert looked == names[: strangers.MOST - 1]


@pytest.mark.parametrize("text", ["籽椰篚貰数据" * 60, "、".join(["霁川瑾数据", "望潮以医疗"] * 40) + "谁估值最高"])
def test_what_a_long_question_opens_with_is_looked_for_near_its_start_only(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(strangers, "is_idle", lambda words: bool(looked.append(words)))
    assert list(strangers._find_opening_firm(text)) == []
    assert len(looked) < 100
    assert max(map(len, looked)) <= strangers.OPENING
