"""A name that may mean several houses of one fund: the question is answered of each, named as the article names it."""

import pytest

from bot.types import Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bot.deals import ask, snippets

ARTICLE = """---
title: 两家做仪器的公司拿到了钱
outlet: 港口日报
published: 2024-06-01
---

鲸落数据是一家宁波的公司，成立于2020年。鲸落数据的投资方包括红杉中国和雾岛基金。

汐井科技是一家波士顿的公司，成立于2021年。汐井科技的投资方包括红杉和石湾创投。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("covered")
    (folder / "articles").mkdir()
    (folder / "articles" / "rounds.md").write_text(ARTICLE, encoding="utf-8")
    assert build_base((folder / "articles",), folder / "kb.db").failed == ()
    return open_base(folder / "kb.db")


def test_what_is_written_is_what_is_noted(base):
    investors = {(f.subject, f.object) for f in base.facts(relation="investor")}
    assert {("鲸落数据", "红杉中国"), ("汐井科技", "红杉")} <= investors
    assert ("汐井科技", "红杉中国") not in investors


@pytest.mark.parametrize("name", ["红杉", "红杉资本", "Sequoia"])
def test_a_question_for_the_name_is_answered_of_both_and_says_of_whom(base, name):
    answer = ask(base, f"{name}投了哪些公司")
    assert answer.status is Status.ANSWERED
    assert "鲸落数据（红杉中国）" in answer.lead
    assert "汐井科技" in answer.lead
    assert "汐井科技（" not in answer.lead
    assert "红杉中国" in snippets(answer)
    assert "红杉和" in snippets(answer)


def test_a_question_for_one_house_is_not_answered_of_the_name_alone(base):
    answer = ask(base, "红杉中国投了哪些公司")
    assert "鲸落数据" in answer.lead
    assert "汐井科技" not in answer.lead


def test_whether_it_invested_is_shown_by_what_its_house_did(base):
    answer = ask(base, "红杉投了鲸落数据吗")
    assert answer.status is Status.ANSWERED
    assert "红杉中国" in answer.lead


def test_what_two_have_in_common_counts_the_houses(base):
    answer = ask(base, "红杉和雾岛基金共同投了哪些公司")
    assert answer.status is Status.ANSWERED
    assert "鲸落数据" in answer.lead
    assert "汐井科技" not in answer.lead
