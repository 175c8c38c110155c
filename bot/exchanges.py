"""What the bot said to which message, for a week: buttons work after a restart, an edited question finds its answer.

Kept is the answer, which is made of articles; never the question, nor what repeats it.
"""

import time
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.checking import CHECK
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
        row = (chat, exchange.reply, exchange.question, time.time(), content, user)
        sql = "INSERT OR REPLACE INTO exchanges (chat, reply, question, at, content, user) VALUES (?, ?, ?, ?, ?, ?)"
        with self._state.transaction() as db:
            db.execute(sql, row)

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
