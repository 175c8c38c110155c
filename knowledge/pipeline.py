"""The way of an article, top to bottom. Pure: reads no file, writes none."""

from knowledge.cleaning.clean import clean_article
from knowledge.facts.facts import find_facts
from knowledge.facts.quotes import find_quotes
from knowledge.names.lexicon import Lexicon
from knowledge.names.mentions import find_entities, find_mentions
from knowledge.splitting.passages import split_passages
from knowledge.types import Extract, RawArticle


def process_article(raw: RawArticle, lexicon: Lexicon) -> Extract:
    """All that an article gives; each part empty where there is none. Every span is one of `Extract.article.text`."""
    article = clean_article(raw)
    passages = split_passages(article, lexicon)
    entities = find_entities(article, passages, lexicon)
    names = lexicon.with_entities(entities)
    mentions = find_mentions(article, passages, names)
    facts = find_facts(article, passages, mentions, names)
    quotes = find_quotes(article, passages, mentions, names)
    return Extract(article, passages, entities, mentions, facts, quotes)
