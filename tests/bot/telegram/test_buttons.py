"""The buttons under an answer: what they show, and that they outlive a restart and are refused politely when stale."""

import json
import re
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.facets import load_facets, to_key
from bot.telegram.buttons import View, read_data
from bot.telegram.local import LocalRequest
from bot.telegram.thumbs import to_data
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import NAME, USER, CannedLibrary, update


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


def labels(parameters: dict[str, Any]) -> list[str]:
    return [button["text"] for row in read(parameters) for button in row]


def data(parameters: dict[str, Any], label: str) -> str:
    return next(button["callback_data"] for row in read(parameters) for button in row if button["text"] == label)


def read(parameters: dict[str, Any]) -> list[list[dict[str, Any]]]:
    markup = parameters.get("reply_markup") or '{"inline_keyboard": []}'
    rows = (json.loads(markup) if isinstance(markup, str) else markup)["inline_keyboard"]
    return list(rows)


def find_numbers(html: str) -> list[str]:
    """Those of the citations shown."""
    return re.findall(r"\[\d\]", html)


def press(button: str, number: int, chat: int = USER, **changes: Any) -> dict[str, Any]:
    """The update of a press on a button of the bot's message."""
    sender = {"id": USER, "is_bot": False, "first_name": "A", "language_code": "en"}
    shown = {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": "private"}, "text": "x"}
    query = {"id": "7", "from": sender, "chat_instance": "1", "message": shown, "data": button} | changes
    return {"update_id": int(time.time_ns() % 2**60), "callback_query": query}


async def test_an_answer_has_buttons_for_what_can_be_asked_next(bench: Bench) -> None:
    await bench.say(update("much"))
    assert labels(bench.called("sendMessage")[-1]) == ["More sources", "Investors", "Timeline", "👍", "👎"]


async def test_more_sources_are_shown_in_the_place_of_the_first_ones(bench: Bench) -> None:
    await bench.say(update("much"))
    (sent,) = bench.request.sent
    await bench.say(press(data(bench.called("sendMessage")[-1], "More sources"), sent.message_id))
    (edit,) = bench.called("editMessageText")
    assert (edit["message_id"], find_numbers(edit["text"])) == (sent.message_id, ["[4]", "[5]"])
    assert labels(edit) == ["↩ Back", "Investors", "Timeline", "👍", "👎"]
    await bench.say(press(data(edit, "↩ Back"), sent.message_id))
    assert find_numbers(bench.called("editMessageText")[-1]["text"]) == ["[1]", "[2]", "[3]"]
    assert bench.called("sendMessage")[1:] == []
    assert len(bench.called("answerCallbackQuery")) == 2


async def test_a_facet_asks_its_question(bench: Bench) -> None:
    await bench.say(update("much"))
    (sent,) = bench.request.sent
    await bench.say(press(data(bench.called("sendMessage")[-1], "Timeline"), sent.message_id))
    assert bench.library.questions[-1].text == f"Timeline of {NAME}"
    edit = bench.called("editMessageText")[-1]
    assert f"re: Timeline of {NAME}" in edit["text"]
    assert labels(edit) == ["↩ Back", "Investors"]


STALE = {
    "of an answer that is not kept": press("1:::0", 999),
    "of another version": press("0:::0", 1),
    "of a name that is gone": press("1:timeline:ffffffffffff:0", 1),
    "of a facet that is gone": press(f"1:horoscope:{to_key(NAME)}:0", 1),
    "forged": press("1:timeline:../../etc:0", 1),
    "without data": press("", 1),
    "without a message": press("1:::0", 1, message=None),
}


@pytest.mark.parametrize("pressed", STALE.values(), ids=STALE)
async def test_a_stale_button_is_refused_politely(bench: Bench, pressed: dict[str, Any]) -> None:
    await bench.say(pressed)
    (told,) = bench.called("answerCallbackQuery")
    assert told["text"] == "This answer is too old; please ask again."
    assert bench.called("editMessageText") == []


async def test_a_button_without_an_answer_kept_still_asks_its_facet(bench: Bench) -> None:
    await bench.say(press(View("timeline", to_key(NAME)).to_data(), 999))
    assert f"Timeline of {NAME}" in bench.called("editMessageText")[-1]["text"]


async def test_an_old_message_of_which_only_the_number_arrives_is_judged_too(bench: Bench) -> None:
    await bench.say(update("much"))
    (sent,) = bench.request.sent
    old = {"message_id": sent.message_id, "date": 0, "chat": {"id": USER, "type": "private"}}
    await bench.say(press(to_data("down"), sent.message_id, message=old))
    assert bench.called("answerCallbackQuery")[-1]["text"] == "Thank you!"
    assert bench.called("editMessageReplyMarkup") == []
    assert bench.rows_of(USER)["feedback"] == 1


@pytest.mark.parametrize("failures", [1, 2])
async def test_a_press_whose_answer_does_not_reach_telegram_does_what_it_is_for(
    bench: Bench, failures: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls, reach = list[str](), LocalRequest.do_request

    async def fail(self: LocalRequest, url: str, *given: Any, **more: Any) -> tuple[int, bytes]:
        if not url.endswith("/answerCallbackQuery"):
            return await reach(self, url, *given, **more)
        calls.append(url)
        if len(calls) <= failures:
            return 500, b'{"ok": false, "error_code": 500, "description": "Internal Server Error"}'
        return await reach(self, url, *given, **more)

    await bench.say(update("much"))
    (sent,) = bench.request.sent
    monkeypatch.setattr(LocalRequest, "do_request", fail)
    await bench.say(press(data(bench.called("sendMessage")[-1], "More sources"), sent.message_id))
    assert find_numbers(bench.called("editMessageText")[-1]["text"]) == ["[4]", "[5]"]
    assert len(calls) == 2


@given(st.sampled_from(sorted(load_facets())), st.text(), st.integers(0, 999))
def test_data_fits_and_comes_back(facet: str, name: str, first: int) -> None:
    view = View(facet, to_key(name.encode("utf-8", "replace").decode()), first)
    assert len(view.to_data().encode()) <= 64
    assert read_data(view.to_data()) == view
