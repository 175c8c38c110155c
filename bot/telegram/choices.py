"""What /settings shows and what its buttons mean: the text, the keyboard, the callback data. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.chats import ALL, ChatSettings, Hours, Speaks
from bot.render import render_reply
from bot.replies import reply
from bot.types import Language

PREFIX = "s1"
"""First in the callback data; the views of an answer begin with a figure, see `buttons.VERSION`."""
_DATA = re.compile(rf"{PREFIX}:([a-z]{{1,16}}):([a-z0-9]{{1,16}})")
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "language": {"asked": None, "hans": Language.SIMPLIFIED, "hant": Language.TRADITIONAL, "en": Language.ENGLISH},
    "speaks": {"addressed": Speaks.ADDRESSED, "questions": Speaks.QUESTIONS, "off": Speaks.OFF},
    "snippets": {"1": 1, "2": 2, "3": 3, "all": ALL},
    "quiet": {"none": None, "22to8": Hours(22 * 60, 8 * 60), "23to9": Hours(23 * 60, 9 * 60), "0to8": Hours(0, 8 * 60)},
}
"""Field of ChatSettings -> name of a choice -> its value."""
IN_GROUPS_ONLY = ("speaks",)
MARK = "✓ "


def read_choice(data: str) -> tuple[str, Any] | None:
    """(field, value) that callback data stands for; None: it is none of ours."""
    match = _DATA.fullmatch(data)
    values = CHOICES.get(match[1], {}) if match else {}
    return (match[1], values[match[2]]) if match and match[2] in values else None


def render_settings(
    settings: ChatSettings, language: Language, zone: str, *, private: bool, deaf: bool = False
) -> tuple[str, InlineKeyboardMarkup]:
    """(Telegram HTML, buttons). zone: whose clock the quiet hours go by. deaf: not all messages reach the bot there."""
    lines = [render_reply("settings.title_private" if private else "settings.title_group", language)]
    fields = [field for field in CHOICES if not (private and field in IN_GROUPS_ONLY)]
    for field in fields:
        label = render_reply(f"settings.label_{field}", language)
        lines.append(f"<b>{label}</b>{_tell(field, settings, language, zone)}")
    if settings.speaks is Speaks.QUESTIONS and deaf and not private:
        lines.append(f"\n⚠ {render_reply('settings.deaf', language)}")
    return "\n".join((f"{lines[0]}\n", *lines[1:])), InlineKeyboardMarkup(
        [[*_row(field, settings, language)] for field in fields]
    )


def _tell(field: str, settings: ChatSettings, language: Language, zone: str) -> str:
    name = _chosen(field, settings)
    if field == "quiet" and settings.quiet is not None:
        hours = {"start": _clock(settings.quiet.start), "end": _clock(settings.quiet.end)}
        return render_reply("settings.tell_quiet_hours", language, zone=zone, **hours)
    if field == "snippets" and settings.snippets != ALL:
        return render_reply("settings.tell_snippets_some", language, count=str(settings.snippets))
    return render_reply(f"settings.tell_{field}_{name}", language)


def _row(field: str, settings: ChatSettings, language: Language) -> Iterator[InlineKeyboardButton]:
    for name, value in CHOICES[field].items():
        label = _label(field, name, value, language)
        if value == getattr(settings, field):
            label = MARK + label
        yield InlineKeyboardButton(label, callback_data=f"{PREFIX}:{field}:{name}")


def _label(field: str, name: str, value: Any, language: Language) -> str:
    if isinstance(value, Hours):
        return f"{value.start // 60}–{value.end // 60}"
    return name if name in "23" else reply(f"settings.{field}_{name}", language)


def _chosen(field: str, settings: ChatSettings) -> str:
    value = getattr(settings, field)
    return next((name for name, choice in CHOICES[field].items() if choice == value), "")


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"
