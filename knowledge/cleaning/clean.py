"""The second stage: a raw article in, its words alone out, each with the way back to the raw body.

Words are never changed, converted or put in another order: only what is no part of the article is left out.
"""

from collections.abc import Sequence

from knowledge.cleaning.language import find_language
from knowledge.cleaning.lines import Line, clean_lines
from knowledge.cleaning.tails import cut_tails, find_headlines
from knowledge.cleaning.traced import insert, join
from knowledge.reading.headers import find_header_lines
from knowledge.text import to_key
from knowledge.types import Article, Block, PassageKind, RawArticle


def clean_article(raw: RawArticle) -> Article:
    """The article without markup, navigation, advertising, captions and the site's own lines.

    Its text is the title and then one block a line. `offsets` leads back to `raw.body`; the title is not of the body.
    Cleaning what is clean changes nothing.
    """
    lines = _find_own_lines(raw)
    title = " ".join(raw.title.split())
    parts, blocks, length = [insert(title)], [Block(0, len(title), PassageKind.TITLE)], len(title)
    for line in lines:
        parts += (insert("\n"), line.text)
        blocks.append(Block(length + 1, length + 1 + len(line.words), line.kind))
        length = blocks[-1].end
    whole = join(parts)
    return Article(
        name=raw.name,
        digest=raw.digest,
        title=title,
        text=whole.text,
        blocks=tuple(blocks),
        offsets=whole.runs,
        outlet=raw.outlet,
        author=raw.author,
        published=raw.published,
        reprinted=raw.reprinted,
        url=raw.url,
        language=find_language(whole.text),
    )


def _find_own_lines(raw: RawArticle) -> Sequence[Line]:
    """The lines that are the article's own: no noise, no tail of the site, no header, no repeated title."""
    lines = [line for line in clean_lines(raw) if not _is_title(line.words, raw.title)]
    kept = list(find_headlines(cut_tails(lines, raw.url), raw.url))
    while found := find_header_lines(["|" if line.is_row else line.words for line in kept]):
        kept = [line for at, line in enumerate(kept) if at not in found]
    return kept


def _is_title(line: str, title: str) -> bool:
    return len(line) <= 2 * len(title) and to_key(line) == to_key(title)
