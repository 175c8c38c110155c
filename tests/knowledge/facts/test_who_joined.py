"""Who leads a round and who only joins it, in one sentence; a fund named with the group it belongs to."""

import pytest

from knowledge.facts.facts import find_facts
from knowledge.types import Entity, EntityKind, FactStatus
from tests import factories

FUNDS = (Entity(name, EntityKind.FUND) for name in ("极昼资本", "雪线资本"))
COMPANIES = (Entity(name, EntityKind.COMPANY) for name in ("山岚数据", "青禾智能"))
LEXICON = factories.lexicon(*FUNDS, *COMPANIES)


def find(text: str, relation: str) -> set[tuple[str, str | None]]:
    source = factories.article(text)
    found = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    return {(fact.subject, fact.object) for fact in found if fact.relation == relation}


@pytest.mark.parametrize(
    "text",
    [
        "山岚数据完成A轮融资，领投方为极昼资本，雪线资本跟投。",
        "山岚数据：Series C，led by 极昼资本，雪线资本和几位 existing investor 跟投。",
    ],
)
def test_who_joins_does_not_lead(text: str) -> None:
    assert find(text, "lead_investor") == {("山岚数据", "极昼资本")}


def test_the_group_of_a_fund_is_not_invested_in() -> None:
    text = "山岚数据宣布完成A轮融资，青禾智能旗下的极昼资本跟投。"
    assert find(text, "investor") == {("山岚数据", "极昼资本")}


def test_a_currency_is_corrected_where_the_number_stays() -> None:
    source = factories.article("上期写山岚数据获得5000万美元A轮融资，币种有误，应为5000万人民币。")
    found = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    rounds = {(fact.quantity.unit, fact.status) for fact in found if fact.quantity}
    assert rounds == {("USD", FactStatus.CORRECTED), ("CNY", FactStatus.STATED)}
