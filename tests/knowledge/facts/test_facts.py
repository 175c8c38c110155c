"""Facts found in small articles: who is meant, how firmly, with which value."""

import pytest

from knowledge.facts.facts import find_facts
from knowledge.facts.sentences import code_sentences, find_values
from knowledge.types import Entity, EntityKind, Fact, FactStatus
from tests import factories

COMPANIES = ("山岚数据", "青禾智能", "Tidewell")
PEOPLE = ("褚云帆", "许静宜", "Ada Orme")
FUNDS = ("极昼资本", "青桐创投")
OUTLETS = ("潮声日报",)
LEXICON = factories.lexicon(
    *(
        Entity(name, kind)
        for kind, names in (
            (EntityKind.COMPANY, COMPANIES),
            (EntityKind.PERSON, PEOPLE),
            (EntityKind.FUND, FUNDS),
            (EntityKind.ORGANISATION, OUTLETS),
        )
        for name in names
    )
)


def find(*paragraphs: str, title: str = "", speakers: tuple[str | None, ...] = ()) -> tuple[Fact, ...]:
    source = factories.article(*paragraphs, title=title, published=factories.period(2024))
    return find_facts(source, factories.passages(source, speakers=speakers), LEXICON.find(source.text), LEXICON)


def values(facts: tuple[Fact, ...], relation: str) -> list[tuple[str, str | None]]:
    """Subject and value of the facts of a relation."""
    return [
        (fact.subject, fact.object or (fact.quantity.words if fact.quantity else fact.text))
        for fact in facts
        if fact.relation == relation
    ]


def test_evidence_is_the_sentence() -> None:
    source = factories.article("天气不错。山岚数据的估值达到25亿美元。")
    (fact,) = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    assert fact.evidence.snippet == "山岚数据的估值达到25亿美元。"
    assert source.text[fact.evidence.start : fact.evidence.end] == fact.evidence.snippet


def test_evidence_of_a_long_sentence_is_the_clauses_around_the_match() -> None:
    found = find("很久以前的事情没有人记得了，" * 20 + "山岚数据的估值达到25亿美元。")
    assert [len(fact.evidence.snippet) <= 200 for fact in found] == [True]


def test_a_product_that_is_counted_is_a_unit_and_no_name() -> None:
    known = factories.lexicon(factories.entity(), factories.entity("H800", EntityKind.PRODUCT))
    source = factories.article("山岚数据有1.2万张H800，H800不卖。")
    (sentence,) = code_sentences(
        source, factories.passages(source), known.find(source.text), known, find_values(source)
    )
    coded = [source.text[token.start : token.end] for _, token in sorted(sentence.tokens.items())]
    assert coded == ["山岚数据", "1.2万张H800", "H800"]


def test_a_list_gives_a_fact_each() -> None:
    found = find("山岚数据完成C轮融资，极昼资本、青桐创投跟投。")
    assert values(found, "investor") == [("山岚数据", "极昼资本"), ("山岚数据", "青桐创投")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param("山岚数据刚刚搬家。目前估值为25亿美元。", "山岚数据", id="the sentence before"),
        pytest.param("极昼资本领投山岚数据，估值为25亿美元。", "山岚数据", id="the one invested in"),
        pytest.param("山岚数据还在谈，青禾智能的估值为25亿美元。", "青禾智能", id="the nearest clause"),
        pytest.param("山岚数据的对手是青禾智能。估值为25亿美元。", "山岚数据", id="the one that opens the sentence"),
    ],
)
def test_a_clause_without_a_subject_speaks_of(text: str, subject: str) -> None:
    assert values(find(text), "valuation") == [(subject, "25亿美元")]


def test_a_subject_is_not_carried_into_another_paragraph() -> None:
    assert values(find("山岚数据刚刚搬家。", "估值为25亿美元。"), "valuation") == []


def test_the_investors_of_a_company_are_not_the_company() -> None:
    assert values(find("一位山岚数据的投资人年薪200万元。"), "salary") == []


