"""Yes or no, shown rather than said: the sentence from which the asker sees it, a denial before what it denies."""

from dataclasses import replace

from bot.answers.cutting import cut_passage
from bot.answers.enough import choose, says_something
from bot.answers.pairs import pair_up
from bot.answers.passages import SHORT, answered, answered_span, compose_short
from bot.phrases import phrase
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked
from knowledge.text import fold

AROUND = 3
"""Passages after one within which it is denied."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts between the entities named; those of the relation asked for where there is but one."""
    entities = dict.fromkeys(name.entity for name in asked.named)
    if len(entities) > 1:
        return tuple(
            FactQuery(subject=subject, object=object_)
            for one, other in pair_up(entities)
            for subject in (one.name, *one.covers)
            for object_ in (other.name, *other.covers)
        )
    return tuple(FactQuery(subject=n, relation=asked.relation) for n in asked.meant if asked.relation is not None)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The denial of what is asked, where one stands beside it; else the clause that decides it."""
    denied = _find_denied(asked, findings)
    if denied is not None:
        return denied
    denial = _find_denial(asked, findings)
    if denial is not None:
        return answered(asked, findings, cut_passage(denial, asked, SHORT), (denial,))
    return compose_short(asked, findings)


def _find_denied(asked: Interpretation, findings: Findings) -> Answer | None:
    """The rumour that is asked about with the denial that follows it at once; None: it is none, or none follows."""
    best = choose(asked, findings)
    if best is None or not phrase("calls_it_rumour").search(fold(best.found.snippet)):
        return None
    here = best.found.passage
    following = findings.following.get((here.article, here.index), ())[1 : 1 + AROUND]
    same = [found for found in following if found.passage.block == here.block]
    at = next((i for i, found in enumerate(same) if _says_no(fold(found.snippet))), None)
    if at is None:
        return None
    start, end = same[at].passage.start, same[at].passage.end
    while at + 1 < len(same) and same[at + 1].passage.end - start <= SHORT:
        at += 1
        end = same[at].passage.end
    denial = replace(best, found=same[at])
    return answered_span(asked, findings, denial, start, end) if end - start <= SHORT else None


def _find_denial(asked: Interpretation, findings: Findings) -> Ranked | None:
    """The passage that denies what is asked: of every entity asked about, or just after one that speaks of it."""
    if not findings.ranked or not asked.named:
        return None
    best = choose(asked, findings) or findings.ranked[0]
    if not best.is_bound or not (says_something(best, asked) or len(asked.meant) > 1):
        return None
    here = best.found.passage
    for ranked in findings.ranked[:10]:
        passage = ranked.found.passage
        near = passage.article == here.article and 0 <= passage.index - here.index <= AROUND
        if near and ranked.is_bound and phrase("denies").search(fold(ranked.found.snippet)):
            return ranked
    return None


def _says_no(twin: str) -> bool:
    """Whether a folded sentence after a rumour says that it is none."""
    return bool(phrase("denies").search(twin) or phrase("answers_no").search(twin))
