"""Amounts of several currencies: converted at the rates of a day, written in the asker's language, never guessed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.currencies import CurrencyRules, has_rates, rates_of, to_common, to_name, write, write_roughly
from bot.templates import RULES
from bot.types import Language
from knowledge.errors import RuleError
from knowledge.rules import load_rules
from knowledge.values import find_quantities

ALL = load_rules(RULES / "currencies.yaml", CurrencyRules)


@pytest.mark.parametrize("rule", ALL.currencies, ids=lambda rule: rule.unit)
def test_the_example_of_a_currency_is_read_as_that_currency(rule):
    (quantity, _, _) = find_quantities(rule.example)[0]
    assert quantity.is_money
    assert quantity.unit == rule.unit


def test_an_amount_converted_there_and_back_is_the_same():
    rates = rates_of(date(2024, 6, 1))
    there = rates.convert(Decimal(100), "USD", "CNY")
    assert 600 < there < 800
    assert round(rates.convert(there, "CNY", "USD"), 6) == 100


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        (date(2024, 6, 1), date(2023, 12, 29)),
        (date(2023, 12, 29), date(2023, 12, 29)),
        (date(2001, 1, 1), ALL.rates[0].day),
        (None, ALL.rates[-1].day),
    ],
)
def test_the_rates_are_those_of_the_last_day_before(day, taken):
    assert rates_of(day).day == taken


def test_what_has_no_rate_is_not_converted():
    assert has_rates(["USD", "EUR"])
    assert not has_rates(["USD", "TWD"])
    assert not has_rates(["人"])


@pytest.mark.parametrize(
    ("units", "common"), [(["CNY", "USD"], "USD"), (["CNY", "USD", "CNY"], "CNY"), (["HKD", "CNY"], "HKD")]
)
def test_the_common_currency_is_the_most_frequent_else_dollars(units, common):
    assert to_common(units) == common


@pytest.mark.parametrize(
    ("amount", "unit", "language", "words"),
    [
        (1_200_000_000, "USD", Language.SIMPLIFIED, "12亿美元"),
        (1_200_000_000, "USD", Language.TRADITIONAL, "12億美元"),
        (1_200_000_000, "USD", Language.ENGLISH, "1.2 billion US dollars"),
        (35_000, "EUR", Language.SIMPLIFIED, "3.5万欧元"),
        (800, "人", Language.SIMPLIFIED, "800人"),
    ],
)
def test_an_amount_is_written_in_the_steps_of_the_language(amount, unit, language, words):
    assert write(Decimal(amount), unit, language) == words


def test_a_converted_amount_claims_three_figures():
    assert write_roughly(Decimal("1411234567.8"), "USD", Language.SIMPLIFIED) == "14.1亿美元"


def test_a_currency_without_a_name_keeps_its_code():
    assert to_name("TWD", Language.ENGLISH) == "TWD"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("per_euro: {USD: 1.1234, ", "per_euro: {", "rates of 2019-12-31: not those of the currencies named"),
        ("day: 2020-12-31", "day: 2018-12-31", "the days of the rates are not in order"),
    ],
)
def test_broken_rates_are_refused(tmp_path: Path, old, new, said):
    path = tmp_path / "currencies.yaml"
    text = (RULES / "currencies.yaml").read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError, match=said):
        load_rules(path, CurrencyRules)
