"""The way of an article, top to bottom. Pure: reads no file, writes none."""

from collections.abc import Sequence

from knowledge.cleaning.clean import clean_article
from knowledge.facts.facts import find_facts
from knowledge.facts.implied import find_implied
from knowledge.facts.quotes import find_quotes
from knowledge.names.lexicon import Lexicon
from knowledge.names.mentions import find_entities, find_mentions
from knowledge.splitting.passages import split_passages
from knowledge.types import Article, Entity, Extract, NamedArticle, RawArticle


def process_article(raw: RawArticle, lexicon: Lexicon, shared: Sequence[Entity] = ()) -> Extract:
    """All that an article gives; each part empty where there is none. Every span is one of `Extract.article.text`.

    shared: entities that other articles introduce and this one names (`FolderNames.borrow`).
    """
    return read_named(name_entities(clean_article(raw), lexicon, shared), lexicon)


def name_entities(article: Article, lexicon: Lexicon, shared: Sequence[Entity] = ()) -> NamedArticle:
    """The first half of the way: the cleaned article with its passages and whom it names."""
    names = lexicon.with_entities(shared)
    passages = split_passages(article, names)
    return NamedArticle(article, passages, find_entities(article, passages, names))


def read_named(named: NamedArticle, lexicon: Lexicon) -> Extract:
    """The second half: what the article says of whom it names."""
    article, passages = named.article, named.passages
    names = lexicon.with_entities(named.entities)
    mentions = find_mentions(article, passages, names)
    facts = find_facts(article, passages, mentions, names)
    quotes = find_quotes(article, passages, mentions, names)
    implied = find_implied(passages, mentions, facts)
    about = tuple(sorted((*mentions, *implied), key=lambda mention: mention.start))
    return Extract(article, passages, named.entities, about, facts, quotes)
