"""Lines in two parts, as cards and notes on results list them."""

from collections.abc import Iterator

import pytest

from knowledge.facts.facts import find_facts
from knowledge.types import Entity, EntityKind
from tests import factories

LEXICON = factories.lexicon(Entity("山岚数据", EntityKind.COMPANY), Entity("青禾智能", EntityKind.COMPANY))
TITLE = "山岚数据三季度业绩"


def find(*lines: str, title: str = TITLE) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Subject, relation, quantity and qualifier of the facts."""
    source = factories.article(*lines, title=title)
    for fact in find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON):
        yield fact.subject, fact.relation, fact.quantity.words if fact.quantity else None, fact.qualifier


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("收入：3.46亿元，同比增长", ("山岚数据", "revenue", "3.46亿元", None)),
        ("净亏损：5210万元", ("山岚数据", "profit", "5210万元", "净亏损")),
        ("员工：864人，较上季度末少了一些", ("山岚数据", "headcount", "864人", None)),
        ("毛利率：37.5%", ("山岚数据", "gross_margin", "37.5%", None)),
    ],
)
def test_a_line_is_about_the_company_of_the_article(line: str, fact: tuple[str, str, str | None, str | None]) -> None:
    assert list(find(line)) == [fact]


@pytest.mark.parametrize(
    "line", ["用户人数：864人", "我们说过收入：3.46亿元", "员工：他们都说好，有864人", "收入：37.5%", "收入：没有披露"]
)
def test_other_lines_are_none(line: str) -> None:
    assert list(find(line)) == []


def test_a_line_of_an_article_about_several_companies_is_nobodys() -> None:
    assert list(find("员工：864人", title="山岚数据与青禾智能")) == []