@pytest.mark.parametrize(
    ("text", "status", "source"),
    [
        pytest.param("山岚数据的估值达到25亿美元。", FactStatus.STATED, None, id="stated"),
        pytest.param("山岚数据的估值可能达到25亿美元。", FactStatus.RUMOURED, None, id="may"),
        pytest.param("据说山岚数据的估值达到25亿美元。", FactStatus.RUMOURED, None, id="hearsay"),
        pytest.param("据潮声日报报道，山岚数据的估值达到25亿美元。", FactStatus.REPORTED, "潮声日报", id="reported"),
        pytest.param("山岚数据计划以25亿美元的估值融资。", FactStatus.PLANNED, None, id="planned"),
        pytest.param("褚云帆表示，山岚数据的估值达到25亿美元。", FactStatus.STATED, "褚云帆", id="said by somebody"),
        pytest.param("山岚数据的估值并没有达到25亿美元。", FactStatus.DENIED, None, id="denied"),
    ],
)
def test_status(text: str, status: FactStatus, source: str | None) -> None:
    found = [(fact.status, fact.according_to) for fact in find(text) if fact.relation == "valuation"]
    assert found == [(status, source)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("如果山岚数据的估值达到25亿美元，一切都会不同。", id="condition"),
        pytest.param("山岚数据的估值达到25亿美元了吗？", id="question"),
        pytest.param("山岚数据未透露估值是否达到25亿美元。", id="undisclosed"),
    ],
)
def test_what_states_nothing_gives_no_fact(text: str) -> None:
    assert find(text) == ()


def test_a_denied_investment_is_no_investment() -> None:
    found = find("极昼资本并没有直接投资山岚数据。")
    assert [(fact.relation, fact.object, fact.status) for fact in found] == [
        ("investor", "极昼资本", FactStatus.DENIED)
    ]


def test_we_stands_for_the_company_of_a_speaker_whose_role_is_known() -> None:
    found = find(
        "山岚数据CEO褚云帆来到了直播间。",
        "我们总共筹集了5亿美元。",
        speakers=(None, "褚云帆"),
    )
    assert values(found, "total_raised") == [("山岚数据", "5亿美元")]


def test_we_of_an_unknown_speaker_stands_for_nobody() -> None:
    assert values(find("我们总共筹集了5亿美元。", speakers=("Ada Orme",)), "total_raised") == []


def test_the_same_amount_is_not_two_facts() -> None:
    assert len(find("山岚数据2023年收入3亿元。")) == 1


def test_a_former_role_is_a_career_and_no_role() -> None:
    found = find("原青禾智能COO褚云帆加入了山岚数据。")
    assert values(found, "role") == []
    assert ("褚云帆", "青禾智能") in values(found, "career")


def details(facts: tuple[Fact, ...], relation: str) -> list[tuple[str | None, ...]]:
    """Subject, object, quantity, period and qualifier of the facts of a relation, as written."""
    return [
        (
            fact.subject,
            fact.object,
            fact.quantity.words if fact.quantity else None,
            fact.period.words if fact.period else None,
            fact.qualifier,
        )
        for fact in facts
        if fact.relation == relation
    ]


@pytest.mark.parametrize(
    ("text", "relation", "status"),
    [
        pytest.param(
            "没有产品的山岚数据融资5亿美元。", "funding_round", FactStatus.STATED, id="denied of the one described"
        ),
        pytest.param(
            "山岚数据在没有产品的情况下融资5亿美元。", "funding_round", FactStatus.STATED, id="denied circumstance"
        ),
        pytest.param(
            "有意投资青禾智能的极昼资本领投了山岚数据。", "lead_investor", FactStatus.STATED, id="planned before"
        ),
        pytest.param("极昼资本有意投资由褚云帆创办的山岚数据。", "founder", FactStatus.STATED, id="founded in passing"),
        pytest.param(
            "据说山岚数据上一轮的领投方极昼资本会来。", "lead_investor", FactStatus.STATED, id="last round in passing"
        ),
        pytest.param("据说褚云帆创办了山岚数据。", "founder", FactStatus.RUMOURED, id="hearsay"),
        pytest.param("山岚数据没有融资5亿美元。", "funding_round", FactStatus.DENIED, id="denied"),
        pytest.param("山岚数据可能由褚云帆领导的极昼资本领投。", "lead_investor", FactStatus.RUMOURED, id="may"),
        pytest.param(
            "模拟结果显示，山岚数据融资5亿美元。", "funding_round", FactStatus.STATED, id="a mark inside a word"
        ),
    ],
)
def test_a_mark_counts_for_what_it_governs(text: str, relation: str, status: FactStatus) -> None:
    assert [fact.status for fact in find(text) if fact.relation == relation] == [status]


def test_names_and_dates_side_by_side_go_together() -> None:
    found = find("山岚数据和青禾智能分别成立于2019年和2021年。")
    assert details(found, "founded") == [
        ("山岚数据", None, None, "2019年", None),
        ("青禾智能", None, None, "2021年", None),
    ]


