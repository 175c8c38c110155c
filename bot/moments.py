"""Times that are named by what happened then, by rules/moments.yaml; and of when an answer is: 当时. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import re2

from bot.answers.as_of import SOON, dated_relations
from bot.answers.sides import mask
from bot.answers.telling import is_firm
from bot.asked_for import find_round, to_round_name
from bot.pattern_set import PatternSet
from bot.templates import RULES
from bot.types import Answer, FactQuery, Findings, Interpretation
from knowledge.comparing.precedence import to_precedence
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules
from knowledge.text import fold
from knowledge.types import Fact, Period, Precision

LONG_AGO = date(1900, 1, 1)


class MomentRule(Rule):
    """Words that name a time by an event."""

    match: str
    relation: str
    object: bool = False
    before: bool = False
    example: str


class MomentRules(Rule):
    """rules/moments.yaml."""

    moments: tuple[MomentRule, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A time named by an event, as far as the question says it."""

    query: FactQuery
    qualifier: str | None
    """The round, as `find_round` writes it; None: the event is none."""
    before: bool
    asked: Interpretation
    """The question without the words that name the time."""


@cache
def load_moments() -> tuple[tuple[MomentRule, "re2.Pattern"], ...]:  # type: ignore[type-arg, unused-ignore]
    """The rules with their patterns. Raises RuleError."""
    compiled = []
    for rule in load_rules(RULES / "moments.yaml", MomentRules).moments:
        try:
            compiled.append((rule, re2.compile(rule.match)))
        except re2.error as error:
            raise RuleError(f"moments.yaml: {rule.example}: {error}") from error
    return tuple(compiled)


@cache
def _patterns() -> PatternSet:
    return PatternSet([pattern for _, pattern in load_moments()])


def find_moment(asked: Interpretation) -> Moment | None:
    """The event by which the question names a time; None: it names none, or one in figures, or asks for no state."""
    if asked.period is not None or asked.relation not in dated_relations() or not asked.named:
        return None
    masked = mask(asked)
    which = _patterns().find_first(masked)
    if which is None:
        return None
    rule, pattern = load_moments()[which]
    said = pattern.search(masked)
    spans = sorted({(n.start, n.end) for n in asked.named if n.end})
    within = masked[: said.start()].count("◇")
    meant = {spans[within]} if rule.object and within < len(spans) else set()
    others = [name for name in asked.named if (name.start, name.end) not in meant]
    inside = [name.entity.name for name in asked.named if (name.start, name.end) in meant]
    if rule.object and not inside:
        return None
    subject = next((name.entity.name for name in others), None)
    if subject is None:
        return None
    query = FactQuery(subject=subject, relation=rule.relation, object=inside[0] if inside else None)
    qualifier = find_round(said.group()) if rule.relation == "funding_round" else None
    said_words = said.group().replace("◇", "")
    dropped = {*inside, *((to_round_name(qualifier),) if qualifier is not None else ())}
    units = tuple(u for u in asked.units if u.name not in dropped and (u.is_entity or u.forms[0] not in said_words))
    rest = replace(asked, named=tuple(others), units=units, qualifier=None)
    return Moment(query, qualifier, rule.before, rest)


def at_moment(moment: Moment, facts: Iterable[Fact], dates: Mapping[str, Period | None]) -> Interpretation | None:
    """The question with the time of the event, by its facts; None: the articles do not date it.

    dates: name of an article -> its date.
    """
    dated = [
        fact
        for fact in facts
        if fact.period is not None
        and is_firm(fact)
        and (moment.qualifier is None or find_round(fold(fact.qualifier or "")) == moment.qualifier)
    ]
    if not dated:
        return None
    event = min(dated, key=lambda fact: to_precedence(fact, dates.get(fact.evidence.article), exact=True))
    when = event.period
    assert when is not None
    words = f"{when.start:%Y}年"
    if moment.before:
        period = Period(LONG_AGO, when.start - timedelta(days=1), Precision.DAY, words)
    else:
        told = dates.get(event.evidence.article)
        end = max(when.end, told.end) if told is not None and told.end - when.end <= SOON else when.end
        period = Period(when.start, end, when.precision, words)
    return replace(moment.asked, period=period, reasons=(*moment.asked.reasons, f"time: {event.relation} {words}"))


def find_when(answer: Answer, asked: Interpretation, findings: Findings) -> Period | None:
    """The time of the fact that the answer is given by; None: it is not known, or the first citation holds several."""
    if not answer.citations or asked.relation is None:
        return None
    first = answer.citations[0]
    periods = {
        fact.period
        for fact in findings.facts
        if fact.relation == asked.relation
        and fact.period is not None
        and fact.evidence.article == first.article
        and first.start <= fact.evidence.start < first.end
    }
    return periods.pop() if len(periods) == 1 else None
