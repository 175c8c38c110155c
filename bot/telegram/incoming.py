"""Telegram's message to an Incoming: who asks where, what is mentioned, what is replied to. Decides nothing.

Telegram's UTF-16 offsets end here.
"""

import re
from collections.abc import Iterable, Sequence

from telegram import Message, MessageEntity

from bot.addressed import Incoming, Named, Self, cut_out, is_own_mention, says_something
from bot.types import Asker, Language

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def to_incoming(message: Message, own: Self) -> Incoming:
    """The message as addressing needs it."""
    text = clean(message.text or message.caption) or ""
    entities = message.entities or message.caption_entities
    replied = message.reply_to_message
    quoted = message.quote if message.quote and message.quote.is_manual else None
    from_bot = bool(replied and replied.from_user and replied.from_user.id == own.user)
    return Incoming(
        text=text,
        asker=to_asker(message),
        private=message.chat.type == message.chat.PRIVATE,
        mentions=tuple(_named(text, entities, (MessageEntity.MENTION, MessageEntity.TEXT_MENTION))),
        commands=tuple(_named(text, entities, (MessageEntity.BOT_COMMAND,))),
        # The first message of a topic counts as a reply to whoever opened it.
        replies_to_bot=from_bot and not (replied and replied.forum_topic_created),
        replied_text=clean(replied.text or replied.caption) if replied else None,
        quoted=clean(quoted.text) if quoted else None,
    )


def find_own_words(message: Message, own: Self) -> str | None:
    """What the sender asks in words of his own, command and mention of the bot taken off; None: in none."""
    incoming = to_incoming(message, own)
    taken = [named for named in incoming.mentions if is_own_mention(named, own)]
    taken += [named for named in incoming.commands if named.start == 0]
    words = cut_out(incoming.text, ((named.start, named.end) for named in taken))
    return words if says_something(words) else None


def to_asker(message: Message) -> Asker:
    """Whose memory the message belongs to: chat, topic, and the person or the chat that speaks."""
    speaker = message.sender_chat or message.from_user
    return Asker(message.chat.id, to_topic(message), speaker.id if speaker else 0)


def to_topic(message: Message) -> int | None:
    """The forum topic; None outside forums and in the General topic, even where the message carries a thread id."""
    return message.message_thread_id if message.is_topic_message else None


def is_person(message: Message) -> bool:
    """Whether somebody wrote it here and now: no bot, no channel post copied by itself, nothing sent through a bot.

    Who writes in the name of the group or of a channel counts as somebody.
    """
    if message.from_user is None or message.is_automatic_forward or message.via_bot is not None:
        return False
    return message.sender_chat is not None or not message.from_user.is_bot


def to_language(code: str | None) -> Language:
    """The language of a user's app; simplified Chinese where it says none.

    >>> to_language("zh-TW").value, to_language("de").value
    ('zh-Hant', 'en')
    """
    parts = (code or "zh").lower().split("-")
    if parts[0] != "zh":
        return Language.ENGLISH
    return Language.TRADITIONAL if {"hant", "tw", "hk", "mo"} & set(parts[1:]) else Language.SIMPLIFIED


def clean(text: str | None) -> str | None:
    """text with each lone half of a surrogate pair replaced, so that it can be encoded; same length."""
    return text and _LONE_SURROGATE.sub("\ufffd", text)


def from_utf16(text: str, offset: int) -> int:
    """The index into text at a UTF-16 offset, kept within text."""
    units = text.encode("utf-16-le")[: 2 * max(offset, 0)]
    return len(units.decode("utf-16-le", "ignore"))


def _named(text: str, entities: Sequence[MessageEntity], types: Iterable[str]) -> Iterable[Named]:
    for entity in entities:
        if entity.type in types:
            start, end = from_utf16(text, entity.offset), from_utf16(text, entity.offset + entity.length)
            name = text[start:end].lstrip("@/") if entity.type != MessageEntity.TEXT_MENTION else ""
            yield Named(start, end, name, entity.user.id if entity.user else None)
