"""What an admin is shown of an article before it is taken in: one message, whatever the article holds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.markup import LIMIT, utf16_length
from bot.telegram.reviews import REASONS, render_refusal, render_review
from bot.types import Language
from knowledge.building.reviewing import LEADING, Review
from knowledge.types import Evidence, Fact, FactStatus, Period, Precision, Quantity
from tests.bot.telegram_html import read_html

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR, "2024年")
AMOUNT = Quantity(Decimal(10**8), Decimal(10**8), "CNY", "1亿元", is_money=True)


def fact(subject: str = "青屿智能", snippet: str = "估值为1亿元", status: FactStatus = FactStatus.STATED) -> Fact:
    evidence = Evidence("a.txt", 0, len(snippet), snippet)
    return Fact(subject, "valuation", evidence, quantity=AMOUNT, period=YEAR, status=status)


def review(
    *leading: Fact, title: str = "A title", outlet: str | None = "An outlet", repeats: str | None = None
) -> Review:
    return Review(title, outlet, YEAR, None, len(leading), len(leading), 2, 1, leading, None, repeats)


def test_a_fact_is_shown_with_its_value_its_time_and_its_snippet() -> None:
    html = render_review(review(fact(status=FactStatus.RUMOURED)), Language.ENGLISH, is_held=False)
    text, entities = read_html(html)
    assert text.splitlines() == [
        "A title",
        "An outlet · 2024",
        "Facts: 1 (1 new); quotes: 2 (1 new)",
        "",
        "· 青屿智能 · valuation: 1亿元 (2024, rumoured)",
        "估值为1亿元",
        "",
        "Add it? Without a decision it is deleted after 24 hours.",
    ]
    assert [text[e.start : e.end] for e in entities if e.tag == "blockquote"] == ["估值为1亿元"]


def test_facts_of_one_sentence_share_its_quotation() -> None:
    twice = review(fact(), fact("墨池智能"), fact(snippet="它估值1亿元"))
    text, entities = read_html(render_review(twice, Language.ENGLISH, is_held=False))
    assert [text[e.start : e.end] for e in entities if e.tag == "blockquote"] == ["估值为1亿元", "它估值1亿元"]
    assert text.count("· valuation: 1亿元") == 3


def test_a_base_that_was_gone_back_to_is_told_of() -> None:
    assert "/rollback" in render_review(review(), Language.ENGLISH, is_held=True)


@given(st.text(max_size=3000), st.text(min_size=1, max_size=3000))
def test_it_is_one_message_whatever_the_article_holds(title: str, snippet: str) -> None:
    many = review(*[fact(title or "x", snippet * 5)] * LEADING, title=title, outlet=title, repeats=snippet)
    for language in Language:
        text, entities = read_html(render_review(many, language, is_held=True))
        assert utf16_length(text) <= LIMIT
        assert {entity.tag for entity in entities} <= {"b", "blockquote", "code"}


@pytest.mark.parametrize(("words", "key"), REASONS)
def test_every_reason_of_the_reading_has_a_word_in_the_admins_language(words: str, key: str) -> None:
    said = read_html(render_refusal("a\n.txt", f"of which {words} …", Language.SIMPLIFIED))[0]
    assert said.startswith("没有读取 a .txt：")
    assert words not in said
    assert "\n" not in said


def test_another_reason_is_told_as_it_is() -> None:
    assert "No space left" in render_refusal("a.txt", "No space left on device", Language.ENGLISH)
