"""Messages of a group that are not for the bot: where its admins want that, a clear question among them is answered.

Nothing of the others is kept, and nothing is said where there is no answer that holds.
"""

import asyncio
from collections import deque

from telegram import Chat, Message, MessageEntity

from bot.charts.asking import find_wish
from bot.chats import Speaks
from bot.library import Library
from bot.overheard import is_worth_it
from bot.telegram.desk import Desk
from bot.telegram.here import here
from bot.telegram.incoming import clean, is_person, to_asker
from bot.types import Question

MOST, SECONDS = 3, 300.0
"""Answers that a group gets unasked within so long."""
GROUPS_KEPT = 512
FOR_SOMEBODY = (
    MessageEntity.MENTION,
    MessageEntity.TEXT_MENTION,
    MessageEntity.BOT_COMMAND,
    MessageEntity.URL,
    MessageEntity.TEXT_LINK,
)
"""Entities of a message that speaks to somebody, or shows something."""


class Overhearing:
    """Finds the questions."""

    def __init__(self, library: Library, desk: Desk) -> None:
        self._library = library
        self._desk = desk
        self._answered: dict[int, deque[float]] = {}

    async def find(self, message: Message, number: int) -> Question | None:
        """What the message asks everybody, if an answer is worth giving unasked; else None. number: of its update."""
        if (
            here().speaks is not Speaks.QUESTIONS
            or not is_for_everybody(message)
            or not self._may_speak(message.chat.id)
        ):
            return None
        text = clean(message.text) or ""
        if find_wish(text) is not None or not await asyncio.to_thread(self._library.overhears, text):
            return None
        question = Question(text, to_asker(message))
        return question if is_worth_it(await self._desk.ask_once(question, number)) else None

    def note(self, chat: int) -> None:
        """Counts an answer that was given."""
        if len(self._answered) >= GROUPS_KEPT and chat not in self._answered:
            del self._answered[next(iter(self._answered))]
        self._answered.setdefault(chat, deque(maxlen=MOST)).append(asyncio.get_running_loop().time())

    def _may_speak(self, chat: int) -> bool:
        times = self._answered.get(chat)
        return times is None or len(times) < MOST or times[0] + SECONDS < asyncio.get_running_loop().time()


def is_for_everybody(message: Message) -> bool:
    """Whether somebody wrote it himself into a group, to nobody in particular."""
    return (
        message.chat.type in (Chat.GROUP, Chat.SUPERGROUP)
        and is_person(message)
        and message.forward_origin is None
        and _is_begun(message)
        and not any(entity.type in FOR_SOMEBODY for entity in message.entities)
    )


def _is_begun(message: Message) -> bool:
    """Whether it replies to nobody. What is written in a topic counts as a reply to the message that opened it."""
    replied = message.reply_to_message
    return replied is None or replied.forum_topic_created is not None
