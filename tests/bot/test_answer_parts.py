"""The parts that answers are made of: cutting, tables, values, choosing, whether it is enough."""

from dataclasses import replace
from datetime import date

from bot.answers.choosing import choose_facts, fits, value_of
from bot.answers.cutting import cut_passage, widen
from bot.answers.enough import choose, is_enough
from bot.answers.tables import render_row
from bot.answers.values import dated, find_people, find_values, overlaps, takes_of
from knowledge.types import EntityKind, FactStatus, PassageKind, Period, Precision
from tests.bot.asking import asked, findings, found, ranked
from tests.factories import fact, money

VALUATION = {"relation": "valuation", "answer_type": "money"}


def month(year: int, number: int, words: str = "") -> Period:
    return Period(date(year, number, 1), date(year, number, 28), Precision.MONTH, words)


def told(**fields: object):
    return fact("星河智能", "valuation", **({"article": "a.md", "quantity": money()} | fields))


def test_a_passage_that_fits_is_shown_whole():
    assert cut_passage(ranked("星河智能估值18亿美元。"), asked(), 50) == "星河智能估值18亿美元。"


def test_a_long_passage_is_cut_at_clauses_around_what_is_asked():
    long = "这一段话没有什么用处，" * 8 + "星河智能的估值是18亿美元，" + "后面的话也没有什么用处，" * 8
    lead = cut_passage(ranked(long), asked(names=["星河智能"], words=["估值"]), 40)
    assert "星河智能的估值是18亿美元" in lead
    assert lead.startswith("…")
    assert lead.endswith("…")
    assert len(lead) <= 40


def test_a_passage_is_widened_forward_before_it_is_widened_back():
    block = [
        found("一二三。", start=0, index=0),
        found("四五六。", start=4, index=1),
        found("七八九。", start=8, index=2),
    ]
    assert widen(block[1], block, 8) == (4, 12)
    assert widen(block[1], block, 12) == (0, 12)
    assert widen(block[1], block, 12, back=False) == (4, 12)
    assert widen(block[1], block, 4) == (4, 8)


def row(cells: str, heading: str):
    return ranked(cells, kind=PassageKind.TABLE, heading=heading)


def test_a_row_of_a_table_answers_with_the_cell_of_the_column_asked_for():
    prices = row("发行价 | 12港元 | 30港元", "项目 | 星河智能 | 云帆科技")
    assert render_row(prices, asked(names=["云帆科技"])) == "发行价：30港元"
    assert render_row(prices, asked()) == "发行价：星河智能 12港元；云帆科技 30港元"
    assert render_row(prices, asked(names=["云帆科技"]), every=True) == "发行价：星河智能 12港元；云帆科技 30港元"


def test_a_row_that_does_not_fit_its_heading_is_shown_as_it_stands():
    assert render_row(row("合计 | 3", "甲 | 乙 | 丙"), asked()) == "合计 | 3"


def test_values_of_the_form_asked_for_come_nearest_first():
    passage = ranked("收入为3亿元，而估值是18亿美元，员工有400人。")
    question = asked("星河智能估值多少", words=["估值"], **VALUATION)
    assert [words for _, _, words in find_values(passage, question)] == ["18亿美元", "3亿元"]


def test_the_value_beside_the_relation_leads_wherever_the_name_stands():
    passage = ranked("星河智能完成2亿美元A轮融资，投后估值为12亿美元。")
    question = asked("星河智能估值多少", words=["星河智能", "估值"], **VALUATION)
    assert [words for _, _, words in find_values(passage, question)] == ["12亿美元", "2亿美元"]


def test_a_length_of_time_or_a_multiple_counts_nothing_else():
    question = asked("租金一共多少", words=["租金"], answer_type="number")
    passage = ranked("公司四天之内把租金提到两倍，合计130万英镑。")
    assert [words for _, _, words in find_values(passage, question)] == ["130万英镑"]


def test_a_sum_without_its_currency_is_money_where_money_is_asked_for():
    question = asked("一亩收多少钱", words=["一亩"], answer_type="money")
    assert [words for _, _, words in find_values(ranked("飞防一亩收八块，去年飞了三千亩。"), question)] == ["八块"]


def test_the_words_of_a_relation_may_stand_by_any_place_where_the_name_is():
    question = asked("星河智能硬件部门归谁管", names=["星河智能"], relation="leader", answer_type="person")
    passage = (
        "星河智能的工程师告诉我们，这家公司早年并不做硬件，也没有人懂硬件，直到后来才动手，星河智能的硬件部由周觅负责。"
    )
    assert is_enough(ranked(passage, entities=("星河智能", "周觅")), question)


def test_a_value_that_the_question_itself_gives_is_no_answer():
    passage = ranked("起初说是10亿美元，后来改为8亿美元。")
    question = asked("传的是10亿美元，后来改成多少", words=["改"], answer_type="money")
    assert [words for _, _, words in find_values(passage, question)] == ["8亿美元"]


def test_a_date_without_a_year_is_shown_with_it():
    assert dated(month(2025, 11, "今年11月")) == "今年11月（2025-11）"
    assert dated(month(2025, 11, "2025年11月")) == "2025年11月"


def test_the_one_person_of_a_passage_is_the_answer_to_who_and_two_are_none():
    kinds = {"赵明远": EntityKind.PERSON, "林晚": EntityKind.PERSON}
    question = asked("谁创办了星河智能", answer_type="person")
    one = ranked("由赵明远创办", entities=("赵明远",))
    two = ranked("由赵明远和林晚创办", entities=("赵明远", "林晚"))
    assert find_people(one, question, findings(one, kinds=kinds)) == ["赵明远"]
    assert find_people(two, question, findings(two, kinds=kinds)) == []


