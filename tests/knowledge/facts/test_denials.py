"""A sentence may deny what the one before reports."""

import pytest

from knowledge.facts.facts import find_facts
from knowledge.facts.status import status_rules
from knowledge.types import Entity, EntityKind, Fact, FactStatus
from tests import factories

LEXICON = factories.lexicon(
    Entity("山岚数据", EntityKind.COMPANY),
    Entity("Tidewell", EntityKind.COMPANY),
    Entity("Orme Labs", EntityKind.COMPANY),
    Entity("褚云帆", EntityKind.PERSON),
    Entity("极昼资本", EntityKind.FUND),
)


def find(text: str) -> tuple[Fact, ...]:
    source = factories.article(text)
    return find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)


@pytest.mark.parametrize(("report", "denial"), status_rules().denials.examples)
def test_what_one_sentence_reports_the_next_may_deny(report: str, denial: str) -> None:
    (fact,) = find(f"{report} {denial}")
    assert fact.status is FactStatus.DENIED
    assert report in fact.evidence.snippet
    assert denial in fact.evidence.snippet


def test_only_what_is_reported_is_denied_and_only_by_a_denial() -> None:
    (reported,) = find("坊间传山岚数据的估值到了5亿美元。褚云帆没有否认这个数字。")
    assert reported.status is FactStatus.RUMOURED
    (stated,) = find("山岚数据的估值到了5亿美元。褚云帆否认了这一说法。")
    assert stated.status is FactStatus.STATED


def test_the_denial_of_a_figure_leaves_the_rest() -> None:
    found = find("坊间传极昼资本投资了山岚数据，估值到了5亿美元。褚云帆否认了这个数字。")
    status = {fact.relation: fact.status for fact in found}
    assert status == {"investor": FactStatus.RUMOURED, "valuation": FactStatus.DENIED}


def test_who_reports_is_told_without_when() -> None:
    (fact,) = find("2023年1月曾有外媒报道称山岚数据的估值到了5亿美元。")
    assert fact.according_to == "外媒"
