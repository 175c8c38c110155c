"""What /status says: the knowledge base in use, what became of the updates, what the articles did not answer."""

import time
from collections.abc import Iterator
from datetime import timedelta

from bot.library import Library
from bot.periods import render_period
from bot.render import render_reply
from bot.replies import reply
from bot.state import State
from bot.types import Language
from bot.vitals import Vitals

GAPS_SHOWN = 5
"""Kinds of question, those first that most often found nothing."""


def render_status(library: Library, state: State, vitals: Vitals, language: Language) -> str:
    """The report as Telegram HTML. Raises StateError."""
    return "\n".join((*_of_base(library, language), *_of_updates(state, vitals, language), _of_gaps(vitals, language)))


def _of_base(library: Library, language: Language) -> Iterator[str]:
    figures = library.figures()
    if figures is None:
        yield render_reply("admin.status_no_base", language)
        return
    known = {"build": figures.build, "articles": str(figures.articles)}
    known |= {"passages": str(figures.passages), "facts": str(figures.facts)}
    yield render_reply("admin.status_base", language, **known)
    if figures.is_held:
        yield render_reply("admin.status_held", language)
    newest = render_period(figures.newest) or reply("render.undated", language)
    built = f"{figures.built:%Y-%m-%d %H:%M} UTC" if figures.built else "?"
    yield render_reply("admin.status_fresh", language, newest=newest, built=built)


def _of_updates(state: State, vitals: Vitals, language: Language) -> Iterator[str]:
    counts, backlog = state.counts(), state.backlog()
    values = {name: str(counts.get(name, 0)) for name in ("done", "failed", "bad", "stale", "busy")}
    uptime = _to_words(time.monotonic() - vitals.started)
    yield render_reply("admin.status_running", language, uptime=uptime, open=str(backlog.count), **values)
    since = vitals.seconds_since_update
    last = "–" if since is None else _to_words(since)
    yield render_reply("admin.status_last", language, last=last, oldest=_to_words(backlog.seconds))


def _of_gaps(vitals: Vitals, language: Language) -> str:
    gaps = vitals.gaps()
    most = sorted(gaps, key=lambda kind: (-gaps[kind], kind))[:GAPS_SHOWN]
    kinds = ", ".join(f"{kind} {gaps[kind]}" for kind in most) or "–"
    return render_reply("admin.status_gaps", language, count=str(sum(gaps.values())), kinds=kinds)


def _to_words(seconds: float) -> str:
    return str(timedelta(seconds=int(seconds)))
