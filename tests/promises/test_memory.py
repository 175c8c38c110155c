"""Memory stays within bounds, however many people write."""

import itertools
from pathlib import Path
from typing import Any

import pytest

from bot.types import Answer, Question
from tests.bot.bench import open_bench
from tests.bot.canned import CannedLibrary, update
from tests.promises.scale import scaled
from tests.promises.test_hostile import unlimited

__all__ = ["unlimited"]

BOUND = 5.0
"""MB."""


class LeanLibrary(CannedLibrary):
    """Answers and remembers nothing, so that what grows is the bot."""

    def answer(self, question: Question) -> Answer:
        answer = super().answer(question)
        self.questions.clear()
        return answer


def resident() -> float:
    """MB of this process."""
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
    return int(fields["VmRSS"].split()[0]) / 1024


@pytest.mark.promise(9)
@pytest.mark.usefixtures("unlimited")
async def test_people_without_end_take_no_memory(record_property: Any) -> None:
    batch, warm, count = 250, scaled(2, 40, 80), scaled(4, 800, 4000)
    users, grown = itertools.count(1), 0.0
    async with open_bench(LeanLibrary()) as bench:
        for number in range(warm + count):
            if number == warm:
                before = resident()
            await bench.app.inbox.add([update("Who?", user=next(users)) for _ in range(batch)])
            await bench.app.inbox.idle()
            bench.request.calls.clear()
            bench.request.sent.clear()
            with bench.state.transaction() as db:  # two days pass
                db.execute("DELETE FROM inbox")
                db.execute("DELETE FROM exchanges")
        grown = resident() - before
        assert bench.state.pending() == ()
    record_property("figure", f"{count * batch} messages of as many users: {grown:+.1f} MB after {warm * batch}")
    assert grown < BOUND
