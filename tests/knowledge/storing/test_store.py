import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.errors import StoreError
from knowledge.storing.header import digest_file
from knowledge.storing.schema import APPLICATION_ID, VERSION
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.storing.writer import write_base
from knowledge.terms import to_terms
from knowledge.types import (
    Entity,
    EntityKind,
    Extract,
)
from tests.bases import make_extract, small_extracts

HOSTILE = (
    '"',
    "' OR 1=1 --",
    "a AND b",
    "NEAR(a b)",
    "*",
    "terms:港口",
    "^港口",
    "\0",
    "",
    " ",
    "(",
    "-",
    "\ud800",
    "港" * 9999,
)


@contextmanager
def base_of(path: Path, *extracts: Extract) -> Iterator[KnowledgeBase]:
    write_base(path, extracts)
    with closing(open_base(path)) as base:
        yield base


def test_facts_are_chosen_by_subject_relation_object_and_article(kb: KnowledgeBase) -> None:
    (founded, raised), (worth,) = (extract.facts for extract in small_extracts())
    assert kb.facts() == (founded, raised, worth)
    assert kb.facts(subject="潮汐科技") == (founded, raised)
    assert kb.facts(subject="潮汐科技", relation="funding") == (raised,)
    assert kb.facts(object="白鹭资本") == (raised,)
    assert kb.facts(article="b.txt") == (worth,)
    assert kb.facts(subject="无此公司") == ()
    assert kb.facts(subject="\ud800") == ()


def test_quotes_are_chosen_by_speaker_and_topic(kb: KnowledgeBase) -> None:
    quotes = small_extracts()[0].quotes
    assert kb.quotes() == kb.quotes(speaker="齐慕远") == kb.quotes(topic="潮汐科技") == quotes
    assert kb.quotes(speaker="齐慕远", topic="北屿智能") == ()


def test_a_source_comes_without_blocks(kb: KnowledgeBase) -> None:
    article = small_extracts()[1].article
    source = kb.source("b.txt")
    assert (source.name, source.text, source.digest) == (article.name, article.text, article.digest)
    assert kb.sources() == (kb.source("a.txt"), source)
    with pytest.raises(KeyError):
        kb.source("c.txt")


def test_passages_are_found_by_entity_and_by_article(kb: KnowledgeBase) -> None:
    first, second, third = kb.passages_of("a.txt")
    assert [found.entities for found in (first, second, third)] == [
        ("潮汐科技",),
        ("潮汐科技", "白鹭资本"),
        ("齐慕远",),
    ]
    assert kb.places_with("潮汐科技", 9) == (("a.txt", 0), ("a.txt", 1), ("b.txt", 1))
    assert kb.places_with("潮汐科技", 1) == (("a.txt", 0),)
    assert kb.places_with("潮汐科技", 0) == kb.passages_of("c.txt") == ()


def test_facts_are_counted_as_they_are_read(kb: KnowledgeBase) -> None:
    names = {entity.name for entity in kb.entities()}
    assert {name: kb.count_facts(name) for name in names} == {name: len(kb.facts(subject=name)) for name in names}
    assert any(map(kb.count_facts, names))
    assert kb.count_facts("没有") == 0


def test_found_passages_carry_terms_and_kinds_of_value(kb: KnowledgeBase) -> None:
    found = kb.passages_of("a.txt")[1]
    assert found.snippet == kb.source("a.txt").text[found.passage.start : found.passage.end]
    assert found.terms == to_terms(found.snippet)
    assert found.values == {"money", "period"}


def test_search_ranks_by_the_rarity_of_the_terms_held(kb: KnowledgeBase) -> None:
    assert kb.frequency("港口") == 3
    assert kb.frequency("估值") == 1
    best = kb.search(to_terms("港口调度竞争"), 2)
    assert [(found.passage.article, found.passage.index) for found in best] == [("b.txt", 1), ("a.txt", 0)]
    assert kb.find_places(to_terms("港口调度竞争"), 2) == (("b.txt", 1), ("a.txt", 0))
    assert kb.search(("港口",), 0) == kb.search((), 5) == ()


