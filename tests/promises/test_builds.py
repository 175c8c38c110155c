"""The old knowledge serves while a build runs and after it failed, whatever ended it."""

import os
import resource
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from knowledge.building.build import build_base
from knowledge.storing.store import open_base
from tests.bases import write_folder
from tests.promises.scale import scaled

ROOT = Path(__file__).parents[2]
TIDE = "潮汐科技成立于2018年，总部位于宁波。\n\n潮汐科技的估值达到25亿美元。"
ISLE = "北屿智能成立于2020年。\n\n北屿智能有120名员工。"


class Reader(threading.Thread):
    """Opens the base again and again, as a bot that starts does, and notes what it finds."""

    def __init__(self, db: Path) -> None:
        super().__init__(daemon=True)
        self._db = db
        self._ended = threading.Event()
        self.reads = 0
        self.bad: list[str] = []

    def run(self) -> None:
        while not self._ended.is_set():
            try:
                base = open_base(self._db)
                said = {fact.relation for fact in base.facts(subject="潮汐科技")}
                base.close()
                self.reads += 1
                if not {"founded", "valuation"} <= said:
                    self.bad.append(f"only {said}")
            except Exception as error:
                self.bad.append(repr(error))
            sleep(0.005)

    def __enter__(self) -> "Reader":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self.join()


def start_build(folder: Path, db: Path, **more: Any) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "knowledge", "build", str(folder), "--db", str(db)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)


@pytest.mark.promise(4)
def test_a_killed_build_leaves_the_old_base_serving(tmp_path: Path, record_property: Any) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    build_base([folder], db)
    before = db.resolve()
    write_folder(folder, **{f"n{number:03}": TIDE + ISLE * 50 for number in range(40)})
    killed = 0
    with Reader(db) as reader:
        for delay in (0, 0.05, 0.2, 0.4) * scaled(1, 10, 50):
            process = start_build(folder, db)
            while process.poll() is None and not list(tmp_path.glob(".kb.db.tmp-*")):
                sleep(0.01)
            sleep(delay)
            process.kill()
            process.communicate()
            killed += process.returncode == -signal.SIGKILL
            if process.returncode == 0:  # it was faster: the next one must begin from the old base again
                db.unlink()
                db.symlink_to(before.name)
            assert db.resolve() == before
    record_property("figure", f"{killed} builds killed, {reader.reads} reads meanwhile, {len(reader.bad)} bad")
    assert killed
    assert reader.reads
    assert reader.bad == []
    assert build_base([folder], db).articles == 41
    assert not list(tmp_path.glob(".kb.db.tmp-*"))


def run_counting(folder: Path, db: Path, dies_in: int) -> "subprocess.CompletedProcess[bytes]":
    """A build that is killed at its INSERT of that number; 0: that ends, and says how many it made."""
    command = [sys.executable, "-m", "tests.promises.dying_build", str(folder), str(db)]
    environment = os.environ | {"DIES_IN": str(dies_in)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)


@pytest.mark.promise(4)
def test_a_build_killed_at_any_insert_leaves_the_old_base_serving(tmp_path: Path, record_property: Any) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    for one in (db, tmp_path / "twin.db"):
        build_base([folder], one)
    before = db.resolve()
    write_folder(folder, **{f"n{number:03}": TIDE + ISLE * 2 for number in range(9)})
    inserts = int(run_counting(folder, tmp_path / "twin.db", 0).stdout)
    killed = scaled(2, 10, 200)
    with Reader(db) as reader:
        for number in range(killed):
            process = run_counting(folder, db, 1 + number * (inserts - 1) // (killed - 1))
            assert process.returncode == -signal.SIGKILL, process.stderr.decode()
            assert db.resolve() == before
    record_property(
        "figure", f"{killed} killed at one of {inserts} inserts, {reader.reads} reads, {len(reader.bad)} bad"
    )
    assert reader.bad == []
    assert build_base([folder], db).articles == 10
    assert not list(tmp_path.glob(".kb.db.tmp-*"))


@pytest.mark.promise(4)
def test_a_full_disk_leaves_the_old_base_serving(tmp_path: Path, record_property: Any) -> None:
    folder, db = write_folder(tmp_path / "in", a=TIDE), tmp_path / "kb.db"
    build_base([folder], db)
    before = db.resolve()
    write_folder(folder, **{f"n{number:03}": TIDE + ISLE * 8 for number in range(9)})
    sizes = range(10_000, 160_000, 150_000 // scaled(3, 20, 80))
    with Reader(db) as reader:
        for size in sizes:
            limit = (size, size)
            process = start_build(folder, db, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))  # noqa: B023
            _, complaint = process.communicate()
            assert process.returncode == 2
            assert complaint.decode().count("\n") == 1
            assert db.resolve() == before
    record_property("figure", f"{len(sizes)} sizes of a full disk, {reader.reads} reads, {len(reader.bad)} bad")
    assert reader.bad == []
    assert not list(tmp_path.glob(".kb.db.tmp-*"))
