"""What people make of answers: one judgement a person and answer, for a month. The answer's place is kept with it."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from heapq import nsmallest

from bot.feedback.keeping import LONGEST, close, open_sealed
from bot.state import State
from bot.types import Answer


class Verdict(StrEnum):
    """What somebody makes of an answer."""

    UP = "up"
    DOWN = "down"
    """Bad, without a reason."""
    WRONG = "wrong"
    OLD = "old"
    MISSED = "missed"
    """It does not answer what was asked."""
    OFF = "off"
    """It has nothing to do with it."""


Key = tuple[int, int, int]
"""Pseudonym of the chat, message of the bot, pseudonym of who judges it."""
AT_ONCE = 1000
"""Rows read in one go."""
REASONS = (Verdict.WRONG, Verdict.OLD, Verdict.MISSED, Verdict.OFF)


@dataclass(frozen=True, slots=True)
class Place:
    """What an answer cited: a span of an article."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """Somebody's verdict on an answer."""

    verdict: Verdict
    question: str | None
    """In the words of the one who judges, who asked it; None: somebody else did, or they may not be kept."""
    lead: str
    places: tuple[Place, ...]
    at: float = 0.0
    key: str = ""
    """Stands for chat, message and person, in 42 hexadecimal digits and dots at most."""


def judge(answer: Answer | None, verdict: Verdict, question: str | None) -> Judgement:
    """The verdict on an answer, with what is kept of it; None: of that answer nothing may be."""
    if answer is None:
        return Judgement(verdict, question, "", ())
    places = tuple(Place(one.article, one.start, one.end) for one in answer.citations)
    return Judgement(verdict, question, answer.lead[:LONGEST], places)


class Judgements:
    """Those in the state file. Safe to use from several threads; every method may raise StateError."""

    def __init__(self, state: State) -> None:
        self._state = state

    def keep(self, chat: int, reply: int, user: int, judgement: Judgement) -> None:
        """Keeps it in place of the person's earlier one; the same again changes nothing."""
        content = {"question": judgement.question, "lead": judgement.lead, "places": [*map(asdict, judgement.places)]}
        sealed = close(self._state.seal, content)
        row = (self._state.pseudonym(chat), reply, self._state.pseudonym(user), time.time(), judgement.verdict, sealed)
        sql = (
            "INSERT INTO feedback (chat, reply, user, at, verdict, content) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (chat, reply, user) DO UPDATE SET at = excluded.at, verdict = excluded.verdict,"
            " content = excluded.content WHERE verdict <> excluded.verdict"
        )
        with self._state.transaction() as db:
            db.execute(sql, row)

    def find(self, first: int, count: int) -> tuple[tuple[Judgement, ...], Mapping[Verdict, int]]:
        """(so many that are not done, from the one at `first` on; how many there are of each verdict, done or not).

        The bad ones come first, of each sort the newest.
        """
        counts: Counter[Verdict] = Counter()
        best = nsmallest(first + count, self._scan(counts))
        return tuple(self._read(key) for *_, key in best[first:]), counts

    def _scan(self, counts: Counter[Verdict]) -> Iterator[tuple[bool, float, Key]]:
        """(is it good, minus its time, key) of all that are not done, while all are counted.

        A few at a time: nobody's answer waits until all of them are read.
        """
        sql = (
            "SELECT verdict, at, content IS NOT NULL, chat, reply, user FROM feedback"
            " WHERE (chat, reply, user) > (?, ?, ?) ORDER BY chat, reply, user LIMIT ?"
        )
        last: Key | None = (-1, -1, -1)
        while last is not None:
            with self._state.transaction() as db:
                rows = db.execute(sql, (*last, AT_ONCE)).fetchall()
            for verdict, at, is_open, *key in rows:
                counts[Verdict(verdict)] += 1
                if is_open:
                    yield verdict == Verdict.UP, -at, (key[0], key[1], key[2])
            last = tuple(rows[-1][3:]) if rows else None

    def _read(self, key: Key) -> Judgement:
        """The judgement of that key; without words where it was done with meanwhile."""
        with self._state.transaction() as db:
            sql = "SELECT verdict, at, content FROM feedback WHERE (chat, reply, user) = (?, ?, ?)"
            verdict, at, sealed = db.execute(sql, key).fetchone() or (Verdict.DOWN, 0.0, None)
        content = open_sealed(self._state.seal, sealed) if sealed is not None else None
        content = content or {"question": None, "lead": "", "places": ()}
        places = tuple(Place(**place) for place in content["places"])
        name = ".".join(f"{part:x}" for part in key)
        return Judgement(Verdict(verdict), content["question"], content["lead"], places, at, name)

    def end(self, key: str) -> bool:
        """Erases all of a judgement but the verdict itself, which still counts; False: there is none of that key."""
        chat, reply, user = (int(part, 16) for part in key.split("."))
        if max(chat, reply, user) >= 2**63:
            return False
        with self._state.transaction() as db:
            sql = "UPDATE feedback SET content = NULL WHERE chat = ? AND reply = ? AND user = ? AND content IS NOT NULL"
            return db.execute(sql, (chat, reply, user)).rowcount == 1
