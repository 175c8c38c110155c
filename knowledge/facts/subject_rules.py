"""rules/subjects.yaml: the words that tell whom a clause speaks of. Resolves nobody."""

import re
from functools import cache

from knowledge.rules import Rule, own_rules


class SubjectRules(Rule):
    """rules/subjects.yaml."""

    handovers: tuple[str, ...]
    """Verbs after which the clause to come speaks of the object."""
    attributive: str
    """What stands between a description and the name described: who else the description names is no topic."""
    launches: tuple[str, ...]
    """The same where a product is looked for."""
    asides: tuple[str, ...]
    """What follows a name that is only mentioned in passing: the investors of A."""
    joining: tuple[str, ...]
    """What a clause ends with that only names who else took part."""
    naming: tuple[str, ...]
    """What stands between a thing and its name: the clauses to come speak of what is named so."""
    figures: tuple[str, ...]
    """What follows such words where a figure of the one named is given after all: the number of A's employees."""
    objects: tuple[str, ...]
    """What stands before a name that is an object."""
    definites: tuple[str, ...]
    description: re.Pattern[str]
    """A pattern of words that open a sentence and stand for the only company that its paragraph has named."""
    """Phrases that may stand for a company nobody named in the sentence."""
    continuing: tuple[str, ...]
    """How a paragraph opens that goes on about the topic of the one before."""
    others: tuple[str, ...]
    """Words for others than the speaker."""
    clause_openings: tuple[str, ...]
    """Words that open a clause before its subject."""
    rivals: tuple[str, ...]
    """What another company is to a known one, before its name: A's rival B."""
    beside: tuple[str, ...]
    """What opens a description of another company by a known one: the B that competes with A."""
    clause_adverbs: tuple[str, ...]
    """Words between the subject of a clause and its predicate, besides the modals of name_shapes.yaml."""
    sole_acts: tuple[str, ...]
    """Patterns of what nothing but a firm does, right after its name: so that may be a word of every day."""
    latin_acts: tuple[str, ...]
    """What only a firm does or is, right after its name, besides what name_uses.yaml lists."""
    figure_words: frozenset[str]
    """English words that open a sentence with a capital and name nobody: Annual revenue."""
    strangers: tuple[str, ...]
    """Texts ending where the predicate of a subject that nobody knows would follow (or with it)."""
    own: tuple[str, ...]
    """How a speaker speaks of the own company."""
    examples: tuple[tuple[str, str | None], ...]
    """A text ending where a clause without a subject would follow -> whom that clause speaks of."""


@cache
def subject_rules() -> SubjectRules:
    """The rules of subjects.yaml. Raises RuleError."""
    rules: SubjectRules = own_rules("subjects.yaml", SubjectRules)
    return rules
