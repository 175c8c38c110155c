"""What is kept between starts: used for its key, made anew for another one or when it is damaged."""

import sys
from pathlib import Path

import pytest

from knowledge.keeping import keep


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    return tmp_path / "words.yaml"


def kept(source: Path) -> Path:
    (place,) = (source.parent / "__pycache__").iterdir()
    return place


def test_what_is_kept_is_not_made_again(source: Path) -> None:
    assert keep(source, "rules", "1", lambda: {"群": ["a", 1, None]}) == {"群": ["a", 1, None]}
    assert keep(source, "rules", "1", dict) == {"群": ["a", 1, None]}


def test_another_key_makes_it_anew(source: Path) -> None:
    keep(source, "rules", "1", lambda: "old")
    assert keep(source, "rules", "2", lambda: "new") == "new"
    assert keep(source, "rules", "2", lambda: "newer") == "new"


@pytest.mark.parametrize("damaged", [b"", b"\xff\xfe", b"s\x10\x00\x00\x00ab"], ids=["empty", "other", "cut short"])
def test_what_is_damaged_is_made_anew(source: Path, damaged: bytes) -> None:
    keep(source, "rules", "1", lambda: "old")
    kept(source).write_bytes(damaged)
    assert keep(source, "rules", "1", lambda: "new") == "new"


def test_nothing_is_kept_where_python_keeps_nothing(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep(source, "rules", "1", lambda: "old")
    assert not (source.parent / "__pycache__").exists()


def test_where_nobody_may_write_it_is_made_each_time(source: Path) -> None:
    (source.parent / "__pycache__").write_text("a file where the folder would be", encoding="utf-8")
    assert [keep(source, "rules", "1", lambda text=text: text) for text in ("one", "two")] == ["one", "two"]


def test_what_marshal_cannot_write_is_given_and_not_kept(source: Path) -> None:
    assert keep(source, "rules", "1", lambda: source) == source
    assert not list(source.parent.glob("__pycache__/*"))
