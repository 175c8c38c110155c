"""Who said it: the speaker of the quote leads, never somebody whom the same sentence names."""

from collections.abc import Iterator

import pytest

from bot.article_library import ArticleLibrary
from bot.types import Answer, Asker, Question, Status
from tests.bot.libraries import library_of

ARTICLE = """仓库里的机器人

2024-04-02

星河智能的创始人谢知远上周带着三台机器人去了江州的一座仓库。

“机器人不过是会走路的家电，”一位租下半座仓库的老板说道，谢知远曾在开幕那天劝他多等两年。

谢知远认为，价格战会在明年结束。

云帆科技的创始人是岑牧野。云帆科技成立于2021年。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ArticleLibrary]:
    with library_of(tmp_path_factory.mktemp("saying"), ARTICLE) as opened:
        yield opened


def ask(library: ArticleLibrary, text: str) -> Answer:
    return library.answer(Question(text, Asker(1, 1)))


@pytest.mark.parametrize("text", ["谁说过机器人是家电", "谁说机器人不过是会走路的家电", "谁觉得机器人是家电"])
def test_the_one_who_said_it_is_told(library: ArticleLibrary, text: str) -> None:
    answer = ask(library, text)
    assert answer.status is Status.ANSWERED
    assert "一位租下半座仓库的老板" in answer.lead
    assert not answer.lead.startswith("谢知远")


def test_a_speaker_with_a_name_leads(library: ArticleLibrary) -> None:
    assert ask(library, "谁认为价格战会结束").lead.startswith("谢知远：")


@pytest.mark.parametrize("text", ["谁说过机器人会上天", "谁认为家电的价格战会在十年后重来"])
def test_what_nobody_said_is_nobodys(library: ArticleLibrary, text: str) -> None:
    assert ask(library, text).status is Status.NOT_FOUND


def test_what_is_told_about_somebody_is_not_what_he_said(library: ArticleLibrary) -> None:
    assert ask(library, "谢知远说过什么").lead.startswith("谢知远认为")
    assert ask(library, "岑牧野说过什么").status is Status.NOT_FOUND


INTERVIEW = """对话星河智能谢知远：机器人与家电

主持人：今天我们请来星河智能的创始人谢知远，聊聊机器人行业的价格战。
谢知远：大家好。
主持人：价格战什么时候会结束？
谢知远：我觉得价格战明年就会结束，因为没有人还有钱可烧，行业里每一家都已经把毛利打到了个位数。
主持人：那之后呢？
谢知远：之后比的是售后。
"""


def test_his_own_words_lead_before_who_introduces_him_with_them(tmp_path) -> None:
    with library_of(tmp_path, INTERVIEW) as opened:
        answer = ask(opened, "谢知远怎么看价格战")
    assert answer.status is Status.ANSWERED
    assert answer.lead.startswith("我觉得价格战明年就会结束")
