from dataclasses import replace

import pytest

from knowledge.storing.index import LONGEST_TERM, index_passages, is_term, locate_mentions
from knowledge.terms import to_terms
from knowledge.types import Entity, EntityKind, Mention, PassageKind
from tests.bases import make_extract

TIDE = Entity("潮汐科技", EntityKind.COMPANY)


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("潮汐科技做港口调度", set()),
        ("潮汐科技融资3亿元", {"money"}),
        ("潮汐科技有120名员工", {"count"}),
        ("占了股份的百分之三十，即30%", {"percent"}),
        ("潮汐科技成立于2018年3月", {"period"}),
    ],
)
def test_a_passage_knows_which_kinds_of_value_it_holds(sentence: str, kinds: set[str]) -> None:
    (found,) = index_passages(make_extract("a.txt", (sentence,)))
    assert found.values == kinds
    assert found.terms == to_terms(sentence)


def test_a_value_counts_where_it_stands_whole() -> None:
    extract = make_extract("a.txt", ("共有30", "亿元"))
    joined = replace(extract.article, text=extract.article.text.replace("\n", ""))
    assert [found.values for found in index_passages(replace(extract, article=joined))] == [set(), set()]


def test_entities_come_once_each_in_order_with_the_passage_they_begin_in() -> None:
    extract = make_extract(
        "a.txt", ("潮汐科技和北屿和潮汐科技", "没有"), entities=(Entity("北屿", EntityKind.FUND), TIDE)
    )
    assert [found.entities for found in index_passages(extract)] == [("潮汐科技", "北屿"), ()]


def test_a_table_row_is_found_by_its_column_names() -> None:
    extract = make_extract("a.txt", ("潮汐科技 3亿",))
    row = replace(extract.passages[0], kind=PassageKind.TABLE, heading="公司 营收")
    terms = index_passages(replace(extract, passages=(row,)))[0].terms
    assert set(to_terms("营收")) <= set(terms)


def test_mentions_outside_all_passages_have_no_place() -> None:
    passages = make_extract("a.txt", ("潮汐", "北屿")).passages
    mentions = [Mention("x", start, start + 1) for start in (0, 1, 2, 3, 9)]
    assert locate_mentions(passages, mentions) == (0, 0, None, 1, None)
    assert locate_mentions((), mentions[:1]) == (None,)


@pytest.mark.parametrize("term", ["", " ", "a b", "\0", "a\n", "\ud800", "\u200b", "x" * (LONGEST_TERM + 1)], ids=ascii)
def test_what_the_index_cannot_hold_is_no_term(term: str) -> None:
    assert not is_term(term)


@pytest.mark.parametrize("term", ["a", "gpt-4", "25%", "估值", "'", '"', "x" * LONGEST_TERM])
def test_all_else_is_one(term: str) -> None:
    assert is_term(term)
