"""The webhook: updates that Telegram posts, into the inbox. 200 is answered only for what is stored.

Tornado, because python-telegram-bot's own webhook brings it anyway; its Updater is not used, since that confirms an
update before it is stored and compares the secret with `!=`.
"""

import hmac
import json
import logging
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.state import StateError
from bot.telegram.inbox import Inbox

log = logging.getLogger(__name__)

BODY_LIMIT = 1_000_000
"""Bytes; Telegram's largest updates are a few ten thousand."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class WebhookHandler(RequestHandler):
    """One POST, one update."""

    def initialize(self, inbox: Inbox, secret: str) -> None:
        """Tornado's constructor."""
        self._inbox = inbox
        self._secret = secret

    async def post(self) -> None:
        """403 without the secret, 400 for what is no update, 503 where it could not be stored, else 200."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            self.set_status(403)
            return
        try:
            update = json.loads(self.request.body)
            stored = await self._inbox.add([update])
        except (ValueError, RecursionError):
            stored = 0
        except StateError as error:
            log.error("webhook: %s", error)
            self.set_status(503)
            return
        self.set_status(200 if stored else 400)

    def log_exception(self, *args: object) -> None:
        """Logs without the request: it may hold people's words."""
        log.error("webhook failed", exc_info=True)


def open_webhook(url: str, listen: tuple[str, int], inbox: Inbox, secret: str) -> HTTPServer:
    """A server that listens at that address for the path of url. Raises OSError where it cannot."""
    path = urlsplit(url).path or "/"
    routes = [(path, WebhookHandler, {"inbox": inbox, "secret": secret})]
    server = HTTPServer(Application(routes, log_function=_log_nothing), max_body_size=BODY_LIMIT, body_timeout=30)
    host, port = listen
    server.listen(port, host)
    return server


def _log_nothing(_: RequestHandler) -> None:
    """One line a message is logged where it is answered."""
