"""The wiring of what the bot learns of its people: judgements, questions left open."""

from dataclasses import dataclass
from typing import Any

from telegram.ext import CallbackQueryHandler

from bot.config import Settings
from bot.exchanges import Exchanges
from bot.feedback.judgements import Judgements
from bot.feedback.unanswered import UnansweredQuestions
from bot.state import State
from bot.telegram import thumbs
from bot.telegram.judging import Judging
from bot.telegram.sending import Sender


@dataclass(frozen=True, slots=True)
class Learning:
    """The wired parts."""

    unanswered: UnansweredQuestions
    presses: tuple[CallbackQueryHandler[Any, Any], ...]


def open_learning(settings: Settings, state: State, sender: Sender, exchanges: Exchanges) -> Learning:
    """Everything wired."""
    unanswered, judgements = UnansweredQuestions(state, settings.keep_questions), Judgements(state)
    judging = Judging(sender, exchanges, judgements, settings.keep_questions)
    return Learning(unanswered, presses=(CallbackQueryHandler(judging.press, pattern=thumbs.DATA),))
