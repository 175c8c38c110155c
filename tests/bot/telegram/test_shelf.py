"""The list of articles by pages, what its numbers and codes lead to, and the buttons' data."""

import random
from datetime import date

import pytest

from bot.library import Held
from bot.markup import LIMIT, to_plain, utf16_length
from bot.telegram.article_buttons import Verb, Wish, read_wish
from bot.telegram.shelf import PAGE, find_held, render_shelf
from bot.types import Language
from knowledge.types import Period, Precision
from tests.bot.telegram_html import read_html

DAY = Period(date(2024, 5, 1), date(2024, 5, 1), Precision.DAY)
OWN = Held("a.txt", "The operator's", DAY, 3)
SENT = Held("b-0a1b2c3d.txt", "The phone's", None, 5, "0a1b2c3d")
MISSING = Held("c-12345678.txt", "c-12345678.txt", None, 0, "12345678", is_in_base=False)


def labels(held: list[Held], page: int) -> list[list[str]]:
    buttons = render_shelf(held, page, "b1", Language.ENGLISH)[1]
    return [[button.text for button in row] for row in buttons.inline_keyboard] if buttons else []


def test_each_article_has_its_line_and_those_that_were_sent_their_code_and_button() -> None:
    html, _ = render_shelf([MISSING, SENT, OWN], 0, "b1", Language.ENGLISH)
    head, *lines = read_html(html)[0].splitlines()
    assert head.startswith("Knowledge base b1: 3 articles, page 1 of 1.")
    assert lines == [
        "1. ↑ c-12345678.txt · undated · facts: 0 · ⚠ not in the knowledge base in use, /reload reads it · 12345678",
        "2. ↑ The phone's · undated · facts: 5 · 0a1b2c3d",
        "3. The operator's · 2024-05-01 · facts: 3",
    ]
    assert labels([MISSING, SENT, OWN], 0) == [["Take out 1", "Take out 2"]]


def test_pages_are_turned_by_buttons_and_numbers_go_on() -> None:
    held = [OWN] * (2 * PAGE) + [SENT]
    assert labels(held, 0) == [["▶"]]
    assert labels(held, 1) == [["◀", "▶"]]
    assert labels(held, 2) == labels(held, 99) == [[f"Take out {2 * PAGE + 1}"], ["◀"]]
    assert f"\n{2 * PAGE + 1}. ↑" in to_plain(render_shelf(held, 2, "b1", Language.ENGLISH)[0])


def test_an_empty_base_has_a_list_too() -> None:
    html, buttons = render_shelf([], 0, "–", Language.ENGLISH)
    assert "0 articles, page 1 of 1" in html
    assert buttons is None


def test_a_page_fits_into_a_message_whatever_the_titles() -> None:
    held = [Held("x.txt", "🎄<&>" * 500, DAY, 10**6, "0a1b2c3d", is_in_base=False)] * PAGE
    assert utf16_length(to_plain(render_shelf(held, 0, "b1", Language.ENGLISH)[0])) <= LIMIT


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("1", MISSING),
        ("3", OWN),
        ("0a1b2c3d", SENT),
        ("0A1B2C3D", SENT),
        ("12345678", MISSING),
        ("0", None),
        ("4", None),
        ("-1", None),
        ("", None),
        ("a.txt", None),
        ("３", None),
        ("1" * 5000, None),
    ],
)
def test_an_article_is_named_by_number_or_code(named: str, found: Held | None) -> None:
    assert find_held([MISSING, SENT, OWN], named) == found


@pytest.mark.parametrize("verb", Verb)
def test_a_button_leads_to_its_wish_and_fits(verb: Verb) -> None:
    about = {Verb.KEEP: "0" * 16, Verb.DROP: "f" * 16, Verb.PAGE: "9999"}.get(verb, "0a1b2c3d")
    data = Wish(verb, about).to_data()
    assert read_wish(data) == Wish(verb, about)
    assert len(data.encode()) <= 64


def test_what_is_not_of_the_form_is_no_wish() -> None:
    chance, alphabet = random.Random(3), "a1:keepdropgneskb0f9/.\n\x00\u0661估"
    for _ in range(100_000):
        data = "a1:" + "".join(chance.choices(alphabet, k=chance.randrange(24)))
        wish = read_wish(data)
        assert wish is None or wish.to_data() == data
    for data in ("a1:page:٣", "a1:keep:0123456789ABCDEF", "a1:keep:0123456789abcdef\n", "a2:page:0", "a1:page:00000"):
        assert read_wish(data) is None
