"""Answers where articles contradict each other: a denial is called one, a correction too, and both are cited."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.types import Answer, Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    path = tmp_path_factory.mktemp("verdicts") / "kb.db"
    build_base([TESTS / "conflicts"], path)
    return Assistant(open_base(path))


def cited(answer: Answer) -> list[str]:
    return [citation.article for citation in answer.citations]


def test_a_rumour_is_told_with_its_denial(assistant: Assistant) -> None:
    answer = assistant.answer(Question("璟禾机器人2025年5月的估值是多少？"))
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith("40亿元（传闻）")
    assert answer.notes == ("⚠ 40亿元的说法已被温知返否认。",)
    assert cited(answer)[:2] == ["jinghe-rumour.md", "jinghe-denial.md"]
    assert "并没有达到40亿元" in answer.citations[1].snippet


def test_a_denied_rumour_beside_a_firm_value_is_called_denied(assistant: Assistant) -> None:
    answer = assistant.answer(Question("璟禾机器人的估值是多少？"))
    assert answer.lead.startswith("55亿元")
    assert answer.notes == ("另：40亿元（传闻）", "⚠ 40亿元的说法已被温知返否认。")
    assert cited(answer) == ["jinghe-round.md", "jinghe-rumour.md", "jinghe-denial.md"]


def test_a_corrected_value_is_told_as_what_it_was(assistant: Assistant) -> None:
    answer = assistant.answer(Question("洛白智能A轮融了多少钱？"))
    assert answer.notes[-1] == "更正：先说 3.6亿元，后改为 2.6亿元。"
    assert "3.6亿元" not in answer.lead
    assert any("3.6亿元" in citation.snippet for citation in answer.citations)


def test_values_that_agree_are_said_to(assistant: Assistant) -> None:
    answer = assistant.answer(Question("璟禾机器人是哪年成立的？"))
    assert answer.lead.startswith("2019年7月")
    assert answer.notes == ("另：2019年（说法相符）",)


def test_what_differs_is_told_in_one_line_with_who_says_which(assistant: Assistant) -> None:
    answer = assistant.answer(Question("璟禾机器人2024年营收多少？"))
    assert answer.lead.startswith("3.4亿元")
    assert answer.notes == ("⚠ 文章说法不一：3.4亿元（卷尺新闻 2025-05-08）；3.1亿元（桥头商业 2025-05-06）",)
    assert cited(answer) == ["jinghe-denial.md", "jinghe-rumour.md"]


def test_values_of_two_times_are_no_disagreement(assistant: Assistant) -> None:
    answer = assistant.answer(Question("璟禾机器人有多少员工？"))
    assert answer.lead.startswith("420人")
    assert not any(note.startswith("⚠") for note in answer.notes)
