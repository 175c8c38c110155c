"""The wiring of what the bot learns of its people: judgements, questions left open, aliases."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.config import Settings
from bot.exchanges import Exchanges
from bot.feedback.aliases import Aliases
from bot.feedback.judgements import Judgements
from bot.feedback.unanswered import UnansweredQuestions
from bot.library import Library
from bot.state import State
from bot.telegram import curating_pages, thumbs
from bot.telegram.curating import Curating, Curator
from bot.telegram.judging import Judging
from bot.telegram.sending import Sender

Handler = Callable[[Update, Any], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Learning:
    """The wired parts."""

    unanswered: UnansweredQuestions
    commands: tuple[tuple[str, Handler], ...]
    presses: tuple[CallbackQueryHandler[Any, Any], ...]


def open_learning(settings: Settings, library: Library, state: State, sender: Sender, exchanges: Exchanges) -> Learning:
    """Everything wired; the library takes the aliases for names from now on."""
    unanswered, judgements = UnansweredQuestions(state, settings.keep_questions), Judgements(state)
    aliases = Aliases(state)
    library.use_aliases(aliases.in_use())
    judging = Judging(sender, exchanges, judgements, settings.keep_questions)
    curating = Curating(Curator(library, unanswered, judgements, aliases), sender, settings.bot_admins)
    return Learning(
        unanswered,
        commands=(
            ("gaps", curating.gaps),
            ("feedback", curating.feedback),
            ("alias", curating.alias),
            ("aliases", curating.aliases),
        ),
        presses=(
            CallbackQueryHandler(judging.press, pattern=thumbs.DATA),
            CallbackQueryHandler(curating.press, pattern=curating_pages.DATA),
        ),
    )
