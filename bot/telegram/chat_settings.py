"""/settings: shows what a chat has set, with buttons that change it in place. In a group for its admins alone."""

import asyncio
import logging
from collections import OrderedDict
from typing import Any
from weakref import WeakValueDictionary

from telegram import CallbackQuery, Chat, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.chats import Chats, ChatSettings, Speaks
from bot.markup import to_plain
from bot.render import render_reply
from bot.replies import reply
from bot.state import StateError
from bot.telegram.chat_admins import ChatAdmins
from bot.telegram.choices import IN_GROUPS_ONLY, read_choice, render_settings
from bot.telegram.commands import asked_by_person
from bot.telegram.here import here, language_here
from bot.telegram.incoming import to_language, to_topic
from bot.telegram.messages import language_of
from bot.telegram.presses import acknowledge
from bot.telegram.sending import Sender, Target, to_target
from bot.types import Language

log = logging.getLogger(__name__)

SHOWN_KEPT = 1000
"""Messages of /settings of which it is remembered what they show."""


class SettingsDesk:
    """The handlers of the command and of presses of its buttons."""

    def __init__(self, chats: Chats, admins: ChatAdmins, sender: Sender) -> None:
        self._chats = chats
        self._admins = admins
        self._sender = sender
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._shown: OrderedDict[tuple[int, int], str] = OrderedDict()

    async def show(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/settings: sends them to who may change them, and a line to others, unless the bot is silent there."""
        if (message := asked_by_person(update)) is None:
            return
        language = language_of(message)
        try:
            may_set, refusal = await self._admins.may_set(message), "settings.admins_only"
        except TelegramError as error:
            log.warning("admins not known: %s", error)
            may_set, refusal = False, "settings.unchecked"
        if may_set:
            html, buttons = await self._render(here(), language, message.chat)
            sent = await self._sender.send(to_target(message), html, buttons)
            if sent is not None:
                self._note(self._sender.home(message.chat.id), sent, html, buttons)
        elif here().speaks is not Speaks.OFF:
            await self._sender.send(to_target(message), render_reply(refusal, language))

    async def press(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Changes what the button stands for, then shows it, unless it is shown already."""
        query = update.callback_query
        if query is None or query.from_user.is_bot:
            return
        language, choice = language_here(query.from_user.language_code), read_choice(query.data or "")
        message = query.message
        if message is None or choice is None or not _is_offered(message, choice[0], query.data or ""):
            # A press without any data comes here too: of whatever was pressed, it is nothing that is known any more.
            await acknowledge(query, reply("settings.unknown" if query.data else "buttons.stale", language))
            return
        refusal = await self._find_refusal(query, message.chat)
        if refusal is not None:
            await acknowledge(query, reply(refusal, language), alert=True)
            return
        # Two admins may press at once: what is shown last must be what is set last.
        async with self._locks.setdefault(message.chat.id, asyncio.Lock()):
            await self._change(query, message, *choice)

    async def _find_refusal(self, query: CallbackQuery, chat: Chat) -> str | None:
        """Key of the reason why the one who presses may not; None: he may."""
        try:
            return None if await self._admins.governs(chat, query.from_user.id) else "settings.admins_only"
        except TelegramError as error:
            log.warning("admins not known: %s", error)
            return "settings.unchecked"

    async def _change(self, query: CallbackQuery, message: MaybeInaccessibleMessage, field: str, value: Any) -> None:
        chat, code = message.chat, query.from_user.language_code
        try:
            before = await asyncio.to_thread(self._chats.of, chat.id)
            settings = await asyncio.to_thread(self._chats.change, chat.id, **{field: value})
        except StateError as error:
            log.error("settings not saved: %s", error)
            await acknowledge(query, reply("settings.not_saved", language_here(code)), alert=True)
            return
        language = settings.language or to_language(code)
        await acknowledge(query, reply("settings.same" if settings == before else "settings.saved", language))
        html, buttons = await self._render(settings, language, chat)
        if not self._is_shown(message, html, buttons, changed=settings != before):
            topic = to_topic(message) if isinstance(message, Message) else None
            sent = await self._sender.send(Target(chat.id, topic, edit=message.message_id), html, buttons)
            if sent is not None:
                self._note(chat.id, sent, html, buttons)

    async def _render(self, settings: ChatSettings, language: Language, chat: Chat) -> tuple[str, InlineKeyboardMarkup]:
        private = chat.type == Chat.PRIVATE
        deaf = settings.speaks is Speaks.QUESTIONS and not private and not await self._admins.hears_all(chat)
        zone = self._chats.zone_name or reply("settings.china_time", language)
        return render_settings(settings, language, zone, private=private, deaf=deaf)

    def _is_shown(
        self, message: MaybeInaccessibleMessage, html: str, buttons: InlineKeyboardMarkup, *, changed: bool
    ) -> bool:
        """Whether the message says that already: as sent from here, else as it was when its button was pressed."""
        if (shown := self._shown.get((message.chat.id, message.message_id))) is not None:
            return shown == _to_shown(html, buttons)
        if not isinstance(message, Message) or not message.is_accessible:
            return not changed
        return message.text == to_plain(html) and message.reply_markup == buttons

    def _note(self, chat: int, message: int, html: str, buttons: InlineKeyboardMarkup) -> None:
        self._shown[chat, message] = _to_shown(html, buttons)
        while len(self._shown) > SHOWN_KEPT:
            self._shown.popitem(last=False)


def _to_shown(html: str, buttons: InlineKeyboardMarkup) -> str:
    return f"{html}\n{buttons.to_json()}"


def _is_offered(message: MaybeInaccessibleMessage, field: str, data: str) -> bool:
    """Whether the message has that button; a client can send any data with any message.

    Of an old message nothing is told but its number.
    """
    if message.chat.type == Chat.PRIVATE and field in IN_GROUPS_ONLY:
        return False
    if not isinstance(message, Message) or not message.is_accessible:
        return True
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return any(button.callback_data == data for row in rows for button in row)
