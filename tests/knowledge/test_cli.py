import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.listing import render_fact, render_json, render_quote
from knowledge.profile import find_entity, to_sections
from knowledge.storing.publish import lock_build
from knowledge.storing.store import KnowledgeBase
from knowledge.storing.writer import write_base
from knowledge.types import Entity, EntityKind
from tests import factories
from tests.bases import small_extracts, write_folder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "small.db"
    write_base(path, small_extracts())
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as end:
        code = int(end.code or 0)
    written = capsys.readouterr()
    return code, written.out, written.err


def test_build_prints_counts_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "in", a="潮汐科技成立于2018年。", b="")
    code, out, err = run(capsys, "build", folder, "--db", tmp_path / "kb.db", "--json")
    report = json.loads(out)
    assert (code, report["articles"], report["new"]) == (1, 1, ["a.txt"])
    assert [failure["file"] for failure in report["failed"]] == ["b.txt"]
    assert {"passages", "entities", "facts", "quotes", "seconds"} <= report.keys()
    assert err.startswith("b.txt: ")
    assert err.count("\n") == 1


def test_build_tells_a_person_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "in", a="潮汐科技成立于2018年。")
    code, out, err = run(capsys, "build", folder, "--db", tmp_path / "kb.db")
    assert (code, err) == (0, "")
    assert out.startswith("1 articles, ")
    assert "1 new, 0 changed, 0 gone" in out


def test_facts_are_json_lines_with_their_evidence(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "facts", "--db", db, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (code, err, len(lines)) == (0, "", 3)
    text = small_extracts()[0].article.text
    raised = lines[1]
    assert text[raised["start"] : raised["end"]] == raised["snippet"]
    assert (raised["article"], raised["subject"], raised["relation"]) == ("a.txt", "潮汐科技", "funding")
    assert raised["quantity"] == {
        "low": "350000000.00",
        "high": "350000000.00",
        "unit": "CNY",
        "words": "3.50亿元",
        "approximate": False,
        "is_money": True,
    }
    assert raised["period"] == {"start": "2023-04-01", "end": "2023-04-30", "precision": "month", "words": "2023年4月"}
    assert (lines[2]["status"], lines[2]["quantity"]["high"]) == ("rumoured", None)


@pytest.mark.parametrize(
    ("arguments", "relations"),
    [
        (("--entity", "潮汐"), ["founded", "funding"]),
        (("--entity", "tide tech", "--relation", "funding"), ["funding"]),
        (("--entity", "白鹭资本"), ["funding"]),
        (("--relation", "valuation"), ["valuation"]),
        (("--relation", "nonsense"), []),
    ],
    ids=["alias", "alias in another case", "object", "relation", "no such relation"],
)
def test_facts_are_filtered(
    db: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], relations: list[str]
) -> None:
    _, out, _ = run(capsys, "facts", "--db", db, "--json", *arguments)
    assert [json.loads(line)["relation"] for line in out.splitlines()] == relations


def test_an_unknown_name_is_said(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "facts", "--db", db, "--entity", "无此公司") == (0, "", "无此公司: no entity of that name\n")
    assert run(capsys, "show", "--db", db, "无此公司") == (2, "", "无此公司: no entity of that name\n")


