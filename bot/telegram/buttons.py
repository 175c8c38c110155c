"""What stands under an answer: the view of it that each button leads to, as callback data of 64 bytes at most."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.facets import load_facets, to_key
from bot.replies import reply
from bot.telegram.thumbs import thumbs
from bot.types import Answer, Language, Status

VERSION = "1"
"""First in every callback data: what an older bot sent is told from what this one can read."""
_DATA = re.compile(rf"{VERSION}:([a-z_]{{0,16}}):([0-9a-f]{{0,12}}):(\d{{1,3}})")
IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class View:
    """What a message shows: an answer, from one of its citations on."""

    facet: str = ""
    """Key of the facet shown; empty: the answer to the question itself."""
    name: str = ""
    """Key of the name it is of."""
    first: int = 0
    """Index of the first citation shown."""

    def to_data(self) -> str:
        """As callback data."""
        return f"{VERSION}:{self.facet}:{self.name}:{self.first}"


ANSWER_ITSELF = View()


def read_data(data: str) -> View | None:
    """The view that callback data stands for; None: it is not of this bot, or of another version."""
    match = _DATA.fullmatch(data)
    return View(match[1], match[2], int(match[3])) if match else None


def to_keyboard(
    answer: Answer, view: View, following: int | None, facets: Sequence[tuple[str, str]], *, can_compare: bool
) -> InlineKeyboardMarkup | None:
    """The buttons under a view of an answer; None where none is useful.

    following: index of the citation the next page begins with. facets: (facet, name) that can be asked next.
    can_compare: whether the bot works in inline mode, which the button to compare types into.
    """
    if answer.status is not Status.ANSWERED:
        return None
    buttons = [*_paging(view, following, answer.language)]
    for facet, name in facets:
        other = View(facet, to_key(name))
        if (facet, other.name) != (view.facet, view.name) and answer.kind not in load_facets()[facet].answers:
            label = load_facets()[facet].label.text(answer.language)
            buttons.append(InlineKeyboardButton(label, callback_data=other.to_data()))
    if can_compare and facets:
        buttons.append(_compare(facets[0][1], answer.language))
    # A judgement is of the answer itself: what another view shows is not kept.
    rows = [*to_rows(buttons), *([thumbs()] if not view.facet else [])]
    return InlineKeyboardMarkup(rows) if rows else None


def to_rows(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """The buttons in rows of IN_A_ROW at most, as even as they come: four are two and two."""
    count = -(-len(buttons) // IN_A_ROW)
    size = -(-len(buttons) // max(count, 1))
    return [list(buttons[i : i + size]) for i in range(0, len(buttons), max(size, 1))]


def _paging(view: View, following: int | None, language: Language) -> Iterator[InlineKeyboardButton]:
    if following is not None:
        more = View(view.facet, view.name, following)
        yield InlineKeyboardButton(reply("buttons.more", language), callback_data=more.to_data())
    if view != ANSWER_ITSELF:
        yield InlineKeyboardButton(reply("buttons.back", language), callback_data=ANSWER_ITSELF.to_data())


def _compare(name: str, language: Language) -> InlineKeyboardButton:
    text = reply("buttons.compare_query", language, name=name)
    label = reply("buttons.compare", language)
    return InlineKeyboardButton(label, switch_inline_query_current_chat=text[:256])
