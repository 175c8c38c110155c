"""The row of 👍 and 👎 under an answer, and below it, for as long as they are asked for, the reasons. Pure."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.feedback.judgements import REASONS, Verdict
from bot.replies import reply
from bot.types import Language

VERSION = "1"
DATA = re.compile(rf"{VERSION}!({'|'.join(Verdict)})")
"""The data of their buttons."""
THUMBS = {Verdict.UP: "👍", Verdict.DOWN: "👎"}
Row = Sequence[InlineKeyboardButton]


def to_data(verdict: str) -> str:
    """The data of the button with that meaning."""
    return f"{VERSION}!{verdict}"


@cache
def thumbs() -> Row:
    """👍 and 👎: the same under every answer."""
    return tuple(InlineKeyboardButton(label, callback_data=to_data(verdict)) for verdict, label in THUMBS.items())


def reasons(language: Language) -> Row:
    """Why an answer is bad."""
    return [InlineKeyboardButton(reply(f"judging.{one}", language), callback_data=to_data(one)) for one in REASONS]


def has_thumbs(markup: InlineKeyboardMarkup | None) -> bool:
    """Whether the answer over a keyboard can be judged."""
    return markup is not None and any(_is_of(row, THUMBS) for row in markup.inline_keyboard)


def with_reasons(markup: InlineKeyboardMarkup, language: Language) -> InlineKeyboardMarkup:
    """The keyboard with the reasons below the thumbs."""
    rows: list[Sequence[InlineKeyboardButton]] = []
    for row in without_reasons(markup).inline_keyboard:
        rows += (row, reasons(language)) if _is_of(row, THUMBS) else (row,)
    return InlineKeyboardMarkup(rows)


def without_reasons(markup: InlineKeyboardMarkup) -> InlineKeyboardMarkup:
    """The keyboard without them."""
    return InlineKeyboardMarkup([row for row in markup.inline_keyboard if not _is_of(row, REASONS)])


def _is_of(row: Iterable[InlineKeyboardButton], verdicts: Iterable[Verdict]) -> bool:
    return [button.callback_data for button in row] == [to_data(verdict) for verdict in verdicts]
