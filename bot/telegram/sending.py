"""The one place that sends messages. Tries again by kind of failure; knows nothing of what the message says."""

import asyncio
import logging
from dataclasses import dataclass, replace

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions, Message, MessageEntity, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, TelegramError

from bot.charts.caption import CAPTION_LIMIT
from bot.markup import LIMIT, cut, to_plain
from bot.telegram.failures import REFUSED, Failure, to_failure, to_seconds
from bot.telegram.incoming import to_topic
from bot.telegram.places import aside

log = logging.getLogger(__name__)

PATIENCE = 300.0
"""Seconds after which a message is given up."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between tries; doubled each time."""
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Undelivered(Exception):
    """A message was given up; the cause is the last failure."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the message that is replied to, exactly as they stand there."""

    words: str
    position: int
    """In UTF-16 units."""
    entities: tuple[MessageEntity, ...] = ()
    """Their bold and the like, which belong to them."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes."""

    chat: int
    topic: int | None = None
    reply_to: int | None = None
    """The message it answers."""
    quote: Quoted | None = None
    """The words of that message which it is about."""
    edit: int | None = None
    """The message of the bot whose text it replaces; None: it is a new one."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way."""

    target: Target
    text: str
    buttons: InlineKeyboardMarkup | None = None
    html: bool = True
    photo: bytes | None = None
    """A picture, under which text stands as its caption."""
    is_keyboard: bool = False
    """Whether it changes the buttons alone."""


def to_target(message: Message) -> Target:
    """Where an answer to the message goes."""
    return Target(message.chat.id, to_topic(message), message.message_id)


def mended(parcel: Parcel, failure: Failure, error: TelegramError) -> Parcel | None:
    """The parcel as it may be accepted; None where it already was sent that way."""
    target = parcel.target
    if failure is Failure.PLAIN and parcel.html:
        limit = LIMIT if parcel.photo is None else CAPTION_LIMIT
        return replace(parcel, text=cut(to_plain(parcel.text), limit), html=False)
    if failure is Failure.NO_TOPIC and target.topic is not None:
        return replace(parcel, target=replace(target, topic=None))
    if failure is Failure.NO_QUOTE and target.quote is not None:
        return replace(parcel, target=replace(target, quote=None))
    if failure is Failure.NO_REPLY and target.reply_to is not None:
        return replace(parcel, target=replace(target, reply_to=None, quote=None))
    if isinstance(error, ChatMigrated) and error.new_chat_id != target.chat:
        # Message ids start anew in the supergroup: the old one may be anybody's.
        return replace(parcel, target=Target(error.new_chat_id))
    return None


@dataclass(frozen=True, slots=True)
class Pushed:
    """What became of a message that nobody waits for."""

    failure: Failure | None = None
    """None: it was sent, or may have been."""
    seconds: float = 0.0
    """How long to wait before another try."""


