"""The durable inbox by itself: order, parallel chats, replay after a crash."""

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.state import State, StateError, UpdateState, open_state
from bot.telegram import inbox as module
from bot.telegram.inbox import Inbox, find_chat, parse_update
from tests.bot.canned import update


class Worker:
    """Notes what it is given; a text of "wait" waits until let go."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.let_go = asyncio.Event()

    async def __call__(self, content: Mapping[str, Any]) -> UpdateState:
        if content["message"]["text"] == "wait":
            await self.let_go.wait()
        self.done.append(content["update_id"])
        return UpdateState.DONE


async def until_done(worker: Worker, count: int) -> None:
    """Returns once so many are done."""
    async with asyncio.timeout(60):
        while len(worker.done) < count:
            await asyncio.sleep(0.01)


async def test_what_is_not_finished_in_time_stays_for_the_next_run(tmp_path: Path) -> None:
    state, worker = open_state(tmp_path / "state.db"), Worker()
    inbox = Inbox(state, worker)
    await inbox.add([update("wait", user=1), update("behind it", user=1), update("elsewhere", user=2)])
    await until_done(worker, 1)
    await inbox.drain(0.05)
    assert len(worker.done) == 1
    assert [pending.attempts for pending in state.pending()] == [1, 0]
    state.close()


async def test_a_chat_that_waits_delays_no_other() -> None:
    state, worker = open_state(None), Worker()
    inbox = Inbox(state, worker)
    await inbox.add([update("wait", user=1), update("behind it", user=1), update("elsewhere", user=2)])
    await until_done(worker, 1)
    worker.let_go.set()
    await inbox.idle()
    assert len(worker.done) == 3
    await inbox.drain(1)
    state.close()


async def test_chats_that_write_at_the_same_time_share_a_commit(tmp_path: Path) -> None:
    state, worker = open_state(tmp_path / "state.db"), Worker()
    said: list[str] = []
    with state.transaction() as db:
        db.set_trace_callback(said.append)
    inbox = Inbox(state, worker)
    await inbox.add([update(user=number) for number in range(1, 51)])
    await inbox.idle()
    assert len(worker.done) == 50
    assert state.counts() == {"done": 50}
    assert said.count("COMMIT") < 50
    await inbox.drain(1)
    state.close()


async def test_unusable_updates_are_left_out_and_the_rest_is_stored(caplog: pytest.LogCaptureFixture) -> None:
    state, worker = open_state(None), Worker()
    inbox = Inbox(state, worker)
    assert await inbox.add([None, "x", {}, {"update_id": "1"}, {"update_id": 2**70}, {"update_id": -1}, update()]) == 1
    assert "6 updates" in caplog.text
    await inbox.idle()
    assert len(worker.done) == 1
    await inbox.drain(1)
    state.close()


def test_updates_are_ordered_by_chat_or_else_by_user() -> None:
    assert find_chat({"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 6}}}) == -5
    assert find_chat({"update_id": 1, "inline_query": {"from": {"id": 6}}}) == 6
    assert find_chat({"update_id": 1, "poll": {"id": "x"}}) == 0
    assert find_chat({"update_id": 1, "message": {"chat": {"id": "x"}, "from": {"id": 6}}}) == 6
    assert parse_update({"update_id": True, "x": 1}) is not None


@pytest.mark.parametrize(
    ("number", "is_stored"), [(0, True), (2**63 - 1, True), (2**63, False), (-1, False), (2**70, False)]
)
async def test_the_numbers_that_sqlite_holds_are_stored_as_they_are(number: int, is_stored: bool) -> None:
    """A number too large would be an error of the whole batch."""
    state = open_state(None)
    inbox = Inbox(state, Worker())
    raw = {"update_id": number, "message": {"chat": {"id": number}, "text": "x"}}
    assert await inbox.add([raw]) == is_stored
    await inbox.idle()
    assert state.counts() == ({"done": 1} if is_stored else {})
    assert find_chat(raw) == (number if abs(number) < 2**63 else 0)
    await inbox.drain(1)
    state.close()


def refuse_writes(state: State, event: str) -> None:
    """As a disk that fails: any update of the update whose number is 1 to that state is an error of SQLite's."""
    with state.transaction() as db:
        db.execute(
            "CREATE TEMP TRIGGER failing BEFORE UPDATE ON inbox WHEN NEW.update_id = 1 AND NEW.state = "
            f"'{event}' BEGIN SELECT RAISE(ABORT, 'the disk fails'); END"
        )


