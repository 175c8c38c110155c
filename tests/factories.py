"""Values with defaults for tests: name only what the test is about."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from knowledge.names.lexicon import Lexicon
from knowledge.types import (
    Article,
    Block,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    FactStatus,
    Mention,
    Passage,
    PassageKind,
    Period,
    Precision,
    Quantity,
    Quote,
    RawArticle,
)

ARTICLE = "shanlan.txt"


def raw_article(
    body: str = "山岚数据成立于2018年。", *, name: str = ARTICLE, title: str = "山岚数据", **rest: object
) -> RawArticle:
    """A file as read."""
    return RawArticle(name=name, digest="0" * 64, body=body, title=title, **rest)  # type: ignore[arg-type]


def article(*paragraphs: str, name: str = ARTICLE, title: str = "", published: Period | None = None) -> Article:
    """A cleaned article of the paragraphs, its title first where it has one."""
    lines = [line for line in (title, *paragraphs) if line]
    blocks, start = [], 0
    for place, line in enumerate(lines):
        kind = PassageKind.TITLE if title and place == 0 else PassageKind.BODY
        blocks.append(Block(start, start + len(line), kind))
        start += len(line) + 1
    text = "\n".join(lines)
    return Article(name, "0" * 64, title, text, tuple(blocks), ((0, 0),), published=published)


def passages(source: Article, *, speakers: Iterable[str | None] = ()) -> tuple[Passage, ...]:
    """The sentences of an article, cut after 。！？ and after a full stop before a space; speakers by paragraph."""
    found: list[Passage] = []
    turns = list(speakers)
    for number, block in enumerate(source.blocks):
        speaker = turns[number] if number < len(turns) else None
        start = block.start
        for end in range(block.start + 1, block.end + 1):
            last = source.text[end - 1]
            stops = last in "。！？" or (last in ".!?" and source.text[end : end + 1] == " ")
            closing = source.text[end : end + 1] in {"”", "」", "》"}
            if (stops and not closing) or end == block.end:
                while start < end and source.text[start] == " ":
                    start += 1
                if start < end:
                    found.append(Passage(source.name, len(found), start, end, number, block.kind, None, speaker))
                start = end
    return tuple(found)


def passage(
    text: str = "山岚数据成立于2018年。", *, index: int = 0, start: int = 0, speaker: str | None = None
) -> Passage:
    """One sentence."""
    return Passage(ARTICLE, index, start, start + len(text), 0, PassageKind.BODY, None, speaker)


def entity(name: str = "山岚数据", kind: EntityKind = EntityKind.COMPANY, *aliases: str) -> Entity:
    """Somebody or something with a name."""
    return Entity(name, kind, aliases)


def lexicon(*entities: Entity) -> Lexicon:
    """A lexicon of just these."""
    return Lexicon(()).with_entities(entities)


def mention(name: str = "山岚数据", start: int = 0, end: int | None = None) -> Mention:
    """name, at start."""
    return Mention(name, start, start + len(name) if end is None else end)


def evidence(snippet: str = "山岚数据成立于2018年。", *, article: str = ARTICLE, start: int = 0) -> Evidence:
    """Where it is said."""
    return Evidence(article, start, start + len(snippet), snippet)


def period(year: int = 2023, month: int | None = None, *, words: str = "") -> Period:
    """A year, or a month of it."""
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, words)
    last = date(year + month // 12, month % 12 + 1, 1).toordinal() - 1
    return Period(date(year, month, 1), date.fromordinal(last), Precision.MONTH, words)


def money(amount: int | str = 2_500_000_000, unit: str = "USD", words: str = "25亿美元") -> Quantity:
    """An exact amount of money."""
    return Quantity(Decimal(amount), Decimal(amount), unit, words, is_money=True)


def fact(
    subject: str = "山岚数据",
    relation: str = "valuation",
    *,
    snippet: str = "山岚数据的估值达到25亿美元。",
    article: str = ARTICLE,
    start: int = 0,
    status: FactStatus = FactStatus.STATED,
    **rest: object,
) -> Fact:
    """What an article says; give object, quantity, period, text ... by keyword."""
    found = evidence(snippet, article=article, start=start)
    return Fact(subject, relation, found, status=status, **rest)  # type: ignore[arg-type]


def quote(
    speaker: str = "褚云帆",
    words: str = "上市没有时间表",
    *,
    snippet: str = "褚云帆表示“上市没有时间表”。",
    cue: str = "表示",
    direct: bool = True,
    **rest: object,
) -> Quote:
    """What somebody said."""
    return Quote(speaker, words, evidence(snippet), cue, direct, **rest)  # type: ignore[arg-type]
