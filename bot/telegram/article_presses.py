"""Presses of the buttons by which admins decide on articles. For everybody else these buttons do not exist."""

from telegram import Update
from telegram.ext import ContextTypes

from bot.telegram.admin import is_admins_press
from bot.telegram.article_buttons import Verb, read_wish
from bot.telegram.presses import Presses
from bot.telegram.sending import Target
from bot.telegram.shelf import Shelf
from bot.telegram.uploads import Uploads


class ArticlePresses:
    """The handler of these presses."""

    def __init__(self, uploads: Uploads, shelf: Shelf, others: Presses, admins: tuple[int, ...]) -> None:
        """others: handles what is no admin's, or not of this form."""
        self._uploads = uploads
        self._shelf = shelf
        self._others = others
        self._admins = frozenset(admins)

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Does what the button stands for; whoever else sends such data hears what any stale button says."""
        query = update.callback_query
        wish = read_wish(query.data or "") if query is not None else None
        if query is None or query.message is None or wish is None or not is_admins_press(query, self._admins):
            await self._others.press(update, context)
            return
        target = Target(query.message.chat.id, edit=query.message.message_id)
        handle = self._uploads.decide if wish.verb in (Verb.KEEP, Verb.DROP) else self._shelf.press
        await handle(wish, query, target, update, context)
