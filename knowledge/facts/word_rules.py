"""The words that every relation may use, and how lists are written: rules/relations/words.yaml. Compiles nothing."""

from functools import cache

from knowledge.rules import Rule, own_rules


class ListRule(Rule):
    """How lists are written: expressions over coded sentences, in which entities are private-use characters."""

    join: str
    """What stands between two members."""
    words_join: str
    """The same between two words."""
    before: str
    """What may stand before a member that is an entity, after the join."""
    describing: str
    """What follows an entity that only describes the member after it."""


class WordRules(Rule):
    """rules/relations/words.yaml."""

    lists: ListRule
    afterwards: tuple[str, ...]
    """Words that put a sentence after the date given in the one before."""
    serial: tuple[str, ...]
    """Words that say that things happened at several dates, of which the sentence gives none."""
    now: tuple[str, ...]
    """Words that say that a number holds now, whatever date the sentence began with."""
    births: tuple[str, ...]
    """Words beside the date of a beginning, which dates nothing else in the sentence."""
    publications: tuple[str, ...]
    """Words after the date of a text, which dates nothing that the text says."""
    lasting: tuple[str, ...]
    """Words after a date from which something has lasted till now."""
    words: dict[str, dict[str, tuple[str, ...]]]
    """Classes of words that phrases may use as slots; name -> canonical word -> expressions."""


@cache
def word_rules() -> WordRules:
    """The rules of relations/words.yaml. Raises RuleError."""
    rules: WordRules = own_rules("relations/words.yaml", WordRules)
    return rules
