"""What a question counts, and which counts of a passage may answer it."""

import pytest

from bot.answers.values import find_values
from tests.bot.asking import asked, ranked


@pytest.mark.parametrize(
    ("question", "said", "values"),
    [
        ("星河智能有几家付费", "星河智能只有几百人，其中300家付费", ["300家"]),
        ("星河智能一共发了多少条消息", "星河智能有五百万人，发了20亿条消息", ["20亿条消息"]),
        ("星河智能快了多少倍", "星河智能有30人，快了十倍", ["十倍"]),
    ],
)
def test_a_count_of_another_class_is_no_answer(question, said, values):
    found = find_values(ranked(said), asked(question, names=["星河智能"], answer_type="count"))
    assert [words for _, _, words in found] == values


def test_a_month_asked_for_is_not_answered_by_a_year():
    question = asked("星河智能的试点几月开始", names=["星河智能"], answer_type="period")
    found = find_values(ranked("试点从2024年9月开始，2023年有过一次"), question)
    assert [words for _, _, words in found] == ["2024年9月"]
