"""The wiring of what only admins may do: their commands, the files they send, the buttons by which they decide."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.library import Library
from bot.state import State
from bot.telegram.admin import Admin
from bot.telegram.article_buttons import PREFIX
from bot.telegram.article_presses import ArticlePresses
from bot.telegram.presses import Presses
from bot.telegram.rebuilds import Rebuilds
from bot.telegram.sending import Sender
from bot.telegram.shelf import Shelf
from bot.telegram.uploads import FromAdmin, Uploads
from bot.vitals import Vitals

Handler = BaseHandler[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Administration:
    """The wired parts."""

    handlers: tuple[Handler, ...]
    """They stand before all others: what is no admin's falls through to those."""
    rebuilds: Rebuilds
    uploads: Uploads

    async def close(self) -> None:
        """Stops what is being built or read."""
        await self.rebuilds.close()
        await self.uploads.close()


def open_administration(
    library: Library, sender: Sender, state: State, admins: tuple[int, ...], vitals: Vitals, presses: Presses
) -> Administration:
    """presses: what answers a press of the admins' buttons that is nobody's who may."""
    rebuilds = Rebuilds(library)
    admin = Admin(library, sender, state, admins, vitals, rebuilds)
    uploads, shelf = Uploads(library, sender, state, rebuilds), Shelf(library, sender, rebuilds, admins)
    pressed = ArticlePresses(uploads, shelf, presses, admins)

    def wire() -> Iterator[Handler]:
        written = filters.UpdateType.MESSAGE
        for name, callback in (
            ("reload", admin.reload),
            ("rollback", admin.rollback),
            ("status", admin.status),
            ("why", admin.why),
            ("articles", shelf.articles),
            ("remove", shelf.remove),
        ):
            yield CommandHandler(name, callback, filters=written)
        yield MessageHandler(written & filters.Document.ALL & FromAdmin(admins), uploads.receive)
        yield CallbackQueryHandler(pressed.press, pattern=f"^{PREFIX}")

    return Administration(tuple(wire()), rebuilds, uploads)
