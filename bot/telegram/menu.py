"""The command lists that Telegram's apps show: per scope and language."""

import logging
from collections.abc import Iterator

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.command_rules import command_rules
from bot.replies import reply
from bot.types import Language

log = logging.getLogger(__name__)

LANGUAGES = ((None, Language.ENGLISH), ("zh", Language.SIMPLIFIED), ("en", Language.ENGLISH))
"""Telegram takes two-letter codes only, so there is one Chinese; None: everybody else."""
EVERYBODY = (*command_rules().commands, "chart", "watch", "unwatch", "help", "sources", "privacy", "forget")
GROUPS = ("ask", "check", *EVERYBODY)
PRIVATE, GROUP_ADMINS = (*EVERYBODY, "settings"), (*GROUPS, "settings")
ADMINS = (
    *(*PRIVATE, "reload", "status", "why", "articles", "remove", "rollback"),
    *("gaps", "feedback", "alias", "aliases"),
)


def _scopes(admins: tuple[int, ...]) -> Iterator[tuple[BotCommandScope, tuple[str, ...]]]:
    yield BotCommandScopeDefault(), EVERYBODY
    yield BotCommandScopeAllPrivateChats(), PRIVATE
    yield BotCommandScopeAllGroupChats(), GROUPS
    yield BotCommandScopeAllChatAdministrators(), GROUP_ADMINS
    for admin in admins:
        yield BotCommandScopeChat(admin), ADMINS


async def set_menus(bot: Bot, admins: tuple[int, ...]) -> None:
    """Registers the commands. A failure is logged, no more: the bot answers without a menu too."""
    for scope, names in _scopes(admins):
        for code, language in LANGUAGES:
            commands = [BotCommand(name, reply(f"menu.{name}", language)) for name in names]
            try:
                await bot.set_my_commands(commands, scope=scope, language_code=code)
            except (BadRequest, Forbidden) as error:
                # An admin who never wrote to the bot is a chat that it cannot see.
                log.info("no menu for scope %s: %s", scope.type, error)
                break
            except TelegramError as error:
                log.warning("menus not registered: %s", error)
                return
