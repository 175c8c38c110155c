"""What the tables and the ready-made queries are: tables.yaml and queries.yaml in, Datasette's metadata out."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field

from knowledge.errors import RuleError
from knowledge.rules import Rule, load_rules

HERE = Path(__file__).parent
DATABASE = "knowledge"
"""What a base is called in addresses, whatever its file is called."""


class TableRule(Rule):
    """What one table of storing/schema.py holds."""

    text: str
    columns: dict[str, str]
    facets: tuple[str | dict[str, str], ...] = ()
    label: str | None = None
    """The column that stands for a row where another table refers to it."""
    newest: str | None = None
    """The column to sort by, greatest first."""
    search: str | None = None
    """The full-text index over it."""
    hidden: bool = False
    """Kept out of sight: of use to the program alone."""


class TableRules(Rule):
    """tables.yaml."""

    tables: dict[str, TableRule]


class QueryRule(Rule):
    """A ready-made query."""

    title: str
    text: str
    sql: str
    uses: tuple[str, ...] = ()
    """Common tables that the query selects from, in the order in which they build on each other."""
    params: tuple[str, ...] = ()
    """What the reader may fill in."""


class QueryRules(Rule):
    """queries.yaml."""

    common: dict[str, str]
    """Name -> SELECT: what several queries start from."""
    queries: dict[str, QueryRule] = Field(min_length=1)


@cache
def table_rules() -> Mapping[str, TableRule]:
    """The tables described. Raises RuleError."""
    return load_rules(HERE / "tables.yaml", TableRules).tables


@cache
def query_rules() -> Mapping[str, QueryRule]:
    """The ready-made queries. Raises RuleError."""
    return _queries().queries


@cache
def _queries() -> QueryRules:
    return load_rules(HERE / "queries.yaml", QueryRules)


def to_metadata() -> dict[str, Any]:
    """Datasette's metadata for a base. Raises RuleError."""
    return {
        "title": "Youju 有据",
        "extra_css_urls": ["/youju/site.css"],
        "databases": {
            DATABASE: {
                "tables": {name: _to_table(rule) for name, rule in table_rules().items()},
                "queries": {name: _to_query(name, rule) for name, rule in query_rules().items()},
            }
        },
    }


def _to_table(rule: TableRule) -> dict[str, Any]:
    found = {
        "description": rule.text,
        "columns": rule.columns,
        "facets": list(rule.facets),
        "label_column": rule.label,
        "sort_desc": rule.newest,
        "fts_table": rule.search,
        "fts_pk": "id" if rule.search else None,
        "hidden": rule.hidden,
    }
    return {key: value for key, value in found.items() if value}


def _to_query(name: str, rule: QueryRule) -> dict[str, Any]:
    sql = to_sql(name, rule, _queries().common)
    return {"title": rule.title, "description": rule.text, "sql": sql, "params": list(rule.params), "hide_sql": True}


def to_sql(name: str, rule: QueryRule, common: Mapping[str, str]) -> str:
    """The whole query, the common tables that it uses in front. Raises RuleError where there is none of that name."""
    if unknown := [one for one in rule.uses if one not in common]:
        raise RuleError(f"queries.yaml: queries.{name}.uses: no common table {unknown[0]!r}")
    tables = ",\n".join(f"{one} AS (\n{common[one].strip()}\n)" for one in rule.uses)
    return f"WITH {tables}\n{rule.sql}" if tables else rule.sql
