"""What plain tools do with a question, to be timed beside ours: a bare FTS5 query, and the top sentence by BM25."""

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from knowledge.text import cut_words, fold, has_letter

FOUND = 10
"""Passages that a query gives back."""
K1, B = 1.5, 0.75
"""The usual constants of BM25 (rank_bm25's own)."""


class BareQuery:
    """Sentences in an FTS5 table in memory, found by any word of the question, best first. Words by rjieba."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._tables = sqlite3.connect(":memory:")
        self._tables.execute("CREATE VIRTUAL TABLE sentences USING fts5(words, said UNINDEXED)")
        rows = ((" ".join(_words(said)), said) for said in sentences)
        self._tables.executemany("INSERT INTO sentences VALUES (?, ?)", rows)

    def find(self, question: str) -> tuple[str, ...]:
        """The best sentences; empty where no word of the question is in any."""
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(_words(question)))
        sql = "SELECT said FROM sentences WHERE words MATCH ? ORDER BY rank LIMIT ?"
        return tuple(row[0] for row in self._tables.execute(sql, (asked, FOUND))) if asked else ()


class TopSentence:
    """Answers with the one sentence that BM25 puts first."""

    def __init__(self, sentences: Sequence[str], cut: Callable[[str], list[str]]) -> None:
        """cut: text -> its words."""
        self._sentences, self._cut = sentences, cut
        counts = [Counter(cut(said)) for said in sentences]
        mean = sum(sum(count.values()) for count in counts) / len(counts)
        held: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, count in enumerate(counts):
            long = K1 * (1 - B + B * sum(count.values()) / mean)
            for word, times in count.items():
                held[word].append((number, times * (K1 + 1) / (times + long)))
        self._held = {
            word: (math.log(1 + (len(counts) - len(where) + 0.5) / (len(where) + 0.5)), where)
            for word, where in held.items()
        }

    def answer(self, question: str) -> str | None:
        """The sentence; None where no word of the question is in any."""
        scores: dict[int, float] = defaultdict(float)
        for word in self._cut(question):
            weight, where = self._held.get(word, (0.0, ()))
            for number, share in where:
                scores[number] += weight * share
        return self._sentences[max(scores, key=lambda number: scores[number])] if scores else None


def _words(text: str) -> list[str]:
    return [word for word in cut_words(fold(text)) if has_letter(word)]
