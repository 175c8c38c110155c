"""Whole lines: noise, tails, headings."""

import pytest

from knowledge.cleaning.noise import find_noise, is_numbered_heading, noise_rules
from knowledge.text import fold_characters
from tests.knowledge.cleaning_tools import PROSE, kinds_of, lines_of


@pytest.mark.parametrize("section", ["lines", "notices", "related", "tails", "endings", "comments", "paywalls"])
def test_every_line_rule_takes_its_example(section: str) -> None:
    for rule in getattr(noise_rules(), section):
        assert find_noise(rule.example) == section, rule.example


@pytest.mark.parametrize("section", ["codes", "code_marks", "asides", "spam", "wares", "related_inline", "headings"])
def test_every_other_rule_hits_its_example(section: str) -> None:
    rules = getattr(noise_rules(), section)
    for rule in rules if isinstance(rules, tuple) else (rules,):
        assert rule.search(fold_characters(rule.example)), rule.example


@pytest.mark.parametrize(
    "line",
    [
        "注：本文中林晚、周南等为化名。",
        "青禾说，广告收入占三成。",
        "他说以后会员会更多，内容会更好。",
        "更多内容要靠模型生成。",
        "青禾的标签：便宜。",
        "图一是山城，图二是港城。",
        "Harbour sells ads and subscriptions to shops.",
        "他们在微信里分享。",
        "版权是这门生意里最难的部分，青禾为此请了十名律师。",
        "上一轮融资在春天。",
        "喜欢的人很多。",
        "未经许可使用图片，是画匣被起诉的原因。",
        "声明：画匣从未授权任何人出售图片。",
        "来源：是这场官司里最重要的两个字。",
        "下一篇判决什么时候来，没有人知道。",
        "Subscriptions to the service tripled.",
        "公司 2031 年的阅读业务增长三成。",
    ],
)
def test_a_line_of_the_article_is_no_noise(line: str) -> None:
    assert lines_of(f"{PROSE}\n\n{line}\n\n{PROSE}")[1] == line


def test_headings_are_told_by_their_form() -> None:
    body = (
        f"## 生意\n\n{PROSE}\n\n**钱从哪里来**\n\n{PROSE}\n\n二、人\n\n{PROSE}\n\n1\n\n{PROSE}\n\n前路\n----\n\n{PROSE}"
    )
    assert [words for kind, words in kinds_of(body) if kind == "heading"] == ["生意", "钱从哪里来", "二、人", "前路"]


@pytest.mark.parametrize(
    "line", ["一、青禾融了资。", "二十人的团队", "**林晚：**", "**青禾融了资，估值三亿。**", "一家公司"]
)
def test_a_sentence_is_no_heading(line: str) -> None:
    assert [kind for kind, _ in kinds_of(f"{PROSE}\n\n{line}\n\n{PROSE}")] == ["body"] * 3


def test_a_numbered_heading_is_short() -> None:
    assert is_numbered_heading("三、" + "很长" * 20) is True
    assert is_numbered_heading("三、" + "很长" * 60) is False
