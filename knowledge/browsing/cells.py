"""The cells of tables and query results as HTML: names and snippets as links, JSON and codes in words."""

import json
from collections.abc import Callable, Collection, Mapping
from urllib.parse import urlencode

from datasette.utils import tilde_encode
from markupsafe import Markup, escape

from knowledge.browsing.describing import DATABASE
from knowledge.profile import STATUS_WORDS, to_label
from knowledge.types import FactStatus

NAMES = frozenset({"subject", "object", "entity", "speaker", "company", "backer", "value", "topic"})
"""Columns whose value may be the name of an entity."""
LISTS = frozenset({"topics", "entities", "values", "aliases"})
PERIODS = frozenset({"published", "reprinted"})
FLAGS = frozenset({"known", "direct", "resolved", "approximate", "is_money"})
AMOUNTS = frozenset({"low", "high"})
INTERNAL = frozenset({"blocks", "offsets", "terms"})
"""Columns of no use to a reader: site.css hides them."""
SHOWN_TEXT = 120
"""Characters of an article's text in a table."""


def entity_url(name: str) -> str:
    """Where the page of an entity is."""
    return f"/{DATABASE}/entities/{tilde_encode(name)}"


def article_url(source: int, start: int | None = None, end: int | None = None) -> str:
    """Where the page of an article is; with a span, that span highlighted and in view."""
    page = f"/{DATABASE}/sources/{source}"
    return page if start is None else f"{page}?{urlencode({'start': start, 'end': end})}#here"


def render_cell(
    value: object,
    column: str,
    row: Mapping[str, object],
    names: Collection[str],
    titles: Mapping[int, str],
) -> Markup | None:
    """The cell as HTML; None: as Datasette shows it.

    row: the whole row by column; names: those of all entities; titles: of the articles by number.
    """
    if value is None or value == "":
        return None
    if column == "source":
        return _link_source(value, row, titles)
    if column == "snippet" and {"source", "start", "end"} <= row.keys():
        return _link_snippet(str(value), row)
    for columns, render in _FORMS:
        if column in columns:
            return render(value, names)
    return None


def _link_source(value: object, row: Mapping[str, object], titles: Mapping[int, str]) -> Markup:
    number = value["value"] if isinstance(value, Mapping) else value
    url = article_url(int(str(number)), *_span(row))
    return Markup('<a href="{}">{}</a>').format(url, titles.get(int(str(number)), number))


def _link_snippet(snippet: str, row: Mapping[str, object]) -> Markup:
    source = row["source"]
    number = source["value"] if isinstance(source, Mapping) else source
    if number is None:
        return Markup("{}").format(snippet)
    return Markup('<a class="snippet" href="{}">{}</a>').format(article_url(int(str(number)), *_span(row)), snippet)


def _span(row: Mapping[str, object]) -> tuple[int, int] | tuple[()]:
    start, end = row.get("start"), row.get("end")
    return (start, end) if isinstance(start, int) and isinstance(end, int) else ()


def _name(value: object, names: Collection[str]) -> Markup | None:
    return Markup('<a href="{}">{}</a>').format(entity_url(str(value)), value) if value in names else None


def _list(value: object, names: Collection[str]) -> Markup:
    return Markup(" · ").join(_name(one, names) or escape(one) for one in json.loads(str(value))) or Markup("&nbsp;")


def _period(value: object, _: Collection[str]) -> Markup:
    start, _end, precision, words = json.loads(str(value))
    length = {"year": 4, "quarter": 7, "month": 7}.get(precision, 10)
    return Markup('<span title="{}">{}</span>').format(words, start[:length])


def _flag(value: object, _: Collection[str]) -> Markup:
    return Markup("yes") if value else Markup("no")


def _amount(value: object, _: Collection[str]) -> Markup:
    """Digits in groups of three: 2,500,000,000."""
    whole, point, rest = str(value).partition(".")
    return Markup('<span class="amount">{}</span>').format(
        f"{int(whole):,}{point}{rest}" if whole.isdecimal() else str(value)
    )


def _relation(value: object, _: Collection[str]) -> Markup:
    return Markup('<span title="{}">{}</span>').format(value, to_label(str(value)))


def _status(value: object, _: Collection[str]) -> Markup:
    words = STATUS_WORDS[FactStatus(str(value))] or "stated"
    return Markup('<span class="status {}">{}</span>').format(value, words)


def _long_text(value: object, _: Collection[str]) -> Markup:
    text = str(value)
    return Markup("{}").format(text if len(text) <= SHOWN_TEXT else f"{text[:SHOWN_TEXT]}…")


def _internal(_value: object, _: Collection[str]) -> Markup:
    return Markup("…")


_FORMS: tuple[tuple[frozenset[str], Callable[[object, Collection[str]], Markup | None]], ...] = (
    (NAMES, _name),
    (LISTS, _list),
    (PERIODS, _period),
    (FLAGS, _flag),
    (AMOUNTS, _amount),
    (frozenset({"relation"}), _relation),
    (frozenset({"status"}), _status),
    (frozenset({"text"}), _long_text),
    (INTERNAL, _internal),
)
