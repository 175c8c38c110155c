"""What stands in tables.yaml and queries.yaml fits the schema and each other."""

import re

import pytest

from knowledge.browsing.describing import DATABASE, QueryRule, query_rules, table_rules, to_metadata, to_sql
from knowledge.errors import RuleError
from knowledge.storing.schema import TABLES

VIRTUAL = {"terms": {"term", "passages"}, "passage_index": {"terms"}, "passage_terms": {"term", "doc", "cnt"}}
"""Tables that the schema makes beside TABLES."""


@pytest.mark.parametrize("table", [*TABLES, *VIRTUAL])
def test_every_table_and_column_of_the_schema_is_described(table: str) -> None:
    rule = table_rules().get(table)
    assert rule is not None, f"knowledge/browsing/tables.yaml: say what the table {table} holds"
    missing = set(TABLES.get(table, VIRTUAL.get(table, ()))) - rule.columns.keys()
    assert not missing, f"knowledge/browsing/tables.yaml: {table}.columns: say what {', '.join(sorted(missing))} is"


def test_nothing_is_described_that_the_schema_lacks() -> None:
    columns = {name: set(held) for name, held in (*TABLES.items(), *VIRTUAL.items())}
    assert {name: rule.columns.keys() - columns.get(name, set()) for name, rule in table_rules().items()} == {
        name: set() for name in columns
    }


@pytest.mark.parametrize("name", query_rules())
def test_a_query_names_the_parameters_it_takes(name: str) -> None:
    sql = to_metadata()["databases"][DATABASE]["queries"][name]["sql"]
    assert set(re.findall(r"(?<![:\w]):(\w+)", sql)) == set(query_rules()[name].params)


def test_what_a_query_uses_has_to_be_there() -> None:
    rule = QueryRule(title="A", text="a", sql="SELECT 1", uses=("gone",))
    with pytest.raises(RuleError, match=r"queries\.yaml: queries\.a\.uses: no common table 'gone'"):
        to_sql("a", rule, {"told": "SELECT 2"})
