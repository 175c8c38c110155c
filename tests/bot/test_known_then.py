"""Questions of a time: answered with what was known then, whether it is named in figures, by an event or by 当时."""

from datetime import date

import pytest

from bot.moments import find_moment, load_moments
from bot.naming import Naming
from bot.types import Status
from bot.understand import understand
from knowledge.names.lexicon import Lexicon
from knowledge.types import Entity, EntityKind
from tests.bot.asking import asked
from tests.bot.in_time import ask, snippets, years

__all__ = ["years"]
FIRM, OTHER = "砚池智能", "澄湖科技"

ANSWERED = [
    (f"{FIRM}2023年底估值多少", "15亿元", "2023年11月"),
    (f"2022年的时候{FIRM}估值多少", "3亿元", "2022年3月"),
    (f"截至2024年3月{FIRM}估值多少", "15亿元", "2023年11月"),
    (f"截止2024年3月{FIRM}的估值", "15亿元", "2023年11月"),
    (f"{FIRM}在2024年1月值多少钱", "15亿元", "2023年11月"),
    (f"{FIRM}2023年初估值多少", "3亿元", "2022年3月"),
    (f"截至2024年底{FIRM}有多少员工", "350人", "350人"),
    (f"{FIRM}2023年底有多少人", "180人", "180人"),
    (f"到2022年底为止{FIRM}融了多少钱", "6000万元", "天使轮"),
    (f"{OTHER}2023年底估值多少", "8亿元", "2023年8月"),
    (f"{OTHER}2022年估值多少", "5亿元", "估值5亿元"),
    (f"As of the end of 2023, what was {FIRM} worth?", "15亿元", "2023年11月"),
    (f"{FIRM}2023年底的估值是多少", "15亿元", "2023年11月"),
    (f"{FIRM}A轮的时候有多少员工", "180人", "180人"),
    (f"{FIRM}天使轮时估值多少", "3亿元", "2022年3月"),
    (f"{FIRM}B轮之前估值多少", "15亿元", "2023年11月"),
    (f"{FIRM}B轮前有多少用户", "300万", "300万"),
    (f"收购墨斗数据的时候{FIRM}估值多少", "15亿元", "2023年11月"),
    (f"{FIRM}收购墨斗数据之前估值多少", "15亿元", "2023年11月"),
    (f"What was {FIRM} worth before its series B?", "15亿元", "2023年11月"),
]


@pytest.mark.parametrize(("question", "value", "words"), ANSWERED, ids=[question for question, _, _ in ANSWERED])
def test_what_was_known_then_answers_and_is_cited(years, question, value, words):
    answer = ask(years, question)
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith(value)
    assert words in answer.citations[0].snippet


@pytest.mark.parametrize(
    ("first", "then", "value"),
    [
        (f"{FIRM}A轮融了多少", "当时估值多少", "15亿元"),
        (f"{FIRM}天使轮融了多少", "那时候估值多少", "3亿元"),
        (f"{FIRM}2022年3月融了多少钱", "那会儿有多少员工", "40人"),
        (f"{FIRM}A轮融了多少", "估值多少", "15亿元"),
        (f"{FIRM}天使轮融了多少", "现在估值多少", "40亿元"),
    ],
)
def test_then_is_the_time_of_the_answer_before(years, first, then, value):
    assert ask(years, first, then).lead.startswith(value)


@pytest.mark.parametrize(
    "question",
    [
        f"{FIRM}2021年底估值多少",
        f"{FIRM}2021年有多少员工",
        f"{FIRM}成立的时候有多少员工",
        f"{FIRM}2027年估值多少",
    ],
)
def test_what_was_not_known_yet_is_not_told(years, question):
    assert ask(years, question).status is Status.NOT_FOUND


def test_a_value_of_another_year_than_any_article_is_not_taken_from_one_without_a_year(years):
    assert "40人" not in snippets(ask(years, f"{FIRM}2020年有多少员工"))


@pytest.mark.parametrize("rule", [rule for rule, _ in load_moments()], ids=lambda rule: rule.example)
def test_the_example_of_a_rule_names_its_time_by_the_event(rule):
    names = [Entity(name, EntityKind.COMPANY) for name in ("星河智能", "云帆科技", "Northwind")]
    question = understand(asked(rule.example).question, Naming(Lexicon(()).with_entities(names)), date(2025, 6, 1))
    moment = find_moment(question)
    assert moment is not None
    assert (moment.query.relation, moment.before) == (rule.relation, rule.before)
    assert (moment.query.object is not None) == rule.object
    assert moment.query.subject in ("星河智能", "Northwind")


@pytest.mark.parametrize(
    "question", [f"{FIRM}A轮融了多少", f"{FIRM}成立的时候创始人是谁", f"{FIRM}2023年A轮时估值多少"]
)
def test_what_asks_of_the_event_itself_or_of_a_year_names_no_time_by_it(question):
    names = [Entity(FIRM, EntityKind.COMPANY)]
    naming = Naming(Lexicon(()).with_entities(names))
    assert find_moment(understand(asked(question).question, naming, date(2025, 6, 1))) is None
