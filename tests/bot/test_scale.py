"""Which of two amounts is more: sure within one currency; across two only where no known rate turns it round."""

import pytest

from bot.answers.scale import Scale
from bot.currencies import rates_of
from tests.factories import fact, money


def worth(amount: str, unit: str):
    return fact("星河智能", "valuation", quantity=money(amount, unit, f"{amount}{unit}"))


@pytest.mark.parametrize(
    ("one", "other", "sure"),
    [
        (("100", "CNY"), ("101", "CNY"), True),
        (("100", "CNY"), ("100", "CNY"), False),
        (("690", "CNY"), ("100", "USD"), False),
        (("750", "CNY"), ("100", "USD"), True),
        (("600", "CNY"), ("100", "USD"), True),
        (("13000", "JPY"), ("100", "USD"), False),
        (("9000", "JPY"), ("100", "USD"), True),
        (("112", "USD"), ("100", "EUR"), False),
    ],
)
def test_amounts_are_apart_where_they_are_at_every_known_rate(one, other, sure):
    scale = Scale("USD", rates_of(None))
    assert scale.are_apart(worth(*one), worth(*other)) is sure
    assert scale.are_apart(worth(*other), worth(*one)) is sure
