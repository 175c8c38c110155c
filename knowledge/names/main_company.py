"""The one company that an article is about, by where and how often it is named. Resolves nothing itself."""

from collections import Counter
from collections.abc import Iterable

from knowledge.names.lexicon import Lexicon
from knowledge.types import Article, EntityKind, Mention, PassageKind

_OFTEN, _OPENING = 5, 3
"""Mentions from which on an article can be about a company that its title does not name; the same where the text opens
with it."""
_MORE = 2
"""How many times as often as any other company such a one is named."""


def find_main_company(article: Article, mentions: Iterable[Mention], lexicon: Lexicon) -> str | None:
    """The only company of the title, if no other is named more often; else one named far more often than any other.

    None: the article is about several, or about none. Words that only stand for a company do not count, nor do the
    titles of other articles below it.
    """
    apart = [(block.start, block.end) for block in article.blocks if block.kind is PassageKind.HEADLINE]
    companies = {entity.name for entity in lexicon.entities if entity.kind is EntityKind.COMPANY}
    named = [
        one
        for one in mentions
        if one.entity in companies and not one.resolved and not any(s <= one.start < e for s, e in apart)
    ]
    counts = Counter(one.entity for one in named)
    if not counts:
        return None
    title = article.blocks[0]
    titled = {one.entity for one in named if title.kind is PassageKind.TITLE and one.end <= title.end}
    (main, count), *others = counts.most_common()
    if len(titled) == 1 and counts[next(iter(titled))] == count:
        return next(iter(titled))
    is_most = not others or count >= _MORE * others[0][1]
    body = next((block for block in article.blocks if block.kind is PassageKind.BODY), title)
    opens = any(one.entity == main and one.start == body.start for one in named)
    return main if not titled and count >= (_OPENING if opens else _OFTEN) and is_most else None
