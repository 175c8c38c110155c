"""What the bot itself is asked about: what it has read, up to when, what it is for. Nothing of it is cited."""

from collections.abc import Mapping, Sequence

from bot.periods import render_period
from bot.replies import reply
from bot.types import Answer, Language, Status
from knowledge.types import Period

KIND = "meta"
OUTSIDE = "outside"
TITLES = 3
"""Titles named, the newest first."""


def newest_first(dates: Mapping[str, Period | None]) -> Sequence[str]:
    """The names of the articles that have a date, the latest first."""
    dated = {name: date for name, date in dates.items() if date is not None}
    return sorted(dated, key=lambda name: (-dated[name].end.toordinal(), name))


def compose(language: Language, dates: Mapping[str, Period | None], titles: Sequence[str]) -> Answer:
    """How many articles there are, of which time, and the titles given."""
    ordered = newest_first(dates)
    values = {"count": str(len(dates))}
    if ordered:
        oldest, newest = (render_period(dates[name]) for name in (ordered[-1], ordered[0]))
        lead = reply("meta.read", language, **values, oldest=oldest, newest=newest)
    else:
        lead = reply("meta.read_undated", language, **values)
    named = [reply("meta.title", language, title=title) for title in titles[:TITLES]]
    lines = [lead, *([reply("meta.among_them", language), *named] if named else [])]
    return Answer(Status.ANSWERED, KIND, language, "\n".join(lines), notes=(reply("meta.purpose", language),))


def out_of_scope(language: Language) -> Answer:
    """Not found: says what the bot is for."""
    return Answer(Status.NOT_FOUND, "not_found", language, reply("meta.outside", language))
