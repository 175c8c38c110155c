"""The answers to the questions of one message as one answer. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from bot.types import Answer, Citation

LENGTH = 158
"""Characters of the joint direct answer: two or three values, each with the clause that says it."""
ELLIPSIS = "…"
CITATIONS = 2
"""Citations kept for each of the answers."""


def join_answers(answers: Sequence[Answer]) -> Answer:
    """The answers, one a line, in the order asked, each cut to its share; one that says the same is told once.

    The first citation of each comes first.
    """
    leads = tuple(dict.fromkeys(answer.lead for answer in answers))
    room = LENGTH // len(leads) - 1
    lead = "\n".join(_shorten(lead, room) for lead in leads)
    turns = chain.from_iterable(zip_longest(*(answer.citations for answer in answers)))
    citations: dict[Citation, None] = dict.fromkeys(citation for citation in turns if citation is not None)
    notes = dict.fromkeys(note for answer in answers for note in answer.notes)
    return replace(answers[0], lead=lead, citations=tuple(citations)[: CITATIONS * len(answers)], notes=tuple(notes))


def _shorten(lead: str, room: int) -> str:
    lead = lead.replace("\n", " ")
    return lead if len(lead) <= room else lead[: room - len(ELLIPSIS)] + ELLIPSIS
