"""The command that serves a base: builds it first, listens on loopback, says what it lacks."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.__main__ import main as run_bot
from knowledge.__main__ import main as run_knowledge
from knowledge.storing.writer import write_base
from tests.bases import small_extracts, write_folder

ROOT = Path(__file__).parents[3]


def test_browse_builds_the_base_of_the_settings_and_serves_it(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "in", a="潮汐科技成立于2018年，总部设在宁波。")
    settings = {"ARTICLES_DIR": str(folder), "KNOWLEDGE_DB": str(tmp_path / "k.db"), "BOT_TOKEN": ""}
    command = [sys.executable, "-m", "bot", "browse", "--port", "0"]
    with subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **settings}, stderr=subprocess.PIPE, encoding="utf-8"
    ) as served:
        assert served.stderr is not None
        try:
            said = []
            for line in served.stderr:
                said.append(line)
                if found := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
                    break
            assert found, "".join(said)
            page = httpx.get(f"{found[1]}/entity", params={"name": "潮汐科技"}, follow_redirects=True, trust_env=False)
        finally:
            served.terminate()
            served.stderr.read()
    assert page.status_code == 200
    assert "潮汐科技成立于2018年，总部设在宁波。" in page.text


def test_without_datasette_both_commands_say_what_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    db = tmp_path / "k.db"
    write_base(db, small_extracts())
    monkeypatch.delitem(sys.modules, "knowledge.browsing.site", raising=False)
    monkeypatch.setitem(sys.modules, "datasette", None)
    assert run_knowledge(["browse", "--db", str(db)]) == 2
    assert "`make browse` installs" in capsys.readouterr().err
    monkeypatch.setenv("KNOWLEDGE_DB", str(tmp_path / "other.db"))
    monkeypatch.setenv("ARTICLES_DIR", str(write_folder(tmp_path / "in", a="潮汐科技成立于2018年。")))
    assert run_bot(["browse"]) == 1
    assert "`make browse` installs" in capsys.readouterr().err
