"""The command line: answers on standard output, one clear line on standard error."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from knowledge.building.build import build_base

ARTICLE = "# 星河智能完成新一轮融资\n\n2024年3月，大模型公司星河智能完成2亿美元A轮融资，投后估值为12亿美元。\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working directory with articles and their base."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "articles").mkdir()
    (folder / "articles" / "first.md").write_text(ARTICLE, encoding="utf-8")
    build_base([folder / "articles"], folder / "k.db")
    return folder


def test_ask_prints_the_answer_with_its_citation(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "星河智能的估值是多少？", "--db", str(folder / "k.db")]) == 0
    printed = capsys.readouterr().out
    assert "12亿美元" in printed.splitlines()[0]
    assert "[1] 星河智能完成新一轮融资" in printed


def test_ask_explains_itself(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "星河智能的估值是多少？", "--explain", "--db", str(folder / "k.db")])
    assert "星河智能" in capsys.readouterr().out.split("\n\n")[-1]


def test_ask_prints_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["ask", "星河智能的估值是多少？", "--json", "--db", str(folder / "k.db")])
    assert json.loads(capsys.readouterr().out)["status"] == "answered"


def test_answer_prints_a_line_a_case_in_order(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = [
        {"id": "a", "q": "那估值呢", "history": ["星河智能融资了多少"]},
        {"id": "c", "q": "星河智能的估值是多少？", "history": None},
    ]
    path = folder / "cases.jsonl"
    path.write_text("\n".join(json.dumps(case) for case in cases) + "\n\n", encoding="utf-8")
    assert main(["answer", str(path), "--db", str(folder / "k.db")]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["a", "c"]
    assert {line["status"] for line in lines} == {"answered"}
    citation = lines[1]["citations"][0]
    assert set(citation) == {"article", "snippet", "start", "end", "title", "url"}
    assert citation["article"] == "first.md"
    assert lines[1]["text"].startswith(lines[1]["answer"])


BAD = {
    "no base": ["ask", "x", "--db", "nowhere.db"],
    "no cases": ["answer", "nowhere.jsonl", "--db", "k.db"],
    "not a case": ["answer", "articles/first.md", "--db", "k.db"],
    "not a base": ["ask", "x", "--db", "articles/first.md"],
}


@pytest.mark.parametrize("arguments", BAD.values(), ids=BAD)
def test_bad_input_is_one_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert arguments[1] in printed.err or arguments[-1] in printed.err


def run(folder: Path, words: str, command: str = "run", **settings: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot` in folder with words as its standard input."""
    environment = {name: value for name, value in os.environ.items() if name not in ("BOT_TOKEN", "ARTICLES_DIR")}
    environment |= {"PYTHONPATH": str(Path(__file__).parents[2]), "ARTICLES_DIR": str(folder / "articles")}
    return subprocess.run(
        [sys.executable, "-m", "bot", command],
        cwd=folder,
        env=environment | settings,
        input=words,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["run", "chat"])
def test_piped_questions_are_answered_line_by_line(folder: Path, command: str) -> None:
    ended = run(folder, "星河智能的估值是多少？\n\n它融资了多少？\n", command)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert ended.stdout.startswith("12亿美元")
    assert ended.stdout.count("[1] ") == 2


def test_a_bad_token_is_one_line_without_the_token(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "12345 oh-so-secret")
    assert main(["run"]) == 1
    printed = capsys.readouterr().err
    assert len(printed.splitlines()) == 1
    assert printed.startswith("BOT_TOKEN: ")
    assert "oh-so-secret" not in printed
