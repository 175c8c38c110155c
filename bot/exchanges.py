"""What the bot said to which message, for a week: buttons work after a restart, an edited question finds its answer.
What no longer holds when the articles have changed is found and corrected.

Kept is the answer, which is made of articles; never the question, nor what repeats it.
"""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.checking import CHECK
from bot.state import State
from bot.types import Answer, Language, Status

_ANSWERS = TypeAdapter(Answer)
READ_AT_ONCE = 100
"""Rows looked at while others wait for the state file."""
Place = tuple[int, int]
"""Pseudonym of a chat, and number of a message of the bot's there."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message of the bot and the message it answers."""

    chat: int
    reply: int
    question: int
    answer: Answer | None
    """None: the articles said nothing, so that nothing can be shown again."""
    user: int = 0
    """Who asked, so that /forget finds it; 0 in one that was read, as only a pseudonym is kept."""


class Exchanges:
    """The exchanges in the state file. Safe to use from several threads; every method may raise StateError."""

    def __init__(self, state: State) -> None:
        self._state = state

    def keep(self, exchange: Exchange) -> None:
        """Keeps it, in place of one with the same reply."""
        content = None
        # A check repeats what the checked message claims: words of somebody's, which are not ours to keep.
        if exchange.answer is not None and exchange.answer.status is Status.ANSWERED and exchange.answer.kind != CHECK:
            # The explanation holds words of the question, which are not ours to keep.
            content = _ANSWERS.dump_json(replace(exchange.answer, explanation=())).decode()
        chat, user = self._state.pseudonym(exchange.chat), self._state.pseudonym(exchange.user)
        home = self._state.seal.close(str(exchange.chat).encode()) if content is not None else None
        row = (chat, exchange.reply, exchange.question, time.time(), content, user, home)
        columns = "chat, reply, question, at, content, user, home"
        with self._state.transaction() as db:
            db.execute(f"INSERT OR REPLACE INTO exchanges ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def find_reply(self, chat: int, reply: int) -> Exchange | None:
        """That with this message of the bot; None: there is none any more."""
        return self._find(chat, "chat = ? AND reply = ?", reply)

    def find_question(self, chat: int, question: int) -> Exchange | None:
        """The last one that answers this message; None: there is none any more."""
        return self._find(chat, "chat = ? AND question = ? ORDER BY reply DESC LIMIT 1", question)

    def _find(self, chat: int, which: str, message: int) -> Exchange | None:
        sql = f"SELECT reply, question, content FROM exchanges WHERE {which}"
        with self._state.transaction() as db:
            row = db.execute(sql, (self._state.pseudonym(chat), message)).fetchone()
        if row is None:
            return None
        reply, question, content = row
        return Exchange(chat, reply, question, None if content is None else _ANSWERS.validate_json(content))

    def list_answered(self) -> Iterator[tuple[Place, ...]]:
        """Where there is an answer that may be shown again, the newest first, some at a time."""
        last: tuple[float, int, int] = (math.inf, 0, 0)
        sql = "SELECT at, chat, reply, content IS NOT NULL FROM exchanges WHERE (at, chat, reply) < (?, ?, ?)"
        while True:
            with self._state.transaction() as db:
                rows = db.execute(
                    f"{sql} ORDER BY at DESC, chat DESC, reply DESC LIMIT {READ_AT_ONCE}", last
                ).fetchall()
            yield tuple((chat, reply) for _, chat, reply, is_answered in rows if is_answered)
            if len(rows) < READ_AT_ONCE:
                return
            last = rows[-1][:3]

    def read_stored(self, places: Sequence[Place]) -> tuple[tuple[Place, str], ...]:
        """The answers at these places as they are stored: where the words of a name stand in JSON, they stand there."""
        sql = "SELECT content FROM exchanges WHERE (chat, reply) = (?, ?) AND content IS NOT NULL"
        with self._state.transaction() as db:
            found = ((place, db.execute(sql, place).fetchone()) for place in places)
            return tuple((place, row[0]) for place, row in found if row is not None)

    def last_language(self, hidden: int) -> Language | None:
        """The language of the last answer in the chat of that pseudonym; None: there is none any more."""
        sql = "SELECT content FROM exchanges WHERE chat = ? AND content IS NOT NULL ORDER BY reply DESC LIMIT 1"
        with self._state.transaction() as db:
            row = db.execute(sql, (hidden,)).fetchone()
        return None if row is None else read_answer(row[0]).language

    def find_place(self, place: Place) -> Exchange | None:
        """That at a place, with the chat's own id; None: there is none any more, or nobody can tell where it is."""
        sql = "SELECT question, content, home FROM exchanges WHERE (chat, reply) = (?, ?)"
        with self._state.transaction() as db:
            row = db.execute(sql, place).fetchone()
        home = self._state.seal.open(row[2]) if row is not None and row[2] is not None else None
        if home is None or row[1] is None:
            return None
        return Exchange(int(home), place[1], row[0], _ANSWERS.validate_json(row[1]))

    def correct(self, place: Place, answer: Answer) -> None:
        """Keeps another answer in the place of the one there, if there is one."""
        with self._state.transaction() as db:
            content = _ANSWERS.dump_json(answer).decode()
            db.execute("UPDATE exchanges SET content = ? WHERE (chat, reply) = (?, ?)", (content, *place))


def read_answer(stored: str) -> Answer:
    """An answer as it is stored."""
    return _ANSWERS.validate_json(stored)
