"""Presses of 👍 and 👎 and of the reasons: kept, thanked for without a message; the buttons change in place."""

import asyncio

from telegram import CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, Update
from telegram.ext import ContextTypes

from bot.exchanges import Exchange, Exchanges
from bot.feedback.judgements import REASONS, Judgements, Verdict, judge
from bot.feedback.keeping import KeepQuestions
from bot.replies import reply
from bot.telegram.incoming import find_own_words, to_language
from bot.telegram.messages import own_self
from bot.telegram.presses import acknowledge
from bot.telegram.sending import Sender, Target
from bot.telegram.thumbs import DATA, has_thumbs, with_reasons, without_reasons
from bot.types import Language


class Judging:
    """The handler of these presses; of everybody's, each his own."""

    def __init__(self, sender: Sender, exchanges: Exchanges, judgements: Judgements, keeps: KeepQuestions) -> None:
        """keeps: whose questions may be kept in their own words."""
        self._sender = sender
        self._exchanges = exchanges
        self._judgements = judgements
        self._keeps = keeps

    async def press(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Keeps a verdict; shows the reasons after 👎, and no more after anything else."""
        query = update.callback_query
        if query is None or query.from_user.is_bot:
            return
        language = to_language(query.from_user.language_code)
        pressed, message = DATA.fullmatch(query.data or ""), query.message
        exchange = await asyncio.to_thread(self._find, message) if message is not None and pressed else None
        if message is None or pressed is None or exchange is None:
            await acknowledge(query, reply("buttons.stale", language))
            return
        verdict = Verdict(pressed[1])
        judgement = judge(exchange.answer, verdict, self._find_words(message, exchange, query, context))
        place = message.chat.id, message.message_id, query.from_user.id
        await asyncio.to_thread(self._judgements.keep, *place, judgement)
        markup = _markup(message)
        await acknowledge(query, _thanks(verdict, language, asks=markup is not None))
        if markup is None:
            return
        spoken = exchange.answer.language if exchange.answer else language
        changed = with_reasons(markup, spoken) if verdict is Verdict.DOWN else without_reasons(markup)
        if changed != markup:
            await self._sender.change_buttons(Target(message.chat.id, edit=message.message_id), changed)

    def _find(self, message: MaybeInaccessibleMessage) -> Exchange | None:
        """The exchange whose answer the message is; None: it is none, or none that can be judged."""
        # What somebody's app claims to have pressed need not be there.
        if message.is_accessible and not has_thumbs(_markup(message)):
            return None
        return self._exchanges.find_reply(message.chat.id, message.message_id)

    def _find_words(
        self,
        message: MaybeInaccessibleMessage,
        exchange: Exchange,
        query: CallbackQuery,
        context: ContextTypes.DEFAULT_TYPE,
    ) -> str | None:
        """The question, where whoever judges asked it: with /forget somebody's words go, wherever they are kept."""
        asked = message.reply_to_message if isinstance(message, Message) else None
        if asked is None or asked.from_user is None or asked.sender_chat is not None:
            return None
        is_own = asked.message_id == exchange.question and asked.from_user.id == query.from_user.id
        is_private = message.chat.type == message.chat.PRIVATE
        return (
            find_own_words(asked, own_self(context)) if is_own and self._keeps.allows(is_private=is_private) else None
        )


def _markup(message: MaybeInaccessibleMessage) -> InlineKeyboardMarkup | None:
    """The buttons under a message; None: it has none, or is so old that only its number arrives."""
    return message.reply_markup if isinstance(message, Message) else None


def _thanks(verdict: Verdict, language: Language, *, asks: bool) -> str:
    """asks: whether reasons can be shown; of a message older than two days not even its buttons arrive."""
    if verdict in REASONS:
        return reply("judging.thanks_reason", language, reason=reply(f"judging.{verdict}", language))
    return reply("judging.why" if verdict is Verdict.DOWN and asks else "judging.thanks_up", language)
