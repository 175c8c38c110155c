import re
import sqlite3
from multiprocessing import get_context
from pathlib import Path

import pytest

from knowledge.errors import BuildError
from knowledge.storing.publish import BuildBusyError, lock_build, publish, temporary_of
from knowledge.storing.store import open_base
from knowledge.storing.writer import write_base
from tests.bases import make_extract, small_extracts


def publish_sentence(db: Path, sentence: str) -> Path:
    with lock_build(db):
        write_base(temporary_of(db), (make_extract("a.txt", (sentence,)),))
        return publish(temporary_of(db), db)


def read_sentence(db: Path) -> str:
    base = open_base(db)
    text = base.source("a.txt").text
    base.close()
    return text


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_the_path_is_a_link_to_a_read_only_file_named_by_its_digest(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    file = publish_sentence(db, "潮汐科技在宁波成立")
    assert db.is_symlink()
    assert db.resolve() == file
    assert db.readlink() == Path(file.name)
    assert file.stat().st_mode & 0o777 == 0o444
    assert read_sentence(db) == "潮汐科技在宁波成立"
    assert names(tmp_path) == sorted(["kb.db", file.name])


def test_two_generations_are_kept_and_nothing_foreign_is_removed(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    foreign = tmp_path / "kb-0123456789ab.db"
    foreign.write_bytes(b"a letter to my aunt")
    other = publish_sentence(tmp_path / "kb-2.db", "别的库")
    files = [publish_sentence(db, f"第{number}版") for number in range(4)]
    assert names(tmp_path) == sorted(["kb.db", "kb-2.db", foreign.name, other.name, files[2].name, files[3].name])
    assert read_sentence(db) == "第3版"


@pytest.mark.parametrize(("name", "suffix"), [("kb", ".db"), ("kb.sqlite", ".sqlite"), ("kb.v2.db", ".db")])
def test_generations_are_told_by_name_whatever_the_path_ends_in(tmp_path: Path, name: str, suffix: str) -> None:
    db = tmp_path / name
    files = [publish_sentence(db, f"第{number}版") for number in range(3)]
    stem = name.removesuffix(suffix)
    assert all(re.fullmatch(rf"{re.escape(stem)}-[0-9a-f]{{12}}\{suffix}", file.name) for file in files)
    assert names(tmp_path) == sorted([name, files[1].name, files[2].name])


def test_what_cannot_be_removed_is_left_and_the_build_is_out(tmp_path: Path) -> None:
    (tmp_path / "kb-0123456789ab.db").mkdir()
    publish_sentence(tmp_path / "kb.db", "新的")
    assert read_sentence(tmp_path / "kb.db") == "新的"
    assert (tmp_path / "kb-0123456789ab.db").is_dir()


def test_a_reader_keeps_what_it_opened(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    publish_sentence(db, "第0版")
    reader = open_base(db)
    for number in range(1, 4):
        publish_sentence(db, f"第{number}版")
    assert reader.source("a.txt").text == "第0版"
    reader.close()


def test_publishing_the_same_bytes_again_changes_nothing(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    file = publish_sentence(db, "潮汐科技在宁波成立")
    temporary_of(db).write_bytes(file.read_bytes())
    assert publish(temporary_of(db), db) == file
    assert read_sentence(db) == "潮汐科技在宁波成立"


def test_a_plain_file_of_ours_gives_way(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    write_base(db, small_extracts())
    publish_sentence(db, "新的")
    assert read_sentence(db) == "新的"


def write_foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()


@pytest.mark.parametrize("linked", [False, True], ids=["itself", "behind a link"])
@pytest.mark.parametrize(
    "write",
    [write_foreign_database, lambda path: path.write_bytes(b"my diary"), lambda path: path.mkdir()],
    ids=["foreign database", "text", "folder"],
)
def test_what_is_not_ours_is_never_replaced(tmp_path: Path, write: object, linked: bool) -> None:
    db = tmp_path / "kb.db"
    target = tmp_path / "precious" if linked else db
    write(target)  # type: ignore[operator]
    if linked:
        db.symlink_to(target)
    before = target.read_bytes() if target.is_file() else None
    with pytest.raises(BuildError, match="not a knowledge base"), lock_build(db):
        raise AssertionError("unreachable")
    assert (target.read_bytes() if target.is_file() else None) == before


@pytest.mark.parametrize(
    "write", [lambda db: db.touch(), lambda db: db.symlink_to("nowhere.db")], ids=["empty", "dead link"]
)
def test_where_nothing_is_lost_the_path_is_taken(tmp_path: Path, write: object) -> None:
    db = tmp_path / "kb.db"
    write(db)  # type: ignore[operator]
    publish_sentence(db, "新的")
    assert read_sentence(db) == "新的"


def test_the_folder_is_made(tmp_path: Path) -> None:
    publish_sentence(tmp_path / "new/deep/kb.db", "新的")
    assert read_sentence(tmp_path / "new/deep/kb.db") == "新的"


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BuildError, match="cannot be written there"):
        publish_sentence(tmp_path / "file/kb.db", "新的")


def test_leftovers_of_dead_builds_are_removed(tmp_path: Path) -> None:
    leftover = tmp_path / ".kb.db.tmp-999999"
    others = [tmp_path / ".kb.db2.tmp-1", tmp_path / "kb.db.tmp-1"]
    for path in (leftover, *others):
        path.touch()
    with lock_build(tmp_path / "kb.db"):
        assert not leftover.exists()
        assert all(path.exists() for path in others)


def test_a_name_full_of_wildcards_sweeps_its_own_leftovers_alone(tmp_path: Path) -> None:
    own, other = tmp_path / ".kb[12]*.db.tmp-1", tmp_path / ".kb1x.db.tmp-1"
    for path in (own, other):
        path.touch()
    with lock_build(tmp_path / "kb[12]*.db"):
        assert (own.exists(), other.exists()) == (False, True)


def _try_lock(db: Path) -> str:
    try:
        with lock_build(db):
            return "got it"
    except BuildBusyError as error:
        return str(error)


def test_a_second_build_is_refused_while_one_runs(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    with get_context("spawn").Pool(1) as pool:
        with lock_build(db):
            assert pool.apply(_try_lock, (db,)) == f"{db}: another build is running"
            assert pool.apply(_try_lock, (tmp_path / "other.db",)) == "got it"
        assert pool.apply(_try_lock, (db,)) == "got it"


def test_the_right_to_build_is_held_once(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    with lock_build(db):
        with pytest.raises(BuildBusyError, match="another build is running"), lock_build(db):
            raise AssertionError("unreachable")
        with pytest.raises(BuildBusyError), lock_build(db):  # the refused one has not let it go
            raise AssertionError("unreachable")
    with lock_build(db):
        pass


def test_a_path_that_cannot_be_looked_up_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "kb.db").symlink_to("x" * 300)
    with pytest.raises(BuildError, match=r"kb\.db: File name too long$"), lock_build(tmp_path / "kb.db"):
        raise AssertionError("unreachable")


def test_a_failed_swap_leaves_the_old_base_serving(tmp_path: Path) -> None:
    db = tmp_path / "kb.db"
    publish_sentence(db, "旧的")
    with pytest.raises(BuildError, match="cannot be published"):
        publish(tmp_path / "absent", db)
    assert read_sentence(db) == "旧的"
    assert db.readlink().name.startswith("kb-")
