import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.building import reading
from knowledge.building.build import build_base, fingerprint_rules
from knowledge.building.folders import LARGEST
from knowledge.building.report import BuildReport, FactChanges, Failure
from knowledge.errors import BuildError, RuleError
from knowledge.names.lexicon import Lexicon
from knowledge.storing.check import find_faults
from knowledge.storing.store import open_base
from knowledge.terms import to_terms
from knowledge.types import Extract, Mention, NamedArticle
from tests.bases import write_folder

ROOT = Path(__file__).parents[3]
TIDE = "潮汐科技成立于2018年，总部位于宁波。\n\n潮汐科技的估值达到25亿美元。"
ISLE = "北屿智能成立于2020年。\n\n北屿智能有120名员工。"


def dump(db: Path) -> dict[str, Extract]:
    base = open_base(db)
    content = {name: base.extract(name) for name in base.digests()}
    base.close()
    return content


def texts(db: Path) -> dict[str, str]:
    return {name: extract.article.text for name, extract in dump(db).items()}


def outcome(report: BuildReport) -> tuple[object, ...]:
    return (report.articles, report.new, report.changed, report.gone, report.failed)


def test_a_build_reads_every_article(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", b=TIDE, a=ISLE)
    report = build_base([folder], tmp_path / "kb.db")
    assert outcome(report) == (2, ("a.txt", "b.txt"), (), (), ())
    base = open_base(tmp_path / "kb.db")
    assert [source.name for source in base.sources()] == ["a.txt", "b.txt"]
    assert tuple(find_faults(base)) == ()
    assert (report.passages, report.facts) == (base.passage_count, len(base.facts()))
    assert report.fact_changes == FactChanges(new=report.facts)
    assert base.fingerprint == fingerprint_rules()
    base.close()


def test_nothing_new_leaves_the_file_in_place(tmp_path: Path) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    first = build_base([folder], db)
    before = db.resolve()
    second = build_base([folder], db)
    assert db.resolve() == before
    assert not second.published
    assert outcome(second) == (1, (), (), (), ())
    assert (second.facts, second.fact_changes) == (first.facts, FactChanges())


def test_the_same_articles_of_other_folders_are_a_base_of_those(tmp_path: Path) -> None:
    first, second, db = write_folder(tmp_path / "1", a=TIDE), write_folder(tmp_path / "2", b=ISLE), tmp_path / "kb.db"
    build_base([first, second], db)
    assert not build_base([second, first], db).published
    second.rename(tmp_path / "3")
    report = build_base([first, tmp_path / "3"], db)
    assert (report.published, report.reread, outcome(report)) == (True, 0, (2, (), (), (), ()))
    assert not build_base([first, tmp_path / "3"], db).published


def test_a_damaged_base_is_built_anew_from_the_one_before_which_is_kept(tmp_path: Path) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    build_base([folder], db)
    sound = db.resolve()
    write_folder(folder, b=ISLE)
    build_base([folder], db)
    db.resolve().chmod(0o644)
    db.resolve().write_bytes(db.resolve().read_bytes()[:-9])
    write_folder(folder, c="山岚数据成立于2019年。")
    report = build_base([folder], db)
    assert outcome(report) == (3, ("b.txt", "c.txt"), (), (), ())
    assert report.reread == 0
    assert sorted(tmp_path.glob("kb-*.db")) == sorted((sound, db.resolve()))


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE, b=ISLE, c="山岚数据成立于2019年。"), tmp_path / "kb.db"
    build_base([folder], db)
    write_folder(folder, b=ISLE.replace("2020", "2021"), d="白鹭资本投资了山岚数据。")
    (folder / "c.txt").unlink()
    report = build_base([folder], db)
    assert outcome(report) == (3, ("d.txt",), ("b.txt",), ("c.txt",), ())
    assert report.reread == 0

    build_base([folder], tmp_path / "fresh.db")
    assert dump(db) == dump(tmp_path / "fresh.db")
    updated, fresh = open_base(db), open_base(tmp_path / "fresh.db")
    assert updated.build_id == fresh.build_id
    assert updated.entities() == fresh.entities()
    assert updated.search(to_terms("潮汐科技的估值"), 9) == fresh.search(to_terms("潮汐科技的估值"), 9)
    assert updated.facts(article="c.txt") == updated.passages_of("c.txt") == ()
    updated.close()
    fresh.close()


