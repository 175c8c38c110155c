"""Which facts an answer tells: those in its citations whose value it says, of whom it speaks. Pure.

They are kept with the answer: when the articles change, they show whether what was answered still holds.
"""

from collections.abc import Callable, Collection, Iterable, Iterator

from bot.periods import render_period
from bot.types import Answer
from knowledge.text import fold
from knowledge.types import Fact

MOST = 24
"""Facts kept of one answer; few tell so many."""


def find_told(answer: Answer, facts_of: Callable[[str], Iterable[Fact]]) -> tuple[Fact, ...]:
    """The facts told, in the order in which they are; facts_of: all facts of the article of that name."""
    said = fold("\n".join((answer.lead, *answer.notes))).replace(" ", "")
    told: dict[tuple[object, ...], tuple[int, Fact]] = {}
    for citation in answer.citations:
        for fact in facts_of(citation.article):
            at = fact.evidence
            if at.start < citation.end and citation.start < at.end:
                place = _find_told(fact, answer.about, said)
                if place is not None:
                    told.setdefault(_to_key(fact), (place, fact))
    return tuple(fact for _, fact in sorted(told.values(), key=lambda pair: pair[0]))[:MOST]


def _to_key(fact: Fact) -> tuple[object, ...]:
    """What makes two facts one to a reader: a tie told twice, of two rounds, is told of the first."""
    value = (fact.quantity.low, fact.quantity.high, fact.quantity.unit, fact.qualifier) if fact.quantity else fact.text
    return fact.subject, fact.relation, fact.object, value


def _find_told(fact: Fact, about: Collection[str], said: str) -> int | None:
    """Where the answer, folded without spaces, says the fact's value, or the end that was asked for; None: nowhere.

    It has to speak of an end of the fact; of what only ties two entities, of both.
    """
    ends = [end for end in (fact.subject, fact.object) if end is not None]
    places = {end: _find(end, said) for end in ends}
    if not any(end in about or places[end] is not None for end in ends):
        return None
    found = [place for value in _values(fact) if (place := _find(value, said)) is not None]
    if fact.quantity is None and len(ends) == 2 and all(end in about or places[end] is not None for end in ends):
        found += [place for place in places.values() if place is not None]
    return min(found, default=None)


def _values(fact: Fact) -> Iterator[str]:
    """How the answer may say the fact's value; none for what only ties two entities."""
    if fact.quantity is not None:
        yield fact.quantity.words
    elif fact.text is not None:
        yield fact.text
    elif fact.period is not None and fact.object is None:
        yield fact.period.words
        yield render_period(fact.period)


def _find(words: str, said: str) -> int | None:
    """Where the words are said first, not as the end of a longer number: 2亿 is not said in 12亿."""
    folded = fold(words).replace(" ", "")
    at = said.find(folded) if folded else -1
    while at > 0 and folded[0].isdigit() and (said[at - 1].isdigit() or said[at - 1] == "."):
        at = said.find(folded, at + 1)
    return at if at >= 0 else None
