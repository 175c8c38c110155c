"""The answer test: builds a base from a corpus, asks every case, scores the answers, holds them against floors.json.

usage: gate.py [--update] [CORPUS…]     dev: the five articles; other: articles that nobody prepared a lexicon for

Prints the score by kind and which cases were gained and lost since floors.json was written. Exits 1 where a share lies
under its floor or more answers are wrong than allowed; says "skipped" and exits 0 where the shared corpora are absent.
--update writes what fails now and raises the floors to what is reached; it never lowers one: that is done by hand.
Keeps the answers in var/eval/CORPUS.jsonl, for `score.py --failures`.
"""

import argparse
import json
import math
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Standard:
    """What floors.json asks of a corpus."""

    floors: dict[str, float]
    """A line of the score (all, kind quote, status not_found ...) -> the share that has to pass."""
    wrong: float
    """The share of all cases that may be answered wrongly."""
    failing: tuple[str, ...]
    """The cases that failed when this was written."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a corpus came to."""

    shares: Mapping[str, float]
    wrong: float
    failing: tuple[str, ...]


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


def score(corpus: str, answers: Path) -> Result:
    """The score of the answers; prints it."""
    cases = CORPORA[corpus][1]
    print(f"{corpus}\n{run(SCORE, cases, answers)}")
    counted = json.loads(run(SCORE, cases, answers, "--json"))
    wrong = counted.pop("false_answers") / counted["all"]["of"]
    told = run(SCORE, cases, answers, "--failures")
    ids = [json.loads(line)["id"] for line in cases.read_text(encoding="utf-8").splitlines()]
    failing = tuple(one for one in ids if re.search(rf"^{re.escape(one)}\s", told, re.MULTILINE))
    return Result({key: count["passed"] / count["of"] for key, count in counted.items()}, wrong, failing)


def find_shortfalls(corpus: str, result: Result, standard: Standard) -> tuple[str, ...]:
    """One line for each share that is not as good as asked."""
    under = [
        f"{corpus}: {key} {result.shares[key]:.1%}, floor {floor:.1%}"
        for key, floor in standard.floors.items()
        if result.shares[key] < floor
    ]
    if result.wrong > standard.wrong:
        under.append(f"{corpus}: answered wrongly {result.wrong:.1%}, at most {standard.wrong:.1%}")
    return tuple(under)


def compare(result: Result, standard: Standard) -> str:
    """Which cases pass that did not, and the other way about."""
    gained = [one for one in standard.failing if one not in result.failing]
    lost = [one for one in result.failing if one not in standard.failing]
    return f"gained: {' '.join(gained) or 'none'}; lost: {' '.join(lost) or 'none'}\n"


def raised(result: Result, standard: Standard) -> Standard:
    """The standard with each floor at the whole percent reached, where that is more than it was."""
    floors = {key: max(floor, math.floor(100 * result.shares[key]) / 100) for key, floor in standard.floors.items()}
    wrong = min(standard.wrong, math.ceil(100 * result.wrong) / 100)
    return Standard(floors, wrong, result.failing)


def read_standards() -> dict[str, Standard]:
    """The standards by corpus."""
    written = json.loads(FLOORS.read_text(encoding="utf-8"))
    return {name: Standard(one["floors"], one["wrong"], tuple(one["failing"])) for name, one in written.items()}


def write_standards(standards: Mapping[str, Standard]) -> None:
    lines = [
        f'  "{name}": {{\n    "floors": {json.dumps(one.floors)},\n    "wrong": {one.wrong},\n'
        f'    "failing": {json.dumps(one.failing)}\n  }}'
        for name, one in standards.items()
    ]
    FLOORS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("corpora", nargs="*", metavar="CORPUS", choices=[[], *CORPORA])
    options = parser.parse_args()
    if not SCORE.exists():
        print("skipped: no ../shared")
        return
    OUT.mkdir(parents=True, exist_ok=True)
    standards = read_standards()
    short: list[str] = []
    for corpus in options.corpora or CORPORA:
        result = score(corpus, answer_cases(corpus))
        print(compare(result, standards[corpus]))
        short += find_shortfalls(corpus, result, standards[corpus])
        standards[corpus] = raised(result, standards[corpus])
    if options.update:
        write_standards(standards)
    if short:
        sys.exit("\n".join(short))


if __name__ == "__main__":
    main()
