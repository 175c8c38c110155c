"""Inline mode and deep links: cards that are whole answers, and the way into the private chat."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.facets import to_key
from bot.telegram.desk import NOWHERE
from bot.telegram.inline import CACHE_SECONDS
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import NAME, USER, CannedLibrary, update
from tests.bot.telegram_html import read_html


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


async def type_inline(bench: Bench, text: str) -> dict[str, Any]:
    """What the bot answers to text typed after its name."""
    sender = {"id": USER, "is_bot": False, "first_name": "A", "language_code": "en"}
    query = {"id": "9", "from": sender, "query": text, "offset": ""}
    await bench.say({"update_id": 5, "inline_query": query})
    (answer,) = bench.called("answerInlineQuery")
    return answer


async def test_cards_are_whole_answers(bench: Bench) -> None:
    answer = await type_inline(bench, "Lantern")
    cards = json.loads(answer["results"]) if isinstance(answer["results"], str) else answer["results"]
    assert [card["title"] for card in cards] == [
        "re: Lantern",
        f"Investors · re: Who invested in {NAME}?",
        f"Timeline · re: Timeline of {NAME}",
    ]
    leads_to = zip(cards, ("", "-investors", "-timeline"), strict=True)
    for card, facet in leads_to:
        text, _ = read_html(card["input_message_content"]["message_text"])
        assert "[1] A title" in text
        assert card["reply_markup"]["inline_keyboard"][0][0]["url"].endswith(f"?start=e-{to_key(NAME)}{facet}")
    assert (answer["is_personal"], answer["cache_time"]) == (False, CACHE_SECONDS)
    assert set(bench.library.forgotten) == {NOWHERE}


@pytest.mark.parametrize("text", ["", "   ", "thanks"])
async def test_without_a_result_a_button_leads_to_the_help(bench: Bench, text: str) -> None:
    answer = await type_inline(bench, text)
    button = json.loads(answer["button"]) if isinstance(answer["button"], str) else answer["button"]
    assert (json.loads(str(answer["results"])), button["start_parameter"]) == ([], "help")


async def test_a_link_to_a_name_tells_of_it(bench: Bench) -> None:
    (said,) = await bench.say(update(f"/start e-{to_key(NAME)}"))
    assert said.startswith(f"re: Tell me about {NAME}")
    (said,) = await bench.say(update(f"/start e-{to_key(NAME)}-timeline"))
    assert said.startswith(f"re: Timeline of {NAME}")


@pytest.mark.parametrize("payload", ["help", "e-ffffffffffff", f"e-{to_key(NAME)}-horoscope", "<b>", "e-" * 40])
async def test_any_other_link_is_a_plain_start(bench: Bench, payload: str) -> None:
    (said,) = await bench.say(update(f"/start {payload}"))
    assert said.startswith("Hello, I am Youju")
