"""Questions that take a way over others: each step is a stated fact and cited; what is not stated is never guessed."""

import pytest

from bot.types import Status
from tests.bot.in_time import ask, snippets, years

__all__ = ["years"]


def names_told(base, answer):
    """The names in the lines of an answer."""
    told = "\n".join((answer.lead, *answer.notes))
    return [entity.name for entity in base.entities() if entity.name in told]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("砚池智能和澄湖科技有哪些共同投资人", "共同的有 2 个：青橙基金、松涛资本"),
        ("砚池智能、澄湖科技、麦田机器人的共同投资人", "共同的有 1 个：青橙基金"),
        ("投了砚池智能又投了麦田机器人的有谁", "共同的有 2 个：青橙基金、白鹭资本"),
        ("砚池智能和麦田机器人有相同的股东吗", "共同的有 2 个：青橙基金、白鹭资本"),
        ("谁从砚池智能出来创业", "至少 2 位：韩铁生（麦田机器人）、沈鹤鸣（澄湖科技）"),
        (
            "砚池智能的投资人还投了谁",
            "至少 3 个：青橙基金（麦田机器人、澄湖科技）、白鹭资本（麦田机器人）、松涛资本（澄湖科技）",
        ),
        (
            "和砚池智能有共同投资人的公司有哪些",
            "至少 3 个：青橙基金（麦田机器人、澄湖科技）、白鹭资本（麦田机器人）、松涛资本（澄湖科技）",
        ),
        ("砚池智能收购的公司是谁创办的", "墨斗数据的创始人：林溪桥\n砚池智能的收购：墨斗数据"),
        ("沈鹤鸣的公司是谁投的", "澄湖科技的投资方：松涛资本、青橙基金\n澄湖科技的创始人：沈鹤鸣"),
        ("麦田机器人创始人之前在哪里工作", "韩铁生的履历：砚池智能 首席运营官\n麦田机器人的创始人：韩铁生"),
        ("青橙基金投的公司里谁的估值最高", "砚池智能 40亿元（2024-08，投后）；其次 澄湖科技 12亿元"),
        ("青橙基金投的公司里估值最低的是哪家", "澄湖科技 12亿元；其次 砚池智能 40亿元（2024-08，投后）"),
        ("松涛资本投的公司里哪家成立最早", "澄湖科技 2020年；其次 砚池智能 2021年6月"),
        ("周砚秋和沈鹤鸣谁的公司先成立", "澄湖科技 2020年；其次 砚池智能 2021年6月"),
        ("周砚秋和沈鹤鸣谁的公司估值高", "砚池智能 40亿元（2024-08，投后）；其次 澄湖科技 12亿元"),
        (
            "周砚秋和林溪桥有什么关系",
            "周砚秋的职位：砚池智能 创始人\n砚池智能的收购：墨斗数据\n林溪桥的职位：墨斗数据 创始人",
        ),
        ("韩铁生和周砚秋什么关系", "韩铁生的离职：砚池智能\n周砚秋的职位：砚池智能 创始人"),
        (
            "简书房和砚池智能有什么关系",
            "澄湖科技的产品：简书房\n澄湖科技的投资方：松涛资本\n砚池智能的投资方：松涛资本",
        ),
    ],
    ids=lambda value: value if "？" in value or "：" not in value else "",
)
def test_each_step_is_told_and_cited(years, question, lead):
    answer = ask(years, question)
    assert answer.status is Status.ANSWERED
    assert answer.lead == lead
    cited = snippets(answer)
    assert [name for name in names_told(years, answer) if name not in cited] == []


def test_of_a_group_it_is_said_how_many_could_be_compared(years):
    answer = ask(years, "青橙基金投的公司里谁的估值最高")
    assert answer.notes == (
        "砚池智能的领投方：青橙基金",
        "澄湖科技的投资方：青橙基金",
        "共 3 个，文章里说到估值的有 2 个，只比了这些。",
    )


@pytest.mark.parametrize(
    ("question", "known"),
    [
        ("青橙基金投的公司里哪家员工最多", "砚池智能 350人"),
        ("白鹭资本投过的公司里哪家融得最多", "砚池智能 8亿元"),
        ("韩铁生和沈鹤鸣谁的公司融得多", "澄湖科技 1亿元"),
    ],
)
def test_with_one_value_nothing_is_the_most(years, question, known):
    answer = ask(years, question)
    assert answer.status is Status.NOT_FOUND
    assert answer.lead.startswith("比不出来：")
    assert known in answer.lead
    assert answer.citations


def test_a_total_and_a_round_are_told_and_not_put_in_order(years):
    answer = ask(years, "澄湖科技和麦田机器人谁融得多")
    assert answer.lead.splitlines() == ["澄湖科技的融资：1亿元（2023-08，A轮）", "麦田机器人的累计融资：6亿元"]
    assert answer.notes == ("这几个数口径不同，不宜直接比大小。",)
    assert all(words in snippets(answer) for words in ("1亿元A轮融资", "累计融资6亿元"))


@pytest.mark.parametrize(
    "question",
    [
        "周砚秋和杜若谷谁的公司估值高",
        "墨斗数据和澄湖科技有哪些共同投资人",
        "墨斗数据的投资人还投了谁",
        "谁从墨斗数据出来创业",
        "墨斗数据收购的公司是谁创办的",
    ],
)
def test_a_step_that_is_not_stated_is_not_guessed(years, question):
    assert ask(years, question).status is Status.NOT_FOUND
