"""Amounts of several currencies in one, after rules/currencies.yaml: to compare them, never in place of the amount."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache

from pydantic import Field, model_validator

from bot.templates import RULES
from bot.types import Language
from knowledge.rules import Rule, load_rules

EURO = "EUR"
PREFERRED = "USD"
"""The common currency where no other is the most frequent one."""
DIGITS = 3
"""Figures of a converted amount: a rate of one day says no more of another."""
STEPS = {
    Language.ENGLISH: ((Decimal(10**9), " billion "), (Decimal(10**6), " million "), (Decimal(1), " ")),
    Language.SIMPLIFIED: ((Decimal(10**8), "亿"), (Decimal(10**4), "万"), (Decimal(1), "")),
    Language.TRADITIONAL: ((Decimal(10**8), "億"), (Decimal(10**4), "萬"), (Decimal(1), "")),
}
"""Steps by which an amount is written."""


class CurrencyRule(Rule):
    """A currency and its name in the three languages, as it stands after a number."""

    unit: str = Field(pattern="^[A-Z]{3}$")
    simplified: str = Field(alias="zh-Hans")
    traditional: str = Field(alias="zh-Hant")
    english: str = Field(alias="en")
    example: str


class RatesRule(Rule):
    """What one euro came to on a day."""

    day: date
    per_euro: dict[str, Decimal]


class CurrencyRules(Rule):
    """rules/currencies.yaml."""

    currencies: tuple[CurrencyRule, ...]
    rates: tuple[RatesRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _are_complete(self) -> "CurrencyRules":
        units = {rule.unit for rule in self.currencies}
        for rates in self.rates:
            if {*rates.per_euro, EURO} != units:
                raise ValueError(f"rates of {rates.day}: not those of the currencies named")
        days = [rates.day for rates in self.rates]
        if days != sorted(set(days)):
            raise ValueError("the days of the rates are not in order")
        return self


@dataclass(frozen=True, slots=True)
class Rates:
    """The rates of one day."""

    day: date
    per_euro: dict[str, Decimal]

    def convert(self, amount: Decimal, unit: str, common: str) -> Decimal:
        """The amount in the common currency. Raises KeyError for a currency without a rate; see `has_rates`."""
        return amount / self.per_euro[unit] * self.per_euro[common]


@cache
def _rules() -> CurrencyRules:
    return load_rules(RULES / "currencies.yaml", CurrencyRules)


@cache
def _names() -> dict[str, CurrencyRule]:
    return {rule.unit: rule for rule in _rules().currencies}


def has_rates(units: Iterable[str]) -> bool:
    """Whether all of the units are currencies that can be converted. Raises RuleError."""
    return all(unit in _names() for unit in units)


def rates_of(day: date | None) -> Rates:
    """The rates of the last day known up to that one: the first known where it is earlier, the last for None."""
    known = every_rates()
    return known[-1] if day is None else next((rates for rates in reversed(known) if rates.day <= day), known[0])


@cache
def every_rates() -> tuple[Rates, ...]:
    """The rates of all days known, in order. Raises RuleError."""
    return tuple(Rates(rates.day, {**rates.per_euro, EURO: Decimal(1)}) for rates in _rules().rates)


def to_common(units: Iterable[str]) -> str:
    """The currency in which to compare: the most frequent one; of several, dollars where they are among them."""
    listed = list(units)
    return max(dict.fromkeys(listed), key=lambda unit: (listed.count(unit), unit == PREFERRED))


def to_name(unit: str, language: Language) -> str:
    """The currency's name as it stands after a number; the unit itself where it has none."""
    rule = _names().get(unit)
    if rule is None:
        return unit
    if language is Language.ENGLISH:
        return rule.english
    return rule.simplified if language is Language.SIMPLIFIED else rule.traditional


def write(amount: Decimal, unit: str, language: Language) -> str:
    """The amount in words, all its figures kept: 12亿美元, 1.2 billion US dollars; of a count 1200人."""
    steps = STEPS[language]
    step, word = next(((step, word) for step, word in steps if amount >= step), steps[-1])
    return f"{_plain(amount / step)}{word}{to_name(unit, language)}"


def write_roughly(amount: Decimal, unit: str, language: Language) -> str:
    """The amount in words, rounded to DIGITS figures."""
    if amount == 0:
        return write(amount, unit, language)
    return write(round(amount, DIGITS - 1 - amount.adjusted()), unit, language)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
