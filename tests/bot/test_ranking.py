"""Which passages meet a question best, over a small base made by hand."""

from datetime import date

import pytest

from bot.latin_people import names_stranger
from bot.meeting import Surroundings
from bot.naming import Naming
from bot.ranking import Ranker
from bot.setting import read_setting
from bot.types import Question
from bot.understand import understand
from knowledge.names.lexicon import Lexicon
from knowledge.storing.store import open_base
from knowledge.storing.writer import write_base
from knowledge.types import Entity, EntityKind
from tests.bases import make_extract
from tests.bot.asking import found

STARS = Entity("星河智能", EntityKind.COMPANY)
SAILS = Entity("云帆科技", EntityKind.COMPANY)
LIN = Entity("林晚", EntityKind.PERSON)
SENTENCES = (
    "星河智能去年的收入是3亿元。",
    "星河智能的总部在杭州。",
    "云帆科技去年的收入是5亿元。",
    "行业里大多数公司的收入都不高。",
    "天气很好，大家都去爬山。",
)


@pytest.fixture
def rank(tmp_path):
    path = tmp_path / "kb.db"
    write_base(path, [make_extract("a.md", SENTENCES, entities=(STARS, SAILS))])
    base = open_base(path)
    ranker = Ranker(base)
    naming = Naming(Lexicon(()).with_entities((STARS, SAILS)))

    def ranked(text: str):
        return ranker.rank(understand(Question(text), naming, date(2025, 1, 1)), ("money",), ())

    yield ranked
    base.close()


def test_the_passage_about_the_one_asked_for_comes_first(rank):
    assert rank("星河智能收入多少")[0].found.snippet == SENTENCES[0]
    assert rank("云帆科技收入多少")[0].found.snippet == SENTENCES[2]


def test_a_passage_about_another_company_is_not_bound(rank):
    bound = {r.found.snippet: r.is_bound for r in rank("星河智能收入多少")}
    assert bound[SENTENCES[0]]
    assert not bound[SENTENCES[2]]


def test_what_a_passage_misses_is_named(rank):
    (missing,) = {r.missing for r in rank("星河智能收入多少") if r.found.snippet == SENTENCES[1]}
    assert missing == ("revenue",)


def test_ranking_the_same_twice_gives_the_same_order(rank):
    assert rank("收入最高的是谁") == rank("收入最高的是谁")


def test_nothing_shared_is_nothing_ranked(rank):
    assert rank("qwertz") == ()


def turn(index: int, snippet: str, speaker: str | None, block: int):
    return found(snippet, index=index, start=index * 100, block=block, speaker=speaker)


TALK = (
    turn(0, "你们训练一次花多少钱？", "主持人", 0),
    turn(1, "不多。", "林晚", 1),
    turn(2, "大约三百万元。", "林晚", 1),
    turn(3, "其实大头是人工。", "林晚", 2),
    turn(4, "后来就更便宜了。", "林晚", 2),
)


def test_the_start_of_a_turn_is_read_with_the_question_before_it():
    assert read_setting(TALK).answering == ((), (0,), (0,), (0,), ())


def test_the_sentences_of_a_paragraph_stand_beside_each_other():
    assert read_setting(TALK).beside == ((), (2,), (1,), (4,), (3,))


def test_what_asks_is_told_from_what_says():
    assert read_setting(TALK).asking == (True, False, False, False, False)


def test_who_answers_most_questions_is_the_guest_of_an_interview():
    asking = (*TALK, turn(5, "团队多大？", "主持人", 3), turn(6, "四十人。", "林晚", 4))
    setting = read_setting(asking)
    assert setting.guest == "林晚"
    assert setting.opening == range(0, 5)
    assert read_setting(TALK[1:]).guest is None


def test_a_paragraph_that_begins_with_a_name_is_in_that_voice():
    labelled = (
        found("林晚：我们不卖。", index=0, entities=("林晚",)),
        found("以后也不卖。", index=1, start=100),
        found("这话没人信。", index=2, start=200, block=1),
    )
    assert read_setting(labelled).voices == ("林晚", "林晚", None)


@pytest.fixture
def interview(tmp_path):
    path = tmp_path / "kb.db"
    write_base(
        path,
        [
            make_extract(
                "talk.md",
                (
                    "今天请来的是星河智能的林晚。",
                    "你们是做什么的？",
                    "林晚：卖算力。",
                    "有人说要亏到明年？",
                    "林晚：去年就赚钱了。",
                    "林晚：大客户占两成。",
                ),
                entities=(STARS, LIN),
            )
        ],
    )
    base = open_base(path)
    yield Surroundings(base)
    base.close()


def test_a_guest_speaks_for_the_company_that_the_opening_names(interview):
    setting = interview.setting("talk.md")
    assert interview.is_of_guest("星河智能", {0}, setting)
    assert not interview.is_of_guest("云帆科技", set(), setting)


@pytest.mark.parametrize(
    ("snippet", "is_given"),
    [
        ("An office in Porto opens in May, to be run by Mara Quill.", True),
        ("创始人是Mara Quill和她的同学。", True),
        ("An office in New Porto opens in May.", False),
    ],
)
def test_a_latin_name_that_nobody_introduces_may_be_a_person(snippet, is_given):
    assert names_stranger(found(snippet), ()) is is_given
    assert not names_stranger(found(snippet), ("Mara Quill",))