def test_quotes_are_found_by_speaker_and_by_topic(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("齐慕远", "潮汐"):
        _, out, _ = run(capsys, "quotes", "--db", db, "--json", "--entity", name)
        (line,) = map(json.loads, out.splitlines())
        assert (line["speaker"], line["topics"], line["words"] in line["snippet"]) == ("齐慕远", ["潮汐科技"], True)
    assert run(capsys, "quotes", "--db", db, "--entity", "北屿")[1] == ""


def test_people_get_readable_lines(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (_, raised), (worth,) = (extract.facts for extract in small_extracts())
    (quote,) = small_extracts()[0].quotes
    assert "潮汐科技 · funding · 白鹭资本 · B轮 · 3.50亿元 · 2023年4月 [stated] — a.txt 19-" in render_fact(raised)
    assert "约20亿美元 · 一名投资人 [rumoured]" in render_fact(worth)
    assert render_quote(quote).startswith("齐慕远 [表示] (潮汐科技): 港口先于家庭用上机器人 — a.txt")
    assert "\n" not in render_json(raised) + render_fact(raised)


def test_show_groups_facts_by_relation_with_the_words_that_say_them(
    db: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, "show", "--db", db, "潮汐")
    first, counts, *rest = out.splitlines()
    assert (code, err) == (0, "")
    assert (first, counts) == ("潮汐科技 · company · 潮汐 · Tide Tech", "facts: 2 · quotes: 1")
    assert rest[rest.index("founded 成立时间") + 1 : rest.index("founded 成立时间") + 4] == [
        "  宁波",
        "    潮汐科技在宁波成立，做港口调度的模型",
        "    a.txt 0-18",
    ]
    assert "  白鹭资本 · B轮 · 3.50亿元 · 2023-04" in rest
    assert rest[rest.index("said of it by others") + 1] == "  齐慕远 · 表示 · positive"


def test_show_says_how_firm_a_fact_is_and_who_says_so(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "--db", db, "北屿")
    assert "  约20亿美元 · a rumour · according to 一名投资人\n" in out


def test_show_gives_the_facts_of_others_to_their_object(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "show", "--db", db, "白鹭资本")
    assert "funding of\n  潮汐科技 · B轮 · 3.50亿元 · 2023-04\n" in out


def test_the_newest_fact_of_a_relation_comes_first() -> None:
    facts = [factories.fact(period=factories.period(year)) for year in (2021, 2024, 2023)]
    undated, old = factories.fact(), replace(facts[0], evidence=factories.evidence(article="old.txt"), period=None)
    (section,) = to_sections([undated, old, *facts], {"old.txt": factories.period(2019)})
    assert section.facts == (facts[1], facts[2], facts[0], old, undated)


@pytest.mark.parametrize(
    ("name", "near"),
    [("潮汐科枝", "潮汐科技"), ("北屿智能科技", "北屿智能"), ("tide", "潮汐科技")],
    ids=["a slip", "a longer name", "a part of an alias"],
)
def test_an_unknown_name_gets_the_nearest(db: Path, capsys: pytest.CaptureFixture[str], name: str, near: str) -> None:
    code, out, err = run(capsys, "show", "--db", db, name)
    assert (code, out) == (2, "")
    assert err.startswith(f"{name}: no entity of that name; near it: {near}")


def test_a_name_of_two_entities_names_none(tmp_path: Path, kb: KnowledgeBase) -> None:
    assert find_entity(kb, "潮汐") == Entity("潮汐科技", EntityKind.COMPANY, ("潮汐", "Tide Tech"), known=False)
    assert find_entity(kb, "。") is None


def test_check_passes_a_sound_base(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", "--db", db)
    assert (code, err) == (0, "")
    assert "2 articles, 5 passages, 4 entities, 3 facts, 1 quotes" in out


def test_check_names_every_span_that_does_not_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = small_extracts()
    moved = replace(first.facts[0], evidence=replace(first.facts[0].evidence, start=1))
    swapped = replace(first.quotes[0], words="从未说过")
    db = tmp_path / "kb.db"
    write_base(db, (replace(first, facts=(moved,), quotes=(swapped,)), second))
    code, out, err = run(capsys, "check", "--db", db)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "a.txt: quote 0 (齐慕远): the words are not in its snippet",
        "a.txt: fact 0 (潮汐科技, founded): 1 to 18 is not its snippet",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "missing", "--db", "kb.db"),
        ("build", "empty", "--db", "kb.db"),
        ("build", "in", "--db", "diary.db"),
        ("build", "in", "--db", "diary.db/kb.db"),
        ("facts", "--db", "missing.db"),
        ("quotes", "--db", "diary.db"),
        ("check", "--db", "in"),
        ("show", "--db", "diary.db", "潮汐"),
        ("build", "--db", "kb.db"),
        ("facts",),
        ("nonsense",),
        (),
    ],
    ids=" ".join,
)
def test_every_error_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_folder(tmp_path / "in", a="潮汐科技成立于2018年。")
    (tmp_path / "empty").mkdir()
    (tmp_path / "diary.db").write_text("my diary", encoding="utf-8")
    code, out, err = run(capsys, *arguments)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert (tmp_path / "diary.db").read_text(encoding="utf-8") == "my diary"


def test_a_second_build_gets_exit_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, db = write_folder(tmp_path / "in", a="潮汐科技成立于2018年。"), tmp_path / "kb.db"
    with lock_build(db):
        assert run(capsys, "build", folder, "--db", db) == (3, "", f"{db}: another build is running\n")


def test_a_reader_that_has_seen_enough_is_no_error(db: Path) -> None:
    command = f"{sys.executable} -m knowledge facts --db {db} --json | true"
    for _ in range(3):
        ended = subprocess.run(["/bin/sh", "-c", command], cwd=ROOT, capture_output=True, check=False)
        assert ended.stderr == b""


def test_the_command_line_writes_utf_8_whatever_the_locale(db: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "knowledge", "facts", "--db", str(db), "--json"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert "潮汐科技" in ended.stdout.decode("utf-8")
