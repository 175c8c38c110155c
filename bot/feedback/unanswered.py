"""Questions that nobody could be told the answer to, for a month: what was asked as far as it was understood.

Their words are kept only where the admin allows it, and sealed. One that was asked back and then settled is dropped.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.feedback.keeping import LONGEST, KeepQuestions, close, open_sealed
from bot.followup import QUIET
from bot.state import State
from bot.types import Answer, Gap, Status

ASKED_BACK = 1000
"""Questions that wait for an answer to asking back; the oldest count as left open."""
READ = 5_000
"""Of the newest ones, how many are looked at together."""
EDITED = 3600.0
"""Seconds back to where a question that is edited is looked for; after a quarter of an hour edits are left alone."""
AT_ONCE = 500
"""Rows read in one go: nobody's answer waits for more."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose question, as far as it concerns what is kept."""

    chat: int
    user: int
    words: str | None
    """What the asker wrote; None: the question is made of what somebody else wrote."""
    is_private: bool
    reply: int = 0
    """The message of the bot that answers it."""
    is_edited: bool = False
    """Whether it was answered before, as it was then."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question as it was kept."""

    number: int
    at: float
    names: tuple[str, ...] = ()
    relation: str | None = None
    unknown: tuple[str, ...] = ()
    is_hidden: bool = False
    """Whether it had an unknown name that may not be kept."""
    question: str | None = None


class UnansweredQuestions:
    """Those in the state file. Safe to use from several threads; every method may raise StateError."""

    def __init__(self, state: State, keeps: KeepQuestions, clock: Callable[[], float] = time.monotonic) -> None:
        """keeps: whose words may be kept."""
        self._state = state
        self._keeps = keeps
        self._clock = clock
        self._asked_back: OrderedDict[tuple[int, int], tuple[int, frozenset[str], float]] = OrderedDict()

    def note(self, asked: Asked, answer: Answer) -> None:
        """Keeps what the answer leaves open, and drops what the asker was asked back about, where this settles it."""
        asker = self._state.pseudonym(asked.chat), self._state.pseudonym(asked.user)
        self._settle(asker, answer)
        if asked.is_edited:
            self._drop_earlier(asker, asked.reply)
        if answer.gap is None:
            return
        words = asked.words if self._keeps.allows(is_private=asked.is_private) else None
        number = self._add(asker, answer.gap, words, asked.reply)
        if answer.status is Status.CLARIFY:
            offered = frozenset((*answer.gap.offered, *answer.gap.unknown))
            self._asked_back[asker] = number, offered, self._clock()
            while len(self._asked_back) > ASKED_BACK:
                self._asked_back.popitem(last=False)

    def _settle(self, asker: tuple[int, int], answer: Answer) -> None:
        """Drops the question the asker was asked back about, where this answer is about one of those offered."""
        number, offered, at = self._asked_back.pop(asker, (0, frozenset(), 0.0))
        if not number or self._clock() - at > QUIET:
            return
        meant = {*answer.about, *(answer.gap.names + answer.gap.unknown if answer.gap else ())}
        # Asked for a name, whoever gives any settles it.
        if meant & offered or (meant and not offered):
            with self._state.transaction() as db:
                db.execute("DELETE FROM gaps WHERE number = ? AND chat = ? AND user = ?", (number, *asker))

    def _drop_earlier(self, asker: tuple[int, int], reply: int) -> None:
        """Drops what the question left open as it was before it was edited."""
        with self._state.transaction() as db:
            sql = "SELECT number, content FROM gaps WHERE chat = ? AND user = ? AND at > ?"
            rows = db.execute(sql, (*asker, time.time() - EDITED)).fetchall()
        for number, sealed in rows:
            if (open_sealed(self._state.seal, sealed) or {}).get("reply") == reply:
                self.end([number])

    def _add(self, asker: tuple[int, int], gap: Gap, words: str | None, reply: int) -> int:
        unknown = [name[:LONGEST] for name in gap.unknown if words is not None and name in words]
        content: dict[str, Any] = {"names": gap.names, "relation": gap.relation, "reply": reply}
        content["hidden"] = bool(gap.unknown) and not unknown
        if words is not None:
            content |= {"unknown": unknown, "question": words[:LONGEST]}
        row = (*asker, time.time(), close(self._state.seal, content))
        with self._state.transaction() as db:
            cursor = db.execute("INSERT INTO gaps (chat, user, at, content) VALUES (?, ?, ?, ?)", row)
            return int(cursor.lastrowid or 0)

    def find(self) -> tuple[Unanswered, ...]:
        """The newest READ of them, newest first."""
        found: list[Unanswered] = []
        before = 2**62
        sql = "SELECT number, at, content FROM gaps WHERE number < ? ORDER BY number DESC LIMIT ?"
        while before and len(found) < READ:
            with self._state.transaction() as db:
                rows = db.execute(sql, (before, AT_ONCE)).fetchall()
            found += (question for row in rows if (question := self._read(*row)) is not None)
            before = rows[-1][0] if rows else 0
        return tuple(found[:READ])

    def end(self, numbers: Sequence[int]) -> int:
        """Deletes those of these numbers; returns how many there were."""
        with self._state.transaction() as db:
            return sum(db.execute("DELETE FROM gaps WHERE number = ?", (number,)).rowcount for number in numbers)

    def _read(self, number: int, at: float, sealed: bytes) -> Unanswered | None:
        content = open_sealed(self._state.seal, sealed)
        if content is None:
            return None
        names, unknown = (tuple(content.get(key, ())) for key in ("names", "unknown"))
        return Unanswered(
            number, at, names, content["relation"], unknown, bool(content["hidden"]), content.get("question")
        )
