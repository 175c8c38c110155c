"""An extract as the rows it will be in the tables: made where the article is read, so that the writer only writes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.merging.sketch import make_sketch
from knowledge.names.folder_names import Discovery
from knowledge.storing import rows
from knowledge.storing.index import locate_mentions
from knowledge.types import Entity, Extract, Found


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """All rows of one article, without `id` and `source`."""

    source: rows.Row
    of_article: Mapping[str, tuple[rows.Row, ...]]
    """Table of schema.OF_ARTICLE -> its rows, in order."""


def to_article_rows(
    extract: Extract,
    found: Iterable[Found],
    discoveries: Iterable[Discovery] = (),
    borrowed: Iterable[Entity] = (),
) -> ArticleRows:
    """The rows of extract; found: its passages as indexed.

    discoveries: what the article discovers read alone; borrowed: the entities of others that it was read with.
    """
    places = locate_mentions(extract.passages, extract.mentions)
    mentions = zip(extract.mentions, places, strict=True)
    return ArticleRows(
        rows.to_source_row(extract.article),
        {
            "passages": tuple(map(rows.to_passage_row, found)),
            "named": tuple(map(rows.to_named_row, extract.entities)),
            "introduced": tuple(map(rows.to_introduced_row, discoveries)),
            "borrowed": tuple(map(rows.to_borrowed_row, borrowed)),
            "mentions": tuple(rows.to_mention_row(mention, place) for mention, place in mentions),
            "facts": tuple(map(rows.to_fact_row, extract.facts)),
            "quotes": tuple(map(rows.to_quote_row, extract.quotes)),
            "sketches": (rows.to_sketch_row(make_sketch(extract.article)),),
        },
    )
