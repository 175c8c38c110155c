"""A time that the articles do not cover is said to lie outside them, with where they begin and end."""

import pytest

from bot.assistant import Assistant
from bot.types import Question, Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bases import write_folder
from tests.bot.deals import ask, deals

__all__ = ["deals"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("潮屿智能2011年估值多少", ("2024-06-01", "2011", "最早")),
        ("潮嶼智能2011年的估值是多少錢", ("2024-06-01", "2011", "沒有說到")),
        ("What was 潮屿智能 valued at in 2011?", ("2024-06-01", "2011", "oldest")),
        ("潮屿智能2031年估值多少", ("2024-09-15", "2031", "最新")),
    ],
    ids=["before", "before, traditional", "before, in English", "after"],
)
def test_a_year_outside_the_articles_is_said_to_be(deals, question, said):
    answer = ask(deals, question)
    assert answer.status is Status.NOT_FOUND
    assert all(words in answer.lead for words in said)


def test_an_early_year_that_an_article_tells_of_is_answered(deals):
    answer = ask(deals, "潮屿智能2019年成立吗")
    assert answer.status is Status.ANSWERED
    assert "最早" not in answer.lead


SEVERAL_YEARS = """---
title: A quiet year
published: 2025-03-01
---

Corvelle makes sea charts. Corvelle employs 40 people. Corvelle's revenue reached €14m last year, up from €6m in 2023.

云屿科技做海图。云屿科技去年交付了430台，今年目标1200台。
"""


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Corvelle 2023 revenue", "€6m"),
        ("Corvelle revenue in 2024", "€14m"),
        ("云屿科技2024年交付了多少台", "430台"),
        ("云屿科技今年目标交付多少台", "1200台"),
    ],
)
def test_of_several_years_in_a_sentence_the_one_asked_for_is_told(tmp_path, question, value):
    folder = write_folder(tmp_path / "articles", a_md=SEVERAL_YEARS)
    build_base([folder], tmp_path / "k.db")
    answer = Assistant(open_base(tmp_path / "k.db")).answer(Question(question))
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith(value)
