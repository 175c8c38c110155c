"""Which facts become which bars."""

from bot.charts.chart import MOST, chart_comparison, chart_history
from bot.types import Language
from knowledge.types import Fact, FactStatus, Source
from tests.factories import fact, money, period

NAME = "山岚数据"
BIG = {"quantity": money()}
SMALL = {"quantity": money(800_000_000, words="8亿美元")}
YUAN = {"quantity": money(10_000_000_000, "CNY", "100亿元")}


def sources(*facts: Fact) -> dict[str, Source]:
    """The articles of the facts, each long enough to cut their evidence from, of 2024."""
    names = {one.evidence.article for one in facts}
    text = {name: "".join(one.evidence.snippet for one in facts if one.evidence.article == name) for name in names}
    published = period(2024)
    return {n: Source(n, "00", "标题", text[n], None, None, published, None, None, "zh") for n in names}


def history(*facts: Fact):
    return chart_history(NAME, facts, sources(*facts), Language.SIMPLIFIED)


def compared(names: tuple[str, ...], *facts: Fact):
    return chart_comparison(names, "valuation", facts, sources(*facts), Language.SIMPLIFIED)


def test_bars_are_in_order_of_their_dates_and_those_without_come_last() -> None:
    chart = history(
        fact(**BIG),
        fact(relation="funding_round", period=period(2023, 6), qualifier="A轮", **SMALL),
        fact(period=period(2022, 1), quantity=money(10**8, words="1亿美元")),
    )
    assert [(bar.label, bar.words, bar.note) for bar in chart.bars] == [
        ("2022-01", "1亿美元", "估值"),
        ("2023-06", "8亿美元", "融资 · A轮"),
        ("", "25亿美元", "估值"),
    ]
    assert (chart.title, chart.currency, chart.is_history) == ("山岚数据：估值、融资", "USD", True)


def test_rumours_and_plans_are_marked_and_what_was_denied_or_replaced_is_not_drawn() -> None:
    chart = history(
        fact(period=period(2022), status=FactStatus.RUMOURED, **BIG),
        fact(period=period(2023), status=FactStatus.PLANNED, **SMALL),
        fact(period=period(2024), status=FactStatus.REPORTED, **SMALL),
        fact(status=FactStatus.DENIED, **BIG),
        fact(status=FactStatus.CORRECTED, **BIG),
    )
    assert [(bar.is_firm, bar.note) for bar in chart.bars] == [
        (False, "估值 · 传闻"),
        (False, "估值 · 计划中"),
        (True, "估值 · 据报道"),
    ]


def test_an_amount_told_twice_is_drawn_once_with_its_date() -> None:
    again = fact(article="b.txt", **BIG)
    chart = history(fact(period=period(2023), **BIG), again, fact(period=period(2022), **SMALL))
    assert [(bar.label, bar.words) for bar in chart.bars] == [("2022", "8亿美元"), ("2023", "25亿美元")]


def test_another_currency_is_not_drawn_but_named() -> None:
    chart = history(fact(period=period(2022), **SMALL), fact(period=period(2023), **BIG), fact(**YUAN))
    assert (len(chart.bars), chart.left_out) == (2, ("100亿元",))


def test_one_amount_makes_no_picture() -> None:
    assert history(fact(**BIG)) is None
    assert history(fact(**BIG), fact(**YUAN)) is None
    assert history() is None
    assert history(fact(quantity=None), fact(text="很高")) is None


def test_a_picture_has_no_more_bars_than_a_phone_can_show() -> None:
    many = [fact(period=period(2000 + n), quantity=money(10**8 + n, words=f"{n}亿")) for n in range(MOST + 3)]
    chart = history(*many)
    assert [bar.label for bar in chart.bars] == [str(2003 + n) for n in range(MOST)]
    assert chart.left_out == ("2002 2亿", "2001 1亿", "2000 0亿")


def test_every_bar_is_cited_by_words_that_hold_its_amount() -> None:
    one = fact(period=period(2022), snippet="估值8亿美元。", **SMALL)
    two = fact(period=period(2023), snippet="估值25亿美元。", start=7, **BIG)
    chart = history(one, two, fact(relation="funding_round", snippet="估值25亿美元。", start=7, **SMALL))
    assert [bar.number for bar in chart.bars] == [1, 2, 2]
    for bar, cited in zip(chart.bars, chart.cited, strict=False):
        assert bar.words in cited.citation.snippet


def test_several_are_compared_by_the_amount_that_leads_greatest_first() -> None:
    facts = (
        fact("甲", period=period(2022), **BIG),
        fact("甲", period=period(2023), quantity=money(10**8, words="1亿美元")),
        fact("乙", status=FactStatus.RUMOURED, **SMALL),
        fact("丙", **YUAN),
    )
    chart = compared(("甲", "乙", "丙", "丁"), *facts)
    assert [(bar.label, bar.words, bar.is_firm) for bar in chart.bars] == [
        ("乙", "8亿美元", False),
        ("甲", "1亿美元", True),
    ]
    assert chart.left_out == ("丙 100亿元", "丁（文章没有说到估值）")
    assert compared(("甲", "丙"), *facts) is None


def test_a_range_reaches_from_its_low_to_its_high_end() -> None:
    spread = money(2 * 10**8, words="2亿至3亿美元")
    spread = type(spread)(spread.low, spread.low + 10**8, spread.unit, spread.words, is_money=True)
    chart = history(fact(period=period(2023), quantity=spread), fact(**BIG))
    assert (chart.bars[0].low, chart.bars[0].high) == (2 * 10**8, 3 * 10**8)
