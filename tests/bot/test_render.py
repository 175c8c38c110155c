"""Answers as messages: always valid HTML, never too long, snippets exactly as they are, nothing clickable but ours."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, settings
from hypothesis import given as given_any
from hypothesis import strategies as st

from bot.markup import LIMIT, cut, escape, link, to_plain, to_text_fragment, utf16_length, without_hidden
from bot.render import SNIPPET_LIMIT, render_html, render_page, render_plain, render_reply
from bot.types import Answer, Citation, Language, Status
from knowledge.types import Period, Precision
from tests.bot.telegram_html import find_clickable, read_html, utf16_units

# A busy machine is no error of the text at hand.
patient = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])


def given(*strategies: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """hypothesis.given, however slow the machine."""
    return lambda test: patient(given_any(*strategies)(test))


DAY = Period(date(2024, 2, 18), date(2024, 2, 18), Precision.DAY)

texts = st.text(st.characters(), max_size=300) | st.text("ab @/#.:-<>&\"'中文🎉\u202e\n", max_size=300)
urls = st.none() | st.sampled_from(
    ["https://example.org/a?b=1&c=2", "javascript:alert(1)", "http://[", "tg://x", 'http://a/"<>']
)
citations = st.builds(
    Citation,
    article=texts,
    start=st.just(0),
    end=st.just(1),
    snippet=texts | st.text("字", min_size=300, max_size=900),
    title=texts,
    outlet=st.none() | texts,
    published=st.sampled_from([None, DAY]),
    reprinted=st.sampled_from([None, DAY]),
    url=urls,
)
answers = st.builds(
    Answer,
    status=st.just(Status.ANSWERED),
    kind=st.just("fact"),
    language=st.sampled_from(Language),
    lead=texts | st.text("字🎉", min_size=1500, max_size=6000),
    citations=st.lists(citations, max_size=12).map(tuple),
    notes=st.lists(texts, max_size=4).map(tuple),
    suggestions=st.lists(texts, max_size=4).map(tuple),
)


def citation(snippet: str = "a snippet", **changes: object) -> Citation:
    values = {"article": "a.txt", "start": 0, "end": 9, "title": "Title", "snippet": snippet}
    return Citation(**(values | changes))  # type: ignore[arg-type]


def answer(*citations: Citation, lead: str = "lead", **changes: object) -> Answer:
    return Answer(Status.ANSWERED, "fact", Language.ENGLISH, lead, citations, **changes)  # type: ignore[arg-type]


@given(answers)
def test_every_answer_is_valid_html_of_one_message(asked: Answer) -> None:
    text, _ = read_html(render_html(asked))
    assert utf16_units(text) <= LIMIT


@given(texts)
@example("look at @somebody, /reload, t.me/x and Character.AI")
@example("mailto:a@b.org javascript:x tg://resolve?domain=x")
def test_any_text_survives_exactly_and_becomes_nothing_else(text: str) -> None:
    shown, entities = read_html(escape(text))
    assert shown == without_hidden(text)
    assert {entity.tag for entity in entities} <= {"code"}
    assert find_clickable(escape(text)) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ab\u202ecd\u200b\x00e\ud83d", "abcde"),
        ("👨\u200d👩 ไม้", "👨\u200d👩 ไม้"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
        ('say "a\'s"', 'say "a\'s"'),
    ],
    ids=["what hides", "emoji", "white space", "quotation marks"],
)
def test_what_reorders_or_hides_words_is_gone_and_all_else_stays(text: str, shown: str) -> None:
    assert escape(text) == shown


@given(texts.filter(lambda text: utf16_length(text) <= SNIPPET_LIMIT), urls)
def test_a_snippet_is_shown_word_for_word_as_quotation(snippet: str, url: str | None) -> None:
    text, entities = read_html(render_html(answer(citation(snippet, url=url))))
    quotations = [text[entity.start : entity.end] for entity in entities if entity.tag == "blockquote"]
    assert [quotation.rstrip() for quotation in quotations] == [without_hidden(snippet).rstrip()]


@given(answers)
def test_only_web_addresses_become_links(asked: Answer) -> None:
    _, entities = read_html(render_html(asked))
    assert all((entity.href or "").startswith("https://example.org/") for entity in entities if entity.tag == "a")


def test_the_whole_form() -> None:
    shown = citation(outlet="Outlet", published=DAY, reprinted=DAY, url="https://example.org/a")
    asked = answer(shown, citation("b < c"), notes=("Also: 2",), suggestions=("And?",))
    assert render_html(asked) == (
        "lead\nAlso: 2\n\n"
        '[1] <a href="https://example.org/a#:~:text=a%20snippet">Title</a> · Outlet · 2024-02-18'
        " · reprinted 2024-02-18\n"
        "<blockquote expandable>a snippet</blockquote>\n"
        "[2] Title · undated\n<blockquote expandable>b &lt; c</blockquote>\n\n"
        "You could ask:\n· And?"
    )


def test_plain_text_shows_addresses_and_marks_quotations() -> None:
    shown = citation("one\ntwo", url="https://example.org/a")
    assert render_plain(answer(shown)) == ("lead\n\n[1] Title <https://example.org/a> · undated\n  │ one\n  │ two")


def test_what_does_not_fit_is_left_out_whole_and_counted() -> None:
    long = (citation("字" * SNIPPET_LIMIT, title=f"T{number}" * 120) for number in range(20))
    text, entities = read_html(render_html(answer(*long, suggestions=("And?",))))
    shown = [entity for entity in entities if entity.tag == "blockquote"]
    assert [entity.end - entity.start for entity in shown] == [SNIPPET_LIMIT] * 2
    assert "18 more citations not shown" in text
    assert "You could ask" not in text


def test_a_message_shows_three_citations() -> None:
    text, _ = read_html(render_html(answer(*(citation("字", title=f"T{number}") for number in range(5)))))
    assert ("[3] T2" in text, "[4]" in text, "2 more citations" in text) == (True, False, True)


def test_nothing_to_say_is_nothing() -> None:
    assert render_html(Answer(Status.IGNORED, "chat", Language.ENGLISH, "")) == ""


@pytest.mark.parametrize(
    "text", ["25亿美元", "24/7", "A/B", "GPT-4.5", "3.5%", "C++ & C#", "2023-04-01", "Pre-A+轮", "[1]"]
)
def test_usual_words_are_left_alone(text: str) -> None:
    assert "<code>" not in escape(text)


@given(texts, st.integers(10, 200))
def test_a_cut_text_is_a_beginning_within_its_length(text: str, units: int) -> None:
    shown = cut(text, units)
    assert utf16_length(shown) <= units
    assert shown == text or text.startswith(shown[:-1])


@pytest.mark.parametrize(
    ("text", "units", "shown"),
    [
        ("一二三四五", 5, "一二三四五"),
        ("一二三四五", 4, "一二三…"),
        ("😀😀😀", 4, "😀…"),
        ("😀😀😀", 5, "😀😀…"),
        ("甲乙丙。丁戊己", 6, "甲乙丙。…"),
        ("甲乙。丙丁戊己", 6, "甲乙。丙丁…"),
        ("一。二三四。五六七八", 8, "一。二三四。…"),
        (" 甲 乙丙丁", 4, " 甲…"),
        ("甲乙丙X丁戊己", 6, "甲乙丙X丁…"),
    ],
    ids=["fits", "cut", "pairs", "more pairs", "sentence", "early end", "last sentence", "space", "letter"],
)
def test_a_text_is_cut_at_the_end_of_a_sentence_in_its_second_half(text: str, units: int, shown: str) -> None:
    assert cut(text, units) == shown


def test_the_words_of_a_link_are_all_that_is_clicked() -> None:
    assert link("/reload", "https://a.org/") == '<a href="https://a.org/">/reload</a>'


@given(texts)
def test_plain_text_of_markup_is_the_text(text: str) -> None:
    assert to_plain(escape(text)) == without_hidden(text)


@pytest.mark.parametrize(
    ("url", "snippet", "expected"),
    [
        ("https://a.org/", "甲-乙,丙", "https://a.org/#:~:text=%E7%94%B2%2D%E4%B9%99%2C%E4%B8%99"),
        ("https://a.org/", "甲/乙?丙", "https://a.org/#:~:text=%E7%94%B2%2F%E4%B9%99%3F%E4%B8%99"),
        ("https://a.org/#top", "x", "https://a.org/#top:~:text=x"),
        ("https://a.org/#:~:text=y", "x", "https://a.org/#:~:text=y"),
        (
            "https://a.org/",
            "the beginning of something that ends here",
            "https://a.org/#:~:text=the%20beginning,that%20ends%20here",
        ),
        ("https://a.org/", "a" * 36, f"https://a.org/#:~:text={'a' * 36}"),
        ("https://a.org/", "a" * 50, f"https://a.org/#:~:text={'a' * 24},{'a' * 24}"),
        (
            "https://a.org/",
            f"{'-' * 10} BCD{'。' * 40}",
            f"https://a.org/#:~:text={'%2D' * 10}%20BCD,{'%E3%80%82' * 12}",
        ),
        (
            "https://a.org/",
            f"{'。' * 11}BC{'。' * 40}",
            f"https://a.org/#:~:text={'%E3%80%82' * 11}BC,{'%E3%80%82' * 12}",
        ),
        ("https://a.org/", "字" * 40, f"https://a.org/#:~:text={'%E5%AD%97' * 12},{'%E5%AD%97' * 12}"),
    ],
    ids=[
        "reserved",
        "of an address",
        "own fragment",
        "has one",
        "long",
        "just short enough",
        "one long word",
        "a word begins there",
        "a word among Chinese",
        "Chinese",
    ],
)
def test_a_link_leads_to_the_snippet(url: str, snippet: str, expected: str) -> None:
    assert to_text_fragment(url, snippet) == expected


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (link("T", "https://a.org/x"), "T <https://a.org/x>"),
        (link("T", "https://a.org/x#top:~:text=y"), "T <https://a.org/x#top>"),
        ('<a href="https://a.org/"><b>T</b></a>!', "T <https://a.org/>!"),
        ("<blockquote>a</blockquote><b>T</b><blockquote>b</blockquote>", "  │ aT  │ b"),
        ("<blockquote>one <code>/two</code> three\nfour</blockquote>", "  │ one /two three\n  │ four"),
    ],
    ids=["address", "the page's own fragment", "bold in a link", "two quotations", "code in a quotation"],
)
def test_plain_text_keeps_where_links_lead_and_quotations_end(html: str, text: str) -> None:
    assert to_plain(html) == text


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "https://", "http://a b", "https://user@host/", "//x", "", "http://["]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert "<a" not in link("Title", url)


def test_values_in_our_own_texts_are_data() -> None:
    html = render_reply("telegram.ask_empty", Language.ENGLISH, example="<b> /reload {x}")
    assert "/ask &lt;b&gt; <code>/reload</code> {x}" in html


def test_pages_show_every_citation_once() -> None:
    asked, seen, first = answer(*(citation("字" * 1100, title=f"T{number}") for number in range(8))), [], 0
    while first is not None:
        page = render_page(asked, first)
        text, _ = read_html(page.html)
        assert utf16_units(text) <= LIMIT
        seen += [number for number in range(1, 9) if f"[{number}] T{number - 1}" in text]
        first = page.next
    assert seen == [*range(1, 9)]
