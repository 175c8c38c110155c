"""What puts amounts of several facts in order: as they are, or converted into one currency. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.answers.choosing import date_of
from bot.currencies import Rates, every_rates, has_rates, rates_of, to_common, write_roughly
from bot.replies import reply
from bot.types import Findings, Language
from knowledge.types import Fact, Quantity


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
        """Whether it is sure which of the two is more: where one was converted, at the rates of every day known."""
        days = every_rates() if self.rates is not None else (None,)
        scales = [replace(self, rates=rates) for rates in days]
        orders = {(scale.size(one) > scale.size(other), scale.size(one) < scale.size(other)) for scale in scales}
        return len(orders) == 1 and orders != {(False, False)}

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
