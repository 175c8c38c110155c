"""Cutting: from a ranked passage to the words of an answer and to its citation. Every cut is verbatim."""

import re
from collections.abc import Iterable, Sequence

from bot.types import Citation, Findings, Interpretation, Ranked
from knowledge.text import fold
from knowledge.types import Found, Source

CITED = 300
"""Characters of a cited snippet; the sentence that says it, and its neighbours as far as there is room."""
CLAUSE_ENDS = re.compile(r"[，,；;：:。！？!?\n]|—{1,2}")
SENTENCE_ENDS = re.compile(r"([。！？!?]|\.(?=\s))[”」』’\"）)]*|\n")
ELLIPSIS = "…"


def cite(ranked: Ranked, findings: Findings, limit: int = CITED) -> Citation:
    """The citation of a passage, its neighbours in the paragraph included up to limit characters."""
    passage = ranked.found.passage
    start, end = widen(ranked.found, block_of(ranked, findings), limit)
    return to_citation(findings.sources[passage.article], start, end)


def cite_copies(ranked: Ranked, findings: Findings) -> tuple[Citation, ...]:
    """Where copies of the article say the same, one citation an article."""
    by_article = {at.article: at for at in reversed(ranked.found.also)}
    ordered = [by_article[name] for name in dict.fromkeys(at.article for at in ranked.found.also)]
    return tuple(to_citation(findings.sources[at.article], at.start, at.end) for at in ordered)


def to_citation(source: Source, start: int, end: int) -> Citation:
    """The span of the article as shown, with what is known of the article."""
    return Citation(
        article=source.name,
        start=start,
        end=end,
        snippet=source.text[start:end],
        title=source.title,
        outlet=source.outlet,
        published=source.published,
        reprinted=source.reprinted,
        url=source.url,
    )


def block_of(ranked: Ranked, findings: Findings) -> Sequence[Found]:
    """The passages of the paragraph; the passage alone where the paragraph was not fetched."""
    passage = ranked.found.passage
    return findings.blocks.get((passage.article, passage.index), (ranked.found,))


def widen(found: Found, block: Sequence[Found], limit: int, *, back: bool = True) -> tuple[int, int]:
    """(start, end) of the passage and as many of the sentences after and, if back, before it as fit into limit."""
    at = next((i for i, other in enumerate(block) if other.passage.index == found.passage.index), None)
    start, end = found.passage.start, found.passage.end
    if at is None:
        return start, end
    first, last = at, at
    while True:
        if last + 1 < len(block) and block[last + 1].passage.end - start <= limit:
            last += 1
            end = block[last].passage.end
        elif back and first > 0 and end - block[first - 1].passage.start <= limit:
            first -= 1
            start = block[first].passage.start
        else:
            return start, end


def cut_passage(ranked: Ranked, asked: Interpretation, limit: int, spans: Iterable[tuple[int, int]] = ()) -> str:
    """The passage in at most limit characters: whole, or the run of clauses that meets most of the question.

    spans: what must be in it before all else (the value asked for), as offsets into the snippet. What was left out
    is marked with an ellipsis.
    """
    snippet = ranked.found.snippet.strip()
    shift = ranked.found.snippet.find(snippet)
    if len(snippet) <= limit:
        return snippet
    marks = [(start - shift, end - shift, 10.0) for start, end in spans]
    marks += [(start, end, 1.0) for start, end in find_units(fold(snippet), asked)]
    borders = [0, *(m.end() for m in CLAUSE_ENDS.finditer(snippet)), len(snippet)]
    room = limit - 2 * len(ELLIPSIS)
    best = max(
        ((a, b) for i, a in enumerate(borders) for b in borders[i + 1 :] if 0 < b - a <= room),
        key=lambda cut: (sum(w for s, e, w in marks if cut[0] <= s and e <= cut[1]), cut[1] - cut[0]),
        default=(0, room),
    )
    text = snippet[best[0] : best[1]].strip().rstrip("，,；;：:—")
    return (ELLIPSIS if best[0] else "") + text + (ELLIPSIS if best[1] < len(snippet) else "")


def trim(snippet: str, span: tuple[int, int], limit: int) -> tuple[int, int]:
    """(start, end) of the part of snippet around span: whole sentences, as many as limit characters hold.

    Where the sentence itself is longer, whole clauses; where even the clause is, the characters around.
    """
    if len(snippet) <= limit:
        return 0, len(snippet)
    for ends in (SENTENCE_ENDS, CLAUSE_ENDS):
        borders = sorted({0, *(match.end() for match in ends.finditer(snippet)), len(snippet)})
        first = max(i for i, at in enumerate(borders) if at <= span[0])
        last = min((i for i, at in enumerate(borders) if at >= span[1] and i > first), default=len(borders) - 1)
        if borders[last] - borders[first] > limit:
            continue
        while last + 1 < len(borders) and borders[last + 1] - borders[first] <= limit:
            last += 1
        while first > 0 and borders[last] - borders[first - 1] <= limit:
            first -= 1
        return borders[first], borders[last]
    start = max(0, min(span[0] - limit // 2, len(snippet) - limit))
    return start, start + limit


def find_units(twin: str, asked: Interpretation) -> list[tuple[int, int]]:
    """The spans of a folded text that meet units of the question."""
    spans = []
    for unit in asked.units:
        for form in unit.forms:
            at = twin.find(fold(form) if unit.is_entity else form)
            if at >= 0:
                spans.append((at, at + len(form)))
                break
    return spans