@pytest.mark.parametrize(("event", "done"), [("sending", [2, 3]), ("done", [1, 2, 3])], ids=["taken up", "ended"])
async def test_an_update_that_cannot_be_written_stays_and_holds_nobody_up(
    event: str, done: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    state, worker = open_state(None), Worker()
    refuse_writes(state, event)
    inbox = Inbox(state, worker)
    await inbox.add([update("x") | {"update_id": number} for number in (1, 2, 3)])
    await inbox.idle()
    assert worker.done == done
    assert caplog.messages == ["update 1 stays in the inbox"]
    assert [pending.update_id for pending in state.pending()] == [1]
    with state.transaction() as db:
        db.execute("DROP TRIGGER failing")
    await inbox.replay()
    await inbox.idle()
    assert worker.done == [*done, 1]
    assert state.pending() == ()
    await inbox.drain(1)
    state.close()


async def test_what_cannot_be_stored_is_told_and_what_comes_after_is_stored() -> None:
    state, worker = open_state(None), Worker()
    inbox = Inbox(state, worker)
    with pytest.raises(StateError, match="not written: TypeError") as told:
        await inbox.add([{"update_id": 1, "message": {"text": object()}}])
    assert isinstance(told.value.__cause__, TypeError)  # the log shows where it slipped
    assert await inbox.add([update("x") | {"update_id": 2}]) == 1
    await inbox.idle()
    assert worker.done == [2]
    await inbox.drain(1)
    state.close()


async def test_other_work_in_threads_holds_up_no_update() -> None:
    """As answers that take long."""
    state, worker, over = open_state(None), Worker(), threading.Event()
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    working = asyncio.create_task(asyncio.to_thread(over.wait, 20))
    inbox = Inbox(state, worker)
    await inbox.add([update("x")])
    await inbox.idle()
    assert not working.done()
    over.set()
    await working
    await inbox.drain(1)
    state.close()


async def test_a_slow_disk_delays_the_stop_and_loses_nothing() -> None:
    state, worker = open_state(None), Worker()
    inbox = Inbox(state, worker)
    await inbox.add([update("x", user=7) | {"update_id": 1}])
    with state.transaction():  # the disk is busy: nobody else can write
        await asyncio.sleep(0.05)
        stopping = asyncio.create_task(inbox.drain(0))
        await asyncio.sleep(0.05)
        assert not stopping.done()
    await stopping
    assert worker.done == []
    assert [pending.update_id for pending in state.pending()] == [1]
    state.close()


async def test_what_comes_while_it_stops_is_stored_and_not_begun(caplog: pytest.LogCaptureFixture) -> None:
    state, worker = open_state(None), Worker()
    inbox = Inbox(state, worker)
    await inbox.add([update("x", user=7) | {"update_id": 1}])
    with state.transaction():  # the disk is busy
        stopping = asyncio.create_task(inbox.drain(0))
        adding = asyncio.create_task(inbox.add([update("x", user=8) | {"update_id": 2}]))
        await asyncio.sleep(0.05)
    assert await adding == 1
    await stopping
    await inbox.idle()
    assert worker.done == []
    assert [pending.update_id for pending in state.pending()] == [1, 2]
    assert caplog.messages == []
    state.close()


async def test_stopping_waits_until_what_was_in_hand_has_let_go() -> None:
    state, begun, let_go = open_state(None), asyncio.Event(), []

    async def work(_: Mapping[str, Any]) -> UpdateState:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.05)
            let_go.append(1)
        return UpdateState.DONE

    inbox = Inbox(state, work)
    await inbox.add([update("x")])
    await begun.wait()
    await inbox.drain(0)
    assert let_go
    state.close()


async def test_ended_updates_are_forgotten_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SWEEP_SECONDS", 0.01)
    state, worker = open_state(None), Worker()
    inbox = Inbox(state, worker)
    await inbox.add([update("x")])
    await inbox.idle()
    with state.transaction() as db:
        db.execute("UPDATE inbox SET received = 0")
    sweeping = asyncio.create_task(inbox.sweep_hourly())
    async with asyncio.timeout(10):
        while state.counts():
            await asyncio.sleep(0.01)
    sweeping.cancel()
    await asyncio.gather(sweeping, return_exceptions=True)
    await inbox.drain(1)
    state.close()


async def test_a_chat_that_was_worked_off_is_forgotten() -> None:
    state, worker = open_state(None), Worker()
    inbox = Inbox(state, worker)
    await inbox.add([update("x", user=user) for user in range(50)])
    await inbox.idle()
    assert inbox._queues == {}
    await inbox.drain(1)
    state.close()


async def test_with_nothing_left_over_nothing_is_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    state = open_state(None)
    untouched, empty = Inbox(state, Worker()), Inbox(state, Worker())
    await untouched.drain(1)
    await empty.replay()
    await empty.idle()
    await empty.drain(1)
    assert caplog.messages == []
    state.close()
