"""Fixtures for all tests: a base to read, and no network but loopback."""

import gc
import ipaddress
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.storing.writer import write_base
from tests.bases import small_extracts

# A busy machine is no error of the text at hand.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

SHARED = Path(__file__).parents[1] / "../shared"


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    if host is not None and not _is_loopback(host):
        raise RuntimeError(f"a test reaches for the network: {event} {host!r}")


def _is_loopback(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name in ("localhost", "")


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def _collector() -> Iterator[None]:
    """A base that comes into use spares the garbage collector: for the next test that is as it was."""
    thresholds = gc.get_threshold()
    yield
    if gc.get_threshold() != thresholds:
        gc.unfreeze()
        gc.set_threshold(*thresholds)


@pytest.fixture
def kb(tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A base of the two small articles of tests/bases.py."""
    path = tmp_path / "kb.db"
    write_base(path, small_extracts())
    base = open_base(path)
    yield base
    base.close()


@pytest.fixture(scope="session")
def real_articles() -> tuple[Path, ...]:
    """The folders of real articles; skips where they are absent."""
    folders = (SHARED / "articles", SHARED / "eval/other/articles")
    if not all(folder.is_dir() for folder in folders):
        pytest.skip("needs ../shared with the real articles")
    return folders
