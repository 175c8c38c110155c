"""Values to rows and back, column by column as schema.TABLES has them, `id` and `source` left out. No SQL."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from knowledge.merging.sketch import Sketch
from knowledge.names.folder_names import Discovery
from knowledge.types import (
    Article,
    Block,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    FactStatus,
    Found,
    Mention,
    Passage,
    PassageKind,
    Period,
    Precision,
    Quantity,
    Quote,
    Source,
)

Row = tuple[Any, ...]

PARSED = 4096
"""Periods, and amounts, that are kept, as many facts have the same: 6 MB. To make one takes as long as all else of a
fact."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_json(content: Iterable[object]) -> str:
    """A list as JSON, Chinese as it stands."""
    return _ENCODER.encode(list(content))


def _strings(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _period_row(period: Period | None) -> Row:
    if period is None:
        return (None,) * 4
    return (period.start.isoformat(), period.end.isoformat(), period.precision.value, period.words)


@lru_cache(PARSED)
def _parse_period(row: Row) -> Period | None:
    if row[0] is None:
        return None
    start, end, precision, words = row
    return Period(date.fromisoformat(start), date.fromisoformat(end), Precision(precision), words)


def _period_text(period: Period | None) -> str | None:
    return None if period is None else to_json(_period_row(period))


def to_period(text: str | None) -> Period | None:
    """From published or reprinted of sources."""
    return None if text is None else _parse_period(tuple(json.loads(text)))


def _quantity_row(quantity: Quantity | None) -> Row:
    if quantity is None:
        return (None,) * 6
    low, high = (None if bound is None else str(bound) for bound in (quantity.low, quantity.high))
    return (low, high, quantity.unit, quantity.words, quantity.approximate, quantity.is_money)


@lru_cache(PARSED)
def _parse_quantity(row: Row) -> Quantity | None:
    low, high, unit, words, approximate, is_money = row
    if unit is None:
        return None
    lower, upper = (None if bound is None else Decimal(bound) for bound in (low, high))
    return Quantity(lower, upper, unit, words, bool(approximate), bool(is_money))


def to_source_row(article: Article) -> Row:
    """Of table sources."""
    return (
        *(article.name, article.digest, article.title, article.outlet, article.author),
        *(_period_text(article.published), _period_text(article.reprinted), article.url, article.language),
        *(article.text, to_json((b.start, b.end, b.kind.value) for b in article.blocks), to_json(article.offsets)),
    )


def to_source(row: Row) -> Source:
    """From a row of sources without blocks and offsets."""
    name, digest, title, outlet, author, published, reprinted, url, language, text = row
    own, copy = to_period(published), to_period(reprinted)
    return Source(name, digest, title, text, outlet, author, own, copy, url, language)


def to_article(row: Row) -> Article:
    """From a whole row of sources."""
    source = to_source(row[:10])
    blocks = tuple(Block(start, end, PassageKind(kind)) for start, end, kind in json.loads(row[10]))
    offsets = tuple((start, raw) for start, raw in json.loads(row[11]))
    return Article(
        source.name,
        source.digest,
        source.title,
        source.text,
        blocks,
        offsets,
        *(source.outlet, source.author, source.published, source.reprinted, source.url, source.language),
    )


def to_passage_row(found: Found) -> Row:
    """Of table passages."""
    passage = found.passage
    return (
        *(passage.index, passage.start, passage.end, passage.block, passage.kind.value, passage.heading),
        *(passage.speaker, found.snippet, " ".join(found.terms)),
        *(to_json(found.entities), to_json(sorted(found.values))),
    )


def to_found(article: str, row: Row) -> Found:
    """From a row of passages of that article."""
    index, start, end, block, kind, heading, speaker, snippet, terms, entities, values = row
    passage = Passage(article, index, start, end, block, PassageKind(kind), heading, speaker)
    split = tuple(terms.split(" ")) if terms else ()
    return Found(passage, snippet, split, _strings(entities), frozenset(_strings(values)))


def to_named_row(entity: Entity) -> Row:
    """Of table named."""
    return (entity.name, entity.kind.value, entity.known, to_json(entity.aliases))


def to_entity(row: Row) -> Entity:
    """From a row of named."""
    name, kind, known, aliases = row
    return Entity(name, EntityKind(kind), _strings(aliases), bool(known))


def to_introduced_row(discovery: Discovery) -> Row:
    """Of table introduced."""
    entity = discovery.entity
    return (entity.name, entity.kind.value, entity.is_introduced, discovery.uses, to_json(entity.aliases))


def to_discovery(row: Row) -> Discovery:
    """From a row of introduced."""
    name, kind, introduced, uses, aliases = row
    entity = Entity(name, EntityKind(kind), _strings(aliases), known=False, is_introduced=bool(introduced))
    return Discovery(entity, uses)


def to_borrowed_row(entity: Entity) -> Row:
    """Of table borrowed."""
    return (entity.name, entity.kind.value, to_json(entity.aliases))


def to_borrowed(row: Row) -> Entity:
    """From a row of borrowed."""
    name, kind, aliases = row
    return Entity(name, EntityKind(kind), _strings(aliases), known=False)


def to_mention_row(mention: Mention, place: int | None) -> Row:
    """Of table mentions; place: index of the passage it stands in."""
    return (place, mention.entity, mention.start, mention.end, mention.resolved)


def to_mention(row: Row) -> Mention:
    """From a row of mentions."""
    _, entity, start, end, resolved = row
    return Mention(entity, start, end, bool(resolved))


def to_sketch_row(sketch: Sketch) -> Row:
    """Of table sketches."""
    return (sketch.spun, sketch.size, sketch.hashes)


def to_sketch(row: Row) -> Sketch:
    """From name, published and reprinted of a source and its row of sketches."""
    name, published, reprinted, spun, size, hashes = row
    return Sketch(name, to_period(published), reprinted is not None, spun, size, hashes)


def to_fact_row(fact: Fact) -> Row:
    """Of table facts."""
    return (
        *(fact.subject, fact.relation, fact.object, *_quantity_row(fact.quantity), *_period_row(fact.period)),
        *(fact.text, fact.qualifier, fact.status.value, fact.according_to),
        *(fact.evidence.start, fact.evidence.end, fact.evidence.snippet),
    )


_to_status = cache(FactStatus)


def to_fact(article: str, row: Row) -> Fact:
    """From a row of facts of that article."""
    text, qualifier, status, according_to, start, end, snippet = row[13:]
    return Fact(
        subject=row[0],
        relation=row[1],
        evidence=Evidence(article, start, end, snippet),
        object=row[2],
        quantity=_parse_quantity(row[3:9]),
        period=_parse_period(row[9:13]),
        text=text,
        qualifier=qualifier,
        status=_to_status(status),
        according_to=according_to,
    )


def to_quote_row(quote: Quote) -> Row:
    """Of table quotes."""
    return (
        *(quote.speaker, quote.words, quote.cue, quote.direct, to_json(quote.topics), quote.stance),
        *(quote.evidence.start, quote.evidence.end, quote.evidence.snippet),
    )


def to_quote(article: str, row: Row) -> Quote:
    """From a row of quotes of that article."""
    speaker, words, cue, direct, topics, stance, start, end, snippet = row
    return Quote(speaker, words, Evidence(article, start, end, snippet), cue, bool(direct), _strings(topics), stance)
