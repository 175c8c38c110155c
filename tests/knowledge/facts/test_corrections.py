"""An amount said earlier and put right later: which one is meant, and what leads from then on."""

import pytest

from knowledge.types import FactStatus
from tests.knowledge.facts.test_facts import find


def test_a_correction_replaces_the_amount_nearest_in_size() -> None:
    found = find("山岚数据完成10亿美元融资，估值达到25亿美元。这个消息很快被更正为8亿美元。")
    assert [(fact.relation, fact.quantity and fact.quantity.words, fact.status) for fact in found] == [
        ("funding_round", "10亿美元", FactStatus.CORRECTED),
        ("valuation", "25亿美元", FactStatus.STATED),
        ("funding_round", "8亿美元", FactStatus.STATED),
    ]


@pytest.mark.parametrize(
    "correction",
    [
        "该消息很快被更正：山岚数据的融资额改称8亿美元。",
        "山岚数据的融资额随后更正为8亿美元。",
        "山岚数据改口称融资额为8亿美元。",
    ],
)
def test_a_correction_that_says_what_it_corrects_replaces_that(correction: str) -> None:
    found = find("有消息称山岚数据完成超10亿美元融资，估值为7亿美元。", correction)
    assert [(fact.relation, fact.quantity and fact.quantity.words, fact.status) for fact in found] == [
        ("funding_round", "超10亿美元", FactStatus.CORRECTED),
        ("valuation", "7亿美元", FactStatus.RUMOURED),
        ("funding_round", "8亿美元", FactStatus.STATED),
    ]


def test_what_a_correction_repeats_of_the_slip_corrects_nothing() -> None:
    found = find(
        "山岚数据的估值曾为5亿美元。",
        "编者更正：本文初版称山岚数据的估值为18亿美元，系编辑失误，应为8亿美元。",
    )
    assert [(fact.quantity and fact.quantity.words, fact.status) for fact in found] == [
        ("5亿美元", FactStatus.STATED),
        ("18亿美元", FactStatus.CORRECTED),
        ("8亿美元", FactStatus.STATED),
    ]
