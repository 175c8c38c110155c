"""The life of the bot in Telegram: lock, connect, receive by polling or webhook, stop on a signal."""

import asyncio
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from telegram import User
from telegram.error import InvalidToken, TelegramError

from bot.config import ConfigError, Settings
from bot.library import Library
from bot.state import State, StateError, open_state
from bot.telegram import visits
from bot.telegram.app import App, PtbApplication, build_app
from bot.telegram.health import open_health
from bot.telegram.menu import set_menus
from bot.telegram.polling import ALLOWED_UPDATES, Pace, Poller, Unreachable, token_lock
from bot.telegram.requests import polling_request, sending_request
from bot.telegram.webhook import open_webhook
from bot.vitals import Vitals

log = logging.getLogger(__name__)

DRAIN_SECONDS = 8.0
"""Docker kills ten seconds after it asks."""
TOKEN_TRIES = 3
"""One refusal of a token may be a fault of Telegram's."""
USUAL_PACE = Pace()
SWITCH_SECONDS = 0.0005
"""How long an answer being worked out may keep the event loop from its turn; Python's own 5 ms, paid at every step of
every call, are longer than most of these steps."""
WIPE_SECONDS = 60.0
"""How long an erased text may stay in the state's write-ahead log."""
HEARTBEAT = "heartbeat"
"""A file beside the state, touched at least once in 20 s while all is well; the container's health check reads it."""


async def run_bot(settings: Settings, library: Library, pace: Pace = USUAL_PACE) -> None:
    """Runs until SIGTERM or SIGINT. Raises YoujuError in one line where it cannot start or go on."""
    if settings.bot_token is None:
        raise ConfigError("BOT_TOKEN: is not set")
    token = settings.bot_token.get_secret_value()
    sys.setswitchinterval(SWITCH_SECONDS)
    with token_lock(settings.state_db.parent, token):
        asyncio.get_running_loop().set_exception_handler(_log_stray)
        state = open_state(settings.state_db, token)
        wiping = asyncio.create_task(_wipe(state))
        try:
            app = build_app(settings, library, state, token, sending_request())
            with _watched(settings, app.vitals):
                await _run(app, settings, token, pace)
        finally:
            wiping.cancel()
            state.close()


@contextmanager
def _watched(settings: Settings, vitals: Vitals) -> Iterator[None]:
    """Keeps the local port for whoever watches open, where one is set. Raises ConfigError where it cannot listen."""
    if settings.metrics_listen is None:
        yield
        return
    try:
        server = open_health(settings.metrics_listen, vitals)
    except OSError as error:
        raise ConfigError(f"METRICS_LISTEN: cannot listen there: {error.strerror}") from error
    try:
        yield
    finally:
        server.stop()


async def _wipe(state: State) -> None:
    while True:
        await asyncio.sleep(WIPE_SECONDS)
        try:
            await asyncio.to_thread(state.wipe)
        except StateError as error:
            log.error("%s", error)


