from dataclasses import replace

from knowledge.building.report import FactChanges, compare_facts
from knowledge.types import Evidence, Fact, FactStatus

WORTH = Fact("潮汐科技", "valuation", Evidence("a.txt", 0, 2, "估值"), text="一亿")


def test_where_a_fact_stands_does_not_count() -> None:
    moved = replace(WORTH, evidence=Evidence("a.txt", 5, 7, "估值"))
    assert compare_facts((WORTH,), (moved,)) == FactChanges()


def test_another_value_is_a_change() -> None:
    assert compare_facts((WORTH,), (replace(WORTH, text="两亿"),)) == FactChanges(changed=1)
    assert compare_facts((WORTH,), (replace(WORTH, status=FactStatus.RUMOURED),)) == FactChanges(changed=1)


def test_another_subject_relation_or_qualifier_is_another_fact() -> None:
    for other in (
        replace(WORTH, subject="北屿智能"),
        replace(WORTH, relation="revenue"),
        replace(WORTH, qualifier="投后"),
    ):
        assert compare_facts((WORTH,), (other,)) == FactChanges(new=1, gone=1)


def test_repeated_facts_are_counted() -> None:
    assert compare_facts((WORTH,), (WORTH, WORTH, replace(WORTH, text="两亿"))) == FactChanges(new=2)
    assert compare_facts((WORTH, WORTH), ()) == FactChanges(gone=2)
