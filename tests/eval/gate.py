"""The answer test: builds a base from a corpus, asks every case, scores the answers, holds them against floors.json.

usage: gate.py [CORPUS…]        dev: the five articles; other: articles that nobody prepared a lexicon for

Exits 1 where a share lies under its floor; says "skipped" and exits 0 where the shared corpora are absent.
Keeps the answers in var/eval/CORPUS.jsonl, for `score.py --failures`.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SCORE = SHARED / "eval/score.py"
CORPORA: Mapping[str, tuple[Path, Path]] = {
    "dev": (SHARED / "articles", SHARED / "eval/dev.jsonl"),
    "other": (SHARED / "eval/other/articles", SHARED / "eval/other/cases.jsonl"),
}
FLOORS = Path(__file__).with_name("floors.json")
OUT = ROOT / "var/eval"


def run(*arguments: object) -> str:
    """What a Python run prints on standard output. Exits with its code where it fails."""
    done = subprocess.run([sys.executable, *map(str, arguments)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"failed with exit code {done.returncode}: {' '.join(map(str, arguments))}")
    return done.stdout


def answer_cases(corpus: str) -> Path:
    """The file of answers to the corpus's cases, asked over a base built just now."""
    articles, cases = CORPORA[corpus]
    base, answers = OUT / f"{corpus}.db", OUT / f"{corpus}.jsonl"
    run("-m", "knowledge", "build", articles, "--db", base, "--json")
    answers.write_text(run("-m", "bot", "answer", cases, "--db", base), encoding="utf-8")
    return answers


def find_shortfalls(corpus: str, answers: Path) -> tuple[str, ...]:
    """One line for each share under its floor; prints the whole score."""
    cases = CORPORA[corpus][1]
    print(f"{corpus}\n{run(SCORE, cases, answers)}")
    score = json.loads(run(SCORE, cases, answers, "--json"))
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[corpus]
    shares = {key: score[key]["passed"] / score[key]["of"] for key in floors}
    return tuple(
        f"{corpus}: {key} {shares[key]:.1%}, floor {floors[key]:.1%}" for key in floors if shares[key] < floors[key]
    )


def main() -> None:
    if not SCORE.exists():
        print("skipped: no ../shared")
        return
    OUT.mkdir(parents=True, exist_ok=True)
    short = tuple(line for corpus in sys.argv[1:] or CORPORA for line in find_shortfalls(corpus, answer_cases(corpus)))
    if short:
        sys.exit("\n".join(short))


if __name__ == "__main__":
    main()
