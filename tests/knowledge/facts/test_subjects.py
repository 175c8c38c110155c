"""Whom a clause speaks of that names nobody, and what a value is of."""

import pytest

from knowledge.facts.facts import find_facts
from knowledge.types import Entity, EntityKind
from tests import factories

LEXICON = factories.lexicon(
    Entity("山岚数据", EntityKind.COMPANY),
    Entity("青禾智能", EntityKind.COMPANY),
    Entity("Tidewell", EntityKind.COMPANY),
    Entity("岚鉴", EntityKind.PRODUCT),
    Entity("褚云帆", EntityKind.PERSON),
    Entity("极昼资本", EntityKind.FUND),
    Entity("青桐创投", EntityKind.FUND),
)


def find(text: str, relation: str) -> list[tuple[str, str | None]]:
    """Subject and value of the facts of a relation."""
    source = factories.article(text)
    facts = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    return [
        (fact.subject, fact.object or (fact.quantity.words if fact.quantity else fact.text))
        for fact in facts
        if fact.relation == relation
    ]


@pytest.mark.parametrize(
    ("text", "relation", "expected"),
    [
        ("山岚数据的助手叫“岚鉴”，上月月活1900万。", "users", [("岚鉴", "1900万")]),
        ("山岚数据不卖岚鉴，用户有1900万。", "users", [("山岚数据", "1900万")]),
        (
            "山岚数据很忙。完成B轮融资，领投的果然是极昼资本，青桐创投跟投。CEO褚云帆没有回答。",
            "role",
            [("褚云帆", "山岚数据")],
        ),
        ("前山岚数据CTO褚云帆去了合肥。", "role", []),
        ("前 Tidewell CTO 褚云帆去了合肥。", "role", []),
        ("前 Tidewell CTO 褚云帆去了合肥。", "career", [("褚云帆", "Tidewell")]),
    ],
)
def test_a_clause_speaks_of(text: str, relation: str, expected: list[tuple[str, str | None]]) -> None:
    assert find(text, relation) == expected


def test_what_a_round_brought_is_not_what_the_company_was_worth() -> None:
    text = "青禾智能以5亿美元的估值拿到极昼资本领投的7000万美元。"
    assert find(text, "valuation") == [("青禾智能", "5亿美元")]
    assert find(text, "funding_round") == [("青禾智能", "7000万美元")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tidewell has fared better. The Dublin firm employs 310 people.", [("Tidewell", "310 people")]),
        ("Tidewell has fared better. The battery-swapping start-up employs 310 people.", [("Tidewell", "310 people")]),
        ("Tidewell, a rival of 青禾智能, has fared better. The Dublin firm employs 310 people.", []),
        ("Tidewell has fared better. The firm that it fears most employs 310 people.", []),
        ("Tidewell has fared better. The rumour says a lab employs 310 people.", []),
    ],
)
def test_a_description_goes_on_about_the_only_company_of_its_paragraph(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert find(text, "headcount") == expected


def test_a_description_that_a_name_follows_is_of_that_name() -> None:
    text = "Tidewell has fared better. The Dublin firm 青禾智能 employs 310 people."
    assert ("Tidewell", "310 people") not in find(text, "headcount")


def test_an_announced_list_is_told_itself() -> None:
    text = "山岚数据融了新一轮，资金将用于三件事：买算力，招人，以及设一个办公室。"
    assert find(text, "use_of_proceeds") == [("山岚数据", "买算力，招人，以及设一个办公室")]


def test_investors_may_be_named_with_their_city() -> None:
    text = "山岚数据完成B轮融资，极昼资本、杭州青桐创投跟投。"
    assert find(text, "investor") == [("山岚数据", "极昼资本"), ("山岚数据", "青桐创投")]
