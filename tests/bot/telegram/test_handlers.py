"""Who is answered and who is not: the handlers under the real Application, requests kept in this process."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.telegram.local import BOT_ID, USERNAME
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import ADMIN, GROUP, CannedLibrary, mention, update
from tests.bot.telegram_html import find_clickable

NAME = f"@{USERNAME}"
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Youju", "username": USERNAME}
OTHER = {"id": 42, "is_bot": False, "first_name": "B"}


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


def reply_to(sender: dict[str, Any], text: str = "their words", **message: Any) -> dict[str, Any]:
    """The message replied to."""
    chat = {"id": GROUP, "type": "supergroup", "title": "G"}
    return {"message_id": 5, "date": int(time.time()), "chat": chat, "from": sender, "text": text} | message


def in_group(text: str, **message: Any) -> dict[str, Any]:
    """A message in the group; the bot's name in it is marked as a mention."""
    entities = [mention(text, NAME)] if NAME in text else []
    if text.startswith("/"):
        entities.append({"type": "bot_command", "offset": 0, "length": len(text.split()[0])})
    return update(text, group=True, **({"entities": entities} | message))


def written_now(asked: dict[str, Any]) -> dict[str, Any]:
    """The update, young whenever its test's turn comes: a table is made when its file is read."""
    return {kind: part | {"date": int(time.time())} if isinstance(part, dict) else part for kind, part in asked.items()}


ADDRESSED: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "private": (update("Who?"), "Who?", None),
    "mention": (in_group(f"{NAME} Who?"), "Who?", None),
    "mention after emoji": (in_group(f"🎉🎉 {NAME} Who?"), "🎉🎉 Who?", None),
    "mention at the end": (in_group(f"Who? {NAME}"), "Who?", None),
    "mention in another case": (
        in_group("@YOUJU_BOT Who?", entities=[{"type": "mention", "offset": 0, "length": 10}]),
        "Who?",
        None,
    ),
    "mention without username": (
        in_group("Youju Who?", entities=[{"type": "text_mention", "offset": 0, "length": 5, "user": BOT}]),
        "Who?",
        None,
    ),
    "command": (in_group("/ask Who?"), "Who?", None),
    "command with name": (in_group(f"/ask@{USERNAME.upper()} Who?"), "Who?", None),
    "reply to the bot": (in_group("And then?", reply_to_message=reply_to(BOT)), "And then?", None),
    "mention in a reply": (in_group(f"{NAME} true?", reply_to_message=reply_to(OTHER)), "true?", "their words"),
    "bare mention in a reply": (in_group(NAME, reply_to_message=reply_to(OTHER)), "their words", None),
    "mention with a quote": (
        in_group(
            f"{NAME} true?",
            reply_to_message=reply_to(OTHER),
            quote={"text": "words", "position": 6, "is_manual": True},
        ),
        "true?",
        "words",
    ),
    "bare command in a reply": (in_group("/ask", reply_to_message=reply_to(OTHER)), "their words", None),
    "anonymous admin": (
        in_group(
            "/ask Who?",
            **{"from": {"id": 1087968824, "is_bot": True, "first_name": "G", "username": "GroupAnonymousBot"}},
            sender_chat={"id": GROUP, "type": "supergroup", "title": "G"},
        ),
        "Who?",
        None,
    ),
}


@pytest.mark.parametrize(("asked", "text", "about"), ADDRESSED.values(), ids=ADDRESSED)
async def test_it_answers(bench: Bench, asked: dict[str, Any], text: str, about: str | None) -> None:
    said = await bench.say(written_now(asked))
    assert len(said) == 1
    assert (bench.library.questions[-1].text, bench.library.questions[-1].about) == (text, about)


async def test_it_reads_captions(bench: Bench) -> None:
    asked = in_group("x", caption=f"{NAME} Who?", caption_entities=[mention(f"{NAME} Who?", NAME)], entities=[])
    del asked["message"]["text"]
    assert len(await bench.say(asked)) == 1


