"""What the words of a quote show of the speaker's view, by rules/stance.yaml. Guesses no view from the tone."""

import re
from functools import cache
from typing import Any, Literal

import re2

from knowledge.rules import Rule, own_rules
from knowledge.text import fold

View = Literal["positive", "negative"]
_SENTENCE = re.compile(r"[^。!?;\n]*[。!?;\n]?")
_CLAUSE_ENDS = ",、:“”「」"
_ASKING = re.compile(r"(?:吗|呢|么)?[?]|吗[。!]?$")


class DenialRule(Rule):
    """What turns a view round."""

    chinese: tuple[str, ...]
    between: tuple[str, ...]
    english: tuple[str, ...]
    reach: int
    """Characters before an English word within which it may be denied."""


class StanceExample(Rule):
    """Words of our own and what they show."""

    text: str
    stance: View | None


class StanceRules(Rule):
    """rules/stance.yaml."""

    positive: tuple[str, ...]
    negative: tuple[str, ...]
    deny: DenialRule
    unless_before: tuple[str, ...]
    unless_after: tuple[str, ...]
    examples: tuple[StanceExample, ...]


@cache
def stance_rules() -> StanceRules:
    """The rules of stance.yaml. Raises RuleError."""
    rules: StanceRules = own_rules("stance.yaml", StanceRules)
    return rules


def find_stance(words: str) -> View | None:
    """The one view that the words show; None: none, or both. What is asked, supposed or said of others shows none."""
    twin = fold(words)
    if not _any().search(twin):
        return None
    shown = {view for sentence in _SENTENCE.findall(twin) for view in _views(sentence)}
    return shown.pop() if len(shown) == 1 else None


def _views(sentence: str) -> set[View]:
    if not sentence or _ASKING.search(sentence):
        return set()
    return {
        view
        for name, expression in _expressions()
        for match in expression.finditer(sentence)
        if (view := _view(name, sentence, match))
    }


def _view(name: View, sentence: str, match: Any) -> View | None:
    start = match.start(min(1, match.re.groups))
    clause = max(sentence.rfind(mark, 0, start) for mark in _CLAUSE_ENDS) + 1
    before, rules = sentence[clause:start], stance_rules()
    if any(before.rstrip().endswith(word) for word in rules.unless_before):
        return None
    if sentence.startswith(rules.unless_after, match.end()):
        return None
    denials = _count_denials(before, latin=sentence[start].isascii())
    if denials == 0:
        return name
    return "negative" if name == "positive" and denials == 1 else None


def _count_denials(before: str, *, latin: bool) -> int:
    """How often what follows is denied: 不是不 twice."""
    deny = stance_rules().deny
    if latin:
        return len(_english_denials().findall(before[-deny.reach :]))
    count, text = 0, before
    while word := next((word for word in (*deny.chinese, *deny.between) if text.endswith(word)), None):
        count += word in deny.chinese
        text = text.removesuffix(word)
    return count


@cache
def _english_denials() -> re.Pattern[str]:
    words = "|".join(map(re.escape, stance_rules().deny.english))
    return re.compile(rf"\b(?:{words})\b".replace("'", "['’]"))


@cache
def _any() -> Any:
    """All expressions as one: most words show nothing, and are told by one search."""
    options = re2.Options()
    options.log_errors = False
    rules = stance_rules()
    return re2.compile("|".join(f"(?:{one})" for one in (*rules.positive, *rules.negative)), options)


@cache
def _expressions() -> tuple[tuple[View, Any], ...]:
    options = re2.Options()
    options.log_errors = False
    rules = stance_rules()
    views: tuple[tuple[View, tuple[str, ...]], ...] = (("positive", rules.positive), ("negative", rules.negative))
    return tuple((view, re2.compile(one, options)) for view, ones in views for one in ones)
