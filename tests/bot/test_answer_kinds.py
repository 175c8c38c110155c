"""Answers composed of facts: rank, compare, list, timeline, profile, yes or no, why; and what speaks against a passage."""

import re
from dataclasses import replace
from datetime import date

import pytest

from bot.answers import compare, listing, profile, rank, timeline, why, yesno
from bot.answers.doubts import is_of_another, is_of_other_time, is_one_of_many, lists_nothing
from bot.templates import asked_relations
from bot.types import Unit
from knowledge.types import Fact, FactStatus
from tests.bot.asking import ARTICLE, asked, findings, found, ranked
from tests.factories import fact, money, period

TEXT = "星河智能估值18亿美元。云帆科技估值6亿美元。林间智能估值9亿美元。"
VALUATION = {"relation": "valuation", "answer_type": "money"}


def valued(subject: str, amount: int, start: int, unit: str = "USD", **rest) -> Fact:
    words = f"{amount}亿美元"
    snippet = f"{subject}估值{words}。"
    quantity = money(amount * 10**8, unit, words)
    return fact(subject, "valuation", article=ARTICLE, start=start, snippet=snippet, quantity=quantity, **rest)


STAR, SAIL, WOOD = valued("星河智能", 18, 0), valued("云帆科技", 6, 12), valued("林间智能", 9, 23)


def known(*facts: Fact, text: str = TEXT, **rest):
    return findings(ranked("星河智能估值18亿美元。"), facts=facts, text=text, **rest)


def test_the_greatest_of_all_is_named_first_with_its_value_and_the_next_ones():
    answer = rank.compose(asked("谁估值最高", words=["估值"], kind="rank", **VALUATION), known(SAIL, WOOD, STAR))
    assert answer is not None
    assert answer.lead == "星河智能 18亿美元；其次 林间智能 9亿美元；云帆科技 6亿美元"
    assert "星河智能估值18亿美元" in answer.citations[0].snippet


def test_the_least_is_asked_for_as_well():
    answer = rank.compose(asked("谁估值最低", words=["估值"], kind="rank", **VALUATION), known(STAR, SAIL, WOOD))
    assert answer is not None
    assert answer.lead.startswith("云帆科技 6亿美元")


@pytest.mark.parametrize(
    "other",
    [
        valued("云帆科技", 6, 12, "TWD"),
        valued("云帆科技", 120, 12, "CNY"),
        valued("云帆科技", 18, 12),
        replace(SAIL, status=FactStatus.RUMOURED),
    ],
    ids=["a currency without a rate", "nearly as much in another currency", "as much", "only a rumour"],
)
def test_what_cannot_be_put_in_order_is_not(other):
    question = asked("谁估值最高", words=["估值"], kind="rank", **VALUATION)
    answer = rank.compose(question, known(STAR, other))
    assert answer is None or "其次" not in answer.lead


def test_two_compared_stand_line_by_line_with_their_difference():
    question = asked("谁估值高", names=["云帆科技", "星河智能"], words=["估值"], kind="compare", **VALUATION)
    answer = compare.compose(question, known(SAIL, STAR))
    assert answer is not None
    assert answer.lead.splitlines() == ["星河智能：18亿美元", "云帆科技：6亿美元", "相差 12亿美元"]
    assert all(any(f.evidence.snippet in c.snippet for c in answer.citations) for f in (STAR, SAIL))


def test_amounts_of_two_currencies_have_no_difference():
    question = asked("谁估值高", names=["云帆科技", "星河智能"], words=["估值"], kind="compare", **VALUATION)
    answer = compare.compose(question, known(valued("云帆科技", 6, 12, "CNY"), STAR))
    assert answer is not None
    assert "相差" not in answer.lead


def in_yuan(subject: str, amount: int, start: int) -> Fact:
    words = f"{amount}亿元"
    quantity = money(amount * 10**8, "CNY", words)
    return fact(
        subject, "valuation", article=ARTICLE, start=start, snippet=f"{subject}估值{words}。", quantity=quantity
    )


def test_amounts_of_two_currencies_are_compared_in_one_whose_rate_and_day_are_named():
    question = asked("谁估值高", names=["云帆科技", "星河智能"], words=["估值"], kind="compare", **VALUATION)
    text = "星河智能估值18亿美元。云帆科技估值60亿元。"
    answer = compare.compose(question, known(in_yuan("云帆科技", 60, 12), STAR, text=text))
    assert answer is not None
    star, sail, rates = answer.lead.splitlines()
    assert star == "星河智能：18亿美元"
    assert re.fullmatch(r"云帆科技：60亿元（约8\.\d+亿美元）", sail)
    assert re.fullmatch(r"按\d{4}-12-\d\d欧洲央行参考汇率折算", rates)


def test_a_larger_number_of_a_smaller_currency_does_not_come_first():
    question = asked("谁估值最高", words=["估值"], kind="rank", **VALUATION)
    text = "星河智能估值18亿美元。云帆科技估值60亿元。"
    answer = rank.compose(question, known(in_yuan("云帆科技", 60, 12), STAR, text=text))
    assert answer is not None
    assert answer.lead.startswith("星河智能 18亿美元；其次 云帆科技 60亿元（约8.")
    assert answer.lead.splitlines()[1].endswith("欧洲央行参考汇率折算")


