"""Where articles disagree about somebody: each side with its source and citation, why one leads, or that they agree."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.types import Answer, Asker, Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base

TESTS = Path(__file__).parents[1]
FIRM, OTHER = "璟禾机器人", "洛白智能"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    path = tmp_path_factory.mktemp("disputes") / "kb.db"
    build_base([TESTS / "conflicts"], path)
    return Assistant(open_base(path))


def ask(assistant: Assistant, *questions: str) -> Answer:
    assistant.forget(chat=3)
    return [assistant.answer(Question(text, Asker(3))) for text in questions][-1]


WORDINGS = [
    f"关于{FIRM}的说法有哪些矛盾",
    f"{FIRM}哪些说法不一致",
    f"{FIRM}有哪些互相矛盾的报道",
    f"關於{FIRM}的說法有哪些矛盾",
    f"Where do the articles disagree about {FIRM}?",
    f"Are there conflicting reports about {FIRM}?",
]


@pytest.mark.parametrize("question", WORDINGS)
def test_each_side_is_cited_and_numbered(assistant: Assistant, question: str) -> None:
    answer = ask(assistant, question)
    assert (answer.status, answer.kind) == (Status.ANSWERED, "conflicts")
    for number, (value, words) in enumerate(
        [
            ("3.4亿元", "营收为3.4亿元"),
            ("3.1亿元", "营收为3.1亿元"),
            ("40亿元", "已经达到40亿元"),
            ("40亿元", "并没有达到40亿元"),
        ]
    ):
        line = next(line for line in answer.lead.splitlines() if f"[{number + 1}]" in line)
        assert value in line
        assert words in answer.citations[number].snippet


def test_what_leads_is_said_with_the_reason(assistant: Assistant) -> None:
    assert ask(assistant, WORDINGS[0]).lead.splitlines() == [
        "说法不一的有 2 处：",
        "收入（2024）：取 3.4亿元（卷尺新闻 2025-05-08 [1]），因为文章更新",
        "　另说 3.1亿元（桥头商业 2025-05-06 [2]）",
        "估值：有人说 40亿元（桥头商业 2025-05-06 [3]）",
        "　否认 40亿元（卷尺新闻 2025-05-08 温知返 [4]）",
    ]


def test_a_correction_is_told_with_what_took_its_place(assistant: Assistant) -> None:
    answer = ask(assistant, f"关于{OTHER}的说法有哪些矛盾")
    assert (
        "　3.6亿元（桥头商业 2025-06-02 [2]） 已更正为 2.6亿元（桥头商业 2025-06-02 [3]）" in answer.lead.splitlines()
    )
    assert "更正为2.6亿元" in answer.citations[2].snippet
    # 近2.7亿元 is no other value than 2.6亿元.
    assert "另说" not in answer.lead


def test_of_what_is_asked_only_that_is_told(assistant: Assistant) -> None:
    answer = ask(assistant, f"{FIRM}的营收各家说法一致吗")
    assert "收入" in answer.lead
    assert "估值" not in answer.lead


@pytest.mark.parametrize(
    ("question", "words"),
    [(f"{FIRM}的员工人数有出入吗", f"{FIRM}的员工人数"), ("关于温知返的说法有哪些矛盾", "温知返")],
)
def test_where_they_agree_nothing_is_made_up(assistant: Assistant, question: str, words: str) -> None:
    answer = ask(assistant, question)
    assert answer.status is Status.NOT_FOUND
    assert answer.lead == f"我读过的文章里，关于{words}没有看到互相矛盾的说法。"


def test_it_may_be_asked_of_the_one_before(assistant: Assistant) -> None:
    assert (
        ask(assistant, f"{OTHER}融了多少钱", "有没有互相矛盾的报道").lead
        == ask(assistant, f"{OTHER}有没有互相矛盾的报道").lead
    )


def test_a_name_nobody_knows_is_called_unknown(assistant: Assistant) -> None:
    answer = ask(assistant, "关于青榆科技的说法有哪些矛盾")
    assert answer.status is Status.NOT_FOUND
    assert "青榆科技" in answer.lead
    assert answer.citations == ()


@pytest.mark.parametrize("question", ["有消息说合伙人分歧很大吗", f"{FIRM}和{OTHER}有什么不一样", f"{FIRM}为什么改口"])
def test_other_questions_are_none_of_it(assistant: Assistant, question: str) -> None:
    assert ask(assistant, question).kind != "conflicts"
