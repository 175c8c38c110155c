"""What every request has to be: from this machine, to this address, of nobody else's page."""

import hmac
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tornado.web import HTTPError, RequestHandler

from bot.local_telegram.calls import Call, Upload, bad_request

if TYPE_CHECKING:
    from bot.local_telegram.server import LocalTelegram

NAMES = ("127.0.0.1", "localhost")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Guarded(RequestHandler):
    """A handler that answers only to its own address (against DNS rebinding) and to no other page's script."""

    def initialize(self, server: "LocalTelegram") -> None:
        """Tornado's constructor."""
        self.server = server

    def prepare(self) -> None:
        """Tornado's first step. Raises HTTPError with 403."""
        hosts = {f"{name}:{self.server.port}" for name in NAMES}
        if self.request.headers.get("Host", "").lower() not in hosts:
            raise HTTPError(403)
        origin = self.request.headers.get("Origin")
        if origin is not None and (urlsplit(origin).scheme != "http" or urlsplit(origin).netloc not in hosts):
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        """Tornado's; on errors too."""
        self.clear_header("Server")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-store")

    def log_exception(self, *args: Any) -> None:
        """Logs failures of our own only: a refused request is none."""
        if not isinstance(args[1], HTTPError):
            super().log_exception(*args)

    def read_call(self) -> Call:
        """Parameters from the query, a form or JSON. Raises ApiError."""
        given = {name: values[-1] for name, values in self.request.arguments.items()}
        try:
            parameters: dict[str, Any] = {name: value.decode() for name, value in given.items()}
            if self.request.headers.get("Content-Type", "").startswith("application/json") and self.request.body:
                parameters |= json.loads(self.request.body)
        except UnicodeDecodeError:
            raise bad_request("strings must be encoded in UTF-8") from None
        except (ValueError, TypeError, RecursionError):
            raise bad_request("object expected as parameters") from None
        files = {
            name: Upload(sent[-1].filename, sent[-1].content_type, sent[-1].body)
            for name, sent in self.request.files.items()
        }
        return Call(parameters, files)


class Keyed(Guarded):
    """A handler that needs the key: in a cookie, or as a bearer's."""

    def cookie_name(self) -> str:
        """Of its own for each port: cookies are shared between ports."""
        return f"youju_{self.server.port}"

    def prepare(self) -> None:
        """Raises HTTPError with 403 where the key is absent or wrong."""
        super().prepare()
        if not self.has_key():
            raise HTTPError(403)

    def has_key(self) -> bool:
        """Whether the request carries the key."""
        bearer = self.request.headers.get("Authorization", "").removeprefix("Bearer ")
        return self.is_key(bearer) or self.is_key(self.get_cookie(self.cookie_name(), "") or "")

    def is_key(self, given: str) -> bool:
        """Whether that is the key."""
        return hmac.compare_digest(given.encode(), self.server.key.encode())
