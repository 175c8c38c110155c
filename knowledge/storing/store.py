"""Reading a knowledge base: values out. Writes nothing; no text of a user ever becomes SQL or a search expression."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

from cachetools import LRUCache, cached

from knowledge.errors import StoreError
from knowledge.names.folder_names import Discovery
from knowledge.storing import rows
from knowledge.storing.copied import Copied, leading_only
from knowledge.storing.header import digest_file, read_header
from knowledge.storing.kept import Kept
from knowledge.storing.places import Place, Places
from knowledge.storing.postings import Postings
from knowledge.storing.read_only import ReadOnlyFile
from knowledge.storing.schema import CITED, VERSION, list_columns
from knowledge.storing.scopes import Order, Scopes
from knowledge.storing.spelt import Spelt
from knowledge.types import Article, Entity, Extract, Fact, Found, Period, Quote, Source

T = TypeVar("T")
S = TypeVar("S", Fact, Quote)

NAMED_BY_DIGEST = re.compile(r"-([0-9a-f]{12})\.[^.]*$")
"""How the file name of a published base ends: the first 12 hex digits of its own SHA-256."""
CACHED = 2048
"""Passages kept as objects: about 10 MB at most, some 60 terms each."""
CACHED_SOURCES, CACHED_NAMES, CACHED_FACTS = 256, 2048, 16_384
"""Articles kept with their text, some 5 MB at 5 kB each; entities of which is kept where they are mentioned; facts
kept of entities and relations asked for, some 13 MB.
"""

_SOURCE = list_columns("sources", without=("id", "blocks", "offsets"))
_PASSAGE = list_columns("passages", without=("id", "source"))
_FACT = list_columns("facts", without=("id", "source"))
_QUOTE = list_columns("quotes", without=("id", "source"))
_OF = "source = (SELECT id FROM sources WHERE name = ?)"
_AMONG = "id IN (SELECT value FROM json_each(?))"


def open_base(path: Path) -> "KnowledgeBase":
    """The base at path, which may be a symlink to a published one.

    Raises StoreError, in one line: absent, not ours, of another version, or damaged (the SHA-256 in a published name
    is compared with the file; a file without one gets SQLite's own check, which misses some damage).
    """
    file = path.resolve()
    try:
        header = read_header(file)
    except OSError as error:
        raise StoreError(f"{path}: no knowledge base there ({error.strerror})") from error
    if header is None:
        raise StoreError(f"{path}: not a knowledge base of Youju")
    if header != VERSION:
        raise StoreError(f"{path}: a knowledge base of version {header}, not {VERSION}: build it anew")
    named = NAMED_BY_DIGEST.search(file.name)
    if named is not None and digest_file(file)[:12] != named[1]:
        raise StoreError(f"{path}: damaged: {file.name} does not hold what its name says")
    base = KnowledgeBase(file)
    if named is None:
        base.check_pages()
    return base


class KnowledgeBase:
    """A base opened for reading: what it holds never changes. Every method raises StoreError where the file is damaged.

    Safe to use from several threads: one connection behind a lock, as a query takes microseconds and a search
    milliseconds. Orders are fixed: articles by name, within one as found; entities by name.
    """

    def __init__(self, file: Path) -> None:
        self.path = file
        """The very file, no symlink."""
        self._file = ReadOnlyFile(file)
        self._rows = self._file.rows
        self._kept = Kept(CACHED, lambda ids: self._read_found(_AMONG, rows.to_json(ids)))
        facts = LRUCache[Hashable, tuple[Fact, ...]](CACHED_FACTS, lambda found: 1 + len(found))
        self._facts_of = cached(facts, lock=Lock())(self._read_facts)
        self.facts_among: Callable[[str, Order | Period], tuple[Fact, ...]] = cached(facts, lock=Lock())(
            self._read_among
        )
        """As `facts`, those of a relation that matter (`Scopes.narrow`)."""
        self.count_facts: Callable[[str], int] = lru_cache(CACHED_NAMES)(self._count_facts)
        """Name of an entity -> how many facts have it for their subject; they are not read."""
        self._source_of = lru_cache(CACHED_SOURCES)(self._read_source)
        self._meta: dict[str, str] = dict(self._rows("SELECT key, value FROM meta"))
        self.fingerprint = self._meta.get("fingerprint", "")
        """Which rules and code read the articles."""
        self.folders = self._meta.get("folders", "")
        """The same for two builds from the same folders; "" where that is not known."""
        self.names: Mapping[int, str] = dict(self._rows("SELECT id, name FROM sources"))
        """The articles' names by the number that rows carry as `source`."""
        self._copied = Copied(self._rows, self.names)
        self._spelt = Spelt(dict(self._rows("SELECT spelling, name FROM spellings")))
        self._scopes = Scopes(self._rows, self._spelt)
        self._places = Places(self._rows, self.names, self._spelt)
        self.passage_count: int = self._rows("SELECT count(*) FROM passages")[0][0]
        self._postings = Postings(self._rows, self.passage_count)

    @property
    def build_id(self) -> str:
        """The same for two builds of the same articles by the same rules."""
        return self._meta.get("build_id", "")

    @property
    def built(self) -> datetime:
        """When, in UTC."""
        return datetime.fromisoformat(self._meta["built"])

    def close(self) -> None:
        """Give the file free. Any later call raises StoreError."""
        self._file.close()

    def entities(self) -> tuple[Entity, ...]:
        """All entities the articles name, merged over the articles, sorted by name."""
        aliases: dict[str, list[str]] = {}
        for name, alias in self._rows("SELECT entity, alias FROM aliases ORDER BY id"):
            aliases.setdefault(name, []).append(alias)
        found = self._rows("SELECT name, kind, known FROM entities ORDER BY name")
        return self._parse(rows.to_entity, ((*row[:2], row[2], rows.to_json(aliases.get(row[0], ()))) for row in found))

    def sources(self) -> tuple[Source, ...]:
        """All articles, sorted by name; a reprint with its original, and dated as that is."""
        return self._parse(self._copied.to_source, self._rows(f"SELECT {_SOURCE} FROM sources ORDER BY id"))

    def source(self, name: str) -> Source:
        """The article of that name, as in `sources`. Raises KeyError where there is none."""
        if (source := self._source_of(name)) is None:
            raise KeyError(name)
        return source

    def digests(self) -> dict[str, str]:
        """Article name -> SHA-256 of the file it was read from."""
        return dict(self._rows("SELECT name, digest FROM sources ORDER BY id"))

    def dates(self) -> Mapping[str, Period | None]:
        """Article name -> its date, a reprint's that of its original."""
        return self._copied.dates

    def titles(self) -> Mapping[str, str]:
        """Article name -> its title; "" where it has none."""
        return self._copied.titles

    def counts(self) -> dict[str, int]:
        """How many articles, passages, entities, facts and quotes there are, by these names.

        What several copies say is one fact, or one quote; articles and passages count as they are.
        """
        tables = {"articles": "sources", **dict.fromkeys(("passages", "entities", "facts", "quotes"))}
        counts = {name: self._rows(f"SELECT count(*) FROM {table or name}")[0][0] for name, table in tables.items()}
        for name in ("facts", "quotes"):
            counts[name] -= self._rows(f"SELECT count(*) FROM copied_{name}")[0][0]
        return counts

    def facts(
        self,
        *,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        article: str | None = None,
    ) -> tuple[Fact, ...]:
        """The facts with all that is given: names of entities, a key of rules/relations/*.yaml, a file name.

        What several copies say is one fact: the original's, with the others in `also`.
        """
        read = self._facts_of if subject or relation or object else self._read_facts
        return read(subject, relation, object, article)

    def quotes(
        self, *, speaker: str | None = None, topic: str | None = None, article: str | None = None
    ) -> tuple[Quote, ...]:
        """The quotes with all that is given: names of entities (or an anonymous speaker as written), a file name.

        Those of copies as in `facts`.
        """
        where, given = self._conditions(article, speaker=speaker)
        if topic is not None:
            which, spelt = self._conditions(topic=topic)
            where, given = f"{where} AND id IN (SELECT quote FROM topics WHERE {which})", (*given, *spelt)
        return self._said("quotes", _QUOTE, rows.to_quote, where, *given)

    def frequency(self, term: str) -> int:
        """How many passages hold term, as `terms.to_terms` gives it; 0 for what is no term."""
        return self._postings.frequency(term)

    def search(self, terms: Sequence[str], limit: int) -> tuple[Found, ...]:
        """The passages with the greatest idf sum of distinct terms held, best first, ties in the order of the articles.

        What copies say again is found in the original only. Any text may be given as a term; what no passage holds
        does not count. Work is bounded: see `rank_passages`.
        """
        return self._kept.find(self._postings.search(terms, limit))

    def find_places(self, terms: Sequence[str], limit: int) -> tuple[Place, ...]:
        """Where the passages are that `search` gives, for those who need not read them all."""
        return self._places.find(self._postings.search(terms, limit))

    def places_with(self, entity: str, limit: int) -> tuple[Place, ...]:
        """Where the first passages are that mention the entity of that name, resolved pronouns included."""
        return self._places.mentions(entity, max(limit, 0))

    def passages_of(self, article: str) -> tuple[Found, ...]:
        """All passages of the article of that name, each at its place; empty where there is none."""
        return tuple(found for _, found in self._read_found(f"{_OF} ORDER BY place", article))

    def extract(self, article: str) -> Extract:
        """All that the article of that name gave, as it was written. Raises KeyError where there is none."""
        return Extract(
            article=self.article(article),
            passages=self._read(article, "passages", lambda row: rows.to_found(article, row).passage),
            entities=self._read(article, "named", rows.to_entity),
            mentions=self._read(article, "mentions", rows.to_mention),
            facts=self._read(article, "facts", lambda row: rows.to_fact(article, row)),
            quotes=self._read(article, "quotes", lambda row: rows.to_quote(article, row)),
        )

    def article(self, name: str) -> Article:
        """The article of that name as it was read. Raises KeyError where there is none."""
        columns = list_columns("sources", without=("id",))
        for article in self._parse(rows.to_article, self._rows(f"SELECT {columns} FROM sources WHERE name = ?", name)):
            return article
        raise KeyError(name)

    def discoveries(self, article: str) -> tuple[Discovery, ...]:
        """What the article of that name, read alone, discovers; empty where there is none."""
        return self._read(article, "introduced", rows.to_discovery)

    def borrowed(self, article: str) -> tuple[Entity, ...]:
        """The entities of other articles that the one of that name was read with; empty where there is none."""
        return self._read(article, "borrowed", rows.to_borrowed)

    def spans_of(self, article: str) -> tuple[str, list[tuple[int, int, str]]]:
        """The text of the article of that name; start, end and words of all that is cited of it. Raises KeyError."""
        whole = self._rows("SELECT id, text FROM sources WHERE name = ?", article)
        if not whole:
            raise KeyError(article)
        tables = (f'SELECT start, "end", snippet FROM {table} WHERE source = ?1' for table in CITED)
        return whole[0][1], self._rows(" UNION ALL ".join(tables), whole[0][0])

    def check_pages(self, *, index: bool = False) -> None:
        """Raise StoreError where SQLite's own check of the file fails; index: check the search index too."""
        self._file.check_pages(index=index)

    def _read_facts(
        self, subject: str | None, relation: str | None, object: str | None, article: str | None
    ) -> tuple[Fact, ...]:
        where, given = self._conditions(article, subject=subject, relation=relation, object=object)
        return self._said("facts", _FACT, rows.to_fact, where, *given)

    def _read_among(self, relation: str, scope: Order | Period) -> tuple[Fact, ...]:
        where, given = self._scopes.narrow(relation, scope)
        return self._said("facts", _FACT, rows.to_fact, where, *given)

    def _count_facts(self, subject: str) -> int:
        where, given = self._conditions(subject=subject)
        return int(self._rows(f"SELECT count(*) FROM facts WHERE {where} AND {leading_only('facts')}", *given)[0][0])

    def _said(
        self, table: str, columns: str, convert: Callable[[str, rows.Row], S], condition: str, *given: object
    ) -> tuple[S, ...]:
        where = f"{condition} AND {leading_only(table)}"
        found = self._rows(f"SELECT id, source, {columns} FROM {table} WHERE {where} ORDER BY id", *given)
        said = self._parse(lambda row: self._spelt.respell(convert(self.names[row[1]], row[2:])), found)
        return self._copied.attach(table, (row[0] for row in found), said)

    def _read(self, article: str, table: str, convert: Callable[[rows.Row], T]) -> tuple[T, ...]:
        """The rows of an article in a table of schema.OF_ARTICLE, in order."""
        columns = list_columns(table, without=("id", "source"))
        return self._parse(convert, self._rows(f"SELECT {columns} FROM {table} WHERE {_OF} ORDER BY id", article))

    def _conditions(self, article: str | None = None, **given: str | None) -> tuple[str, tuple[str, ...]]:
        """The condition that each column given holds the value given, a name in any of its spellings."""
        kept = {column: self._spelt.find_spellings(name) for column, name in given.items() if name is not None}
        conditions = {f"{column} IN ({', '.join('?' * len(names))})": names for column, names in kept.items()}
        conditions |= {_OF: (article,)} if article is not None else {}
        return " AND ".join(("1", *conditions)), tuple(name for names in conditions.values() for name in names)

    def _read_source(self, name: str) -> Source | None:
        found = self._rows(f"SELECT {_SOURCE} FROM sources WHERE name = ?", name)
        return next(iter(self._parse(self._copied.to_source, found)), None)

    def _read_found(self, condition: str, given: str) -> Iterable[tuple[int, Found]]:
        found = self._rows(f"SELECT id, source, {_PASSAGE} FROM passages WHERE {condition}", given)
        read = self._parse(lambda row: self._spelt.respell(rows.to_found(self.names[row[1]], row[2:])), found)
        marked = self._copied.mark([row[0] for row in found], read)
        return zip((row[0] for row in found), marked, strict=True)

    def _parse(self, convert: Callable[[rows.Row], T], found: Iterable[rows.Row]) -> tuple[T, ...]:
        try:
            return tuple(convert(row) for row in found)
        except (ValueError, TypeError, ArithmeticError) as error:
            raise StoreError(f"{self.path}: damaged: {error}") from error
