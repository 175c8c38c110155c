"""The bot as a guest: greets once, says what it can see, leaves no trace, moves with its group."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.state import NewUpdate, UpdateState
from tests.bot.bench import Bench, open_bench
from tests.bot.canned import GROUP, USER, CannedLibrary, mention, numbers, update

BOT = {"id": 1, "is_bot": True, "first_name": "Youju", "username": "youju_bot"}
ADDER = {"id": USER, "is_bot": False, "first_name": "A", "language_code": "en"}
RIGHTS = dict.fromkeys(
    (
        "can_be_edited",
        "is_anonymous",
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
    ),
    False,
)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with open_bench(CannedLibrary()) as opened:
        yield opened


def membership(status: str, chat: int = GROUP, kind: str = "supergroup", **new: Any) -> dict[str, Any]:
    """The update of a change of the bot's own membership."""
    now = {"user": BOT, "status": status} | (RIGHTS if status == "administrator" else {}) | new
    if status == "kicked":
        now["until_date"] = 0
    change = {
        "chat": {"id": chat, "type": kind, "title": "G"},
        "from": ADDER,
        "date": 1,
        "old_chat_member": {"user": BOT, "status": "left"},
        "new_chat_member": now,
    }
    return {"update_id": next(numbers), "my_chat_member": change}


async def test_it_greets_once_with_three_examples(bench: Bench) -> None:
    (said,) = await bench.say(membership("member"), membership("administrator"))
    assert all(example in said for example in ("First?", "Second?", "Third?"))


async def test_it_says_what_reaches_it(bench: Bench) -> None:
    (seen,) = await bench.say(membership("administrator"))
    assert "All messages here reach me" in seen


async def test_privacy_mode_is_told_in_plain_words(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bot = type(bench.app.application.bot)
    monkeypatch.setattr(bot, "can_read_all_group_messages", property(lambda _: False))
    (said,) = await bench.say(membership("member"))
    assert "Telegram keeps all other messages from me" in said


@pytest.mark.parametrize("kind", ["private", "channel"])
async def test_nobody_is_greeted_elsewhere(bench: Bench, kind: str) -> None:
    assert await bench.say(membership("member", USER, kind)) == []


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_it_leaves_no_trace(bench: Bench, status: str) -> None:
    await bench.say(membership("member"))
    await bench.say(update("@youju_bot Who?", group=True, entities=[mention("@youju_bot Who?", "@youju_bot")]))
    assert await bench.say(membership(status)) == []
    assert bench.library.forgotten == [GROUP]
    tables = bench.rows_of(GROUP)
    # What is being worked on is the very update that tells of the leaving.
    assert (tables["exchanges"], tables["greetings"], tables["inbox"]) == (0, 0, 1)
    assert len(await bench.say(membership("member"))) == 1


async def test_a_group_that_moves_is_not_greeted_again(bench: Bench) -> None:
    await bench.say(membership("member", -5, "group"))
    moved = update("", chat={"id": -5, "type": "group", "title": "G"}, migrate_to_chat_id=GROUP)
    arrived = update("", group=True, migrate_from_chat_id=-5)
    for told in (moved, arrived):
        del told["message"]["text"]
    assert await bench.say(moved, arrived, membership("member")) == []
    assert bench.rows_of(-5)["greetings"] == 0


async def test_what_is_still_to_be_answered_is_not_forgotten(bench: Bench) -> None:
    state = bench.state
    state.add([NewUpdate(1, GROUP, {"update_id": 1}), NewUpdate(2, GROUP, {"update_id": 2})])
    state.end(1, UpdateState.DONE)
    state.forget_chat(GROUP)
    assert [pending.update_id for pending in state.pending()] == [2]
