"""The world over HTTP, on loopback only: the Bot API for the bot, a page and its events for people.

Tornado, because python-telegram-bot's webhook brings it anyway.
"""

import secrets
from collections import deque
from dataclasses import dataclass, field

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from bot.local_telegram.bot_api import FileHandler, MethodHandler
from bot.local_telegram.calls import Json, Made
from bot.local_telegram.faults import Faults
from bot.local_telegram.founding import found
from bot.local_telegram.site import ControlHandler, EventsHandler, PageHandler, PartHandler, PictureHandler
from bot.local_telegram.world import World, new_world

HOST = "127.0.0.1"
USERNAME = "youju_bot"
BODY_LIMIT = 60_000_000
CALLS_KEPT = 20_000


@dataclass(slots=True)
class LocalTelegram:
    """A running server."""

    world: World
    token: str
    key: str
    """What opens the page and the control API."""
    faults: Faults = field(default_factory=Faults)
    calls: deque[Made] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    """The last calls, in order."""
    port: int = 0
    http: HTTPServer | None = None

    @property
    def url(self) -> str:
        """The root of the Bot API: TELEGRAM_API_BASE."""
        return f"http://{HOST}:{self.port}"

    @property
    def page(self) -> str:
        """The address to open in a browser."""
        return f"{self.url}/?key={self.key}"

    async def close(self) -> None:
        """Stops listening, ends what waits, lets everything go."""
        self.world.updates.close()
        self.world.publish("end", None)
        if self.http is not None:
            self.http.stop()
            await self.http.close_all_connections()


async def open_server(
    port: int = 0, *, token: str | None = None, username: str = USERNAME, populated: bool = True
) -> LocalTelegram:
    """A server that listens on loopback; port 0: any that is free; token None: a new one. Raises OSError."""
    token = token or f"{secrets.randbelow(9 * 10**8) + 10**8}:{secrets.token_urlsafe(26)}"
    server = LocalTelegram(new_world(token, username), token, secrets.token_urlsafe(16))
    if populated:
        found(server.world)
    sockets = bind_sockets(port, HOST)
    server.port = sockets[0].getsockname()[1]
    server.http = HTTPServer(make_application(server), max_body_size=BODY_LIMIT)
    server.http.add_sockets(sockets)
    return server


def make_application(server: LocalTelegram) -> Application:
    """The routes."""
    given: Json = {"server": server}
    return Application(
        [
            (r"/bot([^/]*)/([^/]*)", MethodHandler, given),
            (r"/file/bot([^/]*)/(.*)", FileHandler, given),
            (r"/", PageHandler, given),
            (r"/page/([a-z_]+\.(?:css|js|svg))", PartHandler, given),
            (r"/picture/([\w-]+)", PictureHandler, given),
            (r"/events", EventsHandler, given),
            (r"/control/([a-z_]+)", ControlHandler, given),
        ],
        log_function=lambda _: None,
    )
