"""A time that the articles do not cover is said to lie outside them, with where they begin and end."""

import pytest

from bot.types import Status
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
