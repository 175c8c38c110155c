"""Yes or no, shown rather than said: the sentence from which the asker sees it, a denial before what it denies."""

import re
from itertools import permutations

from bot.answers.cutting import cut_passage
from bot.answers.enough import choose
from bot.answers.passages import SHORT, answered, compose_short
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked
from knowledge.text import fold

DENIES = re.compile(
    r"否认|辟谣|不实|子虚|没有这回事|并非|从未|没有任何|不属实|假消息"
    r"|\b(den(y|ies|ied)|untrue|false|no such|there (was|is) no|not true)\b"
)
"""What a folded passage denies something with."""
AROUND = 3
"""Passages after one within which it is denied."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts between the entities named; those of the relation asked for where there is but one."""
    entities = dict.fromkeys(name.entity for name in asked.named)
    if len(entities) > 1:
        return tuple(
            FactQuery(subject=subject, object=object_)
            for one, other in permutations(entities, 2)
            for subject in (one.name, *one.covers)
            for object_ in (other.name, *other.covers)
        )
    return tuple(FactQuery(subject=n, relation=asked.relation) for n in asked.meant if asked.relation is not None)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The denial of what is asked, where one stands beside it; else the clause that decides it."""
    denial = _find_denial(asked, findings)
    if denial is not None:
        return answered(asked, findings, cut_passage(denial, asked, SHORT), (denial,))
    return compose_short(asked, findings)


def _find_denial(asked: Interpretation, findings: Findings) -> Ranked | None:
    """The passage that denies what is asked: of every entity asked about, or just after one that speaks of it."""
    if not findings.ranked or not asked.named:
        return None
    best = choose(asked, findings) or findings.ranked[0]
    if not best.is_bound:
        return None
    here = best.found.passage
    for ranked in findings.ranked[:10]:
        passage = ranked.found.passage
        near = passage.article == here.article and 0 <= passage.index - here.index <= AROUND
        if near and ranked.is_bound and DENIES.search(fold(ranked.found.snippet)):
            return ranked
    return None
