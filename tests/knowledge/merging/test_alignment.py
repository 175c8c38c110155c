"""What a copy says again: passages, facts and quotes that are one, and those that only look like it."""

import pytest

from knowledge.merging.alignment import (
    choose_leading,
    is_same_fact,
    pair_facts,
    pair_passages,
    pair_quotes,
    says_the_same,
)
from knowledge.types import Fact, FactStatus
from tests.bot.asking import found
from tests.factories import fact, money, period, quote

SENTENCE = "山岚数据完成3亿美元C轮融资，投后估值25亿美元，由极昼资本领投。"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (SENTENCE, True),
        ("山嵐數據完成3億美元C輪融資，投後估值25億美元，由極晝資本領投。", True),
        ("山岚数据完成3亿美元\nC轮融资，投后估值25亿美元,由极昼资本领投", True),
        ("山岚数据达成3亿美元C轮融资，投后估值25亿美元，由极昼资本率领投资。", True),
        ("山岚数据完成3亿美元C轮融资，投后估值52亿美元，由极昼资本领投。", False),
        ("山岚数据没有完成3亿美元C轮融资，投后估值25亿美元，由极昼资本领投。", False),
        ("山岚数据完成三亿美元C轮融资，投后估值25亿美元，由极昼资本领投。", False),
        ("山岚数据完成3亿美元C轮融资，投后估值25亿美元。", False),
        ("C轮3亿美元到账后，山岚数据值25亿美元了，牵头的是极昼资本。", False),
        ("", False),
        ("山岚数据完成3亿美元C轮融资，投后估值25亿美元，由极昼资本领投，老股东远山基金跟投。", False),
    ],
    ids=[
        "itself",
        "traditional",
        "wrapped",
        "spun",
        "other figure",
        "negated",
        "numeral",
        "shorter",
        "own words",
        "empty",
        "longer",
    ],
)
def test_sentences_are_one_where_nearly_all_words_and_all_figures_are(other: str, same: bool) -> None:
    assert says_the_same(SENTENCE, other) is same
    assert says_the_same(other, SENTENCE) is same


def test_passages_are_paired_wherever_they_stand() -> None:
    original = [found("山岚数据成立于2018年。"), found(SENTENCE, index=1), found("", index=2)]
    copy = [found("扫码关注。"), found(SENTENCE, index=1), found("山岚数据成立于2018年。", index=2), found("", index=3)]
    assert pair_passages(copy, original) == ((1, 1), (2, 0))


WORTH = fact(quantity=money(), period=period(2024, 5, words="去年5月"), qualifier="C轮")


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (fact(quantity=money(words="25億美元"), period=period(2024, 5, words="去年5月"), qualifier="C輪"), True),
        (fact(quantity=money(), period=period(2025, 5, words="客岁5月"), qualifier="C轮"), True),
        (fact(quantity=money(), qualifier="C轮"), True),
        (fact(quantity=money(), period=period(2025, 5, words="今年5月"), qualifier="C轮"), False),
        (fact(quantity=money(2_600_000_000), period=WORTH.period, qualifier="C轮"), False),
        (fact(quantity=money(unit="CNY"), period=WORTH.period, qualifier="C轮"), False),
        (fact(quantity=money(), period=WORTH.period), False),
        (fact(quantity=money(), period=WORTH.period, qualifier="C轮", status=FactStatus.RUMOURED), False),
        (fact("栖云科技", quantity=money(), period=WORTH.period, qualifier="C轮"), False),
        (fact(relation="market_value", quantity=money(), period=WORTH.period, qualifier="C轮"), False),
        (fact(text="25亿美元"), False),
    ],
    ids=["script", "words", "undated", "date", "amount", "currency", "round", "status", "subject", "relation", "text"],
)
def test_facts_are_one_where_all_that_they_say_is(other: Fact, same: bool) -> None:
    assert is_same_fact(WORTH, other) is same
    assert is_same_fact(other, WORTH) is same


def test_a_fact_said_twice_is_paired_with_the_sentence_most_like_its_own() -> None:
    original = [fact(snippet="标题里说估值25亿美元", quantity=money()), fact(snippet=SENTENCE, quantity=money())]
    copy = [fact(snippet=SENTENCE, quantity=money()), fact(snippet="另起的标题", quantity=money()), fact("别家")]
    assert pair_facts(copy, original) == ((0, 1), (1, 0))


def test_quotes_are_one_where_speaker_and_words_are() -> None:
    said = [quote(words="上市没有时间表"), quote(words="我们不急着上市")]
    again = [quote(words="我們不急著上市"), quote("别人", "上市没有时间表")]
    assert pair_quotes(again, said) == ((0, 1),)


def test_what_a_copy_of_a_copy_says_is_led_by_the_first_original() -> None:
    assert choose_leading([(20, 10), (21, 11), (22, 5)], {10: 1, 22: 2}) == {20: 1, 21: 11}
