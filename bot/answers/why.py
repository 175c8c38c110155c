"""Reasons: the passage that gives one, or the event with the nearest passage after it that says why."""

from dataclasses import replace

from bot.answers.enough import choose
from bot.answers.passages import LONGEST, answered_span, compose_long
from bot.answers.tables import is_row
from bot.phrases import phrase
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked
from knowledge.text import fold
from knowledge.types import Found

REASON = "reason"
"""The group of synonyms that says 因为: 原因是什么 says no more than 为什么."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """No facts: reasons are found by passage."""
    return ()


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The reason, with what stands around it.

    为什么 alone, after an answer, asks for the reason of what that told: only a passage that itself gives one will do,
    which the sentence told already seldom does; it need not hold the value told again. None: there is none.
    """
    if _is_bare(asked):
        giving = tuple(ranked for ranked in findings.ranked if phrase("gives_cause").search(fold(ranked.found.snippet)))
        return compose_long(replace(asked, relation=None, answer_type=None), replace(findings, ranked=giving))
    best = choose(asked, findings)
    if best is None or is_row(best):
        return compose_long(asked, findings)
    block = findings.blocks.get((best.found.passage.article, best.found.passage.index), (best.found,))
    if any(phrase("gives_cause").search(fold(found.snippet)) for found in block):
        return compose_long(asked, findings)
    last = _reason_after(best, findings)
    if last is None:
        return compose_long(asked, findings)
    return answered_span(asked, findings, best, best.found.passage.start, last.passage.end)


def _is_bare(asked: Interpretation) -> bool:
    """Whether the question says nothing itself but that it asks why: all is taken over from the one before."""
    return bool(asked.near) and all(n.how == "inherited" for n in asked.named) and not _own_units(asked)


def _own_units(asked: Interpretation) -> list[str]:
    return [unit.name for unit in asked.units if not unit.is_entity and unit.share == 1.0 and unit.name != REASON]


def _reason_after(best: Ranked, findings: Findings) -> Found | None:
    """The last passage to show of those after it: the one with the reason and the rest of its paragraph; None: none."""
    here = best.found.passage
    following = findings.following.get((here.article, here.index), ())
    within = [found for found in following if found.passage.end - here.start <= LONGEST]
    for i, found in enumerate(within[1:], 1):
        asks = phrase("asks_why").search(fold(found.snippet)) is not None
        if asks or phrase("gives_cause").search(fold(found.snippet)):
            block = within[i + 1].passage.block if asks and i + 1 < len(within) else found.passage.block
            return [other for other in within if other.passage.block <= block][-1]
    return None
