"""On which side of a relation the question's name stands: who put money into it, or where it put its own. Pure."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

import re2

from bot.templates import RULES
from bot.types import Interpretation
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules
from knowledge.types import Fact

NAME = "◇"
"""What stands for a name in a masked question."""
Side = Literal["subject", "object"]


class SideRule(Rule):
    """A pattern over a masked question, and the side of the relation on which its name then stands."""

    relation: str
    side: Side
    match: str
    example: str


class SideRules(Rule):
    """rules/sides.yaml."""

    sides: tuple[SideRule, ...]


@cache
def side_patterns() -> tuple[tuple[SideRule, "re2.Pattern"], ...]:  # type: ignore[type-arg, unused-ignore]
    """The rules with their patterns, the one to prefer first. Raises RuleError."""
    compiled = []
    for rule in load_rules(RULES / "sides.yaml", SideRules).sides:
        try:
            compiled.append((rule, re2.compile(rule.match)))
        except re2.error as error:
            raise RuleError(f"sides.yaml: {rule.example}: {error}") from error
    return tuple(compiled)


def mask(asked: Interpretation) -> str:
    """The folded question with a ◇ in place of each name; spaces around Chinese go with it."""
    masked = asked.twin
    for start, end in sorted({(name.start, name.end) for name in asked.named if name.end}, reverse=True):
        masked = masked[:start].rstrip() + (" " if _is_latin(masked[:start].rstrip()) else "") + NAME + masked[end:]
    return masked.replace(f"{NAME} 的", f"{NAME}的")


def find_side(asked: Interpretation) -> Side | None:
    """The side of the relation asked for on which the question's name stands; None: either."""
    return find_side_of(mask(asked), asked.relation)


def find_side_of(masked: str, relation: str | None) -> Side | None:
    """The same, of a question that is masked already."""
    return next((r.side for r, pattern in side_patterns() if r.relation == relation and pattern.search(masked)), None)


def on_side(facts: Iterable[Fact], asked: Interpretation) -> list[Fact]:
    """The facts in which a name of the question stands on the side that the question means."""
    side, names = find_side(asked), {*asked.meant}
    found = [fact for fact in facts if fact.object is not None]
    if side is None:
        return [fact for fact in found if names & {fact.subject, fact.object}]
    return [fact for fact in found if (fact.subject if side == "subject" else fact.object) in names]


def _is_latin(text: str) -> bool:
    return text[-1:].isascii() and text[-1:].isalnum()
