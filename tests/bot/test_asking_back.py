"""Asking back: whom doubtful words may mean, and what is answered to it."""

import pytest

from bot.asking_back import find_choice, is_denial
from bot.assistant import Assistant
from bot.types import Answer, Asker, Doubt, Named, Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.types import Entity, EntityKind

ONE = Entity("灯河科技", EntityKind.COMPANY)
OTHER = Entity("灯河医疗", EntityKind.COMPANY)
ARTICLES = {
    "a.md": "# 灯河科技完成A轮融资\n\n灯河科技完成3亿元的A轮融资，由白桦创投领投。灯河科技的创始人是林晚。\n",
    "b.md": "# 灯河医疗完成B轮融资\n\n灯河医疗完成5亿元的B轮融资，由青禾资本领投。灯河医疗的创始人是顾一鸣。\n",
    "c.md": "# 月之暗面完成A轮融资\n\n月之暗面完成2亿元的A轮融资，由青禾资本领投。月之暗面的创始人是陈一舟。\n",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory) -> KnowledgeBase:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    path = tmp_path_factory.mktemp("base") / "kb.db"
    assert build_base((folder,), path).failed == ()
    return open_base(path)


def answer(base: KnowledgeBase, *messages: str) -> Answer:
    """The answer to the last of the messages of one asker."""
    assistant = Assistant(base)
    return [assistant.answer(Question(message, Asker(chat=1))) for message in messages][-1]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("前者", "灯河科技"),
        ("第二个", "灯河医疗"),
        ("后者吧", "灯河医疗"),
        ("the latter", "灯河医疗"),
        ("2", "灯河医疗"),
        ("医疗", "灯河医疗"),
        ("是", None),
        ("它的员工有多少", None),
        ("", None),
    ],
)
def test_an_answer_chooses_by_place_or_by_a_part_of_the_name(text, chosen):
    assert find_choice(text, Doubt("灯河", 0, 2, (ONE, OTHER)), ()) == chosen


def test_an_answer_chooses_by_name_and_little_else():
    doubt = Doubt("灯河", 0, 2, (ONE, OTHER))
    assert find_choice("是灯河医疗", doubt, (Named(OTHER, 1, 5, "exact"),)) == "灯河医疗"
    assert find_choice("灯河医疗的创始人后来去哪了", doubt, (Named(OTHER, 0, 4, "exact"),)) is None


@pytest.mark.parametrize("text", ["是", "对的", "嗯嗯", "没错", "yes", "是啊！"])
def test_where_there_is_but_one_yes_is_enough(text):
    assert find_choice(text, Doubt("灯合", 0, 2, (ONE,)), ()) == "灯河科技"


@pytest.mark.parametrize(("text", "denied"), [("都不是", True), ("不是", True), ("no", True), ("不是吧，是它", False)])
def test_no_means_none_of_them(text, denied):
    assert is_denial(text) is denied


@pytest.mark.parametrize(
    ("question", "lead"),
    [("灯河融了多少钱", "还是"), ("燈河融了多少錢？", "還是"), ("How much did 灯河 raise?", "还是")],
)
def test_a_short_form_of_two_is_asked_back_in_the_script_of_the_question(base, question, lead):
    asked = answer(base, question)
    assert asked.status is Status.CLARIFY
    assert lead in asked.lead
    assert all(name in asked.lead for name in ("灯河科技", "灯河医疗"))
    assert len(asked.suggestions) == 2


@pytest.mark.parametrize("said", ["灯河医疗", "是灯河医疗", "医疗"])
def test_what_is_answered_goes_on_with_the_question(base, said):
    assert "5亿元" in answer(base, "灯河融了多少钱", said).lead


def test_a_place_is_that_of_the_names_as_asked(base):
    asked = answer(base, "灯河融了多少钱")
    is_first = asked.lead.index("灯河科技") < asked.lead.index("灯河医疗")
    assert ("3亿元" if is_first else "5亿元") in answer(base, "灯河融了多少钱", "前者").lead


def test_a_name_with_one_other_character_is_asked_back(base):
    asked = answer(base, "月之明面融了多少钱")
    assert (asked.status, asked.citations) == (Status.CLARIFY, ())
    assert "月之明面" in asked.lead
    assert "2亿元" in answer(base, "月之明面融了多少钱", "是的").lead


def test_after_no_the_name_is_unknown(base):
    denied = answer(base, "月之明面融了多少钱", "不是")
    assert denied.status is Status.NOT_FOUND
    assert "月之明面" in denied.lead


def test_another_question_instead_of_an_answer_is_that_question(base):
    assert "青禾资本" in answer(base, "灯河融了多少钱", "月之暗面是谁领投的").lead


def test_a_value_of_nobody_waits_for_the_name(base):
    assert answer(base, "那融资额是多少").status is Status.CLARIFY
