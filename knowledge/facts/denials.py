"""Denials: what one sentence reports and the next one denies ("The company denied the report"). Finds no facts."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.facts.sentences import Sentence
from knowledge.facts.status import find_denials, status_rules
from knowledge.types import Article, Evidence, Fact, FactStatus

_HEARD = (FactStatus.REPORTED, FactStatus.RUMOURED)
"""What can be denied so: an article does not state a thing and deny it in the next sentence."""
_REACH = 60
"""Characters between a report and its denial: one short sentence may stand between."""
_LONGEST = 300
"""Characters of evidence; where report and denial together are longer, the report alone is shown."""


def deny_facts(article: Article, sentence: Sentence, facts: Sequence[Fact]) -> list[Fact]:
    """facts with the last reported ones as denied, if sentence denies them; their evidence then holds both."""
    said = list(find_denials(sentence.coded))
    start, end = sentence.passage.start, sentence.passage.end
    heard = [
        fact
        for fact in facts
        if fact.status in _HEARD
        and fact.evidence.start < start <= fact.evidence.end + _REACH
        and "\n" not in article.text[fact.evidence.start : start]
    ]
    if not said or not heard:
        return list(facts)
    last = max(fact.evidence.start for fact in heard)
    is_figure = all(any(word in phrase for word in status_rules().denials.figures) for phrase in said)
    denied = {fact for fact in heard if fact.evidence.start == last and (fact.quantity or not is_figure)}
    return [_deny(article, fact, end) if fact in denied else fact for fact in facts]


def _deny(article: Article, fact: Fact, end: int) -> Fact:
    at = fact.evidence
    if end - at.start <= _LONGEST:
        at = Evidence(at.article, at.start, end, article.text[at.start : end])
    return replace(fact, status=FactStatus.DENIED, evidence=at)
