"""Small bases and folders for tests: what the stages would give, made by hand."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

from knowledge.types import (
    Article,
    Block,
    Entity,
    EntityKind,
    Evidence,
    Extract,
    Fact,
    FactStatus,
    Mention,
    Passage,
    PassageKind,
    Period,
    Precision,
    Quantity,
    Quote,
)


def make_extract(
    name: str,
    sentences: Iterable[str],
    *,
    entities: Iterable[Entity] = (),
    facts: Iterable[Fact] = (),
    quotes: Iterable[Quote] = (),
    digest: str = "0" * 64,
) -> Extract:
    """An article of one paragraph a sentence; its entities mentioned wherever their names stand."""
    lines = tuple(sentences)
    text = "\n".join(lines)
    starts = [sum(len(line) + 1 for line in lines[:place]) for place in range(len(lines))]
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    named = tuple(entities)
    mentions = [
        Mention(entity.name, at, at + len(entity.name))
        for entity in named
        for at in range(len(text))
        if text.startswith(entity.name, at)
    ]
    return Extract(
        article=Article(
            name,
            digest,
            lines[0] if lines else "",
            text,
            tuple(Block(start, end, PassageKind.BODY) for start, end in spans),
            ((0, 0),),
        ),
        passages=tuple(
            Passage(name, index, start, end, index, PassageKind.BODY) for index, (start, end) in enumerate(spans)
        ),
        entities=named,
        mentions=tuple(sorted(mentions, key=lambda mention: mention.start)),
        facts=tuple(facts),
        quotes=tuple(quotes),
    )


def cite(name: str, sentences: Iterable[str], which: int) -> Evidence:
    """The sentence of that number as evidence in the article `make_extract` makes of them."""
    lines = tuple(sentences)
    start = sum(len(line) + 1 for line in lines[:which])
    return Evidence(name, start, start + len(lines[which]), lines[which])


HARBOUR = (
    "潮汐科技在宁波成立，做港口调度的模型",
    "潮汐科技2023年4月完成3.50亿元B轮融资，由白鹭资本领投",
    "创始人齐慕远表示：港口先于家庭用上机器人",
)
TUNNEL = ("北屿智能估值约20亿美元", "北屿智能也做港口调度，与潮汐科技竞争")


TIDE = Entity("潮汐科技", EntityKind.COMPANY, ("潮汐", "Tide Tech"), known=False)
ISLE = Entity("北屿智能", EntityKind.COMPANY, ("北屿",), known=False)
FOUNDER = Entity("齐慕远", EntityKind.PERSON, known=False)
EGRET = Entity("白鹭资本", EntityKind.FUND, known=False)
APRIL = Period(date(2023, 4, 1), date(2023, 4, 30), Precision.MONTH, "2023年4月")
RAISED = Quantity(Decimal("350000000.00"), Decimal("350000000.00"), "CNY", "3.50亿元", is_money=True)
WORTH = Quantity(Decimal("2E+9"), None, "USD", "约20亿美元", approximate=True, is_money=True)


def small_extracts() -> tuple[Extract, ...]:
    """Two invented articles with three facts and a quote."""
    founded = Fact("潮汐科技", "founded", cite("a.txt", HARBOUR, 0), text="宁波")
    raised = Fact("潮汐科技", "funding", cite("a.txt", HARBOUR, 1), "白鹭资本", RAISED, APRIL, qualifier="B轮")
    worth = Fact("北屿智能", "valuation", cite("b.txt", TUNNEL, 0), quantity=WORTH, status=FactStatus.RUMOURED)
    said = cite("a.txt", HARBOUR, 2)
    quote = Quote("齐慕远", "港口先于家庭用上机器人", said, "表示", False, ("潮汐科技",), "positive")
    return (
        make_extract(
            *("a.txt", HARBOUR),
            entities=(TIDE, EGRET, FOUNDER),
            facts=(founded, raised),
            quotes=(quote,),
            digest="a" * 64,
        ),
        make_extract(
            *("b.txt", TUNNEL),
            entities=(ISLE, TIDE),
            facts=(replace(worth, according_to="一名投资人"),),
            digest="b" * 64,
        ),
    )


def synthetic_extracts(articles: int, passages: int, *, seed: int = 1) -> Iterator[Extract]:
    """Articles of random Chinese characters and words of Zipf frequency, for measuring."""
    chance = random.Random(seed)
    words = ["".join(chr(chance.randrange(0x4E00, 0x9000)) for _ in range(2)) for _ in range(20_000)]
    weights = tuple(accumulate(1 / (rank + 1) for rank in range(len(words))))
    for number in range(articles):
        yield make_extract(
            f"{number:06}.txt",
            ("".join(chance.choices(words, cum_weights=weights, k=20)) for _ in range(passages)),
            digest=f"{number:064}",
        )


def write_folder(folder: Path, **texts: str | bytes) -> Path:
    """folder with these files: `a="..."` is a.txt; the suffix may be given as in `b_md`."""
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        stem, _, suffix = name.partition("_")
        content = text.encode() if isinstance(text, str) else text
        (folder / f"{stem}.{suffix or 'txt'}").write_bytes(content)
    return folder
