"""The names in a question: exact, in another case, misspelt; never another company than the one meant."""

import pytest

from bot.naming import Naming
from knowledge.names.lexicon import Lexicon
from knowledge.types import Entity, EntityKind

NAMES = Naming(
    Lexicon((), frozenset()).with_entities(
        (
            Entity("星河智能", EntityKind.COMPANY, ("Starriver",)),
            Entity("云帆科技", EntityKind.COMPANY),
            Entity("云帆医疗", EntityKind.COMPANY),
            Entity("顾长川", EntityKind.PERSON),
            Entity("Northwind Labs", EntityKind.COMPANY),
            Entity("Lumen", EntityKind.COMPANY),
        )
    )
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("星河智能估值多少", [("星河智能", "exact")]),
        ("starriver 融了多少", [("星河智能", "exact")]),
        ("northwind labs是谁投的", [("Northwind Labs", "exact")]),
        ("Nortwhind Labs是谁投的", [("Northwind Labs", "fuzzy")]),
        ("顾常川是谁", [("顾长川", "fuzzy")]),
        ("星合智能估值", [("星河智能", "fuzzy")]),
        ("云帆科技和云帆医疗有关系吗", [("云帆科技", "exact"), ("云帆医疗", "exact")]),
        ("云帆生物融了多少", []),
        ("Lumon 值多少", [("Lumen", "fuzzy")]),
        ("Luman, Lumex", [("Lumen", "fuzzy"), ("Lumen", "fuzzy")]),
        ("the revenue and the valuation", []),
        ("", []),
    ],
)
def test_names_are_found_as_written_or_with_a_slip(text, expected):
    assert [(named.entity.name, named.how) for named in NAMES.find(text)] == expected


def test_spans_cut_the_name_out_of_the_question():
    (named,) = NAMES.find("请问星河智能的创始人")
    assert "请问星河智能的创始人"[named.start : named.end] == "星河智能"


def test_an_alias_is_found_as_written_and_leads_nobody_else_there():
    taught = NAMES.with_aliases({"小月亮": "星河智能", "Moonie": "星河智能", "阿川": "顾长川"})
    found = [(named.entity.name, named.how) for named in taught.find("小月亮和阿川，还有moonie")]
    assert found == [("星河智能", "exact"), ("顾长川", "exact"), ("星河智能", "exact")]
    for text in ("小月量", "小月亮科技", "Mooni", "月亮", "Moonie Labs"):
        assert taught.find(text) == NAMES.find(text)
    assert NAMES.find("小月亮") == ()


def test_an_alias_of_nobody_or_of_somebody_elses_name_is_left_out():
    taught = NAMES.with_aliases({"小月亮": "玄圃科技", "Lumen": "星河智能"})
    assert [named.entity.name for named in taught.find("小月亮 Lumen")] == ["Lumen"]
