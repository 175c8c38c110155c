"""What the last run left over is worked on at the next start, in order, and what was in work as it died alone."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from bot.state import NewUpdate, State, UpdateState, open_state
from bot.telegram import inbox as inboxes
from bot.telegram.inbox import MOST_ATTEMPTS, Inbox
from tests.bot.telegram.test_inbox import Worker, until_done


def stored(state: State, count: int) -> None:
    """Rows as a run that was killed leaves them."""
    state.add(
        [NewUpdate(number, number % 7, {"update_id": number, "message": {"text": "x"}}) for number in range(count)]
    )


async def test_a_replay_of_thousands_does_not_lock_up(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    state, worker = open_state(None), Worker()
    stored(state, 3000)
    inbox = Inbox(state, worker)
    await inbox.replay()
    await asyncio.wait_for(inbox.idle(), 120)
    assert "3000 updates" in caplog.text
    assert sorted(worker.done) == list(range(3000))
    assert all(
        [number for number in worker.done if number % 7 == chat] == list(range(chat, 3000, 7)) for chat in range(7)
    )
    await inbox.drain(1)
    state.close()


async def test_what_kills_the_process_again_and_again_is_given_up() -> None:
    state, worker = open_state(None), Worker()
    stored(state, 1)
    for _ in range(MOST_ATTEMPTS):
        state.take(0)
    inbox = Inbox(state, worker)
    await inbox.replay()
    await inbox.idle()
    assert worker.done == []
    assert state.counts() == {"failed": 1}
    await inbox.drain(1)
    state.close()


async def test_what_was_in_work_at_a_death_is_worked_on_alone_and_before_the_rest() -> None:
    state, in_work, seen = open_state(None), set[int](), []
    stored(state, 7)
    for number, times in ((2, 1), (4, MOST_ATTEMPTS - 1), (5, 1)):
        for _ in range(times):
            state.take(number)

    async def work(content: Mapping[str, Any]) -> UpdateState:
        in_work.add(content["update_id"])
        await asyncio.sleep(0.02)
        seen.append(frozenset(in_work))
        in_work.remove(content["update_id"])
        return UpdateState.DONE

    inbox = Inbox(state, work)
    await inbox.replay()
    assert seen == [{4}, {2}, {5}]
    await inbox.idle()
    assert seen[3] == {0, 1, 3, 6}
    assert state.counts() == {"done": 7}
    await inbox.drain(1)
    state.close()


async def test_one_that_takes_long_at_the_start_holds_up_the_rest_for_a_while_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(inboxes, "ALONE_SECONDS", 0.05)
    state, worker = open_state(None), Worker()
    state.add([NewUpdate(n, n, {"update_id": n, "message": {"text": "wait" if n == 1 else "x"}}) for n in (1, 2, 3)])
    state.take(1)
    state.take(2)
    inbox = Inbox(state, worker)
    await inbox.replay()
    await until_done(worker, 2)
    assert sorted(worker.done) == [2, 3]
    worker.let_go.set()
    await inbox.idle()
    await inbox.drain(1)
    state.close()
