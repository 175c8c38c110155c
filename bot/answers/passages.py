"""Answers from passages, for questions that no fact fits: the best passage, and the value of the wanted form in it."""

from dataclasses import replace

from bot.answers.cutting import block_of, cite, cite_copies, cut_passage, to_citation, widen
from bot.answers.doubts import announces
from bot.answers.enough import choose
from bot.answers.saying import asks_who_said, find_sayers
from bot.answers.tables import is_row, render_row
from bot.answers.values import find_people, find_values, of_time_asked
from bot.replies import reply
from bot.types import Answer, Citation, Findings, Interpretation, Ranked, Status

SHORT = 150
"""Characters of a direct answer to a question of fact."""
LONG = 380
"""Characters of a direct answer that explains, quotes or lists."""
LONGEST_VALUE = 18
"""Characters of a value that is set before its clause; a longer one is a clause itself."""
LONGEST = 700
"""Characters of a reason with what it is the reason of."""
CITATIONS = 3
ANNOUNCED = ("list", "why")
"""Kinds whose answer may follow the passage that announces it."""
CLOSE = 0.75
"""A further passage is cited only if it is about whom the question is about, too, and its score is at least this share
of the best one's."""


def compose_short(asked: Interpretation, findings: Findings) -> Answer | None:
    """The answer of one or two lines: the value asked for, where there is one, and the clause that says it."""
    best = choose(asked, findings)
    if best is None:
        return None
    if is_row(best):
        return answered(asked, findings, render_row(best, asked)[:SHORT], (best,))
    anchor = findings.sources[best.found.passage.article].published
    found = find_values(best, asked, anchor)
    values = [words for _, _, words in of_time_asked(found, best.found.snippet, asked, anchor)]
    if found and not values:
        return None
    values = values or (find_sayers if asks_who_said(asked) else find_people)(best, asked, findings)
    if not values and len(best.found.snippet) < SHORT:
        return answered(asked, findings, to_text(best, asked, findings, SHORT, back=False), (best,))
    clause = cut_passage(best, asked, SHORT - 20, _spans(values[:1], best.found.snippet))
    if values and len(values[0]) < LONGEST_VALUE:
        clause = reply("answer.said", asked.language, value=values[0], clause=clause)
    return answered(asked, findings, clause[:SHORT], (best,))


def _spans(values: list[str], snippet: str) -> list[tuple[int, int]]:
    return [(at, at + len(words)) for words in values if (at := snippet.find(words)) >= 0]


def to_span(best: Ranked, asked: Interpretation, findings: Findings, limit: int) -> tuple[int, int]:
    """(start, end) of the passage with what it needs: what it announces after it, or else its paragraph."""
    if asked.kind in ANNOUNCED and announces(best, asked):
        following = findings.following.get((best.found.passage.article, best.found.passage.index), (best.found,))
        return widen(best.found, following, limit, back=False)
    return widen(best.found, block_of(best, findings), limit)


def to_text(best: Ranked, asked: Interpretation, findings: Findings, limit: int, *, back: bool = True) -> str:
    """The passage and as much of its paragraph as has room, what stands before it only if back; cut where too long."""
    if is_row(best):
        return render_row(best, asked)[:limit]
    start, end = widen(best.found, block_of(best, findings), limit, back=back)
    text = findings.sources[best.found.passage.article].text[start:end].strip()
    return text if len(text) <= limit else cut_passage(best, asked, limit)


def compose_long(asked: Interpretation, findings: Findings) -> Answer | None:
    """The answer that needs more than a clause: the best passage with its paragraph, as far as there is room."""
    best = choose(asked, findings)
    if best is None:
        return None
    if is_row(best):
        return answered(asked, findings, render_row(best, asked)[:LONG], (best,))
    start, end = to_span(best, asked, findings, LONG)
    return answered_span(asked, findings, best, start, end)


def answered_span(asked: Interpretation, findings: Findings, best: Ranked, start: int, end: int) -> Answer:
    """An answer that is this part of the passage's article; all of it is cited. Cut to the passage where too long."""
    source = findings.sources[best.found.passage.article]
    text = source.text[start:end].strip()
    if len(text) > LONGEST:
        return answered(asked, findings, cut_passage(best, asked, LONG), (best,))
    own = [to_citation(source, a, min(a + LONG, end)) for a in range(start, end, LONG)]
    others = answered(asked, findings, text, (best,))
    copies = cite_copies(best, findings)
    rest = (c for c in others.citations if c.article != source.name or c.end <= start or c.start >= end)
    return replace(others, citations=tuple(dict.fromkeys((*own, *copies, *rest)))[: max(CITATIONS, len(own))])


def answered(
    asked: Interpretation,
    findings: Findings,
    lead: str,
    used: tuple[Ranked, ...],
    further: tuple[Citation, ...] = (),
) -> Answer:
    """An answer from these passages, cited first; then further citations, then others nearly as good.

    Copies of the first come right after it, in places that nothing else needs: they show where else it can be read,
    and support nothing further.
    """
    limit = max(CITATIONS, len(used) + len(further))
    copies = cite_copies(used[0], findings)[: limit - len(used) - len(further)]
    rest = [r for r in findings.ranked if r.is_bound and r not in used and r.score >= CLOSE * used[0].score]
    own, last = ([cite(ranked, findings) for ranked in some] for some in (used, rest))
    bare = [cite(ranked, findings, 0) for ranked in used]
    citations: list[Citation] = []
    for wide, needed in (*zip(own, bare, strict=True), *((c, c) for c in further)):
        if not any(_holds(other, needed) for other in citations):
            citations.append(needed if any(_overlap(wide, other) for other in citations) else wide)
    spare: list[Citation] = []
    for citation in (*copies, *last):
        if len(citations) + len(spare) < limit and not any(_overlap(citation, c) for c in (*citations, *spare)):
            spare.append(citation)
    again = [c for c in spare if c in copies]
    rest_of = [c for c in spare if c not in copies]
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead, (*citations[:1], *again, *citations[1:], *rest_of))


def _holds(a: Citation, b: Citation) -> bool:
    return a.article == b.article and a.start <= b.start and b.end <= a.end


def _overlap(a: Citation, b: Citation) -> bool:
    return a.article == b.article and a.start < b.end and b.start < a.end
