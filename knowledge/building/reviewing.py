"""One article before it is taken in: what it gives, and what of that the base does not hold yet. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.building.folders import digest_bytes
from knowledge.cleaning.clean import clean_article
from knowledge.comparing.precedence import FIRM
from knowledge.errors import ArticleError, StoreError, YoujuError
from knowledge.merging.alignment import is_same_fact, says_the_same
from knowledge.names.borrowed_names import FolderNames
from knowledge.names.folder_names import share_names, to_discoveries
from knowledge.names.lexicon import load_lexicon
from knowledge.pipeline import name_entities, read_named
from knowledge.reading.read import parse_article
from knowledge.storing.catalogue import find_repeated
from knowledge.storing.check import find_extract_faults
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.types import Article, Extract, Fact, Period, Quote

LEADING = 8
"""Facts that a review carries."""


@dataclass(frozen=True, slots=True)
class Review:
    """What an article would give."""

    title: str
    outlet: str | None
    published: Period | None
    reprinted: Period | None
    facts: int
    new_facts: int
    """Those that no article of the base says yet."""
    quotes: int
    new_quotes: int
    leading: tuple[Fact, ...] = ()
    """At most LEADING: those that are new and firm first, one a subject and relation, in the order of the text."""
    same_as: str | None = None
    """Name of the article of the base that was read from the very same bytes."""
    repeats: str | None = None
    """Title of the article of the base of which this is a reprint, or which is a reprint of this one."""

    @property
    def has_news(self) -> bool:
        """Whether the base would learn anything from it."""
        return bool(self.new_facts or self.new_quotes)


def review_article(name: str, content: bytes, db: Path) -> Review:
    """What the file of that name would give to the base that db names, if there is one.

    It is read as a build would read it now. Raises ArticleError where a build would leave it out, else RuleError or
    StoreError.
    """
    try:
        return _review(name, content, db)
    except YoujuError:
        raise
    except Exception as error:  # as in a build: a mistake of ours that one article brings out
        raise ArticleError(f"{name}: cannot be read: {type(error).__name__}") from None


def _review(name: str, content: bytes, db: Path) -> Review:
    article = clean_article(parse_article(name, content))
    base = _open(db)
    try:
        extract = _read(article, base)
        if base is None:
            return _to_review(extract, extract.facts, extract.quotes)
        digest = digest_bytes(content)
        same = next((other for other, kept in base.digests().items() if kept == digest), None)
        return _to_review(
            extract,
            [fact for fact in extract.facts if not _is_known(fact, base)],
            [quote for quote in extract.quotes if not _is_quoted(quote, base)],
            same_as=same,
            repeats=None if same else _find_repeats(article, base),
        )
    finally:
        if base is not None:
            base.close()


def _open(db: Path) -> KnowledgeBase | None:
    try:
        return open_base(db)
    except StoreError:
        return None  # a build starts from nothing then, too


def _read(article: Article, base: KnowledgeBase | None) -> Extract:
    lexicon = load_lexicon()
    named = name_entities(article, lexicon)
    if base is not None:
        own = to_discoveries(article.text, named.entities)
        others = (one for name in base.digests() for one in base.discoveries(name))
        if borrowed := FolderNames(share_names((*own, *others))).borrow(article.text, own):
            named = name_entities(article, lexicon, borrowed)
    extract = read_named(named, lexicon)
    for fault in find_extract_faults(extract):
        raise ArticleError(fault)
    return extract


def _is_known(fact: Fact, base: KnowledgeBase) -> bool:
    return any(is_same_fact(fact, other) for other in base.facts(subject=fact.subject, relation=fact.relation))


def _is_quoted(quote: Quote, base: KnowledgeBase) -> bool:
    return any(says_the_same(quote.words, other.words) for other in base.quotes(speaker=quote.speaker))


def _find_repeats(article: Article, base: KnowledgeBase) -> str | None:
    for copy in find_repeated(base.path, article):
        if copy.is_reprint:
            other = copy.original if copy.name == article.name else copy.name
            return base.source(other).title
    return None


def _to_review(
    extract: Extract,
    new_facts: Sequence[Fact],
    new_quotes: Sequence[Quote],
    *,
    same_as: str | None = None,
    repeats: str | None = None,
) -> Review:
    article = extract.article
    return Review(
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        reprinted=article.reprinted,
        facts=len(extract.facts),
        new_facts=len(new_facts),
        quotes=len(extract.quotes),
        new_quotes=len(new_quotes),
        leading=_choose_leading(extract.facts, new_facts),
        same_as=same_as,
        repeats=repeats,
    )


def _choose_leading(facts: Sequence[Fact], new: Sequence[Fact]) -> tuple[Fact, ...]:
    fresh = set(new)
    ordered = sorted(facts, key=lambda fact: (fact not in fresh, fact.status not in FIRM, fact.evidence.start))
    chosen: dict[tuple[str, str], Fact] = {}
    for fact in ordered:
        chosen.setdefault((fact.subject, fact.relation), fact)
    return tuple(chosen.values())[:LEADING]
