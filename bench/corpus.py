"""What is measured on: the shared articles where they are, else the bundled digests; and questions about them."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared/articles"
BUNDLED = ROOT / "knowledge/articles"
WRITTEN = ROOT / "tests/articles"
"""Invented articles, for the tests."""
SUFFIXES = (".txt", ".md", ".html")
QUESTIONS = Path(__file__).with_name("questions.txt")


def find_articles() -> tuple[Path, ...]:
    """The files of the corpus, in order of name."""
    folder = SHARED if SHARED.is_dir() else BUNDLED
    return _list(folder)


def find_models() -> tuple[Path, ...]:
    """The files that made-up articles take their sentences from."""
    return tuple(path for folder in (WRITTEN, SHARED) if folder.is_dir() for path in _list(folder))


def _list(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES))


def load_questions() -> tuple[str, ...]:
    """One question a line; a line that starts with # is a heading."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
