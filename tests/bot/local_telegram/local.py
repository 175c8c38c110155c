"""The local Telegram in a test: the bot's side and the people's side of it, both over HTTP."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx

from bot.local_telegram.founding import FORUM, GROUP
from bot.local_telegram.server import LocalTelegram, open_server

LIN, SU, MAYA = 1001, 1002, 1004
TOPIC = 2
"""The thread of the forum's only topic."""
__all__ = ["FORUM", "GROUP", "LIN", "MAYA", "SU", "TOPIC", "Local", "RefusedError", "local_telegram"]


class RefusedError(Exception):
    """What the server said, with its status first."""


@dataclass(frozen=True)
class Local:
    """A running server and what is asked of it."""

    server: LocalTelegram
    http: httpx.AsyncClient

    async def api(self, method: str, files: dict[str, Any] | None = None, **parameters: Any) -> Any:
        """A method's result. Raises RefusedError."""
        form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}
        response = await self.http.post(f"/bot{self.server.token}/{method}", data=form, files=files)
        return self._result(response)

    async def act(self, action: str, files: dict[str, Any] | None = None, **values: Any) -> Any:
        """What people do. Raises RefusedError."""
        given: dict[str, Any] = {"data": values, "files": files} if files else {"json": values}
        key = {"Authorization": f"Bearer {self.server.key}"}
        return self._result(await self.http.post(f"/control/{action}", headers=key, **given))

    async def say(self, text: str, user: int = LIN, chat: int = 0, **values: Any) -> Any:
        """Somebody writes; in his private chat where no other is named."""
        return await self.act("say", user=user, chat=chat or user, text=text, **values)

    async def updates(self, **parameters: Any) -> list[dict[str, Any]]:
        """What the bot has not heard yet; heard then."""
        updates: list[dict[str, Any]] = await self.api("getUpdates", **parameters)
        if updates:
            await self.api("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates

    async def refused(self, method: str, files: dict[str, Any] | None = None, **parameters: Any) -> str:
        """Status and words with which a method is refused; "" where it is not."""
        try:
            await self.api(method, files, **parameters)
        except RefusedError as error:
            return str(error)
        return ""

    def _result(self, response: httpx.Response) -> Any:
        answer = response.json()
        if not answer["ok"]:
            assert response.status_code == answer["error_code"]
            raise RefusedError(f"{answer['error_code']} {answer['description']}")
        return answer["result"]


@asynccontextmanager
async def local_telegram() -> AsyncIterator[Local]:
    """A server with its people and groups, in this process."""
    server = await open_server()
    try:
        async with httpx.AsyncClient(base_url=server.url, timeout=20, trust_env=False) as http:
            yield Local(server, http)
    finally:
        await server.close()
