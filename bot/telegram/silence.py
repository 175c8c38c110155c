"""Silence: in a chat whose admins want none of it, the bot takes up nothing but a few commands."""

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop, ContextTypes

from bot.chats import Speaks
from bot.replies import reply
from bot.telegram.choices import read_choice
from bot.telegram.here import here, language_here
from bot.telegram.presses import acknowledge

ALWAYS = frozenset({"settings", "privacy", "forget"})
"""Commands that work in every chat."""


async def keep_silence(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Stops an update that the bot is not to speak on, before any other handler has it."""
    if here().speaks is not Speaks.OFF:
        return
    query, message = update.callback_query, update.message or update.edited_message
    if query is not None and read_choice(query.data or "") is None:
        await acknowledge(query, reply("settings.silent", language_here(query.from_user.language_code)))
        raise ApplicationHandlerStop
    if message is not None and (message.text or message.caption) and not _is_always_heard(message):
        raise ApplicationHandlerStop


def _is_always_heard(message: Message) -> bool:
    first = next((entity for entity in message.entities if not entity.offset), None)
    if first is None or first.type != first.BOT_COMMAND:
        return False
    return message.parse_entity(first).lower().lstrip("/").partition("@")[0] in ALWAYS
