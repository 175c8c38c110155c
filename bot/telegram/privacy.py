"""/privacy and /forget: what is kept of people, and the end of it. For anybody, in every chat."""

import asyncio
import logging

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.feedback.keeping import KEEP_SECONDS as KEEP_JUDGED
from bot.feedback.keeping import KeepQuestions
from bot.followup import QUIET
from bot.library import Library
from bot.render import render_reply
from bot.state import KEEP_EXCHANGES, KEEP_SECONDS, State
from bot.telegram.commands import asked_by_person
from bot.telegram.messages import language_of
from bot.telegram.sending import Sender, to_target

log = logging.getLogger(__name__)

POLICY = (
    *("read", "updates", "answers", "thumbs", "questions_{keeps}", "memory", "ids", "settings", "news"),
    *("others", "forget"),
)
"""The lines of the policy, in order: keys of the section `privacy`. keeps: whose questions may be kept."""

COUNTED = {"answers": "exchanges", "judged": "feedback", "open": "gaps"}
"""What /forget counts besides -> the table it stands in."""


class Privacy:
    """The handlers of both commands."""

    def __init__(self, library: Library, sender: Sender, state: State, keeps: KeepQuestions) -> None:
        self._library = library
        self._keeps = keeps
        self._sender = sender
        self._state = state

    async def tell(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/privacy: the policy, in the language of the asker's app."""
        if (message := asked_by_person(update)) is not None:
            language = language_of(message)
            terms = {"hours": KEEP_SECONDS // 3600, "days": KEEP_EXCHANGES // 86400, "minutes": QUIET // 60}
            values = {name: f"{term:.0f}" for name, term in terms.items()} | {"month": f"{KEEP_JUDGED // 86400}"}
            keys = [f"privacy.{key.format(keeps=self._keeps)}" for key in POLICY]
            lines = [f"· {render_reply(key, language, **values)}" for key in keys]
            html = "\n".join((render_reply("privacy.title", language), *lines))
            await self._sender.send(to_target(message), html)

    async def forget(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/forget: deletes what is kept of whoever says so, wherever it was asked, and counts it.

        Who speaks in the name of the group, as only its admins can, has what is kept of the group deleted.
        """
        if (message := asked_by_person(update)) is None:
            return
        language = language_of(message)
        values = await asyncio.to_thread(self._forget, message)
        log.info("update %d: what was kept is deleted", update.update_id)
        await self._sender.send(to_target(message), render_reply("privacy.forgotten", language, **values))

    def _forget(self, message: Message) -> dict[str, str]:
        speaker = message.sender_chat or message.from_user
        if speaker is None:
            return {}
        turns = self._library.forget_user(speaker.id)
        if speaker.id == message.chat.id and message.sender_chat is not None:
            self._library.forget(message.chat.id)
        gone = self._state.forget_user(speaker.id)
        self._library.sent.forget(self._state.pseudonym(speaker.id))
        counts = {name: gone.rows[table] for name, table in COUNTED.items()}
        return {name: str(count) for name, count in {"updates": gone.updates, "turns": turns, **counts}.items()}