UNADDRESSED: dict[str, dict[str, Any]] = {
    "chatter": in_group("Who?"),
    "name without entity": in_group(f"{NAME} Who?", entities=[]),
    "longer name": in_group("@youju_bot2 Who?", entities=[{"type": "mention", "offset": 0, "length": 11}]),
    "another user without username": in_group(
        "Youju Who?", entities=[{"type": "text_mention", "offset": 0, "length": 5, "user": OTHER}]
    ),
    "another bot's command": in_group("/ask@other_bot Who?"),
    "another bot's help": in_group("/help@other_bot"),
    "unknown command": update("/nothing"),
    "reply to somebody": in_group("Who?", reply_to_message=reply_to(OTHER)),
    "message in a topic the bot opened": in_group(
        "Who?",
        reply_to_message=reply_to(BOT, forum_topic_created={"name": "T", "icon_color": 1}),
        is_topic_message=True,
    ),
    "bare mention": in_group(NAME),
    "nothing asked": in_group("/ask thanks"),
    "a bot": in_group("/ask Who?", **{"from": {"id": 43, "is_bot": True, "first_name": "B"}}),
    "sent through a bot": in_group("/ask Who?", via_bot={"id": 43, "is_bot": True, "first_name": "B"}),
    "automatic forward": in_group(
        "/ask Who?", is_automatic_forward=True, sender_chat={"id": -9, "type": "channel", "title": "C"}
    ),
    "edited": {"update_id": 1, "edited_message": update("/ask Who?")["message"]},
    "channel post": {"update_id": 2, "channel_post": update("/ask Who?")["message"]},
    "edited command": {"update_id": 3, "edited_message": update("/reload", user=ADMIN)["message"]},
}


@pytest.mark.parametrize("asked", UNADDRESSED.values(), ids=UNADDRESSED)
async def test_it_keeps_silent(bench: Bench, asked: dict[str, Any]) -> None:
    assert await bench.say(written_now(asked)) == []


async def test_a_bare_ask_is_told_how(bench: Bench) -> None:
    (said,) = await bench.say(in_group("/ask"))
    assert "First?" in said


async def test_thanks_in_private_bring_the_help(bench: Bench) -> None:
    (said,) = await bench.say(update("thanks"))
    assert "/ask" in said


async def test_memory_is_kept_per_chat_topic_and_user(bench: Bench) -> None:
    await bench.say(
        in_group("/ask a", message_thread_id=7, is_topic_message=True),
        in_group("/ask b", message_thread_id=7),
        update("c", user=7),
    )
    askers = {q.text: (q.asker.chat, q.asker.topic, q.asker.user) for q in bench.library.questions}
    assert askers == {"a": (GROUP, 7, 501), "b": (GROUP, None, 501), "c": (7, None, 7)}


async def test_help_shows_three_examples(bench: Bench) -> None:
    (said,) = await bench.say(update("/help"))
    assert all(example in said for example in bench.library.examples(None))  # type: ignore[arg-type]


@pytest.mark.parametrize("command", ["/start", "/help", "/sources", "/ask", "/reload", "/status"])
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en", "de", None])
async def test_every_command_speaks_valid_html_in_every_language(
    bench: Bench, command: str, language: str | None
) -> None:
    asked = update(command, user=ADMIN)
    asked["message"]["from"]["language_code"] = language
    await bench.say(asked)
    await asyncio.sleep(0.02)
    assert bench.request.sent
    assert all(
        clickable.startswith(("/", "@")) for sent in bench.request.sent for clickable in find_clickable(sent.html)
    )


async def test_sources_name_title_outlet_and_date(bench: Bench) -> None:
    (said,) = await bench.say(update("/sources"))
    assert "A title · An outlet · 2024" in said


async def test_who_wrote_is_not_noted_for_ever(bench: Bench) -> None:
    """python-telegram-bot would, for data that nobody keeps."""
    await bench.say(*(update("Who?", user=number) for number in range(1, 4)))
    kept = [getattr(bench.app.application, f"_{kind}_ids_to_be_updated_in_persistence") for kind in ("user", "chat")]
    assert kept == [set(), set()]