def test_each_of_two_descriptions_has_its_own_year() -> None:
    found = find("成立于2021年的山岚数据和成立于2019年的青禾智能都来了。")
    assert details(found, "founded") == [
        ("山岚数据", None, None, "2021年", None),
        ("青禾智能", None, None, "2019年", None),
    ]


def test_rounds_and_amounts_side_by_side_go_together() -> None:
    found = find("山岚数据完成A轮和B轮融资，金额分别为3000万元和1亿元。")
    assert details(found, "funding_round") == [
        ("山岚数据", None, "3000万元", None, "A轮"),
        ("山岚数据", None, "1亿元", None, "B轮"),
    ]


def test_what_each_investor_put_in_stands_in_its_parenthesis() -> None:
    found = find("山岚数据完成D轮融资，新股东包括极昼资本（出资4000万欧元）和老牌的青桐创投（出资1.5亿港元）。")
    assert details(found, "investor") == [
        ("山岚数据", "极昼资本", "4000万欧元", None, "D轮"),
        ("山岚数据", "青桐创投", "1.5亿港元", None, "D轮"),
    ]


def test_each_of_two_investors_put_in_the_sum() -> None:
    found = find("山岚数据的股权布局中，还包括了各投了上亿美元的极昼资本和青桐创投。")
    assert details(found, "investor") == [
        ("山岚数据", "极昼资本", "上亿美元", None, None),
        ("山岚数据", "青桐创投", "上亿美元", None, None),
    ]


def test_investors_may_be_described_and_told_over_clauses() -> None:
    found = find("山岚数据的投资机构名单里，不但有甚少露面的极昼资本，还包括第一次出手的青桐创投。")
    assert values(found, "investor") == [("山岚数据", "极昼资本"), ("山岚数据", "青桐创投")]


def test_two_companies_of_a_sentence_have_each_its_valuation() -> None:
    found = find("山岚数据的估值为25亿美元，青禾智能的估值为8亿美元。")
    assert values(found, "valuation") == [("山岚数据", "25亿美元"), ("青禾智能", "8亿美元")]


def test_the_one_surpassed_has_not_the_market_value() -> None:
    assert values(find("近来山岚数据市值已达3.1万亿美元，并超过青禾智能。"), "market_value") == [
        ("山岚数据", "3.1万亿美元")
    ]


def test_a_persons_stake_is_one_in_the_persons_company() -> None:
    found = find("山岚数据创始人褚云帆到场。", "上市之后，褚云帆合计持股10%。")
    assert details(found, "stake") == [("山岚数据", "褚云帆", "10%", None, None)]


def test_what_happens_has_the_date_that_opens_the_sentence_before() -> None:
    found = find("2023年4月，山岚数据又缺钱了。极昼资本投资了山岚数据。")
    assert details(found, "investor") == [("山岚数据", "极昼资本", None, "2023年4月", None)]


def test_what_comes_later_has_not_the_date_of_the_sentence_before() -> None:
    found = find("2023年4月，山岚数据又缺钱了。随后，极昼资本投资了山岚数据。")
    assert details(found, "investor") == [("山岚数据", "极昼资本", None, None, None)]


def test_the_year_of_the_founding_is_not_that_of_the_headcount() -> None:
    found = find("山岚数据成立于2018年，眼下有员工310人。")
    assert details(found, "headcount") == [("山岚数据", None, "310人", None, None)]


def test_a_company_is_called_by_the_name_it_has_now() -> None:
    found = find("公司起初叫青禾智能，后来改名为山岚数据。青禾智能的估值当时为1亿元。")
    assert values(found, "valuation") == [("山岚数据", "1亿元")]


def test_what_a_speaker_counts_without_naming_anybody_is_of_the_own_company() -> None:
    found = find("山岚数据CEO褚云帆来到了直播间。", "去年收入八千万元，刚够发工资。", speakers=(None, "褚云帆"))
    assert values(found, "revenue") == [("山岚数据", "八千万元")]


def test_a_companion_in_the_founding_is_a_founder_too() -> None:
    found = find("褚云帆和大学同学许静宜在合肥创办了山岚数据。")
    assert values(found, "founder") == [("山岚数据", "褚云帆"), ("山岚数据", "许静宜")]


def test_a_rise_gives_the_new_valuation() -> None:
    assert ("山岚数据", "25亿美元") in values(find("山岚数据的估值从10亿美元涨到25亿美元。"), "valuation")


def test_a_gap_passes_no_other_amount() -> None:
    found = find("Tidewell raised $30 million at a $300 million valuation.")
    assert values(found, "valuation") == [("Tidewell", "$300 million")]
