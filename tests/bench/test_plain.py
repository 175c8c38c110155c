"""The plain tools that we are timed beside: they do find what they should."""

from bench.plain import BareQuery, TopSentence
from knowledge.text import cut_words

SENTENCES = ("团队在港口测试了新的机器人。", "机器人的订单排到了明年。", "天气很好。")


def test_a_bare_query_finds_every_sentence_with_a_word_of_the_question_best_first():
    assert BareQuery(SENTENCES).find("机器人的订单") == (SENTENCES[1], SENTENCES[0])
    assert BareQuery(SENTENCES).find("？") == ()


def test_the_top_sentence_is_the_one_that_holds_most_of_the_question():
    top = TopSentence(SENTENCES, cut_words)
    assert top.answer("机器人订单") == SENTENCES[1]
    assert top.answer("港口") == SENTENCES[0]
    assert top.answer("鲸鱼") is None
