"""What waits to be told to a chat, in the state file: durable from the moment that the base has changed.

It is taken out before it is sent. So nothing is told twice; what was on its way at the instant of a crash is lost.
"""

from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from bot.news.merging import News, merge_news
from bot.state import State
from bot.state_schema import MAIL

TOLD_OF = "told_of"
"""The key in `settings` of the file name of the base whose changes are all in the mail."""


@dataclass(frozen=True, slots=True)
class Mail:
    """All that one chat is still to be told."""

    news: tuple[News, ...] = ()
    """What the digest tells."""
    more: int = 0
    """Changes that it only counts."""
    topic: int | None = None
    """Where the digest goes."""
    corrections: tuple[int, ...] = ()
    """Messages of the bot that are to be edited: the answer kept of each is the corrected one."""
    notes: tuple[int, ...] = ()
    """Those that could not be edited, so that a note is sent."""
    base: str = ""
    """The file name of the base that the latest of it is from."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is left to be told."""
        return not (self.news or self.more or self.corrections or self.notes)


_MAILS = TypeAdapter(Mail)
_PREFIX, _END = MAIL.format(chat=""), MAIL.format(chat="")[:-1] + "0"
"""All keys lie between: 0 comes right after the slash."""


class Mailbox:
    """The mail of all chats, by pseudonym. Safe to use from several threads; every method may raise StateError."""

    def __init__(self, state: State) -> None:
        self._state = state

    def chats(self) -> tuple[int, ...]:
        """Those that have mail."""
        with self._state.transaction() as db:
            rows = db.execute("SELECT key FROM settings WHERE key >= ? AND key < ?", (_PREFIX, _END)).fetchall()
        return tuple(int(key.removeprefix(_PREFIX)) for (key,) in rows)

    def read(self, chat: int) -> Mail:
        """The chat's mail; an empty one where there is none."""
        stored = self._state.setting(MAIL.format(chat=chat))
        return Mail() if stored is None else _MAILS.validate_json(stored)

    def write(self, chat: int, mail: Mail) -> None:
        """Keeps this as the chat's mail."""
        key = MAIL.format(chat=chat)
        if mail.is_empty:
            with self._state.transaction() as db:
                db.execute("DELETE FROM settings WHERE key = ?", (key,))
        else:
            self._state.set_setting(key, _MAILS.dump_json(mail).decode())

    def take_digest(self, chat: int) -> Mail:
        """Takes the digest out: the mail as it was, of which news, more and topic are not there any more."""
        with self._state.transaction():
            mail = self.read(chat)
            self.write(chat, replace(mail, news=(), more=0))
        return mail

    def take_correction(self, chat: int, reply: int) -> None:
        """Takes out that a message is to be edited, or that a note is to be sent of it."""
        with self._state.transaction():
            mail = self.read(chat)
            corrections, notes = (tuple(n for n in kept if n != reply) for kept in (mail.corrections, mail.notes))
            self.write(chat, replace(mail, corrections=corrections, notes=notes))

    def add(self, chat: int, mail: Mail) -> None:
        """Puts back what was taken out and did not arrive, or that a note is to be sent instead."""
        with self._state.transaction():
            kept = self.read(chat)
            corrections = tuple(dict.fromkeys((*mail.corrections, *kept.corrections)))
            notes = tuple(dict.fromkeys((*mail.notes, *kept.notes)))
            news, more = merge_news(mail.news, kept.news), mail.more + kept.more
            topic = kept.topic if kept.news else mail.topic
            self.write(chat, Mail(news, more, topic, corrections, notes, kept.base or mail.base))
