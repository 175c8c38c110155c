"""The site over one base: Datasette with our descriptions, queries and pages. Reads only; listens on loopback only."""

from pathlib import Path

import uvicorn
from datasette import handle_exception
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm

from knowledge.browsing import plugin
from knowledge.browsing.describing import DATABASE, to_metadata
from knowledge.storing.store import KnowledgeBase

HERE = Path(__file__).parent
HOST = "127.0.0.1"
MILLISECONDS = 3000
"""A query that takes longer is stopped."""

FACETS = 10
"""Values of a facet that are listed at first."""


def make_site(base: KnowledgeBase) -> Datasette:
    """The site over base, whose very file it reads, as one that never changes. Raises RuleError."""
    if not pm.is_registered(plugin):
        pm.register(plugin)
        handle_exception.rich = None  # where rich is installed a page that is not there costs a screen of traceback
    site = Datasette(
        metadata=to_metadata(),
        template_dir=str(HERE / "templates"),
        static_mounts=[("youju", str(HERE / "static"))],
        settings={
            "sql_time_limit_ms": MILLISECONDS,
            "facet_time_limit_ms": MILLISECONDS,
            "default_facet_size": FACETS,
            "suggest_facets": False,
        },
    )
    site.add_database(Database(site, path=str(base.path), is_mutable=False), name=DATABASE)
    plugin.SITES[site] = plugin.Shown(base)
    return site


def serve_site(base: KnowledgeBase, port: int) -> None:
    """Serve the site over base on loopback until Ctrl-C."""
    uvicorn.run(make_site(base).app(), host=HOST, port=port, access_log=False, lifespan="on")
