"""为什么 after an answer asks for the reason of what that told; the same sentence again is no reason."""

import pytest

from bot.types import Status
from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bot.deals import ask

ARTICLE = """---
title: 三家做仪器的公司
outlet: 港口日报
published: 2024-06-01
---

鲸落数据是一家宁波的公司，成立于2020年。2024年3月，鲸落数据裁员120人。

汐井科技是一家大连的公司，成立于2021年。2024年4月，汐井科技裁员80人。

码头上的人都在谈天气，货船排成一列等着进港，值班室的灯亮了一夜。

鲸落数据裁员的原因是最大的客户在年初停了订单，账上的钱只够用到夏天。
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    folder = tmp_path_factory.mktemp("why")
    (folder / "articles").mkdir()
    (folder / "articles" / "cuts.md").write_text(ARTICLE, encoding="utf-8")
    assert build_base((folder / "articles",), folder / "kb.db").failed == ()
    return open_base(folder / "kb.db")


@pytest.mark.parametrize("why", ["为什么", "为啥呢？", "原因是什么", "why?"])
def test_the_reason_of_what_was_told_is_given(base, why):
    answer = ask(base, "鲸落数据裁员多少人", why)
    assert answer.status is Status.ANSWERED
    assert "停了订单" in answer.lead


@pytest.mark.parametrize("why", ["为什么", "why?"])
def test_where_no_reason_is_given_none_is_told(base, why):
    assert "80人" in ask(base, "汐井科技裁员多少人").lead
    answer = ask(base, "汐井科技裁员多少人", why)
    assert answer.status is Status.NOT_FOUND
    assert "汐井科技" in answer.lead


def test_a_question_that_says_more_is_answered_by_what_it_says(base):
    answer = ask(base, "汐井科技裁员多少人", "鲸落数据为什么裁员")
    assert "停了订单" in answer.lead
