"""What several have in common: who put money into both, what both put money into. Each of the ties is cited."""

from collections.abc import Mapping, Sequence

from bot.answers.choosing import plan_relation
from bot.answers.edges import Tie, cite_ties, others_of
from bot.answers.listed import join
from bot.answers.missing import to_label
from bot.replies import reply
from bot.templates import asked_relations
from bot.types import Answer, FactQuery, Findings, Interpretation, Status
from knowledge.types import Fact

KNOWN = 3
"""Entities told of one of them, where they have none in common."""
SIDES = ("subject", "object")


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation that have one of the entities named on either side."""
    return plan_relation(asked) if asked.relation is not None else ()


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The entities that all named have in common; where there are none, not found, with what is known of each."""
    covers = {name.entity.name: name.entity.covers for name in asked.named}
    names = list(covers)
    if len(names) < 2 or asked.relation is None:
        return None
    rule = asked_relations()[asked.relation][0]
    facts = [fact for fact in findings.facts if fact.relation in (asked.relation, *rule.also)]
    for side in SIDES:
        by = {name: _others((name, *covers[name]), side, facts, findings) for name in names}
        common = [other for other in by[names[0]] if all(other in by[name] for name in names[1:])]
        if common:
            return _answer(common, [by[name] for name in names], asked, findings)
    by = {name: _others((name, *covers[name]), SIDES[0], facts, findings) for name in names}
    if not any(by.values()):
        by = {name: _others((name, *covers[name]), SIDES[1], facts, findings) for name in names}
    return _none_common(by, asked, findings) if any(by.values()) else None


def _others(names: Sequence[str], side: str, facts: Sequence[Fact], findings: Findings) -> dict[str, Fact]:
    """Other entity -> the fact, of those that have one of the names on this side."""
    found: dict[str, Fact] = {}
    for name in names:
        for (_, at, other), fact in others_of(name, facts, findings).items():
            if at == side:
                found.setdefault(other, fact)
    return found


def _answer(
    common: Sequence[str], by: Sequence[Mapping[str, Fact]], asked: Interpretation, findings: Findings
) -> Answer:
    ties = [Tie(other, tuple(facts[other] for facts in by)) for other in common]
    told, citations, rest = cite_ties(ties, findings)
    more = reply("answer.more", asked.language, count=str(len(rest))) if rest else ""
    names = join([tie.words for tie in told], asked.language)
    lead = reply("answer.in_common", asked.language, count=str(len(common)), names=names) + more
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead, citations, rest=rest)


def _none_common(by: Mapping[str, Mapping[str, Fact]], asked: Interpretation, findings: Findings) -> Answer:
    """Says of which of them the articles do not tell any, or that those told are not the same."""
    language = asked.language
    label = to_label(asked.relation or "", language)
    silent = [name for name, others in by.items() if not others]
    key = "answer.half_unknown" if silent else "answer.none_in_common"
    lead = reply(key, language, names=join(silent or list(by), language), label=label)
    ties = []
    for name, others in by.items():
        some = dict(list(others.items())[:KNOWN])
        if some:
            words = reply("answer.of_name", language, name=name, label=label, value=join(list(some), language))
            ties.append(Tie(words, tuple(some.values())))
    told, citations, _ = cite_ties(ties, findings)
    return Answer(Status.NOT_FOUND, "not_found", language, lead, citations, notes=tuple(tie.words for tie in told))
