"""The real Application with a library of canned answers, requests kept in this process."""

from dataclasses import dataclass
from typing import Any

from bot.config import Settings
from bot.state import CHAT_TABLES, State, open_state
from bot.telegram.app import App, build_app
from bot.telegram.local import TOKEN, LocalRequest
from tests.bot.canned import ADMIN, CannedLibrary
from tests.bot.telegram_html import read_html


@dataclass
class Bench:
    """The Application with a library of canned answers."""

    app: App
    library: CannedLibrary
    request: LocalRequest
    state: State

    def called(self, method: str) -> list[dict[str, Any]]:
        """Parameters of all calls of a method."""
        return [dict(parameters) for name, parameters in self.request.calls if name == method]

    def rows_of(self, chat: int) -> dict[str, int]:
        """Table of the state -> how many rows it has of a chat."""
        with self.state.transaction() as db:
            count = "SELECT count(*) FROM {} WHERE chat = ?"
            return {
                t: db.execute(count.format(t), (self.state.pseudonym(chat),)).fetchone()[0]
                for t in ("inbox", *CHAT_TABLES)
            }

    async def say(self, *updates: dict[str, Any]) -> list[str]:
        """Visible text of what the bot sends to the updates."""
        self.request.sent.clear()
        await self.app.inbox.add(updates)
        await self.app.inbox.idle()
        return [read_html(sent.html)[0] for sent in self.request.sent]


class open_bench:
    """The bench as a context; a test that needs a library of its own opens it itself."""

    def __init__(self, library: CannedLibrary, request: LocalRequest | None = None) -> None:
        self._library = library
        self._request = request

    async def __aenter__(self) -> Bench:
        request = self._request or LocalRequest()
        self._state = open_state(None)
        settings = Settings(_env_file=None, bot_admins=(ADMIN,))
        self._app = build_app(settings, self._library, self._state, TOKEN, request)
        await self._app.application.initialize()
        await self._app.application.start()
        return Bench(self._app, self._library, request, self._state)

    async def __aexit__(self, *_: object) -> None:
        await self._app.close(1)
        self._state.close()
