"""What a new base has to pass: the shipped questions, and not to have lost most of its articles."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot import gate
from bot.__main__ import _refresh
from bot.article_library import ArticleLibrary
from bot.config import BUNDLED_ARTICLES, Settings
from bot.gate import A_FEW, GoldenRule, check_all, check_answers, load_golden
from knowledge.building.build import build_base
from knowledge.errors import RefusedError
from knowledge.storing.store import KnowledgeBase, open_base
from tests.bases import write_folder


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    db = tmp_path_factory.mktemp("gate") / "kb.db"
    build_base([BUNDLED_ARTICLES], db)
    base = open_base(db)
    yield base
    base.close()


def many(folder: Path, count: int) -> Path:
    return write_folder(folder, **{f"n{number:02}": f"潮汐科技有{number + 100}名员工。" for number in range(count)})


def remove(folder: Path, count: int) -> None:
    for path in sorted(folder.iterdir())[:count]:
        path.unlink()


def test_every_shipped_question_counts_and_is_answered(bundled: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {source.name: source.text for source in bundled.sources()}
    assert [rule.question for rule in load_golden() if rule.says not in texts[rule.article]] == []
    monkeypatch.setattr(gate, "SHARE", 1.0)
    check_answers(bundled)


def asks(question: str) -> GoldenRule:
    rule = load_golden()[0]
    return rule.model_copy(update={"question": question})


@pytest.mark.parametrize("question", ["晨屿科技是哪一年成立的？", "贠烨祎是哪一年出生的？", "谢谢"])
def test_a_base_that_does_not_cite_what_it_holds_is_refused(
    bundled: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(gate, "load_golden", lambda: (*load_golden()[:2], asks(question)))
    with pytest.raises(RefusedError, match=f"1 of the 3 .*{question}"):
        check_answers(bundled)


def test_a_few_questions_may_find_other_answers(bundled: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "load_golden", lambda: (*load_golden()[:9], asks("谢谢")))
    check_answers(bundled)


def test_questions_about_articles_that_are_not_there_do_not_count(tmp_path: Path) -> None:
    changed = {load_golden()[0].article.removesuffix(".md"): "潮汐科技的估值达到25亿美元。"}
    build_base([write_folder(tmp_path / "in", **changed)], tmp_path / "kb.db")
    with closing(open_base(tmp_path / "kb.db")) as base:
        check_answers(base)


def build_two(tmp_path: Path, before: int, gone: int) -> None:
    folder, db = many(tmp_path / "in", before), tmp_path / "kb.db"
    build_base([folder], db)
    remove(folder, gone)
    build_base([folder], db, gate=check_all)


@pytest.mark.parametrize(("before", "gone"), [(A_FEW, A_FEW - 1), (40, 12)], ids=["a few", "thirty percent"])
def test_some_articles_may_go(tmp_path: Path, before: int, gone: int) -> None:
    build_two(tmp_path, before, gone)
    with closing(open_base(tmp_path / "kb.db")) as base:
        assert len(base.digests()) == before - gone


@pytest.mark.parametrize(("before", "gone"), [(A_FEW + 1, A_FEW), (40, 13)])
def test_most_articles_may_not_go(tmp_path: Path, before: int, gone: int) -> None:
    with pytest.raises(RefusedError, match=f"not published: only {before - gone} articles, {before} before"):
        build_two(tmp_path, before, gone)
    with closing(open_base(tmp_path / "kb.db")) as base:
        assert len(base.digests()) == before
    assert not list(tmp_path.glob(".kb.db.tmp-*"))


async def test_a_refused_base_serves_once_it_is_forced(tmp_path: Path) -> None:
    folder, db = many(tmp_path / "in", 20), tmp_path / "kb.db"
    build_base([folder], db)
    with closing(open_base(db)) as base:
        library = ArticleLibrary([folder], db, base)
        remove(folder, 15)
        with pytest.raises(RefusedError, match="only 5 articles, 20 before"):
            await library.rebuild()
        assert len(library.sources()) == 20
        assert (await library.rebuild(force=True)).articles == 5
        assert len(library.sources()) == 5


def start(folder: Path, db: Path) -> int:
    """How many articles a bot has that starts."""
    base = _refresh(Settings(_env_file=None, articles_dir=(folder,), knowledge_db=db))
    assert base is not None
    with closing(base):
        return len(base.digests())


async def test_what_a_reload_refused_is_refused_at_the_next_start_too(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder, db = many(tmp_path / "in", 20), tmp_path / "kb.db"
    assert start(folder, db) == 20
    assert caplog.messages == []
    remove(folder, 15)
    with closing(open_base(db)) as base, pytest.raises(RefusedError):
        await ArticleLibrary([folder], db, base).rebuild()
    assert start(folder, db) == 20
    assert [line for line in caplog.messages if "not published: only 5 articles, 20 before; to use it" in line]
    build_base([folder], db)  # as python -m knowledge build does: somebody insists
    assert start(folder, db) == 5


def test_another_folder_may_hold_fewer_articles(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    assert start(many(tmp_path / "in", 20), db) == 20
    assert start(many(tmp_path / "other", 2), db) == 2


def test_a_damaged_base_does_not_hide_what_was_there_before(tmp_path: Path) -> None:
    folder, db = many(tmp_path / "in", 20), tmp_path / "kb.db"
    assert start(folder, db) == 20
    write_folder(folder, more="潮汐科技有99名员工。")
    assert start(folder, db) == 21
    db.resolve().chmod(0o644)
    db.resolve().write_bytes(b"x")
    remove(folder, 15)
    assert start(folder, db) == 20


def test_the_start_says_that_an_unchanged_base_is_no_longer_answered_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    articles = len(list(BUNDLED_ARTICLES.glob("*.md")))
    assert start(BUNDLED_ARTICLES, tmp_path / "kb.db") == articles
    assert caplog.messages == []
    monkeypatch.setattr(gate, "load_golden", lambda: (*load_golden()[:2], asks("谢谢")))
    assert start(BUNDLED_ARTICLES, tmp_path / "kb.db") == articles
    (said,) = caplog.messages
    assert "1 of the 3 questions" in said
