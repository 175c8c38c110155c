"""The only wiring: which handler gets what, and what is done with an update."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.chats import Chats
from bot.config import Settings
from bot.exchanges import Exchanges
from bot.library import Library
from bot.state import State, UpdateState
from bot.telegram import visits
from bot.telegram.administration import Administration, open_administration
from bot.telegram.charts import Charts
from bot.telegram.chat_admins import ChatAdmins
from bot.telegram.chat_settings import SettingsDesk
from bot.telegram.choices import PREFIX
from bot.telegram.commands import Commands
from bot.telegram.crowd import Crowd
from bot.telegram.desk import Desk
from bot.telegram.disk import Disk
from bot.telegram.form import is_well_formed
from bot.telegram.guests import Guests
from bot.telegram.here import find_chat, in_chat
from bot.telegram.inbox import Inbox, Work, refuse_nobody
from bot.telegram.inline import Inline
from bot.telegram.learning import open_learning
from bot.telegram.limits import Limits
from bot.telegram.messages import Messages
from bot.telegram.news import News
from bot.telegram.once import Once
from bot.telegram.overhearing import Overhearing
from bot.telegram.polling import ALLOWED_UPDATES
from bot.telegram.presses import Presses
from bot.telegram.privacy import Privacy
from bot.telegram.requests import BotRequest
from bot.telegram.sending import Sender
from bot.telegram.silence import keep_silence
from bot.telegram.watching import Watching
from bot.vitals import Vitals
from bot.zones import to_zone

log = logging.getLogger(__name__)

STALE = timedelta(minutes=15)
"""A message older than this when its turn comes is not answered any more."""

WRITTEN, WORDED = filters.UpdateType.MESSAGE, filters.TEXT | filters.CAPTION
HANDLED = frozenset((*ALLOWED_UPDATES, visits.UPDATE))
"""The kinds of updates that there is a handler for."""
PtbApplication = Application[Any, Any, Any, Any, Any, Any]


class NotingNobody(PtbApplication):
    """Does not note whose data an update may have changed: python-telegram-bot does for ever, some 140 bytes a user,
    for a persistence that is not there.
    """

    def _mark_for_persistence_update(self, **_: Any) -> None:
        """Marks nothing."""


@dataclass(frozen=True, slots=True)
class App:
    """The wired parts."""

    application: PtbApplication
    inbox: Inbox
    desk: Desk
    charts: Charts
    administration: Administration
    vitals: Vitals
    news: News

    async def close(self, drain_seconds: float) -> None:
        """Finishes what is in line within that time, then lets everything go."""
        await self.inbox.drain(drain_seconds)
        await self.administration.close()
        self.desk.close()
        self.charts.close()
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        # An Application whose getMe never succeeded leaves its connections open.
        await self.application.bot.shutdown()


def build_app(settings: Settings, library: Library, state: State, token: str, request: BaseRequest) -> App:
    """Everything but the source of updates; requests go out through request."""
    limits, vitals = Limits() if settings.telegram_limits else None, Vitals(state, library)
    application = _open_application(settings, token, request, limits)
    if isinstance(request, BotRequest):
        request.watch = vitals.called
    sender, desk, exchanges = Sender(application.bot), Desk(library, vitals.answered), Exchanges(state)
    charts, once, disk, chat_admins = Charts(library, sender), Once(), Disk(state), ChatAdmins(application.bot)
    chats = Chats(state, to_zone(settings.timezone))
    _add_settings(application, chats, chat_admins, sender)
    learning = open_learning(settings, library, state, sender, exchanges)
    overhearing = Overhearing(library, desk)
    messages = Messages(library, desk, sender, exchanges, learning.unanswered, charts, once, overhearing, disk)
    commands = Commands(library, desk, sender, exchanges)
    presses = Presses(library, desk, sender, exchanges)
    administration = open_administration(library, sender, state, settings.bot_admins, vitals, presses)
    news = News(library, state, sender, desk, application.bot, chats, limits)
    watching = Watching(library, sender, news.watches, chat_admins)
    guests, privacy = Guests(library, sender, state), Privacy(library, sender, state, settings.keep_questions)
    application.add_handlers(administration.handlers)
    for name, callback in (
        *(("start", commands.start), ("help", commands.help), ("sources", commands.sources)),
        ("chart", messages.chart),
        ("privacy", privacy.tell),
        ("forget", privacy.forget),
        *learning.commands,
        *watching.commands,
    ):
        application.add_handler(CommandHandler(name, callback, filters=WRITTEN))
    application.add_handlers(
        (
            *_answering(messages, guests),
            *learning.presses,
            CallbackQueryHandler(presses.press),
            MessageHandler(filters.UpdateType.GUEST_MESSAGE & WORDED, visits.Visits(desk, once).answer),
            InlineQueryHandler(Inline(library, desk).suggest),
        )
    )
    application.add_error_handler(messages.on_error)
    crowd = Crowd(application.bot, sender, chats, vitals.update_ended)
    work = _watched(_worker(application, messages, chats), vitals)
    # Without limits nothing waits for long, and nobody need be turned away.
    inbox = Inbox(state, work, crowd.refuse if limits is not None else refuse_nobody, disk)
    return App(application, inbox, desk, charts, administration, vitals, news)


def _answering(messages: Messages, guests: Guests) -> tuple[BaseHandler[Any, Any, Any], ...]:
    """What meets messages, and what becomes of the chats they are in."""
    return (
        MessageHandler(WRITTEN & WORDED, messages.answer),
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & WORDED, messages.edited),
        MessageHandler(WRITTEN & filters.StatusUpdate.MIGRATE, guests.migrated),
        ChatMemberHandler(guests.moved_in_or_out, ChatMemberHandler.MY_CHAT_MEMBER),
    )


def _add_settings(application: PtbApplication, chats: Chats, admins: ChatAdmins, sender: Sender) -> None:
    """Before all others: silence, and the presses that are no views of an answer."""
    desk = SettingsDesk(chats, admins, sender)
    application.add_handler(TypeHandler(Update, keep_silence), group=-1)
    application.add_handler(CommandHandler("settings", desk.show, filters=filters.UpdateType.MESSAGE))
    application.add_handler(CallbackQueryHandler(desk.press, pattern=f"^{PREFIX}:"))


def _watched(work: Work, vitals: Vitals) -> Work:
    async def watched(content: Mapping[str, Any]) -> UpdateState:
        started = time.perf_counter()
        outcome = await work(content)
        vitals.update_ended(outcome.value, time.perf_counter() - started)
        return outcome

    return watched


def _open_application(settings: Settings, token: str, request: BaseRequest, limits: Limits | None) -> PtbApplication:
    base = settings.telegram_api_base
    builder = Application.builder().application_class(NotingNobody)
    if limits is not None:
        builder = builder.rate_limiter(limits)
    builder = builder.token(token).base_url(f"{base}/bot").base_file_url(f"{base}/file/bot")
    # Polling has its own request, as it does not go through the Bot.
    builder = builder.request(request).get_updates_request(request).updater(None)
    builder = builder.job_queue(None)  # type: ignore[arg-type]  # documented, but not typed
    application: PtbApplication = builder.build()
    return application


def _worker(application: PtbApplication, messages: Messages, chats: Chats) -> Work:
    async def work(content: Mapping[str, Any]) -> UpdateState:
        number = content["update_id"]
        if not content.keys() & HANDLED:
            return UpdateState.DONE
        if not is_well_formed(content):
            log.error("update %d set aside: not of the Bot API's form", number)
            return UpdateState.BAD
        try:
            update = Update.de_json(dict(content), application.bot)
            # Of a button's press, the message is the bot's own, of any age.
            message = update.message or update.edited_message
            if message is not None and datetime.now(UTC) - message.date > STALE:
                log.info("update %d: too old to answer", number)
                return UpdateState.STALE
            async with in_chat(chats, find_chat(update)):
                await application.process_update(update)
        except Exception as error:
            # What no error handler sees: an update that cannot be read. It must not stop those behind it. Its text
            # stays out of the log, so only the kind of error is named.
            log.error("update %d set aside: %s", number, type(error).__name__)
            return UpdateState.BAD
        return UpdateState.FAILED if messages.pop_failure(number) else UpdateState.DONE

    return work