def test_new_rules_read_everything_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    build_base([folder], db)
    monkeypatch.setattr("knowledge.building.build.fingerprint_rules", lambda: "other rules")
    report = build_base([folder], db)
    assert report.published
    assert outcome(report) == (1, (), (), (), ())
    assert (report.reread, report.fact_changes) == (1, FactChanges())


def test_of_two_files_of_one_name_the_later_folder_wins(tmp_path: Path) -> None:
    first, second = write_folder(tmp_path / "1", a=TIDE), write_folder(tmp_path / "2", a=ISLE)
    report = build_base([first, second], tmp_path / "kb.db")
    assert "北屿" in texts(tmp_path / "kb.db")["a.txt"]
    assert report.overridden == (f"{first / 'a.txt'} gives way to {second / 'a.txt'}",)


def test_only_article_files_of_the_folder_itself_are_read(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", a=TIDE, b_MD=ISLE, c_pdf=b"%PDF", d_txt=b"")
    (folder / "d.txt").unlink()
    write_folder(tmp_path / "outside", secret=ISLE)
    write_folder(folder / "sub", e=ISLE)
    (folder / "leaving.txt").symlink_to(tmp_path / "outside/secret.txt")
    (folder / "inside.txt").symlink_to(folder / "a.txt")
    (folder / "folder.txt").mkdir()
    (folder / ".hidden.txt").write_text(ISLE, encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    build_base([folder], tmp_path / "kb.db")
    assert list(texts(tmp_path / "kb.db")) == ["a.txt", "b.MD", "inside.txt"]


def make_sparse(path: Path) -> None:
    path.touch()
    os.truncate(path, 50_000_000)


BAD: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.touch(),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "50 MB": make_sparse,
    "white space": lambda path: path.write_text(" \n\n\t\n", encoding="utf-8"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_named_and_the_others_are_read(tmp_path: Path, kind: str) -> None:
    folder = write_folder(tmp_path / "in", a=TIDE, c=ISLE)
    BAD[kind](folder / "b.txt")
    report = build_base([folder], tmp_path / "kb.db")
    assert list(texts(tmp_path / "kb.db")) == ["a.txt", "c.txt"]
    assert [failure.file for failure in report.failed] == ["b.txt"]
    assert report.failed[0].reason
    assert "\n" not in report.failed[0].reason
    again = build_base([folder], tmp_path / "kb.db")
    assert again.failed == report.failed


def test_a_file_of_more_than_the_limit_is_refused_by_size(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", a=TIDE)
    make_sparse(folder / "b.txt")
    report = build_base([folder], tmp_path / "kb.db")
    assert report.failed == (Failure("b.txt", f"50,000,000 bytes are more than {LARGEST:,}"),)


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8-sig", "utf-16"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = "潮汐科技成立於寧波，創辦人說港口需要更多的機器人。\n" * 20
    folder = write_folder(tmp_path / "in", a=text.encode(encoding))
    build_base([folder], tmp_path / "kb.db")
    assert "創辦人說港口需要更多的機器人" in texts(tmp_path / "kb.db")["a.txt"]


def test_a_file_that_vanishes_during_the_build_has_failed(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", a=TIDE, b=ISLE)
    report = build_base([folder], tmp_path / "kb.db", progress=lambda *_: (folder / "b.txt").unlink(missing_ok=True))
    assert outcome(report) == (1, ("a.txt",), (), (), (Failure("b.txt", "No such file or directory"),))


def test_a_name_that_is_no_text_is_one_line(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", a=TIDE)
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff\n.txt")).write_text(ISLE, encoding="utf-8")
    report = build_base([folder], tmp_path / "kb.db")
    assert [failure.file for failure in report.failed] == ["\ufffd\ufffd.txt"]


def test_a_file_that_turns_bad_takes_its_facts_with_it(tmp_path: Path) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE, b=ISLE), tmp_path / "kb.db"
    before = build_base([folder], db)
    write_folder(folder, b="")
    report = build_base([folder], db)
    assert (report.gone, len(report.failed)) == (("b.txt",), 1)
    assert report.fact_changes == FactChanges(gone=before.facts - report.facts)


def test_no_article_at_all_is_an_error_and_the_old_base_stays(tmp_path: Path) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    build_base([folder], db)
    before = dump(db)
    write_folder(folder, a="")
    for folders, reason in (
        ([tmp_path / "missing"], "No such file or directory"),
        ([write_folder(tmp_path / "empty")], "no article there"),
        ([folder / "a.txt"], "Not a directory"),
        ([folder], "no file could be read"),
    ):
        with pytest.raises(BuildError, match=reason):
            build_base(folders, db)
        assert dump(db) == before
    assert not list(tmp_path.glob(".*tmp*"))


def test_a_damaged_base_is_built_anew(tmp_path: Path) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    build_base([folder], db)
    before = dump(db)
    db.resolve().chmod(0o644)
    content = bytearray(db.read_bytes())
    content[5000] ^= 1
    db.resolve().write_bytes(content)
    assert build_base([folder], db).published
    assert dump(db) == before


def test_a_mistake_of_ours_costs_one_article_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = reading.read_named

    def read(named: NamedArticle, lexicon: Lexicon) -> Extract:
        extract = right(named, lexicon)
        if named.article.name == "b.txt":
            raise KeyError("passage 7")
        return replace(extract, mentions=(Mention("潮汐科技", 5, 9999),)) if named.article.name == "c.txt" else extract

    monkeypatch.setattr(reading, "read_named", read)
    folder = write_folder(tmp_path / "in", a=TIDE, b=ISLE, c=ISLE)
    report = build_base([folder], tmp_path / "kb.db")
    assert report.articles == 1
    assert report.failed == (
        Failure("b.txt", "cannot be read: KeyError: 'passage 7'"),
        Failure("c.txt", "mention of 潮汐科技: 5 to 9999 is not in the text"),
    )


def test_a_broken_rule_file_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(named: object, lexicon: object) -> Extract:
        raise RuleError("relations.yaml: valuation.unti: Extra inputs are not permitted")

    monkeypatch.setattr(reading, "read_named", read)
    with pytest.raises(RuleError, match=r"relations\.yaml: valuation"):
        build_base([write_folder(tmp_path / "in", a=TIDE)], tmp_path / "kb.db")
    assert not list(tmp_path.glob("*kb*tmp*"))


def test_many_files_are_read_by_several_processes_in_the_same_order(tmp_path: Path) -> None:
    folder = write_folder(
        tmp_path / "in", **{f"n{number:03}": TIDE.replace("2018", str(1950 + number)) for number in range(60)}
    )
    (folder / "n030.txt").write_bytes(b"")
    report = build_base([folder], tmp_path / "kb.db")
    assert (report.articles, [failure.file for failure in report.failed]) == (59, ["n030.txt"])
    assert [("1950" in text, "2009" in text) for text in list(texts(tmp_path / "kb.db").values())[::58]] == [
        (True, False),
        (False, True),
    ]


def test_the_real_articles_are_read_and_every_span_holds(tmp_path: Path, real_articles: tuple[Path, ...]) -> None:
    report = build_base(real_articles, tmp_path / "kb.db")
    assert (report.articles, report.failed) == (8, ())
    base = open_base(tmp_path / "kb.db")
    base.check_pages(index=True)
    assert tuple(find_faults(base)) == ()
    base.close()
