"""What the bot said to which message, for a week: buttons work after a restart, an edited question finds its answer.

Kept is the answer, which is made of articles; never the question.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.state import State
from bot.types import Answer, Status

_ANSWERS = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A message of the bot and the message it answers."""

    chat: int
    reply: int
    question: int
    answer: Answer | None
    """None: the articles said nothing, so that nothing can be shown again."""


class Exchanges:
    """The exchanges in the state file. Safe to use from several threads; every method may raise StateError."""

    def __init__(self, state: State) -> None:
        self._state = state

    def keep(self, exchange: Exchange) -> None:
        """Keeps it, in place of one with the same reply."""
        content = None
        if exchange.answer is not None and exchange.answer.status is Status.ANSWERED:
            # The explanation holds words of the question, which are not ours to keep.
            content = _ANSWERS.dump_json(replace(exchange.answer, explanation=())).decode()
        row = (exchange.chat, exchange.reply, exchange.question, time.time(), content)
        with self._state.transaction() as db:
            db.execute("INSERT OR REPLACE INTO exchanges VALUES (?, ?, ?, ?, ?)", row)

    def find_reply(self, chat: int, reply: int) -> Exchange | None:
        """That with this message of the bot; None: there is none any more."""
        return self._find("SELECT * FROM exchanges WHERE chat = ? AND reply = ?", (chat, reply))

    def find_question(self, chat: int, question: int) -> Exchange | None:
        """The last one that answers this message; None: there is none any more."""
        sql = "SELECT * FROM exchanges WHERE chat = ? AND question = ? ORDER BY reply DESC LIMIT 1"
        return self._find(sql, (chat, question))

    def _find(self, sql: str, key: Sequence[int]) -> Exchange | None:
        with self._state.transaction() as db:
            row = db.execute(sql, key).fetchone()
        if row is None:
            return None
        chat, reply, question, _, content = row
        return Exchange(chat, reply, question, None if content is None else _ANSWERS.validate_json(content))
