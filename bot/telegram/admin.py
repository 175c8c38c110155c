"""/reload, /rollback, /status and /why, for admins alone. To everybody else they do not exist: no word comes back."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from telegram import CallbackQuery, Message, Update
from telegram.ext import ContextTypes

from bot.library import Figures, Library
from bot.markup import cut, escape, to_plain, utf16_length
from bot.render import render_reply
from bot.state import State
from bot.telegram.audit import audit
from bot.telegram.messages import language_of
from bot.telegram.offers import Offers
from bot.telegram.progress import Shown
from bot.telegram.rebuilds import Rebuilds
from bot.telegram.sending import Sender, Target, to_target
from bot.telegram.status import render_status
from bot.types import Asker, Language
from bot.vitals import Vitals
from knowledge.building.report import BuildReport
from knowledge.errors import RefusedError, YoujuError

log = logging.getLogger(__name__)

YOUNG = timedelta(seconds=60)
"""An admin's command older than this is no longer meant."""
ROOM = 3500
"""UTF-16 units of an explanation or a report: it fits into one message, also below a sentence."""
FILES_SHOWN = 20
"""Names per kind of change in the report of /reload."""
NAME_SHOWN, REASON_SHOWN = 60, 100
"""Characters of a file's name, and of why it could not be read."""


def is_admins(message: Message, admins: frozenset[int]) -> bool:
    """Whether an admin wrote the message, himself and just now, in his private chat with the bot.

    By numeric id only: names can be taken over. An anonymous admin of a group is nobody here.
    """
    user = message.from_user
    written_here = not (message.sender_chat or message.forward_origin or message.via_bot or message.edit_date)
    private = message.chat.type == message.chat.PRIVATE
    young = datetime.now(UTC) - message.date < YOUNG
    return bool(user and user.id in admins and not user.is_bot and written_here and private and young)


def is_admins_press(query: CallbackQuery, admins: frozenset[int]) -> bool:
    """Whether an admin pressed the button, himself, in his private chat with the bot."""
    user, message = query.from_user, query.message
    in_private = message is not None and message.chat.type == message.chat.PRIVATE and message.chat.id == user.id
    return user.id in admins and not user.is_bot and in_private


