"""Questions about the answer before, about the bot itself, and about what the articles do not say."""

import pytest

from bot.last_answer import find_followup, followup_patterns
from bot.types import Status
from knowledge.text import fold
from tests.bot.deals import ask, deals, snippets

__all__ = ["deals"]
MANY = "对比潮屿智能、荧泽半导体、叠浪智能、墨石科技、听澜科技、谷雨科技、远汀科技的估值"


@pytest.mark.parametrize("kind", followup_patterns())
def test_a_follow_up_is_found_in_its_example(kind):
    assert find_followup(fold(followup_patterns()[kind][0].example)) == kind


@pytest.mark.parametrize(
    "text", ["还有谁投了潮屿智能", "潮屿智能的数据来源是什么", "这句话是谁说的要裁员", "more money?"]
)
def test_a_question_of_its_own_is_no_follow_up(text):
    assert find_followup(fold(text)) is None


def test_sources_are_those_of_the_last_answer(deals):
    first = ask(deals, "荧泽半导体估值多少")
    again = ask(deals, "荧泽半导体估值多少", "来源？")
    assert again.kind == "sources"
    assert again.citations == first.citations


def test_more_tells_what_was_not_shown_and_then_says_that_was_all(deals):
    first, more = ask(deals, MANY), ask(deals, MANY, "还有吗")
    assert more.kind == "more"
    assert len(first.lead.splitlines()) == 6
    names = [name for name in ("谷雨科技", "墨石科技") if name in more.lead and name in snippets(more)]
    assert names == ["谷雨科技", "墨石科技"]
    assert ask(deals, MANY, "还有吗", "还有吗").status is Status.NOT_FOUND


def test_more_of_a_whole_list_is_an_honest_no(deals):
    assert ask(deals, "白鹭资本投了哪些公司", "还有吗").lead == "没有了，文章里说到的就是这些。"


def test_who_said_it_is_the_speaker_or_the_article_itself(deals):
    assert ask(deals, "秦望舒怎么看港口的生意", "谁说的").lead.startswith("秦望舒说的")
    own = ask(deals, "荧泽半导体估值多少", "谁说的")
    assert "八家公司的估值" in own.lead
    assert own.citations


def test_without_an_answer_before_it_is_asked_back(deals):
    assert ask(deals, "来源").status is Status.CLARIFY


@pytest.mark.parametrize(
    ("history", "question", "lead"),
    [
        ("潮屿智能估值多少", "不是，我问的是荧泽", "9亿元"),
        ("潮屿智能估值多少", "那荧泽呢", "9亿元"),
        ("鲸落数据有哪些投资方", "第一个是谁创办的", "秦望舒"),
        ("鲸落数据有哪些投资方", "第一个的创始人是谁", "秦望舒"),
    ],
)
def test_a_correction_repeats_the_question_and_a_place_is_one_of_the_list(deals, history, question, lead):
    answer = ask(deals, history, question)
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith(lead)


@pytest.mark.parametrize("text", ["你都读过什么", "数据到什么时候", "有多少篇文章", "How many articles have you read?"])
def test_the_bot_tells_what_it_has_read_and_cites_nothing(deals, text):
    answer = ask(deals, text)
    assert answer.kind == "meta"
    assert "2024-09-15" in answer.lead
    assert "八家公司的估值" in answer.lead
    assert answer.citations == ()


@pytest.mark.parametrize("text", ["今天天气怎么样", "帮我写一段代码", "Write me a poem", "12乘34等于多少"])
def test_what_the_bot_is_not_for_is_not_found_and_says_what_it_is_for(deals, text):
    answer = ask(deals, text)
    assert answer.status is Status.NOT_FOUND
    assert "AI" in answer.lead


def test_a_known_name_without_the_fact_tells_what_is_known_and_cites_it(deals):
    answer = ask(deals, "潮屿智能的CFO是谁")
    assert answer.status is Status.NOT_FOUND
    assert "创始人 岑牧野" in answer.notes[0]
    assert "潮屿智能的创始人是岑牧野" in snippets(answer)


def test_a_year_after_the_last_article_is_said_to_be_one(deals):
    answer = ask(deals, "潮屿智能2030年收入多少")
    assert answer.status is Status.NOT_FOUND
    assert "2024-09-15" in answer.lead
    assert "2030" in answer.lead
