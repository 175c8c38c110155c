"""rules/introductions.yaml: the ways in which articles introduce names, as regular expressions. Decides on no name."""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.errors import RuleError
from knowledge.names.name_shapes import load_shapes
from knowledge.rules import Rule, own_rules

_UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d+,\}")
_PLACE = re.compile(r"\{([a-z_]+)\}")
_DOTS = "·•・‧"


class IntroductionRule(Rule):
    """One way of introducing names."""

    name: str
    cues: tuple[str, ...]
    pattern: str
    repeated: int = 1
    example: str
    finds: dict[str, tuple[str, ...]]


class IntroductionRules(Rule):
    """rules/introductions.yaml."""

    words: dict[str, tuple[str, ...]]
    rules: tuple[IntroductionRule, ...]


@dataclass(frozen=True, slots=True)
class Introduction:
    """A rule ready for use."""

    name: str
    cues: tuple[str, ...]
    """Words, one of which every match holds."""
    regex: re.Pattern[str]
    """Group names are slots: keys of `name_shapes.load_shapes()`."""
    repeated: int
    """How often the article has to name it."""


@cache
def load_introductions() -> tuple[Introduction, ...]:
    """The rules of introductions.yaml, read once. Raises RuleError naming the rule at fault."""
    rules = own_rules("introductions.yaml", IntroductionRules)
    return tuple(compile_rule(rule, rules.words) for rule in rules.rules)


@cache
def title_words() -> tuple[str, ...]:
    """What people are by their posts: 创始人, 总监. Raises RuleError."""
    rules: IntroductionRules = own_rules("introductions.yaml", IntroductionRules)
    return rules.words["title"]


def compile_rule(rule: IntroductionRule, words: dict[str, tuple[str, ...]]) -> Introduction:
    """rule with its words and shapes filled in. Raises RuleError: unbounded, an unknown slot, no regular expression."""
    if _UNBOUNDED.search(rule.pattern):
        raise RuleError(f"introductions.yaml: {rule.name}: unbounded quantifier")

    def fill(place: re.Match[str]) -> str:
        slot = place[1]
        if slot in words:
            longest_first = sorted(_in_both_cases(words[slot]), key=len, reverse=True)
            return "(?:" + "|".join(map(re.escape, longest_first)) + ")"
        if slot not in load_shapes():
            raise RuleError(f"introductions.yaml: {rule.name}: no words or shape called {slot}")
        return f"(?P<{slot}>{load_shapes()[slot].regex})"

    cues = tuple(cue for listed in rule.cues for cue in _cue_words(listed, words))
    try:
        return Introduction(rule.name, cues, re.compile(_PLACE.sub(fill, rule.pattern)), rule.repeated)
    except re.error as error:
        raise RuleError(f"introductions.yaml: {rule.name}: {error}") from error


def _cue_words(listed: str, words: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(_DOTS) if listed == "dot" else _in_both_cases(words.get(listed, (listed,)))


def _in_both_cases(words: tuple[str, ...]) -> tuple[str, ...]:
    """words, and those in Latin letters also as at the beginning of a sentence."""
    return tuple(dict.fromkeys((*words, *(word[0].upper() + word[1:] for word in words if word[0].isascii()))))