@pytest.mark.parametrize("term", HOSTILE, ids=ascii)
def test_a_hostile_term_finds_nothing_and_harms_nothing(kb: KnowledgeBase, term: str) -> None:
    assert kb.frequency(term) == 0
    assert kb.search((term,), 3) == ()
    assert kb.search((term, "估值"), 3) == kb.search(("估值",), 3)
    assert kb.facts(subject=term) == kb.quotes(topic=term) == kb.places_with(term, 3) == ()


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=1000)
@given(terms=st.lists(st.text() | st.sampled_from(("港口", '"港口"', "估值"))), limit=st.integers(-1, 9))
def test_search_takes_any_text(kb: KnowledgeBase, terms: list[str], limit: int) -> None:
    assert len(kb.search(terms, limit)) <= max(limit, 0)


def test_terms_with_punctuation_are_found_as_they_stand(tmp_path: Path) -> None:
    with base_of(tmp_path / "kb.db", make_extract("a.txt", ("GPT-4与GPT-4o的价格差了1.5倍", "GPT与4"))) as base:
        for term in {term for found in base.passages_of("a.txt") for term in found.terms}:
            holders = [found.passage.index for found in base.search((term,), 9)]
            assert holders == [found.passage.index for found in base.passages_of("a.txt") if term in found.terms]
            assert base.frequency(term) == len(holders)


def test_entities_are_merged_over_articles(tmp_path: Path) -> None:
    company = EntityKind.COMPANY
    spoken = Entity("北屿智能", company, ("北屿", "屿智"), known=False)
    written = Entity("北屿智能", company, ("屿智", "Isle"), known=False)
    fund = Entity("北屿资本", EntityKind.FUND, ("北屿",), known=False)
    naming = [
        make_extract(f"{number}.txt", ("北屿",), entities=(e,)) for number, e in enumerate((spoken, written, fund))
    ]
    with base_of(tmp_path / "kb.db", *naming) as base:
        assert base.entities() == (
            Entity("北屿智能", company, ("屿智", "Isle"), known=False),
            Entity("北屿资本", EntityKind.FUND, (), known=False),
        )


def test_several_threads_read_at_once(kb: KnowledgeBase) -> None:
    wrong: list[object] = []
    expected = kb.search(to_terms("港口调度竞争"), 2), kb.facts()

    def read() -> None:
        for _ in range(100):
            seen = kb.search(to_terms("港口调度竞争"), 2), kb.facts()
            if seen != expected:
                wrong.append(seen)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_closed_base_says_so(kb: KnowledgeBase) -> None:
    kb.close()
    with pytest.raises(StoreError, match="closed"):
        kb.facts()


def test_nothing_can_be_written(kb: KnowledgeBase) -> None:
    with pytest.raises(StoreError, match="readonly"):
        kb._rows("DELETE FROM facts")


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


def older_base(path: Path) -> None:
    write_base(path, small_extracts())
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()


def base_without_tables(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION}; CREATE TABLE a (b)"
    )
    connection.close()


def truncated_base(path: Path) -> None:
    write_base(path, small_extracts())
    path.write_bytes(path.read_bytes()[:-5000])


BROKEN: dict[str, Callable[[Path], object]] = {
    "absent": lambda path: None,
    "folder": lambda path: path.mkdir(),
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("估值" * 999, encoding="utf-8"),
    "header": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "foreign": foreign_database,
    "older": older_base,
    "no tables": base_without_tables,
    "truncated": truncated_base,
}


@pytest.mark.parametrize("breakage", BROKEN)
def test_what_is_no_sound_base_is_refused_in_one_line(tmp_path: Path, breakage: str) -> None:
    path = tmp_path / "kb.db"
    BROKEN[breakage](path)
    with pytest.raises(StoreError) as refusal:
        open_base(path)
    assert str(refusal.value).startswith(str(path))
    assert "\n" not in str(refusal.value)


@pytest.mark.promise(5)
def test_any_flipped_byte_of_a_published_base_is_noticed(tmp_path: Path) -> None:
    plain = tmp_path / "kb.db"
    write_base(plain, small_extracts())
    path = plain.rename(tmp_path / f"kb-{digest_file(plain)[:12]}.db")
    open_base(path).close()
    sound = path.read_bytes()
    for place in range(0, len(sound), 997):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        with pytest.raises(StoreError):
            open_base(path)