def rounds() -> tuple[Fact, ...]:
    first = "2022年5月A轮融资3000万美元，青禾资本领投。"
    then = "2023年8月B轮融资1亿美元。"
    common = {"article": ARTICLE, "snippet": first, "start": 0, "period": period(2022, 5), "qualifier": "A轮"}
    later = {"article": ARTICLE, "snippet": then, "start": len(first), "period": period(2023, 8), "qualifier": "B轮"}
    return (
        fact("星河智能", "funding_round", quantity=money(10**8, words="1亿美元"), **later),
        fact("星河智能", "funding_round", quantity=money(3 * 10**7, words="3000万美元"), **common),
        fact("星河智能", "lead_investor", object="青禾资本", **common),
    )


def test_a_history_is_a_line_an_event_oldest_first_with_who_led_the_round():
    facts = rounds()
    text = facts[1].evidence.snippet + facts[0].evidence.snippet
    answer = timeline.compose(
        asked("星河智能的融资历程", names=["星河智能"], kind="timeline"), known(*facts, text=text)
    )
    assert answer is not None
    assert answer.lead.splitlines() == ["2022-05 A轮 3000万美元（青禾资本领投）", "2023-08 B轮 1亿美元"]
    assert all(any(f.evidence.snippet in c.snippet for c in answer.citations) for f in facts)


def test_companies_of_a_year_are_listed_by_the_date_of_their_founding():
    def born(name: str, year: int) -> Fact:
        return fact(name, "founded", article=ARTICLE, snippet=TEXT[:11], period=period(year))

    question = asked("哪些公司2023年成立", kind="list", relation="founded", answer_type="company", period=period(2023))
    answer = listing.compose(question, known(born("星河智能", 2023), born("云帆科技", 2021), born("林间智能", 2023)))
    assert answer is not None
    assert answer.lead == "共 2 个：星河智能、林间智能"


def test_a_profile_tells_its_facts_and_cites_each():
    question = asked("介绍一下星河智能", names=["星河智能"], kind="profile")
    answer = profile.compose(question, known(STAR, replace(SAIL, subject="星河智能", status=FactStatus.DENIED)))
    assert answer is not None
    assert "估值：18亿美元" in answer.lead
    assert "6亿" not in answer.lead
    assert "星河智能估值18亿美元" in answer.citations[0].snippet


def test_a_denial_just_after_what_is_asked_answers_it():
    said = ranked("有传闻说云帆科技收购了星河智能。", start=0, index=0)
    no = ranked("对此星河智能否认。", start=16, index=1, score=5.0, entities=("星河智能",))
    text = said.found.snippet + no.found.snippet
    question = asked("云帆科技收购了星河智能吗", names=["云帆科技", "星河智能"], kind="yesno")
    answer = yesno.compose(question, findings(said, no, text=text))
    assert answer is not None
    assert answer.lead == "对此星河智能否认。"


def test_an_event_is_shown_with_the_reason_that_follows_it():
    event = ranked("林晚离开了云帆科技。", start=0, index=0, block=0)
    other = found("她没有马上说话。", start=10, index=1, block=1)
    reason = found("因为公司要砍掉语音业务。", start=18, index=2, block=2)
    text = event.found.snippet + other.snippet + reason.snippet
    whole = replace(findings(event, text=text), following={(ARTICLE, 0): (event.found, other, reason)})
    answer = why.compose(asked("林晚为什么离开云帆科技", names=["云帆科技"], words=["离开"], kind="why"), whole)
    assert answer is not None
    assert "砍掉语音业务" in answer.lead
    assert "砍掉语音业务" in answer.citations[0].snippet


def test_a_passage_without_the_name_taken_over_is_of_another():
    taken = Unit("云帆科技", ("云帆科技",), is_entity=True, share=0.4)
    question = replace(asked("那B轮呢"), units=(taken,))
    passage = ranked("星河智能B轮由青禾资本领投。", missing=("云帆科技",))
    assert is_of_another(passage, question, findings(passage))
    assert not is_of_another(replace(passage, missing=()), question, findings(passage))


def test_a_value_of_another_year_than_the_one_named_is_none():
    question = asked("星河智能2024年收入多少", answer_type="money", period=replace(period(2024), words="2024年"))
    earlier = ranked("2021年收入1000万美元。")
    assert is_of_other_time(earlier, question, findings(earlier))
    same = ranked("2024年收入3亿美元。")
    assert not is_of_other_time(same, question, findings(same, published=period(2025)))
    unsaid = ranked("收入3亿美元。")
    assert is_of_other_time(unsaid, question, findings(unsaid, published=replace(period(2022), end=date(2022, 5, 1))))


def test_of_two_passages_as_good_that_meet_half_the_words_neither_answers():
    question = asked("星河智能为什么放弃语音", words=["放弃", "语音"])
    here = ranked("星河智能的语音业务。", missing=("放弃",), block=0)
    there = ranked("星河智能又谈语音。", missing=("放弃",), block=5, index=5, start=50)
    assert is_one_of_many(here, question, findings(here, there))
    assert not is_one_of_many(here, question, findings(here, replace(there, score=6.0)))
    assert not is_one_of_many(replace(here, missing=()), question, findings(here, there))


def test_a_passage_that_strings_nothing_together_is_no_list():
    question = asked("星河智能有哪些客户", names=["星河智能"], kind="list")
    bare = ranked("星河智能很少谈客户。", entities=("星河智能",))
    assert lists_nothing(bare, question, findings(bare))
    full = ranked("客户有甲公司、乙公司。")
    assert not lists_nothing(full, question, findings(full))


@pytest.mark.parametrize("relation", asked_relations())
def test_two_can_be_compared_by_whatever_can_be_asked(relation):
    question = asked("谁高", names=["云帆科技", "星河智能"], kind="compare", relation=relation, answer_type="money")
    queries = compare.plan(question)
    assert {name for query in queries for name in (query.subject, query.object)} >= {"云帆科技", "星河智能"}
