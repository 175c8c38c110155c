"""rules/noise.yaml, as it is loaded: which lines, and which pieces of lines, are no words of an article."""

from functools import cache
from typing import Any

from knowledge.reading.expressions import Expression, compile_expression
from knowledge.rules import Rule, own_rules
from knowledge.text import fold_characters

_LONGEST_LINE = 260
"""Characters; no line of navigation or small print is longer."""
_WHOLE_LINES = ("paywalls", "comments", "related", "endings", "tails", "notices", "lines")
"""Sections of patterns that a whole line must match, the first that does counts."""
_NO_SENTENCES = frozenset(("comments", "related", "endings", "tails", "lines"))
"""Sections of labels and buttons: what ends as a sentence is none of these."""
_ENDS = ("。", "！", "？", "!", "?", "；", "。”", "？”", "！”")
_LONGEST_HEADING = 80


class NoiseRules(Rule):
    """rules/noise.yaml."""

    codes: Expression
    code_marks: Expression
    asides: tuple[Expression, ...]
    lines: tuple[Expression, ...]
    notices: tuple[Expression, ...]
    related: tuple[Expression, ...]
    related_inline: Expression
    tails: tuple[Expression, ...]
    endings: tuple[Expression, ...]
    comments: tuple[Expression, ...]
    paywalls: tuple[Expression, ...]
    spam: tuple[Expression, ...]
    wares: tuple[Expression, ...]
    headings: tuple[Expression, ...]


@cache
def noise_rules() -> NoiseRules:
    """The rules, read once. Raises RuleError."""
    rules: NoiseRules = own_rules("noise.yaml", NoiseRules)
    return rules


@cache
def any_of(section: str) -> Any:
    """One RE2 object for all patterns of a section."""
    return compile_expression("|".join(f"(?:{rule.pattern})" for rule in getattr(noise_rules(), section)))


@cache
def _any_line() -> Any:
    """One RE2 object for all three sections: few lines match any."""
    rules = (rule for section in _WHOLE_LINES for rule in getattr(noise_rules(), section))
    return compile_expression("|".join(f"(?:{rule.pattern})" for rule in rules))


def find_noise(text: str) -> str | None:
    """Which section of the rules a whole line belongs to (paywalls, tails ...); None: it is the article's own."""
    if len(text) > _LONGEST_LINE:
        return None
    twin = fold_characters(text).strip()
    if not _any_line().fullmatch(twin):
        return None
    sections = [name for name in _WHOLE_LINES if not (name in _NO_SENTENCES and text.rstrip().endswith(_ENDS))]
    return next((name for name in sections if any_of(name).fullmatch(twin)), None)


def is_numbered_heading(text: str) -> bool:
    """Whether a short line opens a section by its number, and is no sentence."""
    if len(text) > _LONGEST_HEADING or text.endswith(("。", "；", ";", "，", ",", "：", ":", ".", "？”", "！”", "。”")):
        return False
    return any_of("headings").fullmatch(fold_characters(text)) is not None


def is_obfuscated(text: str) -> bool:
    """Whether words of text are broken up by codes."""
    return "@" in text and "%" in text and noise_rules().codes.search(fold_characters(text)) is not None
