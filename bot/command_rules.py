"""The commands that stand for a sentence: YAML in, rules out (rules/commands.yaml)."""

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from bot.replies import Reply
from knowledge.rules import Rule, load_rules
from knowledge.types import EntityKind


class WayRule(Rule):
    """A sentence that a command stands for, and of whom."""

    kinds: tuple[EntityKind, ...] = ()
    holds: tuple[str, ...] = ()
    side: Literal["subject", "object"] = "subject"
    question: Reply
    topical: Reply | None = None


class ShownRule(Rule):
    """Of whom the example in a usage line is."""

    kinds: tuple[EntityKind, ...]
    holds: tuple[str, ...]


class TypedRule(Rule):
    """What is typed, and the sentence that it stands for."""

    typed: str
    asks: str


class CommandRule(Rule):
    """One block of rules/commands.yaml."""

    form: Reply
    names: int = Field(ge=1)
    ways: tuple[WayRule, ...] = Field(min_length=1)
    shown: ShownRule
    examples: tuple[TypedRule, ...] = Field(min_length=1)


class CommandRules(Rule):
    """rules/commands.yaml."""

    joined: Reply = Field(alias="and")
    commands: dict[str, CommandRule]


@cache
def command_rules() -> CommandRules:
    """The bundled rules, read once. Raises RuleError naming file and key."""
    return load_rules(Path(__file__).parent / "rules" / "commands.yaml", CommandRules)