def test_who_led_a_round_may_be_a_person_or_a_fund():
    assert set(takes_of(asked(relation="lead_investor", answer_type="person"))) >= {"person", "fund"}
    assert takes_of(asked()) == ()


def test_stated_leads_before_rumoured_and_the_latest_before_the_older():
    rumoured = told(status=FactStatus.RUMOURED, quantity=money(words="40亿美元"), start=0, snippet="传40亿美元")
    older = told(quantity=money(words="20亿美元"), period=month(2022, 5), start=10, snippet="20亿美元")
    latest = told(quantity=money(words="45亿美元"), period=month(2024, 8), start=20, snippet="45亿美元")
    passages = [
        ranked("传40亿美元", fact=rumoured, start=0, index=0),
        ranked("20亿美元", fact=older, start=10, index=1),
        ranked("45亿美元", fact=latest, start=20, index=2),
    ]
    chosen = choose_facts(asked(names=["星河智能"], **VALUATION), findings(*passages, facts=(rumoured, older, latest)))
    assert [value_of(r.fact) for r in chosen] == ["45亿美元", "20亿美元", "40亿美元"]


def test_a_fact_of_another_round_or_time_does_not_answer():
    of_c = told(qualifier="C轮", period=month(2022, 5), snippet="C轮估值20亿美元")
    known = findings(ranked("C轮估值20亿美元", fact=of_c))
    assert fits(of_c, asked(qualifier="c", **VALUATION), known)
    assert not fits(of_c, asked(qualifier="d", **VALUATION), known)
    assert fits(of_c, asked(period=month(2022, 5), **VALUATION), known)
    assert not fits(of_c, asked(period=month(2023, 7), **VALUATION), known)


def test_a_corrected_value_never_answers():
    assert not fits(told(status=FactStatus.CORRECTED), asked(**VALUATION), findings(ranked("25亿美元")))


def test_periods_overlap_where_they_share_a_day():
    assert overlaps(month(2023, 8), Period(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR))
    assert not overlaps(month(2023, 8), month(2023, 9))


def test_a_closed_relation_is_answered_only_where_its_words_bind_a_value():
    question = asked("星河智能估值多少", names=["星河智能"], words=["估值"], **VALUATION)
    assert is_enough(ranked("星河智能的估值是18亿美元。"), question)
    assert not is_enough(ranked("星河智能融资3亿美元。"), question)
    assert not is_enough(ranked("云帆科技的估值是18亿美元。", is_bound=False), question)
    assert not is_enough(ranked("星河智能的估值是18亿美元。", coverage=0.2), question)


def test_a_passage_that_tells_of_another_company_only_is_no_answer():
    of_other = replace(told(), subject="云帆科技")
    passage = ranked("云帆科技估值25亿美元，超过了星河智能。", entities=("云帆科技", "星河智能"))
    question = asked("星河智能估值多少", names=["星河智能"], words=["估值"], **VALUATION)
    assert choose(question, findings(passage)) is not None
    assert choose(question, findings(passage, rivals=(of_other,))) is None


def test_words_asked_for_are_those_of_the_person_asked_about():
    question = asked("赵明远怎么看开源", person=["赵明远"], words=["开源"], kind="quote", speaker="赵明远")
    of_host = ranked("开源大家都在谈，你们呢。", is_voiced=False, speaker="主持人")
    named_only = ranked("赵明远谈开源的那天下着雨。", is_voiced=False, entities=("赵明远",), coverage=0.5)
    assert choose(question, findings(of_host)) is None
    assert choose(question, findings(named_only)) is None
    assert choose(question, findings(replace(named_only, coverage=0.9))) is not None
    assert choose(question, findings(replace(named_only, is_voiced=True))) is not None


def test_the_question_of_an_interview_is_no_answer():
    question = asked("赵明远对创业者有什么建议", person=["赵明远"], words=["建议"])
    passage = ranked("对创业者有什么建议？", asks=True)
    assert choose(question, findings(passage)) is None
    assert choose(question, findings(replace(passage, asks=False))) is not None


def test_who_founded_it_is_no_company():
    question = asked("谁创办了星河智能", names=["星河智能"], relation="founder", answer_type="person")
    found_by = fact("云帆科技", "founder", article="a.md", object="星河智能")
    kinds = {"云帆科技": EntityKind.COMPANY, "星河智能": EntityKind.COMPANY}
    assert fits(found_by, question, findings(ranked("云帆科技创办了星河智能。"), facts=(found_by,), kinds={}))
    assert not fits(found_by, question, findings(ranked("云帆科技创办了星河智能。"), facts=(found_by,), kinds=kinds))


def test_the_value_of_another_relation_is_no_answer():
    valuation = told(snippet="C轮融资时星河智能估值25亿美元。")
    passage = ranked("C轮融资时星河智能估值25亿美元。", entities=("星河智能",))
    question = asked("融了多少", names=["星河智能"], words=["融资"], relation="funding_round", answer_type="money")
    assert choose(question, findings(passage)) is not None
    assert choose(question, findings(passage, rivals=(valuation,))) is None


def test_a_passage_of_another_round_is_no_answer():
    question = asked("C轮融了多少", names=["星河智能"], words=["融资", "c轮"], qualifier="c", relation="funding_round")
    assert is_enough(ranked("星河智能C轮融资2亿美元。"), replace(question, answer_type="money"))
    assert not is_enough(ranked("星河智能D轮融资2亿美元。", missing=("c轮",)), replace(question, answer_type="money"))
