"""/watch and /unwatch: which names a chat is told of when the knowledge base changes. In groups its admins decide."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterable, Iterator
from typing import Any

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.library import Library
from bot.news.watches import MOST, Watches
from bot.render import render_reply
from bot.telegram.chat_admins import ChatAdmins
from bot.telegram.commands import asked_by_person
from bot.telegram.incoming import clean, to_topic
from bot.telegram.messages import language_of
from bot.telegram.sending import Sender, to_target
from bot.types import Language

LONGEST = 200
"""Characters of what is typed behind the command that are read."""
SHOWN = 40
"""Characters of an unknown name that are repeated."""
Handler = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
_BETWEEN = re.compile(r"[,，、;；\n]+")


class Watching:
    """The handlers of both commands."""

    def __init__(self, library: Library, sender: Sender, watches: Watches, admins: ChatAdmins) -> None:
        self._library = library
        self._sender = sender
        self._watches = watches
        self._admins = admins

    @property
    def commands(self) -> tuple[tuple[str, Handler], ...]:
        """Name -> handler."""
        return (("watch", self.watch), ("unwatch", self.unwatch))

    async def watch(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/watch and names: tells of them here from now on. Alone: lists them, to anybody."""
        await self._set(update, context, self._add)

    async def unwatch(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/unwatch and names: tells of them here no longer. Alone: lists what is watched."""
        await self._set(update, context, self._remove)

    async def _set(
        self, update: Update, context: ContextTypes.DEFAULT_TYPE, change: Callable[[Message, str, Language], str]
    ) -> None:
        if (message := asked_by_person(update)) is None:
            return
        words, language = _words_of(context), language_of(message)
        if not words:
            html = await asyncio.to_thread(self._list, message.chat.id, language)
        elif await self._may_set(message):
            html = await asyncio.to_thread(change, message, words, language)
        else:
            html = render_reply("news.admins_only", language)
        await self._sender.send(to_target(message), html)

    async def _may_set(self, message: Message) -> bool:
        """Whether the writer may; nobody where Telegram does not say."""
        try:
            return await self._admins.may_set(message)
        except TelegramError:
            return False

    def _list(self, chat: int, language: Language) -> str:
        names = self._watches.of(chat)
        if names:
            return render_reply("news.list", language, names=_join(names, language))
        return render_reply("news.none", language)

    def _add(self, message: Message, words: str, language: Language) -> str:
        lines, added = list[str](), list[str]()
        for part in _parts(words):
            names, near = self._library.find_watchable(part)
            if not names:
                lines += _tell_unknown(part, near, language)
            for name in names:
                if not self._watches.add(message.chat.id, name, to_topic(message)):
                    lines.append(render_reply("news.full", language, count=str(MOST)))
                    break
                added.append(name)
        if added:
            lines.insert(0, render_reply("news.watching", language, names=_join(dict.fromkeys(added), language)))
        return "\n".join(dict.fromkeys(lines))

    def _remove(self, message: Message, words: str, language: Language) -> str:
        """Names as they were watched count too: the articles may not hold them any more."""
        chat, ended, other = message.chat.id, list[str](), list[str]()
        for part in _parts(words):
            kept = [name for name in self._watches.of(chat) if name == part]
            for name in kept or self._library.find_watchable(part)[0] or (part[:SHOWN],):
                (ended if self._watches.remove(chat, name) else other).append(name)
        told = (("news.unwatched", ended), ("news.not_watched", other))
        return "\n".join(render_reply(key, language, names=_join(names, language)) for key, names in told if names)


def _tell_unknown(words: str, near: tuple[str, ...], language: Language) -> Iterator[str]:
    yield render_reply("news.unknown", language, words=words[:SHOWN])
    if near:
        yield render_reply("news.near", language, names=_join(near, language))


def _words_of(context: ContextTypes.DEFAULT_TYPE) -> str:
    return (clean(" ".join(context.args or ())) or "")[:LONGEST]


def _parts(words: str) -> Iterator[str]:
    return (part for one in _BETWEEN.split(words) if (part := one.strip()))


def _join(names: Iterable[str], language: Language) -> str:
    return (", " if language is Language.ENGLISH else "、").join(names)
