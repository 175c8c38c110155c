"""Words that stand for a company without being its name: 该公司, the Dublin firm. Finds no facts."""

from collections.abc import Sequence
from functools import cache

from knowledge.facts.patterns import Pattern, PatternIndex, compile_pattern
from knowledge.facts.sentences import KIND_CODES, Sentence
from knowledge.facts.subject_rules import subject_rules
from knowledge.types import EntityKind, Mention

_NAMED = frozenset(KIND_CODES.values())
_ORGANISED = KIND_CODES[EntityKind.COMPANY] + KIND_CODES[EntityKind.FUND]


@cache
def _definites() -> tuple[tuple[Pattern, ...], PatternIndex]:
    patterns = tuple(compile_pattern(one, {}) for one in subject_rules().definites)
    return patterns, PatternIndex(patterns)


def may_mean_another(coded: str) -> bool:
    """Whether words stand in coded that may mean a company nobody named there."""
    patterns, index = _definites()
    return any(
        not _is_apposition(coded, start) for place in index.find(coded) for start, _, _ in patterns[place].find(coded)
    )


def _is_apposition(coded: str, start: int) -> bool:
    """Whether the words say what the one named right before is: A, the London start-up, ..."""
    before = coded[:start].rstrip()
    return before.endswith(",") and before[:-1].rstrip()[-1:] in _NAMED


def find_described(sentences: Sequence[Sentence], which: int, end: int) -> str | None:
    """The company that a sentence opening with a description goes on about: the only one that its paragraph has named.

    Pinmoor has fared better. The Dublin firm employs 310 people. None where the sentence up to end names one itself.
    """
    here = sentences[which]
    if not subject_rules().description.match(here.coded) or any(code in _ORGANISED for code in here.coded[:end]):
        return None
    named: set[str] = set()
    for sentence in reversed(sentences[:which]):
        if sentence.passage.block != here.passage.block:
            break
        places = (at for at in sentence.tokens if sentence.coded[at] in _ORGANISED)
        named.update(token.value.entity for at in places if isinstance((token := sentence.tokens[at]).value, Mention))
    return named.pop() if len(named) == 1 else None
