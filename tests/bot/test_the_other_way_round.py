"""Facts asked for from their other end: whose company, who bought it, who made it and when it came out."""

import pytest

from bot.types import Status
from tests.bot.in_time import ask, snippets, years

__all__ = ["years"]


@pytest.mark.parametrize(
    ("question", "value", "words"),
    [
        ("沈鹤鸣的公司叫什么", "澄湖科技：", "创始人是沈鹤鸣"),
        ("沈鹤鸣的公司是哪家", "澄湖科技：", "创始人是沈鹤鸣"),
        ("沈鹤鸣的公司叫什么名字", "澄湖科技：", "创始人是沈鹤鸣"),
        ("沈鹤鸣开的是哪家公司", "澄湖科技：", "创始人是沈鹤鸣"),
        ("What company does 沈鹤鸣 run?", "澄湖科技:", "创始人是沈鹤鸣"),
        ("谁收购了墨斗数据", "砚池智能：", "收购了墨斗数据"),
        ("墨斗数据被谁收购了", "砚池智能：", "收购了墨斗数据"),
        ("墨斗数据卖给了谁", "砚池智能：", "收购了墨斗数据"),
        ("Who acquired 墨斗数据?", "砚池智能:", "收购了墨斗数据"),
        ("简书房是谁做的", "澄湖科技：", "开发了简书房"),
        ("简书房是哪家公司的产品", "澄湖科技：", "开发了简书房"),
        ("谁做的简书房", "澄湖科技：", "开发了简书房"),
        ("Which company makes 简书房?", "澄湖科技:", "开发了简书房"),
        ("简书房什么时候上线的", "2024年3月：", "2024年3月上线"),
    ],
)
def test_it_is_told_first_and_cited(years, question, value, words):
    answer = ask(years, question)
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith(value)
    assert words in snippets(answer)


@pytest.mark.parametrize(
    "question", ["简书房是谁做的，啥时候发布", "简书房 是谁做的，啥时候发布？", "简书房是哪家公司做的，什么时候上线的"]
)
def test_both_halves_of_a_question_are_answered(years, question):
    first, second = ask(years, question).lead.splitlines()
    assert first.startswith("澄湖科技：")
    assert second.startswith("2024年3月：")


def test_who_bought_is_not_whom_it_bought(years):
    """砚池智能 bought somebody and was bought by nobody."""
    answer = ask(years, "谁收购了砚池智能")
    assert answer.status is Status.NOT_FOUND
