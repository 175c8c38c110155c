"""make audit: what was not looked up is never said to be sound."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parents[1] / ".ci/audit.py"


@pytest.fixture
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def write_tool(folder: Path, said: str, status: int) -> str:
    tool = folder / "python"
    tool.write_text(f"#!/bin/sh\ncat <<'END'\n{said}\nEND\necho no service >&2\nexit {status}\n")
    tool.chmod(0o755)
    return str(tool)


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": packages})


SOUND = {"name": "a", "version": "1", "vulns": []}
FLAWED = {"name": "b", "version": "2", "vulns": [{"id": "X-1"}]}
SKIPPED = {"name": "c", "skip_reason": "not there"}
RUNS = {
    "sound": (report(SOUND), 0, 0, "1 of 2 packages checked, 0 flaws"),
    "flawed": (report(SOUND, FLAWED), 1, 1, "b 2: X-1"),
    "skipped all": (report(SKIPPED), 0, 2, "not checked"),
    "no report": ("", 1, 2, "not checked: no service"),
    "no json": ("<html>", 0, 2, "not checked"),
}


@pytest.mark.parametrize("run", RUNS)
def test_only_what_was_looked_up_counts(
    audit: ModuleType, tmp_path: Path, run: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said, status, expected, words = RUNS[run]
    monkeypatch.setattr(audit, "PYTHON", write_tool(tmp_path, said, status))
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1 \\\n    --hash=sha256:00\nb==2 \\\n    --hash=sha256:00\n")
    assert audit.audit(lock) == expected
    assert words in capsys.readouterr().out
