"""How many there are of something that facts name: companies a fund put money into, founders, investors, products."""

from collections.abc import Mapping
from dataclasses import replace

from bot.answers.choosing import fits, plan_relation
from bot.answers.listed import answer_listed
from bot.answers.passages import compose_short
from bot.answers.sides import on_side
from bot.answers.telling import is_firm, leading
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation
from knowledge.types import EntityKind, Fact
from knowledge.values import find_quantities

HEADS = {
    EntityKind.PERSON: "answer.at_least_people",
    EntityKind.COMPANY: "answer.at_least_firms",
    EntityKind.FUND: "answer.at_least_firms",
}
"""What the counted are -> the line that counts them; others: answer.at_least."""
UNITS = frozenset({"家", "个", "位", "名", "人", "companies", "startups", "investors", "people", "founders"})
"""Units of a count that an article itself gives."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation that have an entity named on either side."""
    return plan_relation(asked) if asked.relation is not None else ()


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The count that an article gives, where it is no less than what the facts name; else these, as "at least"."""
    counted = _counted(asked, findings)
    stated = compose_short(asked, findings)
    if not counted:
        return stated if stated is not None and _number(stated.lead) else None
    if stated is not None and _number(stated.lead) >= max(len(counted), 2):
        return stated
    kinds = {findings.kinds.get(name) for name in counted}
    head = HEADS.get(next(iter(kinds)) or EntityKind.PRODUCT, "answer.at_least")
    if len({HEADS.get(kind or EntityKind.PRODUCT) for kind in kinds}) > 1:
        head = "answer.at_least"
    answer = answer_listed(counted, asked, findings, head)
    return replace(answer, notes=(reply("answer.only_read", asked.language), *answer.notes))


def _counted(asked: Interpretation, findings: Findings) -> Mapping[str, Fact]:
    """Entity -> the firm fact that has it on the other side than the question's name."""
    if asked.relation is None:
        return {}
    names = asked.meant
    plain = replace(asked, answer_type=None)
    counted: dict[str, Fact] = {}
    fitting = (f for f in on_side(findings.facts, asked) if is_firm(f) and fits(f, plain, findings))
    for fact in leading(fitting, findings):
        other = fact.object if fact.subject in names else fact.subject
        if other is not None and other not in names:
            counted.setdefault(other, fact)
    return counted


def _number(lead: str) -> int:
    """The count that an answer begins with; 0: none of things that can be named."""
    found = next(iter(find_quantities(lead)), None)
    if found is None or found[1] > 0 or found[0].unit not in UNITS:
        return 0
    return int(found[0].low or found[0].high or 0)
