"""The local port for whoever watches the bot: /healthz, /readyz, /metrics. Off unless METRICS_LISTEN is set.

Says numbers and short fixed lines, nothing of what was asked. Tornado, as for the webhook.
"""

import asyncio
import logging
import socket

from prometheus_client import CONTENT_TYPE_LATEST
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.state import StateError
from bot.vitals import Vitals

log = logging.getLogger(__name__)


class _Handler(RequestHandler):
    def initialize(self, vitals: Vitals) -> None:
        """Tornado's constructor."""
        self._vitals = vitals

    def _say(self, status: int, text: str) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(text + "\n")


class AliveHandler(_Handler):
    """Whether a restart would help."""

    async def get(self) -> None:
        """200 while updates can arrive, else 503."""
        self._say(*((200, "ok") if self._vitals.is_alive else (503, "no word from Telegram")))


class ReadyHandler(_Handler):
    """Whether a question would be answered."""

    async def get(self) -> None:
        """200, or 503 with what is wrong, a line each."""
        faults = await asyncio.to_thread(self._vitals.find_faults)
        self._say(503 if faults else 200, "\n".join(faults) or "ok")


class MetricsHandler(_Handler):
    """The figures."""

    async def get(self) -> None:
        """200 with the figures, 503 where the state file cannot be used."""
        try:
            figures = await asyncio.to_thread(self._vitals.to_text)
        except StateError as error:
            log.error("metrics: %s", error)
            self._say(503, "the state file cannot be used")
            return
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(figures)


def open_health(listen: tuple[str, int], vitals: Vitals) -> HTTPServer:
    """A server that listens at that address. Raises OSError where it cannot."""
    paths = (("/healthz", AliveHandler), ("/readyz", ReadyHandler), ("/metrics", MetricsHandler))
    routes = [(path, handler, {"vitals": vitals}) for path, handler in paths]
    server = HTTPServer(Application(routes, log_function=lambda _: None), max_body_size=1000)
    # Not server.listen: that leaves a socket open where it cannot listen.
    sock = socket.create_server(listen, family=socket.AF_INET6 if ":" in listen[0] else socket.AF_INET)
    sock.setblocking(False)
    server.add_socket(sock)
    return server
