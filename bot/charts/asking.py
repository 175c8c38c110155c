"""Whether a question asks for a picture, and what is left of it: rules/charts.yaml."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import re2

from bot.pattern_set import PatternSet
from bot.types import Question
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules
from knowledge.text import fold

ASKED = "asked"
"""The group of a pattern that holds the question without the wish."""


class WishRule(Rule):
    """A wording of the wish: RE2 over a folded question, with what the example leaves of itself."""

    match: str
    example: str
    leaves: str


class WishRules(Rule):
    """rules/charts.yaml."""

    wishes: tuple[WishRule, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """A compiled wording."""

    rule: WishRule
    search: "re2.Pattern"  # type: ignore[type-arg, unused-ignore]


@cache
def load_wishes() -> tuple[Wish, ...]:
    """The bundled wordings, the first to be tried first. Raises RuleError naming file and key."""
    wishes = []
    for number, rule in enumerate(load_rules(Path(__file__).parents[1] / "rules" / "charts.yaml", WishRules).wishes):
        try:
            search = re2.compile(rule.match)
        except re2.error as error:
            raise RuleError(f"charts.yaml: wishes.{number}.match: {error}") from error
        if ASKED not in search.groupindex:
            raise RuleError(f"charts.yaml: wishes.{number}.match: no group (?P<{ASKED}>...)")
        wishes.append(Wish(rule, search))
    return tuple(wishes)


@cache
def _wordings() -> PatternSet:
    return PatternSet([wish.search for wish in load_wishes()])


def find_wish(text: str) -> str | None:
    """The question without the words that ask for a picture, as typed; None: it asks for none.

    >>> find_wish("画一下云帆科技的估值走势")
    '云帆科技的估值走势'
    >>> find_wish("云帆科技的估值是多少") is None
    True
    """
    typed = text.strip()
    twin = fold(typed)
    which = _wordings().find_first(twin)
    if which is None:
        return None
    search = load_wishes()[which].search
    start, end = search.search(twin).span(search.groupindex[ASKED])
    return typed[start:end].strip()


def without_wish(question: Question) -> Question:
    """The question as it would be asked in words."""
    asked = find_wish(question.text)
    return replace(question, text=asked) if asked else question
