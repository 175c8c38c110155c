"""The values that travel from an article to the store and on to an answer. No storage, no chats.

Every offset is an index of a Python string into `Article.text`, end excluded.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType

Key = NewType("Key", str)
"""Text made comparable by `text.to_key`; raw text cannot be looked up by mistake."""


class Precision(StrEnum):
    """How exactly a period is known."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days: 2023年4月 is 2023-04-01 to 2023-04-30, precision month."""

    start: date
    end: date
    """The last day, included."""
    precision: Precision
    words: str = ""
    """As written; empty where it was worked out (an article's own date)."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of money or a count, exact or a range."""

    low: Decimal | None
    """In whole units: 25亿美元 is 2500000000. None: no lower bound is said (不到1000万)."""
    high: Decimal | None
    """Equal to low when exact; None: no upper bound is said (超10亿, 上亿)."""
    unit: str
    """An ISO currency code (USD, CNY, HKD, EUR ...), "%", or what is counted as written (人, 家, 参数)."""
    words: str
    """As the article writes it."""
    approximate: bool = False
    """约, 近, 左右, 几 ..."""
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class RawArticle:
    """A file as read: its header taken apart, its body still dirty."""

    name: str
    """The file's name, without folders; what a citation shows as `article`."""
    digest: str
    """SHA-256 of the file's bytes, in hex."""
    body: str
    title: str
    outlet: str | None = None
    author: str | None = None
    published: Period | None = None
    """None: not known. Never a guess."""
    reprinted: Period | None = None
    """When a copy was posted, if that is another date than the article's own."""
    url: str | None = None
    """http or https only."""


class PassageKind(StrEnum):
    """Which part of an article a passage is."""

    TITLE = "title"
    BODY = "body"
    HEADING = "heading"
    TABLE = "table"
    """One row of a table, with its column names in `heading`."""
    HEADLINE = "headline"
    """The title of another article that this one links to: a statement apart from the body."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a cleaned article."""

    start: int
    end: int
    kind: PassageKind


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article: what citations cut from."""

    name: str
    digest: str
    title: str
    text: str
    """Title first, then one block a line."""
    blocks: tuple[Block, ...]
    """In order, not overlapping; together all of text but the line ends."""
    offsets: tuple[tuple[int, int], ...]
    """The way back: (start in text, start in raw body) of each run kept as it stands; -1: not of the body."""
    outlet: str | None = None
    author: str | None = None
    published: Period | None = None
    reprinted: Period | None = None
    url: str | None = None
    language: str = "zh"
    """zh, zh-Hant or en."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in its paragraph."""

    article: str
    index: int
    """Its place among the article's passages, from 0."""
    start: int
    end: int
    block: int
    """Index into `Article.blocks`."""
    kind: PassageKind
    heading: str | None = None
    """The nearest heading above; for a table row the table's column names."""
    speaker: str | None = None
    """Entity name of whose turn it is, in a transcript or interview."""


class EntityKind(StrEnum):
    """What an entity is."""

    COMPANY = "company"
    PERSON = "person"
    FUND = "fund"
    PRODUCT = "product"
    """A product, a model, an app, a piece of software."""
    ORGANISATION = "organisation"
    """A school, an institute, a lab, an exchange, an outlet."""
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a name."""

    name: str
    """The name that stands for it everywhere; unique."""
    kind: EntityKind
    aliases: tuple[str, ...] = ()
    """Other ways to write it, name excluded."""
    known: bool = True
    """From the lexicon; False: discovered in the articles."""
    is_introduced: bool = field(default=False, compare=False)
    """The article says what it is; False: known otherwise, or by how it is used alone."""
    covers: tuple[str, ...] = field(default=(), compare=False)
    """Names of the entities that this name alone may mean as well, from the lexicon: 红杉 and its house 红杉中国."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity named, or plainly meant, at a span."""

    entity: str
    start: int
    end: int
    resolved: bool = False
    """The words are a pronoun or 该公司, 前者 ...; only one candidate was left."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article says it. `article.text[start:end] == snippet`, always."""

    article: str
    start: int
    end: int
    snippet: str


class FactStatus(StrEnum):
    """How firmly the article says it, firmest first."""

    STATED = "stated"
    REPORTED = "reported"
    RUMOURED = "rumoured"
    PLANNED = "planned"
    DENIED = "denied"
    CORRECTED = "corrected"
    """The article says that this value was replaced by another."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What an article says of a subject, in one relation."""

    subject: str
    """Entity name."""
    relation: str
    """A key of rules/relations/*.yaml."""
    evidence: Evidence
    object: str | None = None
    """Entity name, for a relation between two entities."""
    quantity: Quantity | None = None
    period: Period | None = None
    """When it happened or held, as far as the article says."""
    text: str | None = None
    """The value in words where it is neither entity, quantity nor period (a role, a reason, a business)."""
    qualifier: str | None = None
    """The round (C轮), the role, the kind of valuation (投后): what tells two facts of one relation apart."""
    status: FactStatus = FactStatus.STATED
    according_to: str | None = None
    """Who says so, as written: 福布斯, 一名投资人."""
    also: tuple[Evidence, ...] = ()
    """Where copies of the article say it again: the same source, not a second one."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that somebody said, directly or as reported."""

    speaker: str
    """Entity name, an anonymous source as written (一名MiniMax早期投资人), or a pseudonym so marked (李然（化名）)."""
    words: str
    """The words said: a part of the snippet."""
    evidence: Evidence
    cue: str
    """What shows that somebody speaks: 表示, 认为, turn, block."""
    direct: bool
    """In quotation marks or in the speaker's own turn; False: indirect speech."""
    topics: tuple[str, ...] = ()
    """Entities the words are about: those they name, then those named as they are announced or asked for."""
    stance: str | None = None
    """positive or negative, where the words themselves show it (看好, 看衰)."""
    also: tuple[Evidence, ...] = ()
    """Where copies of the article say it again."""


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article half read: whom it names, not yet what it says of them."""

    article: Article
    passages: tuple[Passage, ...]
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """All that one article gives."""

    article: Article
    passages: tuple[Passage, ...]
    entities: tuple[Entity, ...]
    """Those mentioned, known and discovered."""
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An article as the store knows it: all but its blocks and its way back to the raw file."""

    name: str
    digest: str
    title: str
    text: str
    outlet: str | None
    author: str | None
    published: Period | None
    reprinted: Period | None
    url: str | None
    language: str
    original: str | None = None
    """Name of the article that this one is a reprint of; `published` is then that one's date."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage as the store gives it back, with what ranking needs to know of it."""

    passage: Passage
    snippet: str
    """`Source.text[passage.start:passage.end]`."""
    terms: tuple[str, ...]
    """Its index terms, in order (`terms.to_terms`)."""
    entities: tuple[str, ...]
    """Names of the entities mentioned in it, resolved pronouns included, in order."""
    values: frozenset[str]
    """Kinds of value in it: money, count, percent, period."""
    also: tuple[Evidence, ...] = ()
    """Where copies of the article say just this again."""
    is_copy: bool = False
    """It says again what another article's passage says, which has this one in `also`."""
