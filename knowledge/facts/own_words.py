"""我们 and we in somebody's turn, as mentions of the speaker's company. Finds no facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache

from knowledge.facts.patterns import Pattern, compile_pattern
from knowledge.facts.subject_rules import subject_rules
from knowledge.text import fold_characters
from knowledge.types import Article, Mention, Passage


def find_own_words(
    article: Article, passages: Iterable[Passage], mentions: Sequence[Mention], companies: Mapping[str, Set[str]]
) -> tuple[Mention, ...]:
    """我们 and we, as mentions of the company of whoever has the turn; empty where that is not one company.

    companies: person -> the companies that the article says are theirs.
    """
    taken = {mention.start for mention in mentions}
    found = []
    for passage in passages:
        own = companies.get(passage.speaker or "", frozenset())
        if len(own) == 1:
            found += [
                Mention(next(iter(own)), start, end, resolved=True)
                for start, end in _find_own(article.text[passage.start : passage.end], passage.start)
                if start not in taken
            ]
    return tuple(found)


@cache
def _own_pattern() -> Pattern:
    return compile_pattern(f"({'|'.join(subject_rules().own)})", {})


def _find_own(text: str, offset: int) -> Iterator[tuple[int, int]]:
    for start, end, _ in _own_pattern().find(fold_characters(text)):
        yield start + offset, end + offset
