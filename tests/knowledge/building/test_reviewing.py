"""An article before it is taken in: what it gives, what of that is new, what it repeats."""

from pathlib import Path

import pytest

from knowledge.building.build import build_base
from knowledge.building.reviewing import LEADING, review_article
from knowledge.errors import ArticleError
from knowledge.storing.catalogue import Entry, find_repeated, list_entries
from knowledge.storing.store import open_base

FIRST = """青屿智能的两年
来源：测试周刊
发布时间：2024-03-05

青屿智能成立于2022年1月，创始人是白栎。2023年9月，青屿智能完成2亿元A轮融资，由石榴资本领投。

白栎表示：“我们不做通用模型，只做港口里的那一种。”港口的调度员每天要看上百张表，青屿智能把它们变成一句话。
"""
SECOND = """青屿智能又融了一笔
来源：夜读创投
发布时间：2024-08-01

2024年7月，青屿智能完成5亿元B轮融资，投后估值为30亿元。青屿智能成立于2022年1月。
"""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    build_base([folder], tmp_path / "k.db")
    return tmp_path / "k.db"


def test_what_it_gives_is_what_a_build_takes_from_it(db: Path, tmp_path: Path) -> None:
    review = review_article("second.txt", SECOND.encode(), db)
    (tmp_path / "articles" / "second.txt").write_text(SECOND, encoding="utf-8")
    build_base([tmp_path / "articles"], db)
    base = open_base(db)
    extract = base.extract("second.txt")
    assert (review.title, review.outlet) == (extract.article.title, extract.article.outlet)
    assert review.published == extract.article.published
    assert (review.facts, review.quotes) == (len(extract.facts), len(extract.quotes))
    assert set(review.leading) <= set(extract.facts)
    entries = {entry.name: entry for entry in list_entries(base.path)}
    assert entries["second.txt"] == Entry("second.txt", "青屿智能又融了一笔", len(extract.facts))
    base.close()


def test_what_the_base_says_already_is_not_new(db: Path) -> None:
    review = review_article("second.txt", SECOND.encode(), db)
    founded = [fact for fact in review.leading if fact.relation == "founded"]
    assert review.new_facts == review.facts - len(founded) == review.facts - 1
    assert review.has_news
    # Those that are new stand first.
    assert review.leading[-1] == founded[0]
    assert (review.same_as, review.repeats) == (None, None)


def test_the_same_bytes_are_the_same_article(db: Path) -> None:
    review = review_article("other.txt", FIRST.encode(), db)
    assert (review.same_as, review.repeats, review.has_news) == ("first.txt", None, False)


@pytest.mark.parametrize("when", ["2024-05-05", "2024-01-05"], ids=["later", "earlier"])
def test_a_reprint_is_known_on_either_side(db: Path, when: str) -> None:
    review = review_article("again.txt", FIRST.replace("2024-03-05", when).encode(), db)
    assert (review.repeats, review.has_news) == ("青屿智能的两年", False)


def test_without_a_base_all_is_new(tmp_path: Path) -> None:
    review = review_article("first.txt", FIRST.encode(), tmp_path / "none.db")
    assert review.new_facts == review.facts > 0
    assert review.new_quotes == review.quotes == 1
    assert len(review.leading) <= LEADING


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"---\n"], ids=["empty", "binary", "no words"])
def test_what_a_build_leaves_out_is_refused_by_name(db: Path, content: bytes) -> None:
    with pytest.raises(ArticleError, match=r"^a\.txt: "):
        review_article("a.txt", content, db)


def test_a_mistake_of_ours_is_an_articles_error(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("words of the article")

    monkeypatch.setattr("knowledge.building.reviewing.read_named", fail)
    with pytest.raises(ArticleError, match=r"^a\.txt: cannot be read: ZeroDivisionError$"):
        review_article("a.txt", FIRST.encode(), db)


def test_a_page_that_shares_nothing_repeats_nothing(db: Path) -> None:
    base = open_base(db)
    article = base.article("first.txt")
    assert find_repeated(base.path, article) == ()
    base.close()
