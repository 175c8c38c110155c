"""The hooks by which Datasette shows a base: our SQL functions, cells, the pages of an entity and of an article.

Registered with Datasette once (site.py); does nothing in a Datasette that is not a site of ours.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.app import Datasette
from datasette.utils import tilde_decode
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from knowledge.browsing import cells
from knowledge.browsing.describing import DATABASE, query_rules, table_rules
from knowledge.browsing.marking import mark_spans
from knowledge.profile import STATUS_WORDS, find_entity, find_profile, nearest_names, to_day, to_label, to_value
from knowledge.storing.store import KnowledgeBase
from knowledge.terms import to_terms
from knowledge.text import is_cjk, to_key
from knowledge.types import Fact, Quote

NOTHING = '"\x01"'
"""A full-text expression that no sentence meets."""


class Shown:
    """A base and what every cell asks of it."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.names = frozenset(entity.name for entity in base.entities())
        self.numbers: Mapping[str, int] = {name: number for number, name in base.names.items()}
        self.titles: Mapping[int, str] = {self.numbers[one.name]: one.title or one.name for one in base.sources()}


SITES: WeakKeyDictionary[Datasette, Shown] = WeakKeyDictionary()
"""The sites of this process."""


def to_expression(text: str) -> str:
    """The full-text expression for sentences that hold all of text's words.

    Of Chinese words the pairs of characters are asked for: an article may be cut into other words than the question.
    """
    terms = dict.fromkeys(term for term in to_terms(text or "") if len(term) <= 2 or not is_cjk(term[0]))
    return " ".join('"' + term.replace('"', '""') + '"' for term in terms) or NOTHING


@hookimpl(trylast=True)  # type: ignore[untyped-decorator, unused-ignore]
def prepare_connection(conn: Any, database: str) -> None:
    """Our SQL functions; Datasette's own search box goes through them too: the index holds terms, not words."""
    if database == DATABASE:
        conn.create_function("to_terms", 1, to_expression, deterministic=True)
        conn.create_function("escape_fts", 1, to_expression, deterministic=True)
        conn.create_function("to_key", 1, lambda text: to_key(text or ""), deterministic=True)


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def render_cell(row: Any, value: object, column: str, datasette: Datasette) -> Markup | None:
    """Names, snippets and articles as links; the rest in words."""
    shown = SITES.get(datasette)
    if shown is None:
        return None
    whole = {key: row[key] for key in row.keys()}  # noqa: SIM118 - iterating over a row gives its values
    return cells.render_cell(value, column, whole, shown.names, shown.titles)


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def extra_template_vars(
    table: str | None, view_name: str, request: Request | None, datasette: Datasette
) -> dict[str, Any]:
    """What templates/ needs: of the start page the queries, of the row of an entity or an article its page."""
    shown = SITES.get(datasette)
    if shown is None or request is None:
        return {}
    found: dict[str, Any] = {"entity_url": cells.entity_url, "is_entity": shown.names.__contains__}
    if view_name == "index":
        counts = shown.base.counts()
        return found | {"counts": counts, "queries": query_rules(), "tables": table_rules(), "home": f"/{DATABASE}"}
    if view_name == "row" and table == "entities":
        return found | _entity_page(shown, tilde_decode(request.url_vars["pks"]))
    if view_name == "row" and table == "sources":
        return found | _article_page(shown, int(request.url_vars["pks"]), request.args)
    return found


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def register_routes() -> list[tuple[str, Any]]:
    """/entity?name=...: the page of whoever any of its names stands for."""
    return [("^/entity$", _find_entity)]


async def _find_entity(request: Request, datasette: Datasette) -> Response:
    shown = SITES[datasette]
    name = request.args.get("name") or ""
    entity = find_entity(shown.base, name)
    if entity is not None:
        return Response.redirect(cells.entity_url(entity.name))
    near = [(one, cells.entity_url(one)) for one in nearest_names(shown.base, name)]
    page = await datasette.render_template("unknown.html", {"name": name, "near": near}, request=request)
    return Response.html(page, status=404)


def _entity_page(shown: Shown, name: str) -> dict[str, Any]:
    profile = find_profile(shown.base, name)
    return {"profile": profile, **_words(shown)}


def _article_page(shown: Shown, number: int, asked: Mapping[str, str]) -> dict[str, Any]:
    """The article's text in pieces, the span of the address (?start=..&end=..) among them, and what was found in it."""
    name = shown.base.names.get(number)
    if name is None:
        return {}
    article, facts, quotes = shown.base.source(name), shown.base.facts(article=name), shown.base.quotes(article=name)
    found: Iterable[Fact | Quote] = (*facts, *quotes)
    cited = [(one.evidence.start, one.evidence.end) for one in found]
    here = _to_span(asked, len(article.text))
    pieces = mark_spans(article.text, cited, here)
    return {"article": article, "pieces": pieces, "facts": facts, "quotes": quotes, **_words(shown)}


def _to_span(asked: Mapping[str, str], length: int) -> tuple[int, int] | None:
    """The span that an address asks for; None: none, or none of this text."""
    start, end = asked.get("start") or "", asked.get("end") or ""
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end) <= length):
        return None
    return int(start), int(end)


def _words(shown: Shown) -> dict[str, Any]:
    """What the templates say facts with."""

    def cite(found: Fact | Quote) -> str:
        at = found.evidence
        return cells.article_url(shown.numbers[at.article], at.start, at.end)

    def title(found: Fact | Quote) -> str:
        return shown.titles[shown.numbers[found.evidence.article]]

    words = {"to_value": to_value, "to_day": to_day, "to_label": to_label, "status_words": STATUS_WORDS}
    return {"cite": cite, "title_of": title, **words}
