"""Going back to the base before: which one serves, for how long it is held, and what can go wrong."""

import os
from pathlib import Path

import pytest

from knowledge.building.build import build_base
from knowledge.errors import BuildError, RefusedError
from knowledge.storing.publish import BuildBusyError, lock_build
from knowledge.storing.rollback import is_held, release, roll_back
from knowledge.storing.store import KnowledgeBase, open_base
from tests.knowledge.storing.test_publish import publish_sentence, read_sentence


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "kb.db"


def test_the_base_before_serves_and_is_held(db: Path) -> None:
    first, second = (publish_sentence(db, sentence) for sentence in ("第一版", "第二版"))
    assert not is_held(db)
    assert roll_back(db) == first
    assert (read_sentence(db), is_held(db)) == ("第一版", True)
    # The one gone back from is no base before it.
    with pytest.raises(BuildError, match="no earlier knowledge base"):
        roll_back(db)
    assert second.exists()
    assert (read_sentence(db), is_held(db)) == ("第一版", True)


def test_the_next_build_is_what_serves_and_keeps_the_base_that_was_held(db: Path) -> None:
    first, second = (publish_sentence(db, sentence) for sentence in ("第一版", "第二版"))
    roll_back(db)
    publish_sentence(db, "第三版")
    # By its name alone: the mark says nothing of another base.
    assert (read_sentence(db), is_held(db)) == ("第三版", False)
    assert first.exists()
    assert not second.exists()
    assert roll_back(db) == first


def test_one_base_alone_has_none_before_it(db: Path) -> None:
    with pytest.raises(BuildError, match="no earlier"):
        roll_back(db)
    publish_sentence(db, "第一版")
    with pytest.raises(BuildError, match="no earlier"):
        roll_back(db)
    assert not is_held(db)


def test_a_damaged_base_is_not_gone_back_to(db: Path) -> None:
    first = publish_sentence(db, "第一版")
    publish_sentence(db, "第二版")
    first.chmod(0o644)
    first.write_bytes(first.read_bytes()[:-1] + b"x")
    with pytest.raises(BuildError, match="no earlier"):
        roll_back(db)
    assert read_sentence(db) == "第二版"


def test_from_a_damaged_base_it_goes_back(db: Path) -> None:
    publish_sentence(db, "第一版")
    second = publish_sentence(db, "第二版")
    times = second.stat()
    second.chmod(0o644)
    second.write_bytes(b"")
    os.utime(second, ns=(times.st_atime_ns, times.st_mtime_ns))
    roll_back(db)
    assert read_sentence(db) == "第一版"


def test_while_a_build_runs_nothing_is_gone_back_to(db: Path) -> None:
    for sentence in ("第一版", "第二版"):
        publish_sentence(db, sentence)
    with lock_build(db), pytest.raises(BuildBusyError):
        roll_back(db)
    assert read_sentence(db) == "第二版"


def test_a_mark_that_cannot_be_read_holds_nothing(db: Path) -> None:
    publish_sentence(db, "第一版")
    db.with_name(".kb.db.held").write_bytes(b"\xff\xfe")
    assert not is_held(db)
    release(db)
    release(db)


def refuse(_: KnowledgeBase, __: KnowledgeBase | None) -> None:
    raise RefusedError("no")


def test_a_build_that_is_asked_for_ends_the_holding_and_one_that_is_refused_does_not(db: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in (1, 2):
        (folder / f"{number}.txt").write_text(
            f"潮汐科技第{number}年\n\n潮汐科技成立于201{number}年。\n", encoding="utf-8"
        )
        build_base([folder], db)
    roll_back(db)
    assert open_base(db).counts()["articles"] == 1
    with pytest.raises(BuildError):
        build_base([folder], db, gate=refuse)
    assert is_held(db)
    (folder / "2.txt").unlink()
    # Nothing to build: it was asked for all the same.
    assert not build_base([folder], db).published
    assert not is_held(db)
