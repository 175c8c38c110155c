"""Clauses with a subject that nobody knows: no fact of theirs goes to whom the text spoke of before."""

import pytest

from knowledge.facts.facts import find_facts
from knowledge.facts.sentences import CodedArticle, code_sentences, find_values
from knowledge.facts.strangers import has_own_stranger
from knowledge.facts.subject_rules import subject_rules
from knowledge.types import Entity, EntityKind
from tests import factories

LEXICON = factories.lexicon(
    Entity("山岚数据", EntityKind.COMPANY),
    Entity("Tidewell Labs", EntityKind.COMPANY),
    Entity("极昼资本", EntityKind.FUND),
)


def find_subjects(text: str) -> list[tuple[str, str]]:
    """Subject and relation of every fact of a text."""
    source = factories.article(text)
    facts = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    return [(fact.subject, fact.relation) for fact in facts]


@pytest.mark.parametrize("text", subject_rules().strangers)
def test_an_example_of_the_subject_rules_has_a_subject_nobody_knows(text: str) -> None:
    source = factories.article(text)
    sentences = code_sentences(source, factories.passages(source), LEXICON.find(text), LEXICON, find_values(source))
    coded = CodedArticle(source, sentences, LEXICON)
    last = sentences[-1]
    assert has_own_stranger(coded, last, len(last.coded))


@pytest.mark.parametrize(
    "clause",
    [
        "竹简科技2020年成立。",
        "竹簡科技2020年成立。",
        "笔海智能估值5亿元，员工80人。",
        "而砺舟科技裁员60人。",
        "据了解，青简去年完成6000万元A轮融资，投后估值4亿元。",
        "岑墨的估值为8亿元。",
        "“纸鸢”2021年成立，估值1.5亿元。",
        "与山岚数据竞争的槐序网络去年营收1.1亿元。",
        "霜序资本成立于2015年，管理规模30亿元。",
        "灯塔数据2023年累计融资超9亿元。",
        "石榴机器人去年营收3亿元。",
        "Quillon 2018年成立，估值9000万美元。",
        "竹简科技2020年在厦门成立。估值已经达到5亿元。",
        "竹简科技CEO因此换人，去年亏损2亿元。",
    ],
)
def test_no_fact_of_an_unknown_name_goes_to_the_company_before(clause: str) -> None:
    assert find_subjects(f"山岚数据完成2亿元B轮融资。{clause}") == find_subjects("山岚数据完成2亿元B轮融资。")


@pytest.mark.parametrize(
    "clause",
    [
        "Quillon was founded in 2018.",
        "Quillon employs 45 people and is valued at $90 million.",
        "Quillon's revenue reached $12 million.",
        "Its rival Quillon raised $15 million.",
        "Quillon, by contrast, lost $9 million.",
        "Marrowby Yard was founded in 2019, and employs 45 people.",
    ],
)
def test_the_same_of_names_in_latin_letters(clause: str) -> None:
    assert find_subjects(f"Tidewell Labs has 220 employees. {clause}") == [("Tidewell Labs", "headcount")]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("山岚数据很忙。2020年成立，员工80人。", "headcount"),
        ("山岚数据很忙。去年收入2亿元。", "revenue"),
        ("山岚数据很忙。目前最新估值为8亿元。", "valuation"),
        ("山岚数据很忙。投完估值21亿元。", "valuation"),
        ("山岚数据很忙。单季毛利率达到41%。", "gross_margin"),
        ("山岚数据很忙。人工智能业务去年收入2亿元。", "revenue"),
        ("山岚数据很忙。山岚的估值为8亿元。", "valuation"),
        ("Tidewell Labs is busy. Annual revenue was $30 million last year.", "revenue"),
        ("Tidewell Labs is busy. It was founded in 2016.", "founded"),
        ("Tidewell Labs is busy. Tidewell was founded in 2016.", "founded"),
    ],
)
def test_words_that_name_nobody_leave_the_subject_to_the_clause_before(text: str, relation: str) -> None:
    subject = text[: text.index("很忙")] if "很忙" in text else "Tidewell Labs"
    assert (subject, relation) in find_subjects(text)
