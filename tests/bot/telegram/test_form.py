"""Updates that are not of the Bot API's form are set aside before anybody reads them."""

from typing import Any

import pytest

from bot.telegram.form import is_well_formed
from tests.bot.bench import open_bench
from tests.bot.canned import CannedLibrary, mention, update

ODD: dict[str, dict[str, Any]] = {
    "text": {"text": True},
    "date": {"date": 2**63},
    "entities": {"entities": [{"type": {}, "offset": 0, "length": 1}]},
    "chat": {"chat": {"id": "7", "type": "private"}},
    "sender": {"from": {"id": 1}},
    "replied": {"reply_to_message": {"message_id": 1, "text": 5}},
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
async def test_a_field_of_another_type_is_no_error_of_a_handler(
    change: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with open_bench(CannedLibrary()) as bench:
        assert await bench.say(update() | {"message": update()["message"] | change}) == []
        assert bench.state.counts() == {"bad": 1}
    assert [record for record in caplog.records if record.exc_info] == []


async def test_a_kind_without_a_handler_is_not_even_read() -> None:
    async with open_bench(CannedLibrary()) as bench:
        assert await bench.say({"update_id": 1, "chat_boost": {"chat": 5}}, {"update_id": 2, "of_later": []}) == []
        assert bench.state.counts() == {"done": 2}


def test_what_telegram_sends_is_well_formed() -> None:
    name = "@youju_bot"
    assert is_well_formed(update(f"{name} x", group=True, entities=[mention(f"{name} x", name)]))
    pressed = {"id": "5", "from": {"id": 1, "is_bot": False}, "chat_instance": "1", "data": "x"}
    old = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
    assert is_well_formed({"update_id": 1, "callback_query": pressed | {"message": old}})
