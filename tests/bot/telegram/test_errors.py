"""What becomes of an error of any handler: it is logged and counted, whoever asked is told, and nothing else happens."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from telegram import Update

from bot.telegram.local import USERNAME
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import USER, CannedLibrary, mention, update

FAILED = "Sorry, something went wrong"


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


def in_group(text: str, **message: Any) -> dict[str, Any]:
    name = f"@{USERNAME}"
    return update(f"{name} {text}", group=True, entities=[mention(f"{name} {text}", name)], **message)


@pytest.mark.parametrize("ask", [update, in_group], ids=["in private", "in a group"])
async def test_whoever_asked_is_told_in_one_sentence(bench: Bench, ask: Callable[[str], dict[str, Any]]) -> None:
    (said,) = await bench.say(ask("crash"))
    assert said.startswith(FAILED)
    assert bench.state.counts() == {"failed": 1}
    (said,) = await bench.say(update("next"))
    assert said.startswith("re: next")


async def test_where_nobody_can_be_told_it_is_logged_and_counted(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    sender = update()["message"]["from"]
    typed = {"update_id": 5, "inline_query": {"id": "1", "from": sender, "query": "crash", "offset": ""}}
    assert await bench.say(typed) == []
    assert bench.state.counts() == {"failed": 1}
    assert [record.getMessage() for record in caplog.records if record.exc_info] == ["update 5 failed"]


async def test_a_message_of_no_chat_is_set_aside(bench: Bench) -> None:
    asked = update()
    asked["message"]["chat"] = None
    assert await bench.say(asked) == []
    assert bench.state.counts() == {"bad": 1}


def without_chat() -> dict[str, Any]:
    asked = update()
    asked["message"]["chat"] = None
    return asked


OF_NOBODY: dict[str, Any] = {
    "no update": lambda bot: None,
    "a message of no chat": lambda bot: Update.de_json(without_chat(), bot),
    "a message of a bot": lambda bot: Update.de_json(
        update(**{"from": {"id": 7, "is_bot": True, "first_name": "B"}}), bot
    ),
    "words in a group that are not for the bot": lambda bot: Update.de_json(update("x", group=True), bot),
    "a change of members": lambda bot: Update(1),
}


@pytest.mark.parametrize("made", OF_NOBODY.values(), ids=OF_NOBODY)
async def test_the_handler_of_errors_raises_none_itself(
    bench: Bench, caplog: pytest.LogCaptureFixture, made: Any
) -> None:
    application = bench.app.application
    await application.process_error(made(application.bot), ZeroDivisionError("an error"))
    assert bench.request.sent == []
    assert len([record for record in caplog.records if record.exc_info]) == 1


async def test_a_person_who_asked_is_told_of_an_error_of_a_task(bench: Bench) -> None:
    application = bench.app.application
    await application.process_error(Update.de_json(update(), application.bot), ZeroDivisionError("an error"))
    (sent,) = bench.request.sent
    assert (str(sent.chat), sent.html.startswith(FAILED)) == (str(USER), True)
