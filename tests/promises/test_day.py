"""A day with as many messages as a bot may answer in one: it ends as it began."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.promises.lived import lived
from tests.promises.scale import TIMED, scaled
from tests.promises.test_memory import BOUND
from tests.promises.writers import AT_ONCE

FLAT = 0.2
WARM = 4
"""After the length of a day divided by so much, all that is bounded is full."""
EVENING = scaled(4, 4, 10)
"""The last of so many parts of the day is compared with a morning: more than a tenth of a short one, of which one time
in a hundred is too few to be sure of.
"""
IN_TURN = 5
"""Lots that one bot is written before the other."""
AT_MOST = 1000
"""Lots begun at a time: what is kept of their times is not the bot's memory."""


def p99(times: Sequence[float]) -> float:
    """Milliseconds."""
    return 1000 * sorted(times)[int(0.99 * len(times))]


@pytest.mark.promise(18)
def test_a_day_ends_as_it_began(tmp_path: Path, record_property: Any) -> None:
    count = scaled(300, 20_000, 1_000_000)
    lots = count // AT_ONCE
    turns = lots // EVENING // IN_TURN
    night, morning = [], []
    with (
        lived(tmp_path / "old", count, lots // WARM) as old,
        lived(tmp_path / "young", count, lots // WARM) as young,
    ):
        old.times()
        for done in range(0, lots - turns * IN_TURN, AT_MOST):
            old.begin(min(AT_MOST, lots - turns * IN_TURN - done))
            old.times()
        young.times()
        for _ in range(turns):
            for bot, times in ((old, night), (young, morning)):
                bot.begin(IN_TURN, compared=True)
                times += bot.times()
        day, _ = old.end(), young.end()
    record_property(
        "figure",
        f"{count} messages, {day.ends.total()} questions, {day.ends[1]} of them answered once, {day.faults} faults, "
        f"{day.reloads} reloads, {day.unasked} digests, {day.edits} edits, {len(day.unhandled)} unhandled: "
        f"{day.grown:+.1f} MB, p99 of an update {p99(night):.1f} ms at its end, {p99(morning):.1f} ms in a bot beside it "
        "at its beginning",
    )
    assert day.pending == 0
    assert day.states.keys() == {"done"}
    assert day.ends.keys() == {1}
    assert day.unasked
    assert day.edits
    assert day.unhandled == []
    assert day.grown < BOUND or not TIMED
    assert abs(p99(night) / p99(morning) - 1) < FLAT or not TIMED
