"""/start, /help and /sources: what the bot is, how to ask it, what it has read."""

import asyncio
from collections.abc import Iterator

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.command_rules import command_rules
from bot.exchanges import Exchange, Exchanges
from bot.facets import load_facets
from bot.library import Library
from bot.markup import LIMIT, cut, escape, link, to_plain, utf16_length
from bot.periods import render_period
from bot.render import TITLE_LIMIT, render_reply
from bot.replies import reply
from bot.telegram.deep_links import read_payload
from bot.telegram.desk import Desk
from bot.telegram.incoming import is_person, to_asker
from bot.telegram.messages import language_of
from bot.telegram.sending import Sender, to_target
from bot.types import Language, Question, Status
from knowledge.types import Source


class Commands:
    """The handlers of the commands that anybody may use."""

    def __init__(self, library: Library, desk: Desk, sender: Sender, exchanges: Exchanges) -> None:
        self._library = library
        self._desk = desk
        self._sender = sender
        self._exchanges = exchanges

    async def start(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/start: what the bot is, and one question to try; by a link to a name, what there is to say of it."""
        if (message := asked_by_person(update)) is not None:
            language = language_of(message)
            if await self._follow_link(message, language, context):
                return
            lines = [render_reply("telegram.start", language)]
            examples = await asyncio.to_thread(self._library.examples, language)
            lines += render_examples("telegram.start_example", language, examples)
            lines.append(render_reply("telegram.help", language, username=context.bot.username))
            await self._sender.send(to_target(message), "\n\n".join(lines))

    async def _follow_link(self, message: Message, language: Language, context: ContextTypes.DEFAULT_TYPE) -> bool:
        """Answers what the link asks that was followed; False: it asks nothing, or of a name not known any more."""
        key, facet = read_payload((context.args or [""])[0]) or ("", "")
        name = await asyncio.to_thread(self._library.find_name, key) if facet in load_facets() else None
        if name is None:
            return False
        answer = await self._desk.ask(Question(load_facets()[facet].ask(name, language), to_asker(message)))
        if answer is None or answer.status is not Status.ANSWERED:
            return False
        html, buttons = await self._desk.lay_out(answer, context.bot)
        sent = await self._sender.send(to_target(message), html, buttons)
        if sent is not None:
            exchange = Exchange(message.chat.id, sent, message.message_id, answer)
            await asyncio.to_thread(self._exchanges.keep, exchange)
        return True

    async def help(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """/help: how to ask, with three questions that have an answer."""
        if (message := asked_by_person(update)) is not None:
            language = language_of(message)
            lines = [render_reply("telegram.help", language, username=context.bot.username)]
            examples = await asyncio.to_thread(self._library.examples, language)
            lines += render_examples("telegram.help_examples", language, examples)
            forms = [rule.form.text(language) for rule in command_rules().commands.values()]
            lines.append(f"{render_reply('telegram.help_commands', language)}{' · '.join(map(escape, forms))}")
            lines.append(render_reply("telegram.help_sources", language))
            await self._sender.send(to_target(message), "\n\n".join(lines))

    async def sources(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """/sources: titles, outlets and dates of what has been read, newest first."""
        if (message := asked_by_person(update)) is not None:
            sources = await asyncio.to_thread(self._library.sources)
            await self._sender.send(to_target(message), render_sources(sources, language_of(message)))


def asked_by_person(update: Update) -> Message | None:
    """The message of a command, if somebody wrote it here and now."""
    return update.message if update.message is not None and is_person(update.message) else None


def render_examples(key: str, language: Language, examples: tuple[str, ...]) -> Iterator[str]:
    """One paragraph: the text under key, then the examples, each to be copied with a tap; none without examples."""
    if examples:
        lines = [render_reply(key, language), *(f"<code>{escape(text, clickable=True)}</code>" for text in examples)]
        yield "\n".join(lines)


def render_sources(sources: tuple[Source, ...], language: Language) -> str:
    """The list of sources as Telegram HTML for one message; what does not fit is counted."""
    if not sources:
        return render_reply("sources.none", language)
    newest = render_period(sources[0].published) or reply("render.undated", language)
    lines = [render_reply("sources.title", language, count=str(len(sources)), newest=newest) + "\n"]
    room = LIMIT - utf16_length(to_plain(lines[0])) - 60
    for number, source in enumerate(sources):
        line = f"· {render_source(source, language)}"
        room -= utf16_length(to_plain(line)) + 1
        if room < 0:
            lines.append(render_reply("sources.more", language, count=str(len(sources) - number)))
            break
        lines.append(line)
    return "\n".join(lines)


def render_source(source: Source, language: Language) -> str:
    """One source: linked title, outlet, date."""
    parts = [link(cut(source.title or source.name, TITLE_LIMIT), source.url)]
    if source.outlet:
        parts.append(escape(cut(source.outlet, TITLE_LIMIT)))
    parts.append(render_period(source.published) or escape(reply("render.undated", language)))
    return " · ".join(parts)
