"""The lock files: every requirement met, every file hashed, and no word of where a file came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUN, BROWSE, DEV = "requirements.lock", "requirements-browse.lock", "requirements-dev.lock"
BUILD = "requirements-build.lock"
RUNS = PROJECT["project"]["dependencies"]
BROWSES = RUNS + PROJECT["project"]["optional-dependencies"]["browse"]
WANTED = {
    BUILD: PROJECT["dependency-groups"]["build"],
    RUN: RUNS,
    BROWSE: BROWSES,
    DEV: BROWSES + PROJECT["dependency-groups"]["dev"],
}

each_lock = pytest.mark.parametrize("name", WANTED)


def pins(name: str) -> dict[str, Version]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {package: Version(version) for package, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE)}


@each_lock
def test_a_lock_meets_every_requirement_of_the_project(name: str) -> None:
    locked = pins(name)
    for line in WANTED[name]:
        wanted = Requirement(line)
        assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), f"{line}: run make lock"


@each_lock
def test_every_locked_package_has_its_hashes(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / name).read_text(encoding="utf-8"))[1:]
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


@each_lock
def test_a_lock_names_no_host_and_no_path(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.findall(r"://|--index|--find-links|@ |^#.*/\w+/", text, re.MULTILINE) == []


def test_development_runs_the_versions_that_users_run() -> None:
    assert pins(DEV).items() >= pins(BROWSE).items() >= pins(RUN).items()
