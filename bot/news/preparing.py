"""From a change of base to mail: each watching chat's digest, and each answer that holds no longer."""

import json
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bot.exchanges import Exchanges, Place, read_answer
from bot.news.bases import Bases
from bot.news.correcting import correct, find_fates, withdraw
from bot.news.digest import MOST_KEPT, by_entity, sort_changes, to_news
from bot.news.mail import TOLD_OF, Mailbox
from bot.news.merging import News, merge_news
from bot.news.watches import Watcher, Watches
from bot.state import State
from bot.types import Answer
from knowledge.comparing.changes import Change
from knowledge.errors import StoreError
from knowledge.storing.store import open_base

T = TypeVar("T")

log = logging.getLogger(__name__)

MOST_CORRECTED = 100
"""Answers corrected after one change of base, the newest ones."""
AT_ONCE = 20
"""Answers read while others wait for the state file."""
PAUSE = 0.002
"""Seconds after each hold of it: Python's locks are not fair, and an answer would wait for many in a row."""
KEPT = 4096
"""News at hand: many chats watch the same names."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """How much there is to tell."""

    changes: int = 0
    digests: int = 0
    corrections: int = 0


class Newsroom:
    """Fills the mailbox. For one thread at a time; raises StateError."""

    def __init__(self, state: State, watches: Watches, exchanges: Exchanges, mailbox: Mailbox) -> None:
        self._state = state
        self._watches = watches
        self._exchanges = exchanges
        self._mailbox = mailbox

    def prepare(self, file: Path) -> Prepared:
        """Puts all that is to be told into the mail, once for a change; file: of the base in use.

        Dying on the way and doing it again tells nothing twice, as nothing may be sent before this has returned.
        """
        told_of = self._state.setting(TOLD_OF)
        if told_of == file.name:
            return Prepared()
        prepared = Prepared()
        if told_of is not None:
            try:
                prepared = self._compare(file.with_name(told_of), file)
            except StoreError as error:
                # It may be gone: more than one build since the bot was last told of one.
                log.warning("nobody is told what changed: %s", error)
        self._state.set_setting(TOLD_OF, file.name)
        return prepared

    def _compare(self, before: Path, after: Path) -> Prepared:
        old = open_base(before)
        try:
            new = open_base(after)
            try:
                bases = Bases(old, new)
                changes = bases.find_changes()
                digests = self._write_digests(changes, bases, after.name) if changes else 0
                corrections = self._correct(changes, bases)
                return Prepared(len(changes), digests, corrections)
            finally:
                new.close()
        finally:
            old.close()

    def _write_digests(self, changes: Sequence[Change], bases: Bases, base: str) -> int:
        entities = by_entity(changes)
        meant = {name: bases.respell_name(name) for name in self._watches.names()}
        meant = {name: entity for name, entity in meant.items() if entity in entities}
        watchers = self._watches.watchers(meant)
        tell = lru_cache(KEPT)(partial(to_news, before=bases.before.source, after=bases.after.source))
        for watcher in watchers:
            mine = sort_changes(entities, {name: meant[name] for name in watcher.names})
            news = tuple(tell(change, names) for change, names in islice(mine.items(), MOST_KEPT))
            self._write_digest(watcher, news, len(mine) - len(news), base)
            time.sleep(PAUSE)
        return len(watchers)

    def _write_digest(self, watcher: Watcher, news: tuple[News, ...], more: int, base: str) -> None:
        with self._state.transaction():
            mail = self._mailbox.read(watcher.chat)
            if mail.base == base:
                return  # written before a crash
            news = merge_news(mail.news, news)
            more += mail.more + len(news[MOST_KEPT:])
            mail = replace(mail, news=news[:MOST_KEPT], more=more, topic=watcher.topic, base=base)
            self._mailbox.write(watcher.chat, mail)

    def _correct(self, changes: Sequence[Change], bases: Bases) -> int:
        lost = [change for change in changes if change.before is not None]
        words = {change.before.subject for change in lost if change.before} | bases.gone
        marks = tuple(json.dumps(word, ensure_ascii=False)[1:-1] for word in words)
        corrected = 0
        for places in _few(self._exchanges.list_answered() if marks else ()):
            time.sleep(PAUSE)
            for place, stored in self._exchanges.read_stored(places):
                if not any(mark in stored for mark in marks):
                    continue
                answer = _correct_one(read_answer(stored), lost, bases)
                if answer is not None:
                    self._keep(place, answer)
                    corrected += 1
                    if corrected == MOST_CORRECTED:
                        return corrected
        return corrected

    def _keep(self, place: Place, answer: Answer) -> None:
        chat, reply = place
        with self._state.transaction():
            self._exchanges.correct(place, answer)
            mail = self._mailbox.read(chat)
            corrections = (*(number for number in mail.corrections if number != reply), reply)
            self._mailbox.write(chat, replace(mail, corrections=corrections))


def _correct_one(answer: Answer, lost: Sequence[Change], bases: Bases) -> Answer | None:
    """The answer that stands in its place; None: it still holds, or nobody can tell."""
    answer = replace(answer, facts=tuple(map(bases.respell, answer.facts)))
    subjects = {fact.subject for fact in answer.facts}
    mine = [change for change in lost if change.before is not None and change.before.subject in subjects]
    fates = find_fates(answer, mine, bases.holding)
    if fates:
        return correct(answer, fates, bases.after.source, bases)
    if not answer.facts and answer.citations and bases.is_lost(answer.citations[0]):
        return withdraw(answer, bases)
    return None


def _few(batches: Iterable[Sequence[T]]) -> Iterator[Sequence[T]]:
    """The same, AT_ONCE at a time."""
    return (rows[at : at + AT_ONCE] for rows in batches for at in range(0, len(rows), AT_ONCE))
