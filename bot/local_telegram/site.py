"""The page over HTTP: its parts, what people do on it, and what it is told."""

import asyncio
import json
from pathlib import Path
from typing import Any

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from bot.local_telegram import founding, people
from bot.local_telegram.bot_api import to_error
from bot.local_telegram.calls import ApiError, bad_request
from bot.local_telegram.guard import Guarded, Keyed

PARTS = Path(__file__).parent / "page"
MIMES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
INLINE_MIMES = ("image/png", "image/jpeg", "image/gif")
"""Pictures that the page shows; everything else is only saved."""
BEAT_SECONDS = 15
CLOSED = "Please open the address that was printed when this was started: it holds a key.\n"


class PageHandler(Keyed):
    """The page itself. The key comes in the address once, then in a cookie."""

    def prepare(self) -> None:
        """Without a key there is a word instead of a bare status."""
        Guarded.prepare(self)

    def get(self) -> None:
        """The page; with a key in the address, the same without it."""
        if self.is_key(self.get_query_argument("key", "")):
            self.set_cookie(self.cookie_name(), self.server.key, httponly=True, samesite="Strict")
            self.redirect("/")
        elif self.has_key():
            self.set_header("Content-Type", "text/html; charset=utf-8")
            self.finish((PARTS / "index.html").read_bytes())
        else:
            self.set_status(403)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish(CLOSED)


class PartHandler(Keyed):
    """Style, script and icon of the page."""

    def get(self, name: str) -> None:
        """One file of the page's folder."""
        path = PARTS / name
        if not path.is_file():
            raise HTTPError(404)
        self.set_header("Content-Type", f"{MIMES[path.suffix]}; charset=utf-8")
        self.finish(path.read_bytes())


class PictureHandler(Keyed):
    """A file that somebody sent."""

    def get(self, file_id: str) -> None:
        """The file: shown where it is a picture, else saved."""
        stored = self.server.world.files.get(file_id)
        if stored is None:
            raise HTTPError(404)
        shown = stored.mime in INLINE_MIMES
        self.set_header("Content-Type", stored.mime if shown else "application/octet-stream")
        if not shown:
            self.set_header("Content-Disposition", "attachment")
        self.finish(stored.content)


class ControlHandler(Keyed):
    """What people do, and the faults that tests ask for."""

    def post(self, action: str) -> None:
        """Result or error, in the form of the Bot API."""
        try:
            call = self.read_call()
            if action == "fault":
                result: Any = self.server.faults.read(call)
            elif action == "clear_faults":
                result = self.server.faults.clear()
            else:
                known = (people.ACTIONS | founding.ACTIONS).get(action)
                if known is None:
                    raise bad_request(f"there is no action {action}")
                result = known(self.server.world, call)
        except ApiError as error:
            self.set_status(error.code)
            self.finish(to_error(error))
            return
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps({"ok": True, "result": result}))


class EventsHandler(Keyed):
    """Server-sent events: all that is there, then what happens."""

    async def get(self) -> None:
        """Until the page goes or the server ends."""
        waiting: asyncio.Queue[tuple[str, Any]] = asyncio.Queue()
        world = self.server.world

        def listen(kind: str, content: Any) -> None:
            shown = founding.show_chat(world, world.chats[content]) if kind == "chat" else content
            # As text now: what is told may change before it is sent.
            waiting.put_nowait((kind, json.dumps(shown)))

        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        listen("state", founding.snapshot(world))
        world.listeners.add(listen)
        try:
            kind = ""
            while kind != "end":
                try:
                    async with asyncio.timeout(BEAT_SECONDS):
                        kind, text = await waiting.get()
                    self.write(f"event: {kind}\ndata: {text}\n\n")
                except TimeoutError:
                    self.write(": beat\n\n")
                await self.flush()
        except StreamClosedError:
            return
        finally:
            world.listeners.discard(listen)
