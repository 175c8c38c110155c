"""How likely characters are in given names."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.names import given_names
from knowledge.names.given_names import given_likeness


@pytest.fixture
def uncounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing was counted before, and what is may be kept."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    given_names._ratios.cache_clear()
    yield
    given_names._ratios.cache_clear()


@pytest.mark.usefixtures("uncounted")
def test_what_was_counted_once_is_not_counted_at_the_next_start(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = given_likeness("砚秋")
    given_names._ratios.cache_clear()
    monkeypatch.setattr(given_names, "read_entries", lambda: pytest.fail("the whole dictionary is read again"))
    assert given_likeness("砚秋") == counted
