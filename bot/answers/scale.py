"""What puts amounts of several facts in order: as they are, or converted into one currency. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.answers.choosing import date_of
from bot.currencies import Rates, has_rates, rates_of, to_common, write_roughly
from bot.replies import reply
from bot.types import Findings, Language
from knowledge.types import Fact, Quantity

DRIFT = Decimal("1.15")
"""How many times an amount must be another for their order to be sure at the rates of another day: the yearly rates of
dollar and yuan in rules/currencies.yaml are at most 1.11 times one another, of euro and dollar 1.18, end to end."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How amounts are compared."""

    common: str
    """The unit of all of them, once converted."""
    rates: Rates | None
    """None: they are of one unit, or cannot be converted."""

    def size(self, fact: Fact) -> Decimal:
        """The fact's amount in the common unit, its lower bound where it has one; 0 without an amount."""
        quantity = fact.quantity
        return Decimal(0) if quantity is None else self._convert(quantity)

    def are_apart(self, one: Fact, other: Fact) -> bool:
        """Whether it is sure which of the two is more: unequal, and by more than rates move where one was converted."""
        less, more = sorted((self.size(one), self.size(other)))
        return less != more if self.rates is None else more > less * DRIFT

    def restate(self, fact: Fact, language: Language) -> str | None:
        """The fact's amount in the common currency: 约14.1亿美元; None: it is in that already, or is not converted."""
        if self.rates is None or fact.quantity is None or fact.quantity.unit == self.common:
            return None
        value = write_roughly(self._convert(fact.quantity), self.common, language)
        return reply("answer.about", language, value=value)

    def _convert(self, quantity: Quantity) -> Decimal:
        amount = quantity.low or quantity.high or Decimal(0)
        return amount if self.rates is None else self.rates.convert(amount, quantity.unit, self.common)


def to_scale(facts: Iterable[Fact], findings: Findings) -> Scale:
    """The scale for these facts; where they are of several currencies, at the rates of the day of the newest."""
    valued = [(fact, fact.quantity) for fact in facts if fact.quantity is not None]
    units = [quantity.unit for _, quantity in valued]
    if len(set(units)) < 2 or not has_rates(units):
        return Scale(units[0] if units else "", None)
    days = [day for fact, _ in valued if (day := date_of(fact, findings)) is not None]
    return Scale(to_common(units), rates_of(max(days, default=None)))