def _log_stray(_: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Logs an error that no task has met; without the task's repr, which holds the error's message."""
    log.error("%s", context.get("message"), exc_info=context.get("exception"))


async def _run(app: App, settings: Settings, token: str, pace: Pace) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    stopping = asyncio.create_task(stop.wait())
    running = asyncio.create_task(_receive(app, settings, token, pace))
    try:
        await asyncio.wait((stopping, running), return_when=asyncio.FIRST_COMPLETED)
    finally:
        log.info("stopping")
        stopping.cancel()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await app.close(DRAIN_SECONDS)
    if not running.cancelled():
        await running


async def _receive(app: App, settings: Settings, token: str, pace: Pace) -> None:
    """Makes itself known to Telegram, then takes updates until cancelled."""
    me = await _connect(app.application, pace)
    await app.application.start()
    _log_identity(me)
    await app.inbox.replay()
    beside = [asyncio.create_task(set_menus(app.application.bot, settings.bot_admins))]
    beside.append(asyncio.create_task(app.inbox.sweep_hourly()))
    beside.append(asyncio.create_task(app.administration.uploads.sweep_hourly()))
    beside.append(asyncio.create_task(app.news.run()))
    beat = _heart(app.vitals, settings)
    try:
        if settings.webhook_url:
            await _serve_webhook(app, settings, settings.webhook_url, pace, beat)
        else:
            await _poll(app, settings, token, pace, beat)
    finally:
        for task in beside:
            task.cancel()
        await asyncio.gather(*beside, return_exceptions=True)


async def _connect(application: PtbApplication, pace: Pace) -> User:
    """Who the bot is. Raises ConfigError for a token that Telegram refuses, Unreachable where it does not answer."""
    refusals = 0
    deadline = asyncio.get_running_loop().time() + pace.patience
    pause = pace.first_pause
    while True:
        try:
            await application.initialize()
            me: User = application.bot.bot
            return me
        except InvalidToken:
            refusals += 1
            if refusals == TOKEN_TRIES:
                raise ConfigError("BOT_TOKEN: Telegram does not accept this token") from None
        except TelegramError as error:
            log.warning("getMe failed: %s", error)
            if asyncio.get_running_loop().time() > deadline:
                raise Unreachable(f"Telegram did not answer for {pace.patience:.0f} s; last: {error}") from error
        await asyncio.sleep(pause)
        pause = min(2 * pause, pace.longest_pause)


def _allowed_updates(app: App) -> tuple[str, ...]:
    """The kinds of updates to ask for: those of guest mode only where the server says that the bot has it."""
    me = app.application.bot.bot
    return (*ALLOWED_UPDATES, visits.UPDATE) if me.supports_guest_queries else ALLOWED_UPDATES


def _log_identity(me: User) -> None:
    log.info("running as @%s", me.username)
    if me.can_read_all_group_messages:
        log.info("privacy mode is off: in groups every message arrives, and plain mentions of the bot are answered")
    else:
        log.info(
            "privacy mode is on: in groups /ask, /ask@%s and replies to the bot arrive; plain mentions may not. To get"
            " them, switch privacy mode off at BotFather (/setprivacy) and add the bot to the group again",
            me.username,
        )


def _heart(vitals: Vitals, settings: Settings) -> Callable[[], None]:
    """What is called each time that updates are known to arrive."""

    def beat() -> None:
        vitals.beat()
        (settings.state_db.parent / HEARTBEAT).touch()

    return beat


async def _poll(app: App, settings: Settings, token: str, pace: Pace, beat: Callable[[], None]) -> None:
    await _until_done("deleteWebhook", app.application.bot.delete_webhook, pace, drop_pending_updates=False)
    request = polling_request(pace.poll + pace.grace / 2)
    request.watch = app.vitals.called
    await request.initialize()
    try:
        url = f"{settings.telegram_api_base}/bot{token}"
        await Poller(request, url, app.inbox, pace, beat, _allowed_updates(app)).run()
    finally:
        await request.shutdown()


async def _serve_webhook(app: App, settings: Settings, url: str, pace: Pace, beat: Callable[[], None]) -> None:
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    try:
        server = open_webhook(url, settings.webhook_listen, app.inbox, secret)
    except OSError as error:
        raise ConfigError(f"WEBHOOK_LISTEN: cannot listen there: {error.strerror}") from error
    try:
        await _until_done(
            "setWebhook",
            app.application.bot.set_webhook,
            pace,
            url=url,
            secret_token=secret,
            allowed_updates=_allowed_updates(app),
            max_connections=4,
        )
        while True:
            beat()
            await asyncio.sleep(pace.poll)
    finally:
        server.stop()
        await server.close_all_connections()


async def _until_done(name: str, method: Callable[..., Awaitable[Any]], pace: Pace, **arguments: Any) -> None:
    pause = pace.first_pause
    while True:
        try:
            await method(**arguments)
            return
        except TelegramError as error:
            log.warning("%s failed: %s", name, error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, pace.longest_pause)
