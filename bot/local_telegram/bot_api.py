"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>, with the faults that are asked for."""

import asyncio
import contextlib
import hmac
import inspect
import json
import re
from typing import Any

from tornado.iostream import StreamClosedError

from bot.local_telegram.calls import ApiError, Call, Json, Made
from bot.local_telegram.faults import Fault, repeat
from bot.local_telegram.guard import Guarded
from bot.local_telegram.methods import METHODS

GATEWAY_PAGE = "<html>502 Bad Gateway</html>"
_TOKEN = re.compile(r"[0-9]+:[\w-]+")


class MethodHandler(Guarded):
    """One call of a method, by GET or POST."""

    async def post(self, token: str, method: str) -> None:
        """Answers as the real server: a result, or an error with its code in the status too."""
        try:
            call = self.read_call()
            made = Made(method, call.parameters, files=tuple(call.files))
            self.server.calls.append(made)
            fault = self.server.faults.take(method)
            if fault is not None and not await self._go_on(fault):
                return
            result = made.result = await self._call(token, method, call)
        except ApiError as error:
            fault, answer, code = None, to_error(error), error.code
        else:
            if fault is not None and fault.kind == "duplicate" and isinstance(result, list):
                result = repeat(result, self.server.world.updates.confirmed)
            answer, code = {"ok": True, "result": result}, 200
        if fault is not None and fault.kind == "late":
            self.detach().close()
            return
        self.set_status(code)
        self.set_header("Content-Type", "application/json")
        # As ASCII, like the real server: a lone half of a surrogate pair travels as an escape.
        self.finish(json.dumps(answer))

    get = post

    async def _go_on(self, fault: Fault) -> bool:
        """Does what the fault does before the call; whether the call is still to be made. Raises ApiError."""
        if fault.kind in ("slow", "hang"):
            await asyncio.sleep(fault.seconds)
        if fault.kind == "status":
            raise ApiError(fault.code, fault.description, **dict(fault.parameters))
        if fault.kind == "drop":
            self.detach().close()
            return False
        if fault.kind == "drip":
            await self._drip(fault.seconds)
            return False
        if fault.kind in ("hang", "garbage", "empty"):
            self.finish("" if fault.kind == "empty" else GATEWAY_PAGE)
            return False
        return True

    async def _drip(self, seconds: float) -> None:
        with contextlib.suppress(StreamClosedError):  # who asked may not wait for the end
            for char in GATEWAY_PAGE:
                self.write(char)
                await self.flush()
                await asyncio.sleep(seconds / len(GATEWAY_PAGE))
            self.finish()

    async def _call(self, token: str, method: str, call: Call) -> Any:
        if not _TOKEN.fullmatch(token):
            raise ApiError(404, "Not Found")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()):
            raise ApiError(401, "Unauthorized")
        known = METHODS.get(method.lower())
        if known is None:
            raise ApiError(404, "Not Found: method not found")
        result = known(self.server.world, call)
        return await result if inspect.isawaitable(result) else result


class FileHandler(Guarded):
    """One file that getFile named."""

    def get(self, token: str, path: str) -> None:
        """The file, or the real server's error."""
        stored = next((file for file in self.server.world.files.values() if file.path == path), None)
        self.set_header("Content-Type", "application/octet-stream")
        if not hmac.compare_digest(token.encode(), self.server.token.encode()) or stored is None:
            code = 404 if stored is None else 401
            self.set_status(code)
            self.set_header("Content-Type", "application/json")
            self.finish(json.dumps(to_error(ApiError(code, "Not Found" if stored is None else "Unauthorized"))))
            return
        self.finish(stored.content)


def to_error(error: ApiError) -> Json:
    """An error as the Bot API gives it."""
    body: Json = {"ok": False, "error_code": error.code, "description": error.description}
    return body | {"parameters": error.parameters} if error.parameters else body