class Sender:
    """Sends through one bot."""

    def __init__(self, bot: Bot, *, patience: float = PATIENCE, pause: float = FIRST_PAUSE) -> None:
        self._bot = bot
        self._patience = patience
        self._pause = pause
        self._moved: dict[int, int] = {}

    def home(self, chat: int) -> int:
        """The id under which messages sent to a chat are found: its new one, where it moved while one was sent."""
        return self._moved.get(chat, chat)

    async def send(self, target: Target, html: str, buttons: InlineKeyboardMarkup | None = None) -> int | None:
        """Sends html, at most LIMIT units of visible text, and returns the number of the message.

        None: the chat does not take it (blocked, no rights). Exactly one message arrives, or at most two where
        Telegram's own answer is lost once. Raises Undelivered when every try failed.
        """
        return await self._deliver(Parcel(target, html, buttons))

    async def send_photo(self, target: Target, png: bytes, caption: str) -> int | None:
        """Sends a picture, its caption at most CAPTION_LIMIT units of visible text; all else as in `send`."""
        return await self._deliver(Parcel(target, caption, photo=png))

    async def change_buttons(self, target: Target, buttons: InlineKeyboardMarkup) -> int | None:
        """Puts other buttons under the message that target edits, whose text stays; all else as in `send`."""
        return await self._deliver(Parcel(target, "", buttons, is_keyboard=True))

    async def push(self, target: Target, html: str, buttons: InlineKeyboardMarkup | None = None) -> Pushed:
        """Sends what nobody waits for: does not try again, nor risk that it arrives twice.

        AGAIN: it did not arrive and may be sent later; what may have arrived counts as sent. Raises nothing of
        Telegram's.
        """
        parcel = Parcel(target, html, buttons)
        while True:
            try:
                await self._post(parcel)
            except TelegramError as error:
                failure = to_failure(error)
                better = mended(parcel, failure, error)
                if failure in (Failure.SAME, Failure.UNSURE):
                    return Pushed()
                if better is None or (failure is Failure.MOVED and target.edit is not None):
                    return Pushed(failure, to_seconds(error, self._pause))
                parcel = better
            else:
                return Pushed()

    async def _deliver(self, parcel: Parcel) -> int | None:
        unsure, pause = 0, self._pause
        deadline = asyncio.get_running_loop().time() + self._patience
        while True:
            try:
                return await self._post(parcel)
            except TelegramError as error:
                failure = to_failure(error)
                if failure is Failure.SAME:
                    return parcel.target.edit
                if failure in REFUSED:
                    log.info("message not taken by the chat: %s", error.message)
                    return None
                better = mended(parcel, failure, error)
                unsure += failure is Failure.UNSURE
                retry = failure is Failure.AGAIN or (failure is Failure.UNSURE and unsure == 1)
                if better is None and not retry:
                    raise Undelivered(failure.value) from error
                wait = 0.0 if better else to_seconds(error, pause)
                if asyncio.get_running_loop().time() + wait > deadline:
                    raise Undelivered("out of time") from error
                if isinstance(error, ChatMigrated):
                    self._moved[parcel.target.chat] = error.new_chat_id
                # The text of a move is the chat's new id.
                log.warning("sending failed, %s: %s", failure.value, "" if failure is Failure.MOVED else error)
                parcel, pause = better or parcel, min(2 * pause, LONGEST_PAUSE)
            async with aside():
                await asyncio.sleep(wait)

    async def _post(self, parcel: Parcel) -> int:
        target = parcel.target
        mode = ParseMode.HTML if parcel.html else None
        if target.edit is not None and parcel.is_keyboard:
            await self._bot.edit_message_reply_markup(target.chat, target.edit, reply_markup=parcel.buttons)
            return target.edit
        if target.edit is not None:
            await self._bot.edit_message_text(
                parcel.text,
                chat_id=target.chat,
                message_id=target.edit,
                parse_mode=mode,
                reply_markup=parcel.buttons,
                link_preview_options=NO_PREVIEW,
            )
            return target.edit
        reply = to_reply(target)
        if parcel.photo is not None:
            picture = await self._bot.send_photo(
                chat_id=target.chat,
                photo=parcel.photo,
                filename="chart.png",
                caption=parcel.text,
                parse_mode=mode,
                message_thread_id=target.topic,
                reply_parameters=reply,
            )
            return picture.message_id
        message = await self._bot.send_message(
            chat_id=target.chat,
            text=parcel.text,
            parse_mode=mode,
            message_thread_id=target.topic,
            reply_parameters=reply,
            reply_markup=parcel.buttons,
            link_preview_options=NO_PREVIEW,
        )
        return message.message_id


def to_reply(target: Target) -> ReplyParameters | None:
    """What the message says of the one it answers; None: it answers none."""
    if target.reply_to is None:
        return None
    if (quoted := target.quote) is None:
        return ReplyParameters(target.reply_to, allow_sending_without_reply=True)
    return ReplyParameters(
        target.reply_to,
        allow_sending_without_reply=True,
        quote=quoted.words,
        quote_position=quoted.position,
        quote_entities=quoted.entities or None,
    )
