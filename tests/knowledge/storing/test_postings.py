"""Which passages hold a term: the same whether read anew or kept, and whatever the term is made of."""

from collections.abc import Iterator
from typing import Any

import pytest

from knowledge.storing import postings as module
from knowledge.storing import ranking
from knowledge.storing.index import is_term
from knowledge.storing.postings import Postings
from knowledge.storing.read_only import ReadOnlyFile
from knowledge.storing.writer import write_base
from knowledge.terms import to_terms
from tests.bases import make_extract

LONG = 40
SENTENCES = (
    *(f"港口第{number}号" + "灯塔" * (number < LONG) for number in range(LONG + 5)),
    "潮汐科技说 gpt-4 好",
    "潮汐科技",
    "c++ 不是 c",
)


@pytest.fixture(autouse=True)
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONG", LONG)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReadOnlyFile]:
    path = tmp_path_factory.mktemp("postings") / "kb.db"
    write_base(path, (make_extract("a.txt", SENTENCES),))
    opened = ReadOnlyFile(path)
    yield opened
    opened.close()


class Reads:
    """Reads of the file, counted."""

    def __init__(self, file: ReadOnlyFile) -> None:
        self._file = file
        self.count = 0

    def __call__(self, *query: Any) -> list[Any]:
        self.count += 1
        return self._file.rows(*query)


def holders(term: str) -> list[int]:
    return [number for number, sentence in enumerate(SENTENCES, 1) if term in to_terms(sentence)]


@pytest.mark.parametrize("limit", [1, LONG - 1, LONG, 2 * LONG])
@pytest.mark.parametrize("term", ["港口", "灯塔", "潮汐", "gpt-4", "没有"])
def test_the_first_passages_that_hold_it_in_order(file: ReadOnlyFile, term: str, limit: int) -> None:
    postings = Postings(file.rows, len(SENTENCES))
    assert list(postings.find_holders(term, limit)) == holders(term)[:limit]
    assert postings.frequency(term) == len(holders(term))


def test_short_ones_are_read_once_and_long_ones_anew(file: ReadOnlyFile) -> None:
    reads = Reads(file)
    postings = Postings(reads, len(SENTENCES))
    for term, counts in {"潮汐": (2, 2), "港口": (2, 3), "灯塔": (2, 3)}.items():
        reads.count = 0
        after = []
        for _ in range(2):
            postings.find_holders(term, LONG)
            after.append(reads.count)
        assert tuple(after) == counts, term


def test_of_all_that_was_asked_so_much_is_kept_and_no_more(file: ReadOnlyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "POSTINGS", 5)  # 潮汐 and gpt-4 stand in two passages and in one
    reads = Reads(file)
    postings = Postings(reads, len(SENTENCES))
    for term, count in (("潮汐", 2), ("gpt-4", 2), ("潮汐", 0), ("科技", 2), ("gpt-4", 1), ("科技", 0)):
        reads.count = 0
        postings.find_holders(term, LONG)
        assert reads.count == count, term  # its frequency is kept longer than where it stands


def test_the_terms_of_passages_are_told_apart_and_read_once(file: ReadOnlyFile) -> None:
    reads = Reads(file)
    postings = Postings(reads, len(SENTENCES))
    (terms,) = postings.terms_of([len(SENTENCES) - 1])
    assert set(terms.split()) == set(to_terms(SENTENCES[-2]))
    assert terms.startswith(" ")
    assert terms.endswith(" ")
    again = postings.terms_of([len(SENTENCES) - 1, len(SENTENCES) - 2])
    assert again[0] == terms
    assert reads.count == 2


BOTH = SENTENCES.index("潮汐科技说 gpt-4 好") + 1


@pytest.mark.parametrize(
    ("terms", "limit", "found"),
    [
        (("潮汐", "gpt-4"), 5, (BOTH, BOTH + 1)),
        (("潮汐", "潮汐", "潮汐", "灯塔", "gpt-4"), 2, (BOTH, BOTH + 1)),
        (("潮汐", "gpt-4"), 1, (BOTH,)),
        (("潮汐",), 5, (BOTH, BOTH + 1)),
        (("没有", "潮汐"), 5, (BOTH, BOTH + 1)),
        (("灯塔", "港口"), 3, (1, 2, 3)),
        (("没有",), 5, ()),
        ((), 5, ()),
        (("潮汐",), 0, ()),
    ],
)
def test_a_search_finds_those_first_that_hold_the_most_weight(
    file: ReadOnlyFile, terms: tuple[str, ...], limit: int, found: tuple[int, ...]
) -> None:
    assert Postings(file.rows, len(SENTENCES)).search(terms, limit) == found


def test_a_frequent_term_still_tells_those_apart_that_hold_a_rare_one(
    file: ReadOnlyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "BUDGET", LONG)  # 港口 is looked for in what 灯塔 found
    assert Postings(file.rows, len(SENTENCES)).search(("港口", "灯塔"), 2) == (1, 2)


def test_of_a_long_question_the_first_different_terms_count(
    file: ReadOnlyFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TERMS_ASKED", 2)
    found = Postings(file.rows, len(SENTENCES)).search(("港口", "港口", "灯塔", "潮汐"), LONG + 10)
    assert set(found) == {*holders("港口"), *holders("灯塔")}


def test_of_frequencies_so_many_are_kept_and_no_more(file: ReadOnlyFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FREQUENCIES", 1)
    reads = Reads(file)
    postings = Postings(reads, len(SENTENCES))
    assert [postings.frequency(term) for term in ("潮汐", "潮汐", "gpt-4", "潮汐")] == [2, 2, 1, 2]
    assert reads.count == 3


ODD = (
    '"',
    '""',
    'a"b',
    "潮汐*",
    "NEAR(潮汐,港口)",
    "AND",
    "{terms}:潮汐",
    "^潮汐",
    "-潮汐",
    "';DROP-TABLE-passages;--",
    "(",
    "潮汐+港口",
)


@pytest.mark.parametrize("term", ODD)
def test_a_term_is_never_read_as_a_query(file: ReadOnlyFile, term: str) -> None:
    postings = Postings(file.rows, len(SENTENCES))
    assert list(postings.find_holders(term, 5)) == list(postings.find_holders(term, LONG)) == []


@pytest.mark.parametrize("term", ["潮汐 港口", "\0", "", "x" * 65])
def test_what_is_no_term_is_not_even_looked_up(file: ReadOnlyFile, term: str) -> None:
    reads = Reads(file)
    assert not is_term(term)
    assert Postings(reads, len(SENTENCES)).frequency(term) == 0
    assert reads.count == 0
