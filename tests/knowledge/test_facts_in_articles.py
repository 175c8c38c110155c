"""What the invented articles must give and must not give: tests/cases/facts_in_articles.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.names.lexicon import load_lexicon
from knowledge.pipeline import process_article
from knowledge.reading.read import read_article
from knowledge.types import Fact

TESTS = Path(__file__).parents[1]
FOLDERS = (TESTS / "articles", TESTS / "articles_full_of_facts")
ROWS: list[dict[str, Any]] = yaml.safe_load((TESTS / "cases" / "facts_in_articles.yaml").read_text(encoding="utf-8"))


@cache
def facts_of(article: str) -> tuple[Fact, ...]:
    path = next(folder / article for folder in FOLDERS if (folder / article).exists())
    return process_article(read_article(path), load_lexicon()).facts


def as_row(fact: Fact) -> dict[str, Any]:
    """A fact in the form of the table."""
    return {
        "subject": fact.subject,
        "relation": fact.relation,
        "value": fact.object or fact.text,
        "quantity": fact.quantity.words if fact.quantity else None,
        "status": fact.status.value,
        "qualifier": fact.qualifier,
        "period": fact.period.words if fact.period else None,
        "by": fact.according_to,
    }


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(map(str, row.values())))
def test_an_article_gives(row: dict[str, Any]) -> None:
    absent = row.get("absent", False)
    wanted = {name: value for name, value in row.items() if name not in {"article", "absent"}}
    if not absent:
        wanted.setdefault("status", "stated")
    found = [{name: known[name] for name in wanted} for known in map(as_row, facts_of(row["article"]))]
    assert (wanted in found) is not absent, [one for one in found if one["relation"] == row["relation"]]
