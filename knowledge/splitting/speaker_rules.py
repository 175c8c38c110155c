"""rules/speakers.yaml, as it is loaded."""

from functools import cache

from knowledge.names.name_rules import shape_rules
from knowledge.reading.expressions import Expression
from knowledge.rules import Rule, own_rules
from knowledge.text import fold_characters, is_cjk


class Labels(Rule):
    """Words of rules/speakers.yaml."""

    labels: frozenset[str]
    example: str


class Characters(Rule):
    """Characters of rules/speakers.yaml."""

    characters: str
    example: str


class SpeakerRules(Rule):
    """rules/speakers.yaml."""

    roles: Labels
    asides: Labels
    common: Labels
    answerers: Labels
    lists: Labels
    nicknames: Expression
    interviewed: Expression
    narrated: Expression
    transliteration: Characters
    given_names: dict[str, tuple[str, ...]]


@cache
def speaker_rules() -> SpeakerRules:
    """The rules, read once. Raises RuleError."""
    rules: SpeakerRules = own_rules("speakers.yaml", SpeakerRules)
    return rules


def is_chinese_name(text: str) -> bool:
    """Whether text has the form of a Chinese person's name: a family name and one or two characters more."""
    twin = fold_characters(text)
    return 2 <= len(twin) <= 3 and all(map(is_cjk, twin)) and twin[0] in shape_rules().surnames


def to_role(label: str) -> str | None:
    """The role that a label names, its number left out (嘉宾2, Speaker 1); None: it is no role."""
    twin = fold_characters(label).rstrip(" 0123456789")
    return twin if twin in speaker_rules().roles.labels else None
