"""The value in a passage that has the form asked for: an amount, a date, the one person named."""

from bot.answers.cutting import find_units
from bot.templates import answer_types, asked_relations
from bot.types import Findings, Interpretation, Ranked
from knowledge.text import fold
from knowledge.types import EntityKind, Period, Precision
from knowledge.values import find_periods, find_quantities


def takes_of(asked: Interpretation) -> tuple[str, ...]:
    """The forms of value and kinds of entity that answer the question; empty: words.

    Where a relation is asked for, all that it may have: who led a round may be a person or a fund.
    """
    types = {asked.answer_type}
    if asked.relation is not None and asked.answer_type in asked_relations()[asked.relation][0].types:
        types |= set(asked_relations()[asked.relation][0].types)
    return tuple(dict.fromkeys(form for rule, _ in answer_types() if rule.type in types for form in rule.takes))


def find_values(ranked: Ranked, asked: Interpretation, anchor: Period | None = None) -> list[tuple[int, int, str]]:
    """(start, end, words) of the values of the wanted form, nearest to the relation's words first.

    anchor: the article's own date, against which 今年4月 is read; None: only dates that say their year.
    """
    snippet = ranked.found.snippet
    takes = takes_of(asked)
    given = asked.twin.replace(" ", "")
    found: list[tuple[int, int, str]] = []
    if "period" in takes:
        found += [(s, e, dated(p)) for p, s, e in find_periods(snippet, anchor)]
    if {"money", "count", "percent"} & set(takes):
        units = asked_relations()[asked.relation][0].units if asked.relation is not None else ()
        for quantity, start, end in find_quantities(snippet):
            form = "money" if quantity.is_money else "percent" if quantity.unit == "%" else "count"
            if form in takes and (form != "count" or not units or quantity.unit in units):
                found.append((start, end, quantity.words))
    marks = find_units(fold(snippet), asked)
    said = find_said(snippet, asked)
    fresh = [value for value in found if fold(value[2]).replace(" ", "") not in given]

    def distance(value: tuple[int, int, str]) -> tuple[int, int, int]:
        near = min((abs(value[0] - place) for place in said), default=0)
        return near, sum(abs(value[0] - mark[0]) for mark in marks), value[0]

    return sorted(fresh, key=distance)


def find_said(snippet: str, asked: Interpretation) -> list[int]:
    """Where the passage says the relation asked for, in one of its words; empty: nowhere, or it asks for none."""
    if asked.relation is None:
        return []
    twin = fold(snippet)
    return [at for form in asked_relations()[asked.relation][0].forms if (at := twin.find(form)) >= 0]


def find_people(ranked: Ranked, asked: Interpretation, findings: Findings) -> list[str]:
    """The one person of the passage whom the question does not name, if a person is asked for and there is just one."""
    if asked.answer_type != "person":
        return []
    given = {unit.name for unit in asked.units}
    people = [n for n in ranked.found.entities if findings.kinds.get(n) == EntityKind.PERSON and n not in given]
    return people[:1] if len(set(people)) == 1 else []


def dated(period: Period) -> str:
    """The period as written, with its year and month in figures where the words leave the year open."""
    if str(period.start.year) in period.words:
        return period.words
    return f"{period.words}（{to_figures(period)}）"


def to_figures(period: Period | None) -> str:
    """The period in figures, as exactly as it is known; empty for None."""
    if period is None:
        return ""
    form = {Precision.YEAR: "%Y", Precision.DAY: "%Y-%m-%d"}.get(period.precision, "%Y-%m")
    return period.start.strftime(form)
