"""Every wording of tests/cases/paraphrases is understood as its table says."""

from collections import Counter

import pytest

from tests.paraphrases import misunderstood, read_rows

UNDERSTOOD = tuple(row for row in read_rows() if row.fails is None)
MARKED = tuple(row for row in read_rows() if row.fails is not None)
FEWEST = 600
"""Wordings that have to be understood."""


@pytest.mark.parametrize("row", UNDERSTOOD, ids=lambda row: f"{row.file}: {row.wording}")
def test_a_wording_is_understood(row):
    assert misunderstood(row) == ()


@pytest.mark.parametrize("row", MARKED, ids=lambda row: f"{row.file}: {row.wording}")
def test_a_wording_that_is_marked_is_misunderstood(row):
    assert misunderstood(row) != (), "it is understood by now: python -m tests.paraphrases --mend"


def test_the_table_holds_enough_wordings_and_none_twice():
    assert len(UNDERSTOOD) >= FEWEST
    assert [wording for wording, times in Counter(row.wording for row in read_rows()).items() if times > 1] == []
