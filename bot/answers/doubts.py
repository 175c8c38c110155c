"""What speaks against a passage that seems to say what is asked: each doubt is True where it had better not answer."""

from datetime import date

from bot.answers.as_of import SOON, dated_relations
from bot.answers.choosing import has_form
from bot.answers.tables import is_row
from bot.answers.values import YEAR, find_values, overlaps, takes_of
from bot.phrases import phrase
from bot.templates import asked_relations, is_closed
from bot.types import Findings, Interpretation, Ranked
from knowledge.text import fold
from knowledge.types import Fact, FactStatus, Period, Precision
from knowledge.values import find_periods

AS_GOOD = 0.97
"""Share of a passage's score from which on another one is as good."""
HALF = 0.5
"""Share of the question's own words up to which a passage meets too few of them to be chosen among equals."""
ANY_DAY = Period(date(2000, 1, 1), date(2000, 1, 1), Precision.DAY)
"""Stands in for an article's date where only whether there is a date matters."""
SAID = 3
"""Words of a question that a passage which holds them all can hardly hold of another."""
SEVERAL = 2
"""Entities that are a list."""
LONG_AGO = 3
"""Years before an article that it does not speak of as 去年 or 前年."""
VALUES = frozenset({"money", "count", "percent", "period"})
"""Answer forms that are read off the text; the others are kinds of entity."""


def tells_of_others(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether the passage states the relation asked for, but only of others that it names itself."""
    if ranked.fact is not None or not is_closed(asked):
        return False
    names = {*asked.meant}
    here = ranked.found.entities
    kinds = {None, *(name.entity.kind for name in asked.named)}
    told = [
        fact
        for fact in told_in(ranked, findings)
        if fact.relation == asked.relation and fact.subject in here and findings.kinds.get(fact.subject) in kinds
    ]
    return bool(told) and not any(names & {fact.subject, fact.object} for fact in told)


def is_other_way_round(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether the passage states what is asked for with the question's name in the other part: whom it bought."""
    rule = asked_relations()[asked.relation][0] if asked.relation is not None else None
    if rule is None or rule.side is None:
        return False
    names = {*asked.meant}
    told = [fact for fact in told_in(ranked, findings) if fact.relation in (asked.relation, *rule.also)]
    sides = {side for f in told for side, name in (("subject", f.subject), ("object", f.object)) if name in names}
    return bool(sides) and rule.side not in sides


def is_claimed(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether the value that the passage would give is known to be that of another relation: 估值 is no 融资额."""
    if asked.relation is None or not is_closed(asked) or (ranked.fact is not None and has_form(ranked.fact, asked)):
        return False
    values = find_values(ranked, asked, ANY_DAY)
    own = {asked.relation, *asked_relations()[asked.relation][0].kin}
    claims = {fact.relation for fact in told_in(ranked, findings) if values and _has_words(fact, values[0][2])}
    return bool(claims) and not claims & own


def is_denied(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether the passage denies the relation that is asked for, where the question is not whether it holds."""
    if not is_closed(asked) or asked.kind == "yesno":
        return False
    names = {*asked.meant}
    told = [f for f in told_in(ranked, findings) if f.relation == asked.relation and names & {f.subject, f.object}]
    return bool(told) and all(fact.status == FactStatus.DENIED for fact in told)


def is_of_another(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether what the question takes over from the one before is nowhere near the passage: B轮 of somebody else."""
    taken = {unit.name for unit in asked.units if unit.is_entity and unit.share < 1.0}
    own = any(unit.is_entity and unit.share == 1.0 for unit in asked.units)
    said = [unit.name for unit in asked.units if not unit.is_entity and unit.share == 1.0]
    is_it = len(said) >= SAID and not any(name in ranked.missing for name in said)
    return bool(taken) and not own and not is_it and taken <= set(ranked.missing)


def is_of_other_time(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether a value of a year is asked for, and the passage dates what it says otherwise, or was written before.

    So too where it dates nothing and its article, of years later, does not so much as name that year; of a value that
    holds at a time only, where its article is of another time.

    去年 counts for nothing: it may be the asker's or the article's.
    """
    if (
        asked.period is None
        or YEAR.search(asked.period.words) is None
        or not VALUES.intersection(takes_of(asked))
        or "period" in takes_of(asked)
    ):
        return False
    source = findings.sources[ranked.found.passage.article]
    published = source.published
    dated = [period for period, _, _ in find_periods(ranked.found.snippet, published)]
    if dated:
        return not any(overlaps(period, asked.period) for period in dated)
    if asked.relation in dated_relations():
        # What changes with time is of its article's day, where it says no other.
        return published is None or not published.start - SOON <= asked.period.end <= published.end + SOON
    if published is None:
        return False
    is_long_ago = published.start.year - asked.period.end.year >= LONG_AGO
    return published.end < asked.period.start or (is_long_ago and str(asked.period.end.year) not in source.text)


def is_one_of_many(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether the passage meets half of the question's own words at most, and one elsewhere is as good: a coin toss.

    Never where it is evidence of the fact asked for, or gives words of the person whose words are asked for.
    """
    if ranked.fact is not None or (asked.speaker is not None and ranked.is_voiced):
        return False
    own = [unit.name for unit in asked.units if not unit.is_entity and unit.share == 1.0]
    if not own or sum(name not in ranked.missing for name in own) > HALF * len(own):
        return False
    here = ranked.found.passage
    return any(
        other.score >= AS_GOOD * ranked.score
        for other in findings.ranked[:10]
        if other.found.passage.article != here.article or abs(other.found.passage.block - here.block) > 1
    )


def lists_nothing(ranked: Ranked, asked: Interpretation, findings: Findings) -> bool:
    """Whether several are asked for and the passage neither strings things together, nor says that they follow."""
    if asked.kind != "list" or is_row(ranked) or ranked.fact is not None:
        return False
    given = {unit.name for unit in asked.units}
    new = {name for name in ranked.found.entities if name not in given}
    return (
        len(new) < SEVERAL
        and not phrase("strings_together").search(fold(ranked.found.snippet))
        and not announces(ranked, asked)
    )


def announces(ranked: Ranked, asked: Interpretation) -> bool:
    """Whether the passage ends by saying that things follow, such as are asked for: 最重要的是没做两件事。"""
    twin = fold(ranked.found.snippet)
    found = phrase("announces_several").search(twin.rstrip("。.：:"))
    if found is None:
        return twin.endswith(("：", ":"))
    return asked.kind == "why" or found.group()[1:].strip() in asked.twin


def told_in(ranked: Ranked, findings: Findings) -> tuple[Fact, ...]:
    """All facts, of any relation, that the passage is evidence of."""
    passage = ranked.found.passage
    return tuple(
        fact
        for fact in findings.rivals
        if fact.evidence.article == passage.article and passage.start <= fact.evidence.start < passage.end
    )


def _has_words(fact: Fact, words: str) -> bool:
    return fact.quantity is not None and fact.quantity.words == words


OBJECTIONS = (
    tells_of_others,
    is_other_way_round,
    is_claimed,
    is_denied,
    is_of_another,
    is_of_other_time,
    is_one_of_many,
    lists_nothing,
)
