"""Titles of other articles that an article links to: statements of their own, without this article's day."""

from dataclasses import replace

from knowledge.facts.facts import find_facts
from knowledge.reading.dates import to_period
from knowledge.types import EntityKind, PassageKind
from tests import factories

LEXICON = factories.lexicon(*(factories.entity(name, EntityKind.COMPANY) for name in ("山岚数据", "青禾智能")))


def test_the_yesterday_of_another_article_s_title_is_not_this_article_s() -> None:
    source = factories.article(
        "青禾智能昨天完成A轮融资3亿元。", "山岚数据昨天完成B轮融资2亿元。", published=to_period(2024, 5, 6)
    )
    last = replace(source.blocks[1], kind=PassageKind.HEADLINE)
    source = replace(source, blocks=(source.blocks[0], last))
    facts = find_facts(source, factories.passages(source), LEXICON.find(source.text), LEXICON)
    days = {fact.subject: fact.period.start.day if fact.period else None for fact in facts if fact.quantity}
    assert days == {"青禾智能": 5, "山岚数据": None}
