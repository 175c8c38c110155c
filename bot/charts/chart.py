"""Which facts become which bars: the history of one name, or several names side by side. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answers.choosing import value_of
from bot.answers.cutting import to_citation
from bot.answers.missing import to_label
from bot.periods import render_period
from bot.replies import reply
from bot.types import Citation, Language
from knowledge.comparing.precedence import FIRM, to_precedence
from knowledge.types import Fact, FactStatus, Quantity, Source

VALUATION, ROUND = "valuation", "funding_round"
HISTORY = (VALUATION, ROUND)
"""What a history is made of, where no other amount is asked for."""
MOST = 8
"""Bars of a picture: as many as a phone shows at a legible size, and as a caption can cite."""
FEWEST = 2
SEPARATOR = " · "
"""Between the parts of a note."""
UNTOLD = (FactStatus.DENIED, FactStatus.CORRECTED)


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount as drawn."""

    label: str
    """When, or whose; empty: the article does not say when."""
    note: str
    """What it is of, round and firmness included: 估值 · 传闻 · 投后."""
    words: str
    """The amount as the article writes it."""
    low: Decimal
    high: Decimal
    """Equal to low where it is exact or open to one side."""
    relation: str
    is_firm: bool
    """Stated or reported; False: a rumour or a plan, drawn hollow and dashed."""
    number: int
    """Of its citation, from 1."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation of a picture and the amounts it is for."""

    citation: Citation
    words: str
    """The first of the amounts, as it stands in the snippet."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture before it is drawn."""

    title: str
    bars: tuple[Bar, ...]
    """Top to bottom; of a history oldest first, those without a date last."""
    is_history: bool
    currency: str
    """ISO code of all bars."""
    cited: tuple[Cited, ...]
    left_out: tuple[str, ...]
    """What is known and not drawn, and names of which nothing is known."""
    language: Language


def chart_history(name: str, facts: Iterable[Fact], sources: Mapping[str, Source], language: Language) -> Chart | None:
    """The amounts of one name over time; None: fewer than two, of one currency, can be told.

    facts: of that name, of any relation whose amounts are wanted. Those denied or replaced are not drawn; an amount
    that is told twice is drawn once, with its date where one of them has it.
    """
    told = _distinct(_lead_first(facts, sources))
    currency = _usual_currency(told)
    drawn = sorted([f for f in told if _unit(f) == currency][:MOST], key=_order)
    lows = {_size(f) for f in drawn}
    left_out = [_told(f) for f in told if f not in drawn and (_unit(f) or _size(f) not in lows)]
    labels = dict.fromkeys(to_label(f.relation, language) for f in sorted(drawn, key=lambda f: f.relation != VALUATION))
    title = reply("charts.history", language, name=name, labels=reply("charts.and", language).join(labels))
    return _to_chart(title, [(render_period(f.period), f) for f in drawn], left_out, sources, language, is_history=True)


def chart_comparison(
    names: Sequence[str], relation: str, facts: Iterable[Fact], sources: Mapping[str, Source], language: Language
) -> Chart | None:
    """The leading amount of each name in one relation, greatest first; None: fewer than two are of one currency."""
    leading: dict[str, Fact] = {}
    for fact in _lead_first(facts, sources):
        if fact.relation == relation and fact.subject in names:
            leading.setdefault(fact.subject, fact)
    currency = _usual_currency(leading.values())
    drawn = sorted((f for f in leading.values() if _unit(f) == currency), key=_size, reverse=True)[:MOST]
    others = [f for f in leading.values() if f not in drawn]
    label = to_label(relation, language)
    left_out = [f"{f.subject} {value_of(f)}" for f in others]
    left_out += [reply("charts.untold", language, name=name, label=label) for name in names if name not in leading]
    title = reply("charts.comparison", language, label=label)
    return _to_chart(title, [(f.subject, f) for f in drawn], left_out, sources, language, is_history=False)


def _to_chart(
    title: str,
    drawn: Sequence[tuple[str, Fact]],
    left_out: Sequence[str],
    sources: Mapping[str, Source],
    language: Language,
    *,
    is_history: bool,
) -> Chart | None:
    if len(drawn) < FEWEST:
        return None
    numbers: dict[tuple[str, int, int], int] = {}
    cited: list[Cited] = []
    bars = []
    for label, fact in drawn:
        at = fact.evidence
        place = (at.article, at.start, at.end)
        if place not in numbers:
            numbers[place] = len(cited) + 1
            cited.append(Cited(to_citation(sources[at.article], at.start, at.end), value_of(fact)))
        bars.append(_to_bar(label, fact, numbers[place], language, is_history=is_history))
    return Chart(title, tuple(bars), is_history, _unit(drawn[0][1]), tuple(cited), tuple(left_out), language)


def _to_bar(label: str, fact: Fact, number: int, language: Language, *, is_history: bool) -> Bar:
    when = "" if is_history else render_period(fact.period)
    unsure = "" if fact.status is FactStatus.STATED else reply(f"status.{fact.status.value}", language)
    kind = to_label(fact.relation, language) if is_history else ""
    # Firmness before the round: the end is left out where room is short.
    note = SEPARATOR.join(filter(None, (kind, unsure, when, fact.qualifier)))
    low, high = _bounds(fact)
    return Bar(label, note, value_of(fact), low, high, fact.relation, fact.status in FIRM, number)


def _lead_first(facts: Iterable[Fact], sources: Mapping[str, Source]) -> list[Fact]:
    """The facts with an amount of money that hold, the one that leads first."""
    told = (f for f in facts if f.status not in UNTOLD and f.quantity is not None and f.quantity.is_money)
    return sorted(told, key=lambda f: to_precedence(f, sources[f.evidence.article].published))


def _distinct(facts: Sequence[Fact]) -> list[Fact]:
    """The first fact of each amount and time; one without a date only where no dated one gives its amount."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in sorted(facts, key=lambda f: f.period is None):
        amount = (fact.relation, fact.status in FIRM, _unit(fact), _bounds(fact))
        if fact.period is None and any(key[:4] == amount for key in seen):
            continue
        seen.setdefault((*amount, fact.period and fact.period.start), fact)
    return [fact for fact in facts if fact in seen.values()]


def _usual_currency(facts: Iterable[Fact]) -> str:
    """The currency of most, of the leading one where two are as frequent; empty: none says its currency."""
    counts = Counter(unit for fact in facts if (unit := _unit(fact)))
    return counts.most_common(1)[0][0] if counts else ""


def _unit(fact: Fact) -> str:
    return fact.quantity.unit if fact.quantity is not None else ""


def _bounds(fact: Fact) -> tuple[Decimal, Decimal]:
    quantity = fact.quantity or Quantity(None, None, "", "")
    ends = [end for end in (quantity.low, quantity.high) if end is not None] or [Decimal(0)]
    return ends[0], ends[-1]


def _size(fact: Fact) -> Decimal:
    return _bounds(fact)[0]


def _order(fact: Fact) -> tuple[bool, int, Decimal]:
    """(without a date of its own, day, amount), each ascending."""
    return fact.period is None, fact.period.end.toordinal() if fact.period is not None else 0, _size(fact)


def _told(fact: Fact) -> str:
    return " ".join(filter(None, (render_period(fact.period), fact.qualifier, value_of(fact))))
