"""Looking into a knowledge base in a web browser, with Datasette; only this needs the extra `browse`."""

from knowledge.errors import YoujuError
from knowledge.storing.store import KnowledgeBase

PORT = 8001


def browse_base(base: KnowledgeBase, port: int = PORT) -> None:
    """Serve base on loopback until Ctrl-C. Raises YoujuError where Datasette is not installed."""
    try:
        from knowledge.browsing.site import serve_site
    except ModuleNotFoundError as error:
        raise YoujuError(f"browsing needs Datasette, which `make browse` installs ({error})") from error
    serve_site(base, port)
