"""What a build asks of the file it wrote: that every cited span cuts to its words."""

import sqlite3
from pathlib import Path

import pytest

from knowledge.storing.check import find_span_faults
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.storing.writer import write_base
from tests.bases import small_extracts


def test_a_sound_base_has_no_faults(kb: KnowledgeBase) -> None:
    assert list(find_span_faults(kb)) == []


@pytest.mark.parametrize("table", ["passages", "facts", "quotes"])
@pytest.mark.parametrize("change", ["start = start + 1", "start = -1", '"end" = 999999', "snippet = '从未说过'"])
def test_a_span_that_does_not_hold_is_named(tmp_path: Path, table: str, change: str) -> None:
    write_base(tmp_path / "kb.db", small_extracts())
    connection = sqlite3.connect(tmp_path / "kb.db")
    connection.execute(f"UPDATE {table} SET {change} WHERE id = 1")
    connection.commit()
    connection.close()
    base = open_base(tmp_path / "kb.db")
    try:
        (fault,) = find_span_faults(base)
    finally:
        base.close()
    assert fault.startswith("a.txt: ")
    assert fault.endswith(" is not its snippet")
