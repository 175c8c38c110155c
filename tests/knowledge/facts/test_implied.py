"""Sentences found under the name of whom their facts are about, though they do not name it."""

from knowledge.names.lexicon import load_lexicon
from knowledge.pipeline import process_article
from tests import factories


def test_a_sentence_is_found_under_the_subject_of_its_facts() -> None:
    body = "云帆医疗科技成立于2019年。去年底，估值达到25亿美元。天气不错。"
    extract = process_article(factories.raw_article(body, title="云帆医疗科技完成B轮融资"), load_lexicon())
    fact = next(fact for fact in extract.facts if fact.relation == "valuation")
    inside = range(fact.evidence.start, fact.evidence.end)
    found = [mention for mention in extract.mentions if mention.start in inside]
    assert [(mention.entity, mention.resolved) for mention in found] == [(fact.subject, True)]
    weather = extract.article.text.index("天气")
    assert not [mention for mention in extract.mentions if mention.start >= weather]


def test_a_subject_that_is_named_is_mentioned_once() -> None:
    raw = factories.raw_article("云帆医疗科技的估值达到25亿美元。", title="周末观察")
    extract = process_article(raw, load_lexicon())
    assert [fact.subject for fact in extract.facts] == [mention.entity for mention in extract.mentions]
