"""Presses that no button of ours sent: any data, any chat, any message. Each is answered, none does anything else."""

import random

import pytest

from bot.telegram.buttons import VERSION, View
from bot.telegram.thumbs import to_data
from tests.bot.bench import open_bench
from tests.bot.canned import GROUP, USER, CannedLibrary, update
from tests.bot.telegram.test_buttons import data, press

REAL = (View("timeline", "0123456789ab", 3).to_data(), to_data("wrong"), "c!gapdone!0123456789ab!0", "c!undo!1!0")
ALPHABET = f"{VERSION}0!:abcdef_timeline../'\"%\\\x00\n\u202e\U0001f600估"


def forge(chance: random.Random) -> str:
    """Data of at most 64 characters: noise, or a real one with some characters changed."""
    if chance.random() < 0.5:
        return "".join(chance.choices(ALPHABET, k=chance.randrange(65)))
    real = list(chance.choice(REAL))
    for _ in range(chance.randrange(1, 4)):
        real[chance.randrange(len(real))] = chance.choice(ALPHABET)
    return "".join(real)


@pytest.mark.promise(10)
async def test_forged_presses_are_refused_one_by_one(record_property: pytest.FixtureRequest) -> None:
    chance, count = random.Random(7), 2000
    async with open_bench(CannedLibrary()) as bench:
        await bench.say(update("much"))
        for number in range(count):
            await bench.say(press(forge(chance), 999) | {"update_id": 10**9 + number})
        told = bench.called("answerCallbackQuery")
        assert len(told) == count
        assert {answer["text"] for answer in told} == {"This answer is too old; please ask again."}
        assert bench.called("editMessageText") == []
        assert bench.state.counts() == {"done": count + 1}
    record_property("figure", f"{count} forged presses: none obeyed")  # type: ignore[operator]


async def test_a_real_button_does_nothing_in_another_chat() -> None:
    async with open_bench(CannedLibrary()) as bench:
        await bench.say(update("much"))
        (sent,) = bench.request.sent
        more = data(bench.called("sendMessage")[-1], "More sources")
        await bench.say(press(more, sent.message_id, chat=GROUP))
        assert bench.called("editMessageText") == []
        await bench.say(press(more, sent.message_id, chat=USER))
        assert len(bench.called("editMessageText")) == 1
