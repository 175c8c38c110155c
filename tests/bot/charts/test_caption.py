"""Captions: escaped, within the limit, the words that say the amount shown."""

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.charts.caption import CAPTION_LIMIT, around, render_caption
from bot.charts.chart import MOST, Bar, Chart, Cited
from bot.markup import utf16_length
from bot.types import Citation, Language
from tests.bot.telegram_html import find_clickable, read_html

CITATION = Citation("a.txt", 0, 9, "估值25亿美元 <b>", "标题 <&>", "报", None, None, "https://example.org/a")
BAR = Bar("2023", "估值", "25亿美元", Decimal(1), Decimal(1), "valuation", True, 1)


def chart(count: int = 2, citation: Citation = CITATION, **rest: object) -> Chart:
    bars = tuple(replace(BAR, number=n + 1) for n in range(count))
    cited = (Cited(citation, "25亿美元"),) * count
    made = Chart("甲<乙> & @nobody：估值", bars, True, "USD", cited, (), Language.SIMPLIFIED)
    return replace(made, **rest)  # type: ignore[arg-type]


def test_a_caption_escapes_and_numbers_its_sources() -> None:
    html = render_caption(chart(left_out=("<i>1亿</i>",)))
    text, entities = read_html(html)
    assert text.startswith(
        "甲<乙> & @nobody：估值\n没有画进图里：<i>1亿</i>\n[1] 标题 <&> · 报 · 日期不详\n估值25亿美元 <b>\n[2]"
    )
    assert next(e.href for e in entities if e.tag == "a").startswith("https://example.org/a#:~:text=")
    assert find_clickable(html) == ()


def test_only_a_picture_with_a_rumour_explains_how_rumours_are_drawn() -> None:
    assert "传闻" not in render_caption(chart())
    assert "空心虚线" in render_caption(chart(bars=(BAR, replace(BAR, is_firm=False))))


@pytest.mark.parametrize("char", ["字", "🎉", "<", "&", "a.com "])
@pytest.mark.parametrize("count", [2, 5, MOST])
def test_a_caption_keeps_to_the_limit(char: str, count: int) -> None:
    long = Citation("a.txt", 0, 9, char * 900 + "25亿美元" + char * 900, char * 300, char * 300)
    html = render_caption(chart(count, long, title=char * 200, left_out=(char * 300,) * 3))
    text, _ = read_html(html)
    assert utf16_length(text) <= CAPTION_LIMIT
    assert f"[{count}]" in text
    if count < MOST:
        assert "25亿美元" in text


@pytest.mark.parametrize("size", [6, 12, 30])
@pytest.mark.parametrize("place", [0, 7, 40, 93])
def test_what_is_cut_out_of_a_snippet_holds_the_amount(place: int, size: int) -> None:
    snippet = "说" * place + "25亿美元" + "说" * (95 - place)
    shown = around(snippet, "25亿美元", size)
    assert "25亿美元" in shown
    assert shown.strip("…") in snippet
    assert len(shown.strip("…")) <= max(size, 6) + 1
