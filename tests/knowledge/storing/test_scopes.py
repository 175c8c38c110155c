"""Of a relation with many facts those are read that matter, and nothing is lost of a relation with few."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from knowledge.storing import scopes
from knowledge.storing.scopes import Order
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.storing.writer import write_base
from knowledge.types import Entity, EntityKind, Fact
from tests.bases import make_extract
from tests.factories import fact, money, period

FIRMS = {"霁川智能": (30, "USD", 2019), "浮桥科技": (200, "CNY", 2021), "砚台数据": (9, "USD", 2023)}
LINES = tuple(f"{name}估值{amount}亿" for name, (amount, _, _) in FIRMS.items())


def worth(name: str, amount: int, unit: str, year: int) -> Fact:
    start = sum(len(line) + 1 for line in LINES[: list(FIRMS).index(name)])
    line = LINES[list(FIRMS).index(name)]
    return fact(name, snippet=line, article="a.txt", start=start, quantity=money(amount, unit), period=period(year))


FACTS = (*(worth(name, *values) for name, values in FIRMS.items()), worth("霁川智能", 1, "USD", 2016))


@pytest.fixture
def base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    entities = [Entity(name, EntityKind.COMPANY, known=False) for name in FIRMS]
    write_base(tmp_path / "k.db", [make_extract("a.txt", LINES, entities=entities, facts=FACTS)])
    with closing(open_base(tmp_path / "k.db")) as opened:
        yield opened


@pytest.mark.parametrize("order", Order)
def test_of_a_relation_with_few_facts_all_are_read(base: KnowledgeBase, order: Order) -> None:
    assert base.facts_among("valuation", order) == FACTS
    assert base.facts_among("founded", order) == ()


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (Order.MOST, {"霁川智能", "浮桥科技"}),
        (Order.LATEST, {"砚台数据"}),
        (Order.EARLIEST, {"霁川智能"}),
    ],
)
def test_of_one_with_many_all_facts_of_who_comes_first_in_each_unit(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, order: Order, first: set[str]
) -> None:
    monkeypatch.setattr(scopes, "MANY", 1)
    monkeypatch.setattr(scopes, "FOREMOST", 1)
    assert base.facts_among("valuation", order) == tuple(fact for fact in FACTS if fact.subject in first)


def test_who_is_written_in_two_scripts_comes_with_the_facts_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scopes, "MANY", 0)
    extracts = []
    for name, line, amount in (("a.txt", "极昼智能估值30亿", 30), ("b.txt", "極晝智能估值9亿", 9)):
        told = fact(line[:4], snippet=line, article=name, quantity=money(amount))
        extracts.append(make_extract(name, [line], entities=[Entity(line[:4], EntityKind.COMPANY)], facts=[told]))
    write_base(tmp_path / "k.db", extracts)
    with closing(open_base(tmp_path / "k.db")) as base:
        found = base.facts_among("valuation", Order.MOST)
    assert [(one.subject, one.evidence.article) for one in found] == [("极昼智能", "a.txt"), ("极昼智能", "b.txt")]


def test_of_a_time_those_whose_event_falls_into_it_in_part(base: KnowledgeBase) -> None:
    assert base.facts_among("valuation", period(2021, 6)) == FACTS[1:2]
    assert base.facts_among("valuation", period(2018)) == ()
