"""A stand-in for Telegram's Bot API server: real HTTP on loopback, faults on demand. Follows the real one's answers and
error texts (tdlib/telegram-bot-api, Client.cpp), not the bot's expectations.
"""

import asyncio
import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from tests.bot.telegram_html import RefusedError, read_html, utf16_units

TOKEN = "123456:TEST-token_of-a-stand-in"  # nobody's
BOT = {"id": 123456, "is_bot": True, "first_name": "Youju", "username": "youju_test_bot"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong once. kind: status (with code and body), drop (before it is read), late (after it was done),
    hang, garbage."""

    kind: str
    code: int = 0
    description: str = ""
    parameters: tuple[tuple[str, int], ...] = ()


def flood(seconds: int) -> Fault:
    """429 with retry_after."""
    text = f"Too Many Requests: retry after {seconds}"
    return Fault("status", 429, text, (("retry_after", seconds),))


def refusal(text: str, code: int = 400) -> Fault:
    """An error with a text of the real server's."""
    return Fault("status", code, text)


DROP, LATE, HANG, GARBAGE = Fault("drop"), Fault("late"), Fault("hang"), Fault("garbage")
SERVER_ERROR = refusal("Internal Server Error", 500)
UNAUTHORIZED, NOT_FOUND = refusal("Unauthorized", 401), refusal("Not Found", 404)
CONFLICT = refusal(
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running", 409
)


class ApiServer:
    """The server's state; every field may be read by the test while it runs."""

    def __init__(self) -> None:
        self.url = ""
        self.updates: deque[dict[str, Any]] = deque()
        self.messages: list[dict[str, Any]] = []
        """Parameters of the messages that arrived, with `visible` and `entities` of their text."""
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.me = BOT | {"can_join_groups": True, "can_read_all_group_messages": False}
        self.webhook: dict[str, Any] = {}
        self._poll = 0

    def put(self, *updates: dict[str, Any]) -> None:
        """Puts updates in line for getUpdates."""
        self.updates.extend(updates)

    def fail(self, method: str, *faults: Fault) -> None:
        """Makes the next calls of a method go wrong."""
        self.faults[method].extend(faults)

    async def wait_for(self, count: int, seconds: float = 30) -> list[dict[str, Any]]:
        """The messages, once there are so many. Raises AssertionError where they do not come."""
        deadline = time.monotonic() + seconds
        while len(self.messages) < count:
            assert time.monotonic() < deadline, f"{len(self.messages)} of {count} messages came"
            await asyncio.sleep(0.01)
        return self.messages

    def called(self, method: str) -> list[dict[str, Any]]:
        """Parameters of the calls of a method."""
        return [parameters for name, parameters in tuple(self.calls) if name == method]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        parameters = await read_parameters(request)
        _, token, method = [*request.url.path.split("/", 2), "", ""][:3]
        self.calls.append((method, parameters))
        fault = self.faults[method].popleft() if self.faults[method] else None
        if fault is not None and fault.kind == "drop":
            _cut_off(send)
            return
        if fault is None or fault.kind == "late":
            response = await self._answer(token, method, parameters)
        else:
            response = await _to_response(fault)
        if fault is not None and fault.kind == "late":
            _cut_off(send)
            return
        await response(scope, receive, send)

    async def _answer(self, token: str, method: str, parameters: dict[str, Any]) -> Response:
        if token != f"bot{TOKEN}":
            return _error(401, "Unauthorized")
        known = getattr(self, f"_{method}", None)
        if known is None:
            return _error(404, "Not Found")
        answer: Response = await known(parameters)
        return answer

    async def _getMe(self, _: dict[str, Any]) -> Response:
        return _ok(self.me)

    async def _setMyCommands(self, _: dict[str, Any]) -> Response:
        return _ok(True)

    async def _deleteWebhook(self, _: dict[str, Any]) -> Response:
        self.webhook = {}
        return _ok(True)

    async def _setWebhook(self, parameters: dict[str, Any]) -> Response:
        self.webhook = parameters
        return _ok(True)

    async def _getUpdates(self, parameters: dict[str, Any]) -> Response:
        if self.webhook:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook")
        self._poll += 1
        own = self._poll
        offset = int(parameters.get("offset", 0))
        while self.updates and offset and self.updates[0]["update_id"] < offset:
            self.updates.popleft()
        # The real server waits up to `timeout`; a shorter wait keeps the tests short and changes nothing else.
        deadline = time.monotonic() + min(float(parameters.get("timeout", 0)), 1)
        while not self.updates and time.monotonic() < deadline:
            if own != self._poll:
                return _error(409, CONFLICT.description)
            await asyncio.sleep(0.01)
        return _ok(list(self.updates)[: int(parameters.get("limit", 100))])

    async def _sendMessage(self, parameters: dict[str, Any]) -> Response:
        text, entities = parameters.get("text", ""), ()
        if parameters.get("parse_mode") == "HTML":
            try:
                text, entities = read_html(text)
            except RefusedError as error:
                return _error(400, f"Bad Request: {error}")
        if not text.strip():
            return _error(400, "Bad Request: message text is empty")
        if utf16_units(text) > 4096:
            return _error(400, "Bad Request: message is too long")
        self.messages.append(parameters | {"visible": text, "entities": entities})
        chat = {"id": int(parameters["chat_id"]), "type": "private"}
        message = {"message_id": len(self.messages), "date": int(time.time()), "chat": chat, "from": BOT, "text": text}
        return _ok(message)


async def read_parameters(request: Request) -> dict[str, Any]:
    """The parameters of a call: from the query, a form or JSON; what is JSON in a form is read as such."""
    body = await request.body()
    if request.headers.get("content-type", "").startswith("application/json"):
        return dict(json.loads(body))
    pairs = parse_qs(body.decode()) | parse_qs(request.url.query)
    return {key: _read(key, values[-1]) for key, values in pairs.items()}


def _read(key: str, value: str) -> Any:
    return json.loads(value) if key != "text" and value[:1] in ("{", "[") else value


def _ok(result: object) -> Response:
    # As ASCII, like the real server: a lone half of a surrogate pair travels as an escape.
    return Response(json.dumps({"ok": True, "result": result}), media_type="application/json")


def _error(code: int, description: str, **parameters: int) -> Response:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return JSONResponse(body | ({"parameters": parameters} if parameters else {}), code)


async def _to_response(fault: Fault) -> Response:
    if fault.kind == "hang":
        await asyncio.sleep(30)
    if fault.kind in ("hang", "garbage"):
        return Response("<html>502 Bad Gateway</html>", media_type="text/html")
    return _error(fault.code, fault.description, **dict(fault.parameters))


def _cut_off(send: Send) -> None:
    """Drops the connection without an answer; uvicorn's send is a method of the request it belongs to."""
    send.__self__.transport.abort()  # type: ignore[attr-defined]


@contextmanager
def api_server() -> Iterator[ApiServer]:
    """A running server on a free port of loopback."""
    server = ApiServer()
    config = uvicorn.Config(server, port=0, lifespan="off", log_level="critical", timeout_graceful_shutdown=0)
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.005)
    port = running.servers[0].sockets[0].getsockname()[1]
    server.url = f"http://127.0.0.1:{port}"
    try:
        yield server
    finally:
        running.force_exit = running.should_exit = True
        thread.join(5)
