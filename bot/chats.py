"""What each chat has set for itself: language, when the bot speaks there, how much it cites, when it is not disturbed.

Kept in the state file under the chat's pseudonym. Its id is kept too, sealed: pushes have to find the way there.
"""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from typing import Any

from bot.render import SHOWN
from bot.state import State, StateError
from bot.types import Language
from bot.zones import CHINA

log = logging.getLogger(__name__)

KEPT = 4096
"""Chats whose settings are at hand, those without any included."""
ALL = 0
"""As many snippets as fit into one message."""


class Speaks(StrEnum):
    """When the bot speaks in a group; in a private chat every message is meant for it."""

    ADDRESSED = "addressed"
    QUESTIONS = "questions"
    """Also on what is clearly a question about a name that the articles hold."""
    OFF = "off"
    """Only on /settings, /privacy and /forget; nothing is pushed either."""


@dataclass(frozen=True, slots=True)
class Hours:
    """A time of every day, in minutes from midnight; end excluded. It may go over midnight."""

    start: int
    end: int

    def hold(self, minute: int) -> bool:
        """Whether that minute of the day is in it.

        >>> Hours(22 * 60, 8 * 60).hold(30), Hours(22 * 60, 8 * 60).hold(8 * 60)
        (True, False)
        """
        if self.start <= self.end:
            return self.start <= minute < self.end
        return minute >= self.start or minute < self.end


@dataclass(frozen=True, slots=True)
class ChatSettings:
    """What a chat has set; what it has not is as here."""

    language: Language | None = None
    """Of all that the bot says there; None: that of the question, else of the asker's app."""
    speaks: Speaks = Speaks.ADDRESSED
    snippets: int = SHOWN
    """Citations shown at once, the others a button away; ALL: as many as fit."""
    quiet: Hours | None = None
    """When nothing is pushed; answers come all the same."""


DEFAULT = ChatSettings()


class Chats:
    """The chats in the state file. Safe to use from several threads; every method but `of` may raise StateError."""

    def __init__(self, state: State, zone: tzinfo = CHINA) -> None:
        """zone: by whose clock the hours of the day go."""
        self._state = state
        self._zone = zone
        self._kept: dict[int, tuple[int, ChatSettings]] = {}
        self._failed = False

    @property
    def zone_name(self) -> str | None:
        """The zone's name, as in the table of zones; None: China."""
        return None if self._zone is CHINA else str(self._zone)

    def at_hand(self, chat: int) -> ChatSettings | None:
        """What `of` gives, where no query is needed for it; else None."""
        epoch, settings = self._kept.get(chat, (0, None))
        return settings if epoch == self._state.epoch else None

    def of(self, chat: int) -> ChatSettings:
        """The chat's settings; DEFAULT where it has none, or where the file cannot be used, which is logged once."""
        if (kept := self.at_hand(chat)) is not None:
            return kept
        try:
            settings = self._find(chat)
        except StateError as error:
            if not self._failed:
                log.error("chats are treated as if they had set nothing: %s", error)
            self._failed = True
            return DEFAULT
        self._failed = False
        return settings

    def change(self, chat: int, **changes: Any) -> ChatSettings:
        """Sets the fields named, and gives the settings as they are now; stored for good when this returns."""
        with self._state.transaction() as db:
            settings = replace(self._find(chat), **changes)
            quiet = settings.quiet
            hours = (quiet.start, quiet.end) if quiet is not None else (None, None)
            row = (settings.language, settings.speaks, settings.snippets, *hours, self._state.pseudonym(chat))
            self.house(chat)
            sql = "UPDATE chats SET language = ?, speaks = ?, snippets = ?, quiet_from = ?, quiet_until = ?"
            db.execute(f"{sql} WHERE chat = ?", row)
            # Within the transaction: who reads the old row before it ends cannot take it for a new one.
            self._state.epoch += 1
        return settings

    def house(self, chat: int) -> None:
        """Sees to it that `find_home` knows the chat, whether it has set anything or not."""
        with self._state.transaction() as db:
            row = (self._state.pseudonym(chat), self._state.seal.close(str(chat).encode()))
            db.execute("INSERT OR IGNORE INTO chats (chat, home) VALUES (?, ?)", row)

    def find_home(self, hidden: int) -> int | None:
        """The id of the chat with this pseudonym, to write to it; None: it is not known, or under another token."""
        with self._state.transaction() as db:
            row = db.execute("SELECT home FROM chats WHERE chat = ?", (hidden,)).fetchone()
        content = self._state.seal.open(row[0]) if row is not None else None
        return int(content) if content is not None else None

    def is_quiet(self, chat: int, at: datetime | None = None) -> bool:
        """Whether nothing is to be pushed to the chat at that time, which has a zone; None: now.

        A chat in which the bot does not speak at all is no matter of time: see `Speaks.OFF`.
        """
        quiet = self.of(chat).quiet
        local = (at or datetime.now(UTC)).astimezone(self._zone)
        return quiet is not None and quiet.hold(60 * local.hour + local.minute)

    def _find(self, chat: int) -> ChatSettings:
        epoch = self._state.epoch
        sql = "SELECT language, speaks, snippets, quiet_from, quiet_until FROM chats WHERE chat = ?"
        with self._state.transaction() as db:
            row = db.execute(sql, (self._state.pseudonym(chat),)).fetchone()
            settings = DEFAULT if row is None else _read(*row)
            self._kept.pop(chat, None)
            if len(self._kept) >= KEPT:
                del self._kept[next(iter(self._kept))]
            self._kept[chat] = (epoch, settings)
        return settings


def _read(language: str | None, speaks: str, snippets: int | None, start: int | None, end: int | None) -> ChatSettings:
    return ChatSettings(
        Language(language) if language is not None else None,
        Speaks(speaks),
        SHOWN if snippets is None else snippets,
        Hours(start, end) if start is not None and end is not None else None,
    )
