"""The bot as a guest of groups: greets once when it is let in, leaves nothing behind when it is shown out."""

import asyncio
import logging

from telegram import Chat, ChatMember, Update
from telegram.ext import ContextTypes

from bot.library import Library
from bot.render import render_reply
from bot.state import State
from bot.telegram.commands import render_examples
from bot.telegram.here import language_here
from bot.telegram.sending import Sender, Target

log = logging.getLogger(__name__)

INSIDE = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
GROUPS = (Chat.GROUP, Chat.SUPERGROUP)


class Guests:
    """The handlers of what becomes of the bot's own membership, and of chats that get another id."""

    def __init__(self, library: Library, sender: Sender, state: State) -> None:
        self._library = library
        self._sender = sender
        self._state = state

    async def moved_in_or_out(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Greets a group that let the bot in; forgets a chat that showed it out or blocked it."""
        change = update.my_chat_member
        if change is None:
            return
        chat, now = change.chat, change.new_chat_member
        inside = now.status in INSIDE or (now.status == ChatMember.RESTRICTED and getattr(now, "is_member", False))
        if not inside:
            await asyncio.to_thread(self._forget, chat.id)
            log.info("update %d: a chat is forgotten", update.update_id)
        elif chat.type in GROUPS and await asyncio.to_thread(self._state.greet, chat.id):
            sees_all = now.status == ChatMember.ADMINISTRATOR or context.bot.can_read_all_group_messages
            language = language_here(change.from_user.language_code)
            username = context.bot.username
            lines = [render_reply("guests.greeting", language, username=username)]
            examples = await asyncio.to_thread(self._library.examples, language)
            lines += render_examples("telegram.help_examples", language, examples)
            privacy = "guests.sees_all" if sees_all else "guests.sees_commands"
            lines.append(render_reply(privacy, language, username=username))
            lines.append(render_reply("guests.settings", language))
            await self._sender.send(Target(chat.id), "\n\n".join(lines))

    def _forget(self, chat: int) -> None:
        self._library.forget(chat)
        self._state.forget_chat(chat)

    async def migrated(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Keeps what belongs to a group that became a supergroup. Telegram tells it in both, in any order."""
        message = update.message
        if message is None:
            return
        if message.migrate_to_chat_id is not None:
            await asyncio.to_thread(self._move, message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await asyncio.to_thread(self._move, message.migrate_from_chat_id, message.chat.id)

    def _move(self, old: int, new: int) -> None:
        self._library.move(old, new)
        self._state.move_chat(old, new)
