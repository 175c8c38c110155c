"""The terminal chat: several people, in private and in a group, through the handlers that Telegram uses."""

from collections.abc import AsyncIterator

import pytest

from bot.config import Settings
from bot.local_chat import LocalChat, find_entities
from bot.types import Language
from tests.bot.canned import REPORT, CannedLibrary


@pytest.fixture
def library() -> CannedLibrary:
    return CannedLibrary()


@pytest.fixture
async def chat(library: CannedLibrary) -> AsyncIterator[LocalChat]:
    async with LocalChat(Settings(_env_file=None), library, Language.ENGLISH) as opened:
        yield opened


async def test_a_line_in_private_is_answered_as_plain_text(chat: LocalChat) -> None:
    (said,) = await chat.say("Who?")
    assert said == ("re: Who?\n\n[1] A title <https://example.org/a> · An outlet · 2024\n  │ snip <&> @nobody")


async def test_in_the_group_the_bot_answers_only_when_it_is_meant(chat: LocalChat, library: CannedLibrary) -> None:
    await chat.say("/group")
    assert await chat.say("Who?") == ()
    assert len(await chat.say("/ask Who?")) == 1
    assert len(await chat.say("🎉 @youju_bot Who else?")) == 1
    assert len(await chat.say("/reply And then?")) == 1
    assert [question.text for question in library.questions] == ["Who?", "🎉 Who else?", "And then?"]


async def test_a_mention_in_a_reply_asks_about_that_message(chat: LocalChat, library: CannedLibrary) -> None:
    await chat.say("/group")
    await chat.say("Somebody's claim")
    await chat.say("/as Bo")
    await chat.say("/reply @youju_bot true?")
    assert (library.questions[-1].text, library.questions[-1].about) == ("true?", "Somebody's claim")


async def test_each_person_is_somebody_else(chat: LocalChat, library: CannedLibrary) -> None:
    await chat.say("a")
    await chat.say("/as Bo")
    await chat.say("b")
    await chat.say("/private")
    first, second = (question.asker for question in library.questions)
    assert first.user != second.user
    assert first.chat != second.chat


async def test_only_the_first_person_is_an_admin(chat: LocalChat) -> None:
    assert (await chat.say("/reload"))[0].startswith("Reading the articles again")
    assert str(REPORT.articles) in (await chat.say("/status") + chat.hear())[0]
    await chat.say("/as Bo")
    assert await chat.say("/status") == ()


def test_entities_are_marked_in_utf16() -> None:
    found = [(e["type"], e["offset"], e["length"]) for e in find_entities("🎉 @bo /ask a/b x@y")]
    assert found == [("mention", 3, 3), ("bot_command", 7, 4)]
