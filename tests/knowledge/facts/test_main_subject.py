"""Whom a sentence speaks of that names nobody, in an article about one company."""

import pytest

from knowledge.facts.facts import find_facts
from knowledge.types import Entity, EntityKind
from tests import factories

LEXICON = factories.lexicon(*(Entity(name, EntityKind.COMPANY) for name in ("山岚数据", "青禾智能")))


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        pytest.param("本轮之后，估值为25亿美元。", ["山岚数据"], id="nobody named"),
        pytest.param("天气不错，公司现有员工340人。", ["山岚数据"], id="the company"),
        pytest.param("青禾智能搬了家。公司现有员工340人。", ["青禾智能"], id="another one in the paragraph"),
    ],
)
def test_what_names_nobody_is_of_the_company_that_the_article_is_about(text: str, subjects: list[str]) -> None:
    source = factories.article("山岚数据刚刚搬家。", text, title="山岚数据完成融资")
    found = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    assert [fact.subject for fact in found if fact.relation in ("valuation", "headcount")] == subjects


@pytest.mark.parametrize(
    ("between", "subjects"),
    [
        pytest.param("青禾智能在旁边搬了家。", [], id="opens with another one"),
        pytest.param("青禾智能在旁边，山岚数据也在。", ["山岚数据"], id="names both"),
        pytest.param("天气不错，邻居是青禾智能。", ["山岚数据"], id="another one in passing"),
    ],
)
def test_a_paragraph_after_one_about_another_company_is_nobodys(between: str, subjects: list[str]) -> None:
    source = factories.article("山岚数据刚刚搬家。", between, "投后估值25亿美元。", title="山岚数据完成融资")
    found = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    assert [fact.subject for fact in found if fact.relation == "valuation"] == subjects
