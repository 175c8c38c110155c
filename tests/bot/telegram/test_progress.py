"""The message that shows how far something is: edited rarely, whatever happens meanwhile."""

import asyncio
from itertools import pairwise

import pytest

from bot.telegram import progress
from bot.telegram.progress import Shown
from bot.telegram.sending import Sender, Target, Undelivered
from bot.types import Language

PAUSE = 0.1


class Edits(Sender):
    """Keeps when which text was shown; fails where it is told to."""

    def __init__(self) -> None:
        self.seen: list[tuple[float, str]] = []
        self.fails = False

    async def send(self, target: Target, html: str, buttons: object = None) -> int | None:
        if self.fails:
            raise Undelivered("out of time")
        self.seen.append((asyncio.get_running_loop().time(), html))
        return target.edit


@pytest.fixture
def edits(monkeypatch: pytest.MonkeyPatch) -> Edits:
    monkeypatch.setattr(progress, "EDIT_SECONDS", PAUSE)
    return Edits()


@pytest.fixture
def shown(edits: Edits) -> Shown:
    return Shown(edits, Target(1, edit=5), Language.ENGLISH)


async def test_it_is_not_edited_more_often_than_it_may_be(edits: Edits, shown: Shown) -> None:
    async with shown.following():
        for done in range(40):
            shown.tell(done, 40)
            await asyncio.sleep(PAUSE / 8)
    await shown.end("done")
    times = [at for at, _ in edits.seen]
    # Half a tick of the clock is no edit too early.
    assert all(later - earlier > 0.95 * PAUSE for earlier, later in pairwise(times))
    texts = [text for _, text in edits.seen]
    assert texts[-1] == "done"
    assert len(texts) > 2
    assert all("of 40 steps" in text for text in texts[:-1])


async def test_what_ends_soon_is_shown_once(edits: Edits, shown: Shown) -> None:
    async with shown.following():
        shown.tell(1, 2)
    assert not shown.is_edited
    await shown.end("done")
    assert [text for _, text in edits.seen] == ["done"]


async def test_what_did_not_move_is_not_shown_again(edits: Edits, shown: Shown) -> None:
    async with shown.following():
        shown.tell(1, 2)
        await asyncio.sleep(4.5 * PAUSE)
    assert len(edits.seen) == 1


async def test_what_cannot_be_shown_does_not_end_the_work(edits: Edits, shown: Shown) -> None:
    edits.fails = True
    async with shown.following():
        shown.tell(1, 2)
        await asyncio.sleep(2.5 * PAUSE)
        edits.fails = False
    await shown.end("done")
    assert [text for _, text in edits.seen] == ["done"]
