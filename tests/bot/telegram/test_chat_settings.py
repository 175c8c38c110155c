"""The settings of a chat under the real Application: what goes wrong, what is forged, what is said when it is busy."""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from bot.chats import ALL, DEFAULT, Chats, Speaks
from bot.telegram.choices import CHOICES, PREFIX, read_choice, render_settings
from bot.telegram.inbox import MOST_WAITING
from bot.types import Language
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import GROUP, USER, CannedLibrary, update
from tests.bot.telegram.test_buttons import press


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


def press_choice(data: str, number: int = 0) -> dict[str, Any]:
    """The update of a press on a button that a message of the private chat has."""
    update = press(data, 5)
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": data}]]}
    update["callback_query"]["message"]["reply_markup"] = markup
    return update | {"update_id": 10**9 + number}


def pressed(bench: Bench) -> list[tuple[str, bool]]:
    """What presses were answered: text, and whether in a box to be closed."""
    calls = bench.called("answerCallbackQuery")
    return [(call["text"], call.get("show_alert") == "true" or call.get("show_alert") is True) for call in calls]


@pytest.mark.parametrize("chat", [USER, GROUP])
async def test_an_error_is_told_in_the_language_of_the_chat(bench: Bench, chat: int) -> None:
    Chats(bench.state).change(chat, language=Language.TRADITIONAL)
    (said,) = await bench.say(update("/ask crash", group=chat == GROUP))
    assert said.startswith("抱歉，我這邊出了錯")


async def test_a_group_that_asks_too_fast_is_told_in_its_language(bench: Bench) -> None:
    Chats(bench.state).change(GROUP, language=Language.TRADITIONAL)
    said = await bench.say(*(update(f"/ask {number}", group=True) for number in range(MOST_WAITING + 2)))
    assert [text[:8] for text in said if not text.startswith("re:")] == ["這個群組問得太快"]


async def test_a_silent_group_that_asks_too_fast_is_told_nothing(bench: Bench) -> None:
    Chats(bench.state).change(GROUP, speaks=Speaks.OFF)
    assert await bench.say(*(update(f"/ask {number}", group=True) for number in range(MOST_WAITING + 2))) == []


@pytest.mark.parametrize(("snippets", "numbers"), [(1, "1"), (2, "12"), (3, "123"), (ALL, "12345")])
async def test_a_message_shows_so_many_snippets(bench: Bench, snippets: int, numbers: str) -> None:
    Chats(bench.state).change(USER, snippets=snippets)
    (said,) = await bench.say(update("much"))
    assert "".join(number for number in "123456789" if f"[{number}]" in said) == numbers
    assert ("4 more citations" in said) == (snippets == 1)


async def test_what_cannot_be_saved_is_told_and_nothing_is_shown_as_saved(bench: Bench) -> None:
    with bench.state.transaction() as db:
        db.execute("CREATE TRIGGER full BEFORE UPDATE ON chats BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    await bench.say(press_choice(f"{PREFIX}:snippets:1"))
    assert pressed(bench) == [("That could not be saved. Nothing was changed; please try again later.", True)]
    assert bench.called("editMessageText") == []


async def test_a_broken_state_does_not_keep_the_settings_from_being_shown(bench: Bench) -> None:
    with bench.state.transaction() as db:
        db.execute("ALTER TABLE chats RENAME TO elsewhere")
    (said,) = await bench.say(update("/settings"))
    assert said.startswith("⚙ Settings")


ALPHABET = f"{PREFIX}:languagespeakssnippetsquiet:askedhansoff123all22to8\n\x00估"


def forge(chance: random.Random) -> str:
    """Data of at most 64 characters that begins as ours: noise, or a real one with some characters changed."""
    if chance.random() < 0.5:
        return f"{PREFIX}:" + "".join(chance.choices(ALPHABET, k=chance.randrange(60)))
    field = chance.choice([*CHOICES])
    real = list(f"{field}:{chance.choice([*CHOICES[field]])}")
    for _ in range(chance.randrange(1, 4)):
        real[chance.randrange(len(real))] = chance.choice(ALPHABET)
    return f"{PREFIX}:" + "".join(real)


async def test_forged_presses_are_refused_one_by_one(bench: Bench) -> None:
    chance = random.Random(7)
    forged = [data for data in (forge(chance) for _ in range(500)) if read_choice(data) is None]
    assert len(forged) > 400
    await bench.say(*(press_choice(data, n) for n, data in enumerate(forged)))
    assert {*pressed(bench)} == {("I do not know this button; please send /settings again.", False)}
    assert (len(pressed(bench)), bench.called("editMessageText")) == (len(forged), [])
    assert Chats(bench.state).of(USER) == DEFAULT


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("private", [True, False])
def test_every_choice_is_marked_where_it_is_chosen(language: Language, private: bool) -> None:
    for field, values in CHOICES.items():
        for name, value in values.items():
            settings = replace(DEFAULT, **{field: value})
            html, keyboard = render_settings(settings, language, "Z", private=private)
            marked = {b.callback_data for row in keyboard.inline_keyboard for b in row if "✓" in b.text}
            hidden = private and field == "speaks"
            assert (f"{PREFIX}:{field}:{name}" in marked) is not hidden
            assert len(marked) == len(keyboard.inline_keyboard) == (3 if private else 4)
            assert all(len(str(b.callback_data).encode()) <= 64 for row in keyboard.inline_keyboard for b in row)
            assert "{" not in html
