"""Who governs a group: Telegram is asked, and what it says is believed for some minutes."""

import time
from collections.abc import Callable

from telegram import Bot, Chat, ChatMember, Message
from telegram.error import TelegramError

KEPT_SECONDS = 180.0
"""So long somebody may set things after he was dismissed."""
AGAIN_SECONDS = 10.0
"""So long somebody may not yet after he was appointed; who is none has Telegram asked no oftener than that."""
GROUPS_KEPT = 512


class ChatAdmins:
    """The admins of groups, as Telegram last told them."""

    def __init__(self, bot: Bot, clock: Callable[[], float] = time.monotonic) -> None:
        self._bot = bot
        self._clock = clock
        self._told: dict[int, tuple[float, frozenset[int]]] = {}

    async def may_set(self, message: Message) -> bool:
        """Whether the writer of a message may set things in its chat. Raises TelegramError where it cannot be told.

        In a private chat its person; in a group an admin, or who writes in the group's own name, as only admins can.
        Who writes in the name of a channel, the linked one too, is nobody here.
        """
        if message.sender_chat is not None:
            return message.sender_chat.id == message.chat.id
        return message.from_user is not None and await self.governs(message.chat, message.from_user.id)

    async def governs(self, chat: Chat, user: int) -> bool:
        """The same of a user, by id. Raises TelegramError."""
        if chat.type == Chat.PRIVATE:
            return chat.id == user
        at, admins = self._told.get(chat.id, (float("-inf"), frozenset[int]()))
        age = self._clock() - at
        if age > KEPT_SECONDS or (user not in admins and age > AGAIN_SECONDS):
            admins = await self._ask(chat.id)
        return user in admins

    async def _ask(self, chat: int) -> frozenset[int]:
        members = await self._bot.get_chat_administrators(chat)
        admins = frozenset(member.user.id for member in members if not member.user.is_bot)
        self._told.pop(chat, None)
        if len(self._told) >= GROUPS_KEPT:
            del self._told[next(iter(self._told))]
        self._told[chat] = self._clock(), admins
        return admins

    async def hears_all(self, chat: Chat) -> bool:
        """Whether all messages of the group reach the bot. False where Telegram does not say."""
        if self._bot.can_read_all_group_messages:
            return True
        try:
            member = await self._bot.get_chat_member(chat.id, self._bot.id)
        except TelegramError:
            return False
        return member.status == ChatMember.ADMINISTRATOR
