"""A few articles of invented companies that deal with one another, and a chat with the bot over them."""

from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.types import Answer, Asker, Question
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base

FUNDING = """---
title: 七家机器人公司的钱从哪里来
outlet: 港口日报
published: 2024-06-01
url: https://example.org/money
---

潮屿智能是一家做港口机器人的公司，2019年成立。潮屿智能的创始人是岑牧野。2023年5月，潮屿智能完成A轮融资，金额为3亿元，投资方为白鹭资本和石湾创投。

鲸落数据2020年成立，创始人是简若溪和卢北辰。鲸落数据的投资方包括白鹭资本、石湾创投和雾岛基金。鲸落数据估值20亿元。

白鹭资本的创始人是秦望舒。秦望舒毕业于江州大学。

荧泽半导体2021年成立，创始人是祝霜降。祝霜降曾在鲸落数据担任首席科学家。荧泽半导体的投资方是白鹭资本。

叠浪智能的创始人是傅听雪。傅听雪曾在鲸落数据担任产品经理。

远汀科技2018年成立。

潮屿智能的产品“小锚”已经装上了三条船。秦望舒说：“港口的生意要慢慢做，急不得。”
"""
VALUES = """---
title: 八家公司的估值
outlet: 海角周刊
published: 2024-09-15
---

潮屿智能估值12亿元，是一家做港口机器人的公司。它的仓库在码头边上，门口停着三辆没有上牌的试验车，工人们每天中午在车边吃饭。

%s

荧泽半导体估值9亿元。车间里的灯整夜亮着，值班的人换了三班，谁也没有说起下一批货什么时候能够发出去。

%s

叠浪智能估值30亿元。它的办公室临着一条小河，窗台上摆着员工从老家带来的花，花盆上写着各自的名字。

%s

墨石科技估值5亿元。墨石科技的工程师说，冬天的机房反而是最忙的地方，因为暖气一开机器就会热得停下来。

%s

听澜科技估值16亿元。听澜科技的第一间办公室租在一家书店楼上，后来书店搬走了，招牌却一直留在门口。

%s

谷雨科技估值7亿元。谷雨科技的食堂只做三种菜，周五多一样，因为那一天从海边送鱼的车会经过门口。

%s

远汀科技估值11亿元。远汀科技的人都骑车上班，楼下的车棚是他们自己搭的，下雨天要轮流去看有没有漏水。远汀科技2017年成立。
"""
PLAIN = "这座城市的夏天很长，街边的小店开到半夜，年轻人下班以后在那里坐着说话，谈的大多是房租和孩子上学的事情。" * 8
ARTICLES = {"money.md": FUNDING, "worth.md": VALUES % ((PLAIN,) * 6)}


def build_deals(folder: Path) -> KnowledgeBase:
    """The base of the articles, built in folder."""
    articles = folder / "articles"
    articles.mkdir()
    for name, text in ARTICLES.items():
        (articles / name).write_text(text, encoding="utf-8")
    assert build_base((articles,), folder / "kb.db").failed == ()
    return open_base(folder / "kb.db")


@pytest.fixture(scope="module")
def deals(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    """The base of the articles, one for all tests of a file."""
    return build_deals(tmp_path_factory.mktemp("deals"))


def ask(base: KnowledgeBase, *questions: str) -> Answer:
    """The answer to the last of the questions, all of one asker in a fresh chat."""
    assistant = Assistant(base)
    return [assistant.answer(Question(text, Asker(chat=1))) for text in questions][-1]


def snippets(answer: Answer) -> str:
    """All that the answer cites."""
    return "\n".join(citation.snippet for citation in answer.citations)
