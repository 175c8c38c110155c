"""The date of a fact is of what the fact says, not of what stands beside it."""

import pytest

from knowledge.facts.facts import find_facts
from knowledge.types import Entity, EntityKind
from tests import factories

LEXICON = factories.lexicon(
    Entity("山岚数据", EntityKind.COMPANY),
    Entity("青禾智能", EntityKind.COMPANY),
    Entity("Tidewell", EntityKind.COMPANY),
    Entity("Orme Labs", EntityKind.COMPANY),
    Entity("Ada Orme", EntityKind.PERSON),
    Entity("极昼资本", EntityKind.FUND),
)


TWO_ROUNDS = "Tidewell raised $9 million in March 2023, and Orme Labs is seeking $4 million."


@pytest.mark.parametrize(
    ("text", "relation", "subject", "words"),
    [
        (TWO_ROUNDS, "funding_round", "Orme Labs", None),
        (TWO_ROUNDS, "funding_round", "Tidewell", "March 2023"),
        ("2023年4月，青禾智能融资2亿元，山岚数据融资3亿元。", "funding_round", "山岚数据", "2023年4月"),
        ("Tidewell, founded in 2019 by Ada Orme, a former Orme Labs engineer.", "career", "Ada Orme", None),
        ("成立于2018年的青禾智能完成1亿元融资。", "funding_round", "青禾智能", None),
        ("2023年5月9日初版称青禾智能估值3亿元。", "valuation", "青禾智能", None),
        ("从2021年到现在极昼资本一直很忙。青禾智能融资2亿元。", "funding_round", "青禾智能", None),
        ("2021年3月青禾智能成立。最后它融资2亿元。", "funding_round", "青禾智能", None),
        ("2021年极昼资本很忙。青禾智能融资2亿元。", "funding_round", "青禾智能", "2021年"),
    ],
)
def test_a_fact_is_dated_by_what_is_its_own(text: str, relation: str, subject: str, words: str | None) -> None:
    source = factories.article(text, published=factories.period(2024))
    facts = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    (fact,) = (one for one in facts if (one.relation, one.subject) == (relation, subject))
    assert (fact.period.words if fact.period else None) == words
