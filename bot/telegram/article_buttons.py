"""The buttons by which admins decide on articles: what each stands for, as callback data of 64 bytes at most."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.replies import reply
from bot.telegram.buttons import to_rows
from bot.types import Language

PREFIX = "a1:"
"""First in the data of each: told from the buttons under answers, and from those of an older bot."""
_DATA = re.compile(rf"{PREFIX}(?:(keep|drop):([0-9a-f]{{16}})|(ask|gone|back):([0-9a-f]{{8}})|(page):([0-9]{{1,4}}))")


class Verb(StrEnum):
    """What a press asks for."""

    KEEP = "keep"
    """Take a draft in."""
    DROP = "drop"
    """Delete a draft."""
    ASK = "ask"
    """Ask whether an article is to be removed."""
    GONE = "gone"
    """Remove it."""
    BACK = "back"
    """Put it back."""
    PAGE = "page"
    """Show a page of the list."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A verb and what it is about: a draft's token, an article's code, the number of a page."""

    verb: Verb
    about: str

    def to_data(self) -> str:
        """As callback data."""
        return f"{PREFIX}{self.verb}:{self.about}"


def read_wish(data: str) -> Wish | None:
    """The wish that callback data stands for; None: it is none of these, to the character."""
    match = _DATA.fullmatch(data)
    if match is None or not data.isascii():
        return None
    verb, about = (part for part in match.groups() if part is not None)
    return Wish(Verb(verb), about)


def to_keyboard(language: Language, wishes: Iterable[Wish]) -> InlineKeyboardMarkup:
    """A button for each wish, in rows."""
    return InlineKeyboardMarkup(to_rows([to_button(reply(f"articles.{w.verb}", language), w) for w in wishes]))


def to_button(label: str, wish: Wish) -> InlineKeyboardButton:
    """One button."""
    return InlineKeyboardButton(label, callback_data=wish.to_data())
