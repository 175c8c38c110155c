"""The most, the least, the first: by the facts of all that are asked about, else by the passage that says so."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from bot.answers.passages import SHORT, compose_short
from bot.answers.scale import to_scale
from bot.answers.telling import answered_by, is_firm, leading, tell
from bot.phrases import phrase
from bot.replies import reply
from bot.templates import asked_relations
from bot.types import Answer, FactQuery, Findings, Interpretation, Unit
from knowledge.storing.scopes import Order
from knowledge.text import fold
from knowledge.types import Fact

FOUNDED, FOUNDER = "founded", "founder"
RUNNERS_UP = 2
"""Others told after the first."""
CITED = 3


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation, for the entities named or for all."""
    relation = relation_of(asked)
    if relation is None:
        return ()
    if names := dict.fromkeys(name.entity.name for name in asked.named):
        return tuple(FactQuery(subject=name, relation=relation) for name in names)
    return (FactQuery(relation=relation, scope=None if _group_words(asked) else _order(asked)),)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """What comes first, its value and the next ones; else the clause that says which is the most.

    Of one entity its values over time are compared, else one of each entity. Only where all that is asked about has a
    value and two or more do, all of one unit or of currencies that can be converted, and the first is alone in its
    place.
    """
    names = {name.entity.name for name in asked.named}
    compared = _compared(names, asked, findings)
    if len(compared) < 2 or names - {f.subject for f in compared} or not _is_by_fact(asked):
        return compose_short(asked, findings)
    ordered = put_in_order(compared, asked, findings)
    if not ordered:
        return compose_short(asked, findings)
    first = ordered[: 1 + RUNNERS_UP]
    scale = to_scale(() if _by_day(asked) else first, findings)
    told = [tell(fact, asked, scale.restate(fact, asked.language)) for fact in first]
    if len(names) != 1:
        told = [f"{fact.subject} {words}" for fact, words in zip(first, told, strict=True)]
    lead = reply("answer.ranked", asked.language, first=told[0], others="；".join(told[1:]))[:SHORT]
    if scale.rates is not None:
        rates = reply("answer.rates", asked.language, day=scale.rates.day.isoformat())
        lead = f"{lead[: SHORT - len(rates) - 1]}\n{rates}"
    return answered_by(asked, findings, lead, first, CITED)


def put_in_order(facts: Sequence[Fact], asked: Interpretation, findings: Findings) -> list[Fact]:
    """The facts as asked for, most or least first; empty: it is not sure which is, or there are fewer than two."""
    size = _size_by(asked)
    compared = [fact for fact in facts if size(fact) is not None]
    if len(compared) < 2:
        return []
    lowest = _is_lowest(asked)
    if _by_day(asked):
        ordered = sorted(compared, key=lambda f: (_day(f) or 0) * (1 if lowest else -1))
        return ordered if _day(ordered[0]) != _day(ordered[1]) else []
    scale = to_scale(compared, findings)
    if scale.rates is None and len({fact.quantity.unit for fact in compared if fact.quantity is not None}) > 1:
        return []
    ordered = sorted(compared, key=lambda f: scale.size(f) * (1 if lowest else -1))
    return ordered if scale.are_apart(ordered[0], ordered[1]) else []


def _compared(names: set[str], asked: Interpretation, findings: Findings) -> list[Fact]:
    """The facts to put in order: the values of the one entity, or the leading one of each, as far as they are firm."""
    if relation_of(asked) is None:
        return []
    facts = findings.facts if names else _of_group(asked, findings)
    size = _size_by(asked)
    first: dict[object, Fact] = {}
    for fact in leading((fact for fact in facts if is_firm(fact) and size(fact) is not None), findings):
        first.setdefault(size(fact) if len(names) == 1 else fact.subject, fact)
    return list(first.values())


def relation_of(asked: Interpretation) -> str | None:
    """The relation that is compared: who was founded first is a matter of when, not of by whom."""
    return FOUNDED if _by_day(asked) and asked.relation == FOUNDER else asked.relation


def _is_by_fact(asked: Interpretation) -> bool:
    """Whether the superlative is of the relation's value: 估值最高, not 最看好谁的估值."""
    return phrase("superlative").search(asked.twin) is not None and asked.speaker is None


def _of_group(asked: Interpretation, findings: Findings) -> tuple[Fact, ...]:
    """The facts of the group of companies that the question means without a name; empty: it cannot be told.

    All, where the question says nothing but relation and superlative; those in the articles whose title or headline
    holds the other words (具身图谱里) where some do.
    """
    words = _group_words(asked)
    if not words:
        return findings.facts
    titles = {name: fold(findings.title(name)) for name in findings.sources}
    meant = {n for n, title in titles.items() if any(form in title for unit in words for form in unit.forms[:1])}
    return tuple(fact for fact in findings.facts if fact.evidence.article in meant)


def _group_words(asked: Interpretation) -> tuple[Unit, ...]:
    """What the question says besides relation and superlative: a group of companies, where it names none."""
    return tuple(unit for unit in asked.units if not unit.is_entity and not _is_said(unit, asked))


def _is_said(unit: Unit, asked: Interpretation) -> bool:
    """Whether the unit says the relation or the superlative."""
    rule, pattern = asked_relations()[relation_of(asked) or FOUNDED]
    found = pattern.search.search(asked.plain)
    said = found.group() if found is not None else ""
    return any(form in rule.forms or form in said or phrase("superlative").search(form) for form in unit.forms)


def _by_day(asked: Interpretation) -> bool:
    first = phrase("asks_first").search(asked.twin) or phrase("asks_latest").search(asked.twin)
    return bool(first) or asked.relation == FOUNDED


def _order(asked: Interpretation) -> Order | None:
    """What comes first as asked for; None: who has the least."""
    if _by_day(asked):
        return Order.EARLIEST if _is_lowest(asked) else Order.LATEST
    return None if _is_lowest(asked) else Order.MOST


def _is_lowest(asked: Interpretation) -> bool:
    return bool(phrase("asks_first").search(asked.twin) or phrase("asks_least").search(asked.twin))


def _size_by(asked: Interpretation) -> Callable[[Fact], Decimal | int | None]:
    """What facts are ordered by: the day of the event for 最早 and 最晚, else the amount.

    The question is read for it once, not for each of the thousands of facts of a relation.
    """
    return _day if _by_day(asked) else _amount


def _amount(fact: Fact) -> Decimal | None:
    quantity = fact.quantity
    if quantity is None:
        return None
    return quantity.low if quantity.low is not None else quantity.high


def _day(fact: Fact) -> int | None:
    return fact.period.start.toordinal() if fact.period is not None else None