class Admin:
    """The handlers of the admins' commands."""

    def __init__(
        self,
        library: Library,
        sender: Sender,
        state: State,
        admins: tuple[int, ...],
        vitals: Vitals,
        rebuilds: Rebuilds,
    ) -> None:
        self._library = library
        self._sender = sender
        self._state = state
        self._admins = frozenset(admins)
        self._vitals = vitals
        self._offers = Offers()
        self._rebuilds = rebuilds

    async def reload(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/reload: builds beside the base in use, then swaps; answers at once and again at the end.

        A base that would serve worse is refused; /reload force and the code told then uses it all the same.
        """
        message = update.message
        if message is None or message.from_user is None or not is_admins(message, self._admins):
            return
        language, target = language_of(message), to_target(message)
        if self._rebuilds.are_under_way:
            await self._sender.send(target, render_reply("admin.reload_running", language))
            return
        words, admin = context.args or [], message.from_user.id
        force = words[:1] == ["force"]
        if words and not (force and len(words) == 2 and self._offers.take(admin, words[1])):
            await self._sender.send(target, render_reply("admin.reload_unconfirmed", language))
            return
        self._rebuilds.start(self._rebuild(target, language, admin, force=force), update, context)

    async def _rebuild(self, target: Target, language: Language, admin: int, *, force: bool) -> None:
        """The report is a message of its own: a phone rings for it, and a refusal can be answered for a minute only."""
        action, outcome = "reload, forced" if force else "reload", "done"
        started = await self._sender.send(target, render_reply("admin.reload_started", language))
        shown = Shown(self._sender, replace(target, edit=started), language) if started is not None else None
        try:
            html = render_report(await self._rebuilds.build(shown, force=force), language)
        except RefusedError as error:
            log.error("reload refused: %s", error)
            code, outcome = self._offers.make(admin), "refused"
            html = render_reply("admin.reload_refused", language, reason=str(error), code=code)
        except YoujuError as error:
            log.error("reload failed: %s", error)
            outcome = "failed"
            html = render_reply("admin.reload_failed", language, reason=str(error))
        audit(action, admin, outcome)
        await self._sender.send(target, html)
        if shown is not None and shown.is_edited:
            await shown.end(render_reply("admin.reload_over", language))

    async def rollback(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/rollback: uses the base before the one in use, also after a restart, until somebody asks for a build."""
        message = update.message
        if message is None or message.from_user is None or not is_admins(message, self._admins):
            return
        language, target = language_of(message), to_target(message)
        if self._rebuilds.are_under_way:
            await self._sender.send(target, render_reply("admin.reload_running", language))
            return
        self._rebuilds.start(self._roll_back(target, language, message.from_user.id), update, context)

    async def _roll_back(self, target: Target, language: Language, admin: int) -> None:
        try:
            html = render_rolled_back(await self._library.roll_back(), language)
            outcome = "done"
        except YoujuError as error:
            log.error("rollback failed: %s", error)
            outcome = "failed"
            html = render_reply("admin.rollback_failed", language, reason=str(error))
        audit("rollback", admin, outcome)
        await self._sender.send(target, html)

    async def status(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/status: the knowledge base in use and what became of the last updates."""
        message = update.message
        if message is None or not is_admins(message, self._admins):
            return
        html = await asyncio.to_thread(render_status, self._library, self._state, self._vitals, language_of(message))
        await self._sender.send(to_target(message), html)

    async def why(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/why: how the admin's own last question in this chat was understood, and what its answer was chosen from."""
        message = update.message
        if message is None or message.from_user is None or not is_admins(message, self._admins):
            return
        language = language_of(message)
        answer = self._library.last_answer(Asker(message.chat.id, None, message.from_user.id))
        if answer is None or not answer.explanation:
            html = render_reply("admin.why_nothing", language)
        else:
            lines = [f"{answer.kind}: {answer.status.value}", *answer.explanation]
            html = f"<pre>{escape(cut(chr(10).join(lines), ROOM))}</pre>"
        await self._sender.send(to_target(message), html)


def render_rolled_back(figures: Figures, language: Language) -> str:
    """Which base serves now, as Telegram HTML."""
    known = {"build": figures.build, "articles": str(figures.articles), "facts": str(figures.facts)}
    built = f"{figures.built:%Y-%m-%d %H:%M} UTC" if figures.built else "?"
    return render_reply("admin.rollback_done", language, built=built, **known)


def render_report(report: BuildReport, language: Language) -> str:
    """What a build changed, as Telegram HTML for one message; the last names are left out where they do not fit."""
    lines = tuple(_report_lines(report, language))
    ends = accumulate(utf16_length(to_plain(line)) + 1 for line in lines)
    return "\n".join(line for line, end in zip(lines, ends, strict=True) if end <= ROOM)


def _report_lines(report: BuildReport, language: Language) -> Iterator[str]:
    yield render_reply("admin.reload_done", language, seconds=f"{report.seconds:.1f}")
    changes = {"new": report.new, "changed": report.changed, "gone": report.gone}
    counts = {name: str(len(files)) for name, files in changes.items()}
    yield render_reply("admin.articles", language, total=str(report.articles), **counts)
    facts = report.fact_changes
    values = {"new": str(facts.new), "changed": str(facts.changed), "gone": str(facts.gone)}
    yield render_reply("admin.facts", language, total=str(report.facts), **values)
    for failure in report.failed[:FILES_SHOWN]:
        reason = f"{failure.file[:NAME_SHOWN]}: {failure.reason[:REASON_SHOWN]}"
        yield render_reply("admin.file_failed", language, reason=reason)
    for name, files in changes.items():
        for file in files[:FILES_SHOWN]:
            yield render_reply(f"admin.file_{name}", language, name=file[:NAME_SHOWN])
