"""The settings of the chat that the update in hand belongs to, for whoever answers it. Around it nothing is set."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar

from telegram import Update

from bot.chats import DEFAULT, Chats, ChatSettings
from bot.telegram.incoming import to_language
from bot.types import Language

_here: ContextVar[ChatSettings] = ContextVar("here", default=DEFAULT)


@asynccontextmanager
async def in_chat(chats: Chats, chat: int | None) -> AsyncIterator[None]:
    """Makes the chat's settings those that `here` gives while entered; None: there is no chat."""
    settings = chats.at_hand(chat) if chat is not None else DEFAULT
    if settings is None and chat is not None:
        settings = await asyncio.to_thread(chats.of, chat)
    before = _here.set(settings or DEFAULT)
    try:
        yield
    finally:
        _here.reset(before)


def here() -> ChatSettings:
    """The settings in hand."""
    return _here.get()


def language_here(code: str | None) -> Language:
    """What to speak: what the chat has set, else the language of a user's app, which has this code."""
    return here().language or to_language(code)


def find_chat(update: Update) -> int | None:
    """The chat that an update belongs to; None: none, or one that the bot is only a guest in."""
    chat = update.effective_chat if update.guest_message is None else None
    return chat.id if chat is not None else None
