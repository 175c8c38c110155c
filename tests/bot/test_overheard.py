"""Which messages that nobody addressed to the bot it takes for questions: few, and none of those that are none."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.article_library import ArticleLibrary
from bot.overheard import is_worth_it, may_ask
from bot.types import Answer, Asker, Citation, Language, Question, Status
from tests.bot.libraries import library_of

ARTICLE = """霁川智能与云岫科技
来源：测试周刊
发布时间：2024-05-20

霁川智能成立于2021年3月，创始人是顾青野，总部位于苏州。

2023年9月，霁川智能完成2亿美元B轮融资，由石榴资本领投，投后估值为12亿美元。

霁川智能2023年营收为1.5亿元，员工约300人。

2024年4月，有消息称霁川智能正在洽谈新一轮融资，估值或达25亿美元。

云岫科技成立于2019年，创始人是沈既白。2024年2月，云岫科技完成1亿元A轮融资，投后估值为6亿美元。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleLibrary]:
    with library_of(tmp_path_factory.mktemp("overheard"), ARTICLE) as opened:
        yield opened


SPEAKS = (
    "霁川智能估值多少",
    "霁川智能现在估值多少？",
    "霁川智能的创始人是谁？",
    "霁川智能是谁创办的",
    "有人知道霁川智能融了多少钱吗",
    "请问霁川智能总部在哪里？",
    "霁川智能和云岫科技谁的估值高？",
    "霁川智能哪年成立的？",
    "求问，云岫科技A轮融了多少？",
    "云岫科技成立于哪一年",
    "话说，霁川智能营收多少？",
    "霁川智能有多少员工？",
    "霁川智能 B 轮谁领投的？",
    "霁川智能的創辦人是誰？",
    "What is 霁川智能 valued at?",
)
SILENT = (
    # no question
    "霁川智能估值涨到12亿美元了",
    "霁川智能的估值，多少有点虚",
    "刚看完霁川智能那篇，估值12亿美元",
    "不管霁川智能估值多少，反正和咱没关系",
    "霁川智能估值多少我都不奇怪",
    "多少人盯着霁川智能的估值",
    "谁都知道霁川智能是石榴资本投的",
    "谁知道霁川智能估值怎么来的",
    "不知道霁川智能估值多少",
    "霁川智能估值多少随便写的吧",
    "霁川智能融了多少钱就烧了多少钱",
    "霁川智能是谁投的不重要",
    "哪家都不如霁川智能",
    "霁川智能那轮融资……懂的都懂",
    # put to somebody
    "你觉得霁川智能估值多少合适？",
    "你们公司给霁川智能估值多少？",
    "我们当时投霁川智能花了多少？",
    "大家怎么看霁川智能？",
    "各位，霁川智能值得投吗？",
    "有人觉得霁川智能估值高吗？",
    "老师，霁川智能营收多少？",
    # rhetoric, opinions, the future
    "霁川智能估值不是12亿美元吗？",
    "难道霁川智能估值才12亿美元？",
    "霁川智能怎么可能值12亿美元？",
    "霁川智能凭什么估值12亿美元？",
    "霁川智能会上市吗？",
    "霁川智能明年估值能到多少？",
    "霁川智能靠谱吗？",
    "石榴资本投了霁川智能吗？",
    "霁川智能好用吗？",
    "霁川智能怎么样？",
    "霁川智能为什么这么火？",
    "霁川智能估值12亿美元吧？",
    "霁川智能值不值12亿美元？",
    "霁川智能估值应该是多少？",
    "What do you think 霁川智能 is worth?",
    "Should we buy 霁川智能?",
    # no name that is known, or none at all
    "那估值呢？",
    "它是谁投的？",
    "玄圃科技估值多少？",
    "霁川医疗估值多少？",
    "霁穿智能估值多少？",
    "玄圃科技和霁川智能谁估值高？",
    "今天中午吃什么？",
    "群主是谁？",
    "几点开会？",
    # more than a question
    "霁川智能估值多少？云岫科技呢？",
    "昨天聊到霁川智能。估值多少来着？",
    "霁川智能是谁？",
    "霁川智能",
    "霁川智能？",
    "霁川智能谁投的，石榴资本还是别家，我记得当时群里有人发过一张图，图上写得清清楚楚，谁还有那张图能不能再发一次给大家看看？",
)


@pytest.mark.parametrize("text", SPEAKS)
def test_a_clear_question_about_a_known_name_is_heard_and_answered(library: ArticleLibrary, text: str) -> None:
    assert library.overhears(text)
    assert is_worth_it(library.answer(Question(text)))


@pytest.mark.parametrize("text", SILENT)
def test_everything_else_is_left_to_the_people(library: ArticleLibrary, text: str) -> None:
    assert not (library.overhears(text) and is_worth_it(library.answer(Question(text))))


def test_nothing_that_is_overheard_is_remembered(library: ArticleLibrary) -> None:
    library.overhears("霁川智能估值多少？")
    assert library.answer(Question("那营收呢", Asker(chat=5))).status is Status.CLARIFY


def test_without_a_knowledge_base_nothing_is_overheard(tmp_path) -> None:
    assert not ArticleLibrary([tmp_path], tmp_path / "k.db", None).overhears("霁川智能估值多少？")


def test_long_messages_are_not_looked_at() -> None:
    assert (may_ask("云帆科技估值多少？"), may_ask(f"云帆科技{'真的' * 40}估值多少？")) == (True, False)


GOOD = Answer(Status.ANSWERED, "fact", Language.SIMPLIFIED, "x", (Citation("a", 0, 1, "x", "t"),))


@pytest.mark.parametrize(
    "answer",
    [
        None,
        replace(GOOD, status=Status.NOT_FOUND),
        replace(GOOD, status=Status.CLARIFY),
        replace(GOOD, citations=()),
        replace(GOOD, kind="meta"),
        replace(GOOD, kind="quote"),
    ],
    ids=["too late", "not found", "asked back", "uncited", "about itself", "opinion"],
)
def test_only_a_cited_fact_is_worth_speaking_up(answer: Answer | None) -> None:
    assert is_worth_it(GOOD)
    assert not is_worth_it(answer)
