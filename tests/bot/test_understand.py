"""What a message asks."""

from datetime import date

import pytest

from bot.naming import Naming
from bot.types import Language, Question
from bot.understand import LONGEST_QUESTION, find_language, understand
from knowledge.names.lexicon import Lexicon
from knowledge.types import Entity, EntityKind

NAMES = Naming(
    Lexicon((), frozenset()).with_entities(
        (
            Entity("星河智能", EntityKind.COMPANY, ("Starriver",)),
            Entity("云帆科技", EntityKind.COMPANY),
            Entity("赵明远", EntityKind.PERSON),
        )
    )
)
TODAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("text", "kind", "relation", "answer_type"),
    [
        ("星河智能现在估值多少", "fact", "valuation", "money"),
        ("星河智能C轮融了多少钱", "fact", "funding_round", "money"),
        ("Starriver 值多少钱", "fact", "valuation", "money"),
        ("星河智能哪年成立的", "fact", "founded", "period"),
        ("星河智能的创始人是谁", "person", "founder", "person"),
        ("云帆科技的CTO是谁", "person", "role", "person"),
        ("谁投了星河智能", "person", "investor", "person"),
        ("星河智能有哪些投资方", "list", "investor", "company"),
        ("赵明远怎么看开源", "quote", None, None),
        ("星河智能为啥裁员", "why", None, None),
        ("星河智能和云帆科技有什么区别", "compare", None, None),
        ("星河智能上市了吗", "yesno", None, None),
        ("介绍一下星河智能", "profile", None, None),
        ("对齐是什么意思", "concept", None, None),
        ("星河智能有多少员工", "fact", "headcount", "count"),
        ("星河智能的估值這幾年怎麼一路漲的", "timeline", "valuation", None),
        ("How much did Starriver raise in its series B?", "fact", "funding_round", "money"),
        ("When was Starriver founded?", "fact", "founded", "period"),
        ("Who founded Starriver?", "person", "founder", "person"),
        ("星河智能支持哪几种语言", "list", None, None),
        ("星河智能总监开多少年薪", "fact", "salary", "money"),
        ("星河智能去年的租金一共多少", "fact", None, "money"),
    ],
)
def test_kind_relation_and_answer_type(text, kind, relation, answer_type):
    asked = understand(Question(text), NAMES, TODAY)
    assert (asked.kind, asked.relation, asked.answer_type) == (kind, relation, answer_type)


@pytest.mark.parametrize("text", ["问一下月汐科技的估值", "今天资本投了谁"])
def test_a_name_says_no_time(text):
    entities = (Entity("月汐科技", EntityKind.COMPANY), Entity("今天资本", EntityKind.FUND))
    asked = understand(Question(text), Naming(Lexicon((), frozenset()).with_entities(entities)), TODAY)
    assert ([name.how for name in asked.named], asked.period) == (["exact"], None)


def test_time_and_round_are_taken_out_of_the_question():
    asked = understand(Question("2023年8月星河智能C轮估值多少"), NAMES, TODAY)
    assert asked.period is not None
    assert (asked.period.start, asked.period.end) == (date(2023, 8, 1), date(2023, 8, 31))
    assert asked.qualifier == "c"
    assert [unit.name for unit in asked.units] == ["星河智能", "valuation", "c轮"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("星河智能估值多少", Language.SIMPLIFIED),
        ("星河智能的估值是多少？請問", Language.TRADITIONAL),
        ("Who leads Starriver?", Language.ENGLISH),
        ("", Language.ENGLISH),
    ],
)
def test_the_reply_follows_language_and_script_of_the_question(text, language):
    assert find_language(text) is language


@pytest.mark.parametrize("text", ["", "???", "的" * 4000, "\x00\u202e<b>", "9" * 4000, "a" * LONGEST_QUESTION * 3])
def test_any_text_can_be_understood(text):
    assert understand(Question(text), NAMES, TODAY).question.text == text[:LONGEST_QUESTION]


def test_of_a_flood_of_words_the_first_count():
    flood = "".join(map(chr, range(0x5F00, 0x5F00 + LONGEST_QUESTION)))
    assert 40 < len(understand(Question(f"星河智能估值多少{flood}"), NAMES, TODAY).units) <= 70
    assert understand(Question(f"星河智能估值多少{flood}"), NAMES, TODAY).units[0].name == "星河智能"


def test_what_the_name_before_who_did_leaves_that_name_a_clause():
    units = {unit.name for unit in understand(Question("合同日期写错那次是谁发现的"), NAMES, TODAY).units}
    assert not any("写错那次" in name for name in units)
    assert understand(Question("蒋凡是谁"), NAMES, TODAY).units[0].name == "蒋凡"
