"""Words by which a question or a passage shows something, by name, from rules/phrases.yaml."""

import re
from functools import cache

from pydantic import Field

from bot.templates import RULES
from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules


class PhraseRule(Rule):
    """A pattern over folded text, texts that it is found in, and texts much like them that it is not found in."""

    match: str = Field(min_length=1)
    whole: bool = False
    """Whether the text is these words and nothing else; else they stand anywhere in it."""
    examples: tuple[str, ...] = Field(min_length=1)
    others: tuple[str, ...] = Field(default=(), alias="not")


class PhraseRules(Rule):
    """rules/phrases.yaml."""

    phrases: dict[str, PhraseRule]


@cache
def load_phrases() -> dict[str, PhraseRule]:
    """The rules by name, read once. Raises RuleError."""
    return load_rules(RULES / "phrases.yaml", PhraseRules).phrases


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The pattern of that name. Raises RuleError where there is none, or where it is no pattern."""
    rule = load_phrases().get(name)
    if rule is None:
        raise RuleError(f"phrases.yaml: no phrase {name!r}")
    try:
        return re.compile(rule.match)
    except re.error as error:
        raise RuleError(f"phrases.yaml: {name}: {error}") from error
