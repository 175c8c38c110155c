"""Which value leads: the facts asked for in, the one to say first and the others out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers.cutting import find_units
from bot.answers.pairs import pair_up
from bot.answers.values import overlaps, takes_of
from bot.asked_for import find_round, to_round_name
from bot.phrases import phrase
from bot.templates import asked_relations, asking_words
from bot.types import FactQuery, Findings, Interpretation, Ranked
from bot.wordbook import forms_of, wordbook
from knowledge.comparing.precedence import Precedence, day_of, to_precedence
from knowledge.text import fold
from knowledge.types import EntityKind, Fact, FactStatus
from knowledge.values import find_quantities

BETWEEN = ("percent", "money")
"""Forms of answer that a fact between two entities may have: what share one has of the other, how much it paid."""
STAKE = "stake"
TOTAL = "total_raised"
"""What was raised in all rounds: no answer where one of them is asked for."""
AGREES = 0.7
"""A fact answers only if its passage scores at least this share of the best passage's."""


NAMES = ("person", "company", "product")
"""Forms of answer that are a name: one that the question gives itself is none."""
ALIKE = {FactStatus.RUMOURED: (FactStatus.RUMOURED, FactStatus.REPORTED, FactStatus.PLANNED)}
"""What a question for a rumour takes first: what the article calls one, what it only reports, what is to come."""


def choose_facts(asked: Interpretation, findings: Findings, agrees: float = AGREES) -> tuple[Ranked, ...]:
    """The passages whose facts answer the question, the one that leads first; empty: none does.

    Order: the round asked for, else none in particular; then `comparing.precedence`, the same for the base and here.
    """
    if not findings.ranked:
        return ()
    floor = agrees * findings.ranked[0].score
    own = own_words(asked)
    near = [
        r
        for r in findings.ranked
        if r.fact is not None and r.score >= floor and r.is_bound and not _says_less(r, findings.ranked[0], own)
    ]
    fitting = [told for r in near if (told := _with_nearest(r, asked, findings)) is not None]
    return tuple(sorted(fitting, key=lambda r: _precedence(r, asked, findings)))


def own_words(asked: Interpretation) -> frozenset[str]:
    """The units of a question besides its names, the words that ask for the relation and those that frame it."""
    asking, frames = asking_words(asked.relation, asked.plain), wordbook().frames
    own = (unit for unit in asked.units if not unit.is_entity and unit.share == 1.0 and unit.name not in frames)
    of_round = {to_round_name(asked.qualifier)} if asked.qualifier is not None else frozenset()
    return frozenset(unit.name for unit in own if unit.forms[0] not in asking) - of_round


def _says_less(ranked: Ranked, best: Ranked, own: frozenset[str]) -> bool:
    """Whether the passage meets none of the question's own words, and the best one meets some."""
    return bool(own) and own <= {*ranked.missing} and not own <= {*best.missing}


def facts_of(ranked: Ranked, asked: Interpretation, findings: Findings) -> tuple[Fact, ...]:
    """The facts looked up that the passage is evidence of and that fit the question, in order."""
    passage = ranked.found.passage
    return tuple(
        fact
        for fact in findings.facts
        if fact.evidence.article == passage.article
        and passage.start <= fact.evidence.start < passage.end
        and fits(fact, asked, findings)
    )


def _with_nearest(ranked: Ranked, asked: Interpretation, findings: Findings) -> Ranked | None:
    """The passage with that fact of it whose value stands nearest to the question's words; None: none fits."""
    told, snippet = facts_of(ranked, asked, findings), ranked.found.snippet
    if not told:
        return None
    marks = [start for start, _ in find_units(fold(snippet), asked)]

    def distance(fact: Fact) -> int:
        at = snippet.find(value_of(fact, asked))
        return sum(abs(at - mark) for mark in marks) if at >= 0 else len(snippet) * len(marks)

    return replace(ranked, fact=min(told, key=distance))


