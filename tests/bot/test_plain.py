"""The question as the rules read it: names are marks, frames are off, everyday words stand in their usual form."""

import pytest
import re2

from bot.plain import MARKS, to_plain, unusual_words, wording_rules
from knowledge.text import fold
from knowledge.types import EntityKind
from tests.paraphrases import naming

COMPANY, PERSON = MARKS[EntityKind.COMPANY], MARKS[EntityKind.PERSON]
FRAMES = [
    *((rule, f"^(?:{rule.match})") for rule in (*wording_rules().before, *wording_rules().knowing)),
    *((rule, f"(?:{rule.match})$") for rule in wording_rules().after),
]


def read(question: str) -> str:
    return to_plain(fold(question), naming().find(question)).text


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("星河智能估值多少", f"{COMPANY}估值多少"),
        ("星河智能和Quillon谁更贵", f"{COMPANY}和{COMPANY}谁更贵"),
        ("林晚在星河智能做什么", f"{PERSON}在{COMPANY}做什么"),
        ("请问星河智能估值多少呀，谢谢大家", f"{COMPANY}估值多少"),
        ("有人知道星河智能的估值吗", f"{COMPANY}的估值"),
        ("你知道谁投了星河智能吗", f"谁投了{COMPANY}"),
        ("有人知道星河智能上市了吗", f"{COMPANY}上市了吗"),
        ("Could you please tell me who founded Quillon?", f"who founded {COMPANY}?"),
        ("點解星河智能要裁員", f"为什么{COMPANY}要裁员"),
        ("星河智能拿这钱干嘛", f"{COMPANY}拿这钱干什么"),
        ("谁投了星河智能", f"谁投了{COMPANY}"),
        ("有人离开星河智能吗", f"有人离开{COMPANY}吗"),
        ("溪谷智能估值多少", "溪谷智能估值多少"),
        ("谢谢你啊", "谢谢你啊"),
        ("", ""),
    ],
)
def test_a_question_is_read_without_what_is_not_asked(question, plain):
    assert read(question) == plain


def test_the_ends_of_a_question_are_told_in_its_own_characters():
    question = "请问星河智能估值多少，谢谢"
    plain = to_plain(question, naming().find(question))
    assert question[plain.start : plain.end] == "星河智能估值多少，"


@pytest.mark.parametrize(("rule", "pattern"), FRAMES, ids=lambda value: getattr(value, "example", ""))
def test_a_frame_stands_in_its_own_example(rule, pattern):
    twin = fold(rule.example)
    assert re2.search(pattern, twin.rstrip("?")) is not None
    assert read(rule.example).strip("，, ") != twin


def test_unusual_words_are_folded_and_stand_for_one_usual_word():
    words = unusual_words()
    assert [word for word in words if fold(word) != word] == []
    assert len(words) == sum(len(forms) for forms in wording_rules().usual.values())
