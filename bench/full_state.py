"""A question where the state file is full: the bot over it beside the same bot over an empty one, asked in turns.

Full is 2,000 chats with settings, ten watches each, 100,000 judgements, and what goes with them. A second bot over an
empty file says how far apart two equal ones come out in the same run.
"""

import asyncio
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from bench.round_trip import CHATS, Load, open_load, running
from bench.timing import percentile, render_times
from bot.assistant import Assistant
from bot.chats import Chats, Hours, Speaks
from bot.exchanges import Exchange, Exchanges
from bot.state import State, open_state
from bot.types import Answer, Question, Status
from knowledge.storing.store import open_base

KEPT_CHATS, WATCHES, FEEDBACK, GAPS, EXCHANGES = 2_000, 10, 100_000, 20_000, 20_000
"""Chats; watches of each; the others in all. Those that ask are among the chats."""
ROUNDS = 12
"""Each question so often to each bot."""
EMPTY, AGAIN, FULL = "an empty state", "another empty state", "a full state"
Row = tuple[object, ...]


def load_chats() -> tuple[int, ...]:
    """The ids of the chats that ask: half of them groups, see `bench.round_trip`."""
    return tuple(number if number > CHATS // 2 else -number for number in range(1, CHATS + 1))


def fill(state: State, answers: Sequence[Answer], seed: int = 1) -> Mapping[str, int]:
    """Fills the tables; returns how many rows each has then. Nothing of it changes how an answer looks."""
    chance = random.Random(seed)
    chats = (*load_chats(), *(-(10**12) - number for number in range(KEPT_CHATS - CHATS)))
    settings, exchanges, now = Chats(state), Exchanges(state), time.time()
    with state.transaction() as db:
        for chat in chats:
            settings.change(chat, speaks=Speaks.QUESTIONS, quiet=Hours(22 * 60, 8 * 60))
            state.greet(chat)
        for number in range(EXCHANGES):
            chat = chats[number % len(chats)]
            exchanges.keep(
                Exchange(chat, 10**6 + number, number, answers[number % len(answers)], chance.randrange(1, 10**9))
            )
        _insert(db, "watches", _watches(state, chats, now))
        _insert(db, "feedback", _feedback(state, chats, now, chance))
        _insert(db, "gaps", _gaps(state, chats, now, chance))
    tables = ("chats", "watches", "feedback", "gaps", "exchanges")
    with state.transaction() as db:
        return {table: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables}


def _watches(state: State, chats: Sequence[int], now: float) -> Iterator[Row]:
    for chat in chats:
        for number in range(WATCHES):
            yield state.pseudonym(chat), f"公司{number * 7 % 500}", None, now


def _feedback(state: State, chats: Sequence[int], now: float, chance: random.Random) -> Iterator[Row]:
    for number in range(FEEDBACK):
        chat, user = state.pseudonym(chats[number % len(chats)]), state.pseudonym(chance.randrange(1, 10**9))
        at, verdict = now - chance.random() * 7 * 86400, chance.choice(("good", "wrong", "old"))
        yield chat, number, user, at, verdict, state.seal.close(_content(number))


def _gaps(state: State, chats: Sequence[int], now: float, chance: random.Random) -> Iterator[Row]:
    for number in range(GAPS):
        chat, user = state.pseudonym(chats[number % len(chats)]), state.pseudonym(chance.randrange(1, 10**9))
        yield number, chat, user, now - chance.random() * 7 * 86400, state.seal.close(_content(number))


def _content(number: int) -> bytes:
    """About as much as a question, its answer and its facts take."""
    content = {"question": f"公司{number}估值多少", "answer": "字" * 150, "facts": [number] * 5}
    return json.dumps(content, ensure_ascii=False).encode()


def _insert(db: sqlite3.Connection, table: str, rows: Iterator[Row]) -> None:
    columns = len(db.execute(f"PRAGMA table_info({table})").fetchall())
    db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})", rows)


async def measure(base: Path, questions: Sequence[str]) -> tuple[Mapping[str, Load], Mapping[str, int], float]:
    """(times by state, rows of the full one, its size in MB)."""
    loads = {name: await open_load() for name in (EMPTY, FULL, AGAIN)}
    with ExitStack() as stack:
        folders = {name: Path(stack.enter_context(tempfile.TemporaryDirectory())) for name in loads}
        state = open_state(folders[FULL] / "state.db", loads[FULL].server.token)
        rows = fill(state, find_answers(base, questions))
        state.close()
        size = (folders[FULL] / "state.db").stat().st_size / 1e6
        for name, load in loads.items():
            stack.enter_context(running(load, ("bot", "run"), folders[name], base))
        for text in questions:
            await _ask_each(loads.values(), CHATS, text)
        for load in loads.values():
            load.seconds.clear()
        chance = random.Random(1)
        for text in questions * ROUNDS:
            await _ask_each(chance.sample([*loads.values()], len(loads)), chance.choice(load_chats()), text)
    for load in loads.values():
        await load.server.close()
    return loads, rows, size


def find_answers(base: Path, questions: Sequence[str]) -> Sequence[Answer]:
    """What the questions are answered with, to fill a state with."""
    opened = open_base(base)
    try:
        answers = [Assistant(opened).answer(Question(text)) for text in questions]
    finally:
        opened.close()
    return [answer for answer in answers if answer.status is Status.ANSWERED]


async def _ask_each(loads: Iterable[Load], chat: int, text: str) -> None:
    """The same of every bot, one after the other: all meet the same machine."""
    for load in loads:
        load.ask(chat, text)
        await load.settle()


def bench_full_state(base: Path, questions: Sequence[str]) -> None:
    """Prints the times and the ratio."""
    loads, rows, size = asyncio.run(measure(base, questions))
    print(f"\nA question over a full state ({len(questions)} questions, {ROUNDS} rounds, one at a time, in turns)")
    print(f"  full: {', '.join(f'{count} {table}' for table, count in rows.items())}; {size:.0f} MB")
    for name, load in loads.items():
        print(render_times(name, load.seconds), f"  {len(load.asked)} unanswered" if load.asked else "")
    for name in (FULL, AGAIN):
        theirs, ours = loads[EMPTY].seconds, loads[name].seconds
        ratios = ", ".join(f"p{p} {percentile(ours, p) / percentile(theirs, p):.2f}" for p in (50, 90))
        # Where one went unanswered the rows do not match, and that is told above.
        middle = median(our / their for our, their in zip(ours, theirs, strict=False))
        print(f"  over an empty state: {name:<21} {ratios}, of the same question at the same time {middle:.2f}")


if __name__ == "__main__":
    from bench.corpus import find_articles, load_questions
    from knowledge.building.build import build_base

    with tempfile.TemporaryDirectory() as folder:
        build_base([find_articles()[0].parent], Path(folder) / "bench.db")
        bench_full_state(Path(folder) / "bench.db", load_questions())