def plan_relation(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation asked for that have an entity of the question on either side.

    Where no known relation is asked for: those between two entities of the question that may have such a value.
    """
    names = asked.meant
    if asked.relation is None:
        pairs = pair_up(names) if asked.answer_type in BETWEEN else ()
        return tuple(FactQuery(subject=one, object=other) for one, other in pairs)
    rule = asked_relations()[asked.relation][0]
    is_of_round = asked.qualifier is not None or phrase("asks_one_round").search(asked.plain) is not None
    also = (relation for relation in rule.also if not (is_of_round and relation == TOTAL))
    relations = (asked.relation, *also)
    return tuple(
        query
        for name in names
        for relation in relations
        for side, query in (
            ("subject", FactQuery(subject=name, relation=relation)),
            ("object", FactQuery(object=name, relation=relation)),
        )
        if rule.side in (None, side)
    )


def fits(fact: Fact, asked: Interpretation, findings: Findings) -> bool:
    """Whether the fact has a value of the form asked for, and is of the round and the time asked for."""
    if asked.answer_type in NAMES and {fact.subject, fact.object} <= {*asked.meant}:
        return False
    if fact.status == FactStatus.CORRECTED or not has_form(fact, asked) or not _is_of_kind(fact, asked, findings):
        return False
    if asked.kind != "yesno" and (fact.status == FactStatus.DENIED or _is_given(fact, asked)):
        return False
    if asked.qualifier is not None and asked.qualifier not in (
        find_round(fold(fact.qualifier or "")),
        find_round(fold(fact.evidence.snippet)),
    ):
        return False
    if asked.period is None:
        return True
    when = fact.period or findings.published(fact.evidence.article)
    return when is not None and overlaps(when, asked.period)


def _is_given(fact: Fact, asked: Interpretation) -> bool:
    """Whether the question itself says the fact's amount: who asks what 10亿 became does not ask for 10亿."""
    if fact.quantity is None or asked.answer_type not in ("money", "number", "count", "percent"):
        return False
    amounts = {(quantity.low, quantity.is_money) for quantity, _, _ in find_quantities(asked.question.text)}
    return (fact.quantity.low, fact.quantity.is_money) in amounts


def _is_of_kind(fact: Fact, asked: Interpretation, findings: Findings) -> bool:
    """Whether the entity that the fact would give is of a kind asked for: who founded it is no company.

    A person who holds a share founded the company, more likely than not, and is none of its investors.
    """
    if fact.relation == STAKE != asked.relation and findings.kinds.get(fact.object or "") == EntityKind.PERSON:
        return False
    kinds = set(takes_of(asked)) & set(EntityKind)
    given = findings.kinds.get(value_of(fact, asked))
    return given is None or not kinds or given in kinds


def _is_post(fact: Fact, asked: Interpretation) -> bool:
    """Whether the fact is of the post asked for, in any of its names: CTO, 首席技术官."""
    found = asked_relations()["role"][1].search.search(asked.plain)
    return found is None or any(form in fold(fact.text or "") for form in forms_of(found.group()))


def has_form(fact: Fact, asked: Interpretation) -> bool:
    """Whether the fact holds an amount where an amount is asked for, a date for a date, a name or words for a name.

    One of a post is of that post where the question names one.
    """
    if asked.relation == "role" and not _is_post(fact, asked):
        return False
    match asked.answer_type:
        case "money":
            return fact.quantity is not None and fact.quantity.is_money
        case "number":
            return fact.quantity is not None
        case "percent" | "count" | "duration":
            return fact.quantity is not None and not fact.quantity.is_money
        case "period":
            return fact.period is not None
        case "person" | "company" | "place" | "product":
            return fact.object is not None or fact.text is not None
        case _:
            return True


def _precedence(ranked: Ranked, asked: Interpretation, findings: Findings) -> tuple[bool, bool, Precedence, float]:
    """(not as firm as asked for, of a round or relation not asked for, precedence, score), each ascending."""
    fact = ranked.fact
    assert fact is not None
    stray = fact.relation != asked.relation or (
        asked.qualifier is None and fact.relation == "valuation" and find_round(fold(fact.qualifier or "")) is not None
    )
    published = findings.published(fact.evidence.article)
    as_asked = asked.status is None or fact.status in ALIKE.get(asked.status, (asked.status,))
    return not as_asked, stray, to_precedence(fact, published, exact=asked.answer_type == "period"), -ranked.score


def date_of(fact: Fact, findings: Findings) -> date | None:
    """The day by which the fact held: of the event, else of the article; None: not known."""
    return day_of(fact, findings.published(fact.evidence.article))


def value_of(fact: Fact, asked: Interpretation | None = None) -> str:
    """The fact's value in the article's words, or the name of the entity; that on the side which the question lacks."""
    if asked is not None and fact.object in asked.meant and fact.subject not in asked.meant:
        return fact.subject
    if asked is not None and asked.answer_type in ("person", "company", "product") and fact.object is not None:
        return fact.object
    if fact.quantity is not None:
        return fact.quantity.words
    if fact.object is not None:
        return fact.object
    if fact.text is not None:
        return fact.text
    return fact.period.words if fact.period is not None else fact.evidence.snippet


def distinct(ranked: Sequence[Ranked], asked: Interpretation | None = None) -> tuple[Ranked, ...]:
    """The first passage of each value."""
    seen: dict[str, Ranked] = {}
    for r in ranked:
        if r.fact is not None:
            seen.setdefault(fold(value_of(r.fact, asked)).replace(" ", ""), r)
    return tuple(seen.values())
