"""Who or what an entity is: its facts by relation, and the passage that introduces it."""

from bot.answers.choosing import value_of
from bot.answers.cutting import cut_passage
from bot.answers.passages import LONG, answered, compose_long
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked
from knowledge.types import Fact, FactStatus

RELATIONS = ("founded", "founder", "role", "career", "business", "product", "valuation", "total_raised", "investor")
"""What a profile tells, in this order."""
VALUES = 3
"""Values told of one relation at most."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """All facts of the first entity named."""
    return tuple(FactQuery(subject=name.entity.name) for name in asked.named[:1])


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The passage that introduces it, then its facts in a line; what the best passage says where it has none."""
    told = _choose(findings.facts)
    if not told or not findings.ranked:
        return compose_long(asked, findings)
    places = {(r.found.passage.article, r.found.passage.start): r for r in findings.ranked}
    used: dict[tuple[str, int], Ranked] = {}
    for fact in told:
        place = (fact.evidence.article, fact.evidence.start)
        if place in places:
            used.setdefault(place, places[place])
    intro = next((r for r in findings.ranked if r.found.entities[:1] == (told[0].subject,)), findings.ranked[0])
    words = "；".join(dict.fromkeys(value_of(fact) for fact in told))
    lead = f"{cut_passage(intro, asked, LONG - 160)}\n{words[:150]}"
    return answered(asked, findings, lead, (intro, *[r for r in used.values() if r is not intro][:4]))


def _choose(facts: tuple[Fact, ...]) -> list[Fact]:
    chosen = []
    for relation in RELATIONS:
        fitting = [f for f in facts if f.relation == relation and f.status != FactStatus.CORRECTED]
        chosen += list({value_of(fact): fact for fact in fitting}.values())[:VALUES]
    return chosen
