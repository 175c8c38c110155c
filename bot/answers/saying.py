"""Who said it: the speaker of the quote in a passage, rather than whoever else the passage names. Pure."""

from bot.asked_for import SAYING
from bot.phrases import phrase
from bot.types import Findings, Interpretation, Ranked
from knowledge.text import fold
from knowledge.types import Quote

VOICED = SAYING | {"complain", "doubt", "admit", "warn", "shape", "argue", "advice"}
"""Groups of synonyms by which a question asks who said something (rules/synonyms/speech.yaml)."""

FEW = 3
"""Of how many words one may go unmet."""


def asks_who_said(asked: Interpretation) -> bool:
    """Whether the question is 谁说过…, 谁认为…: it wants the speaker of words that it gives."""
    if asked.answer_type != "person" or asked.relation is not None:
        return False
    return any(unit.name in VOICED for unit in asked.units) or phrase("asks_who_said").search(asked.twin) is not None


def is_said(ranked: Ranked, asked: Interpretation) -> bool:
    """Whether the passage meets what somebody is to have said: all of two words, all but one of more.

    Half of it said by somebody puts words into the mouth of one who never said them. True where nobody is asked for.
    """
    if not asks_who_said(asked):
        return True
    told = [unit.name for unit in asked.units if not unit.is_entity and unit.name not in VOICED]
    return sum(name in ranked.missing for name in told) <= len(told) // FEW


def find_sayers(ranked: Ranked, asked: Interpretation, findings: Findings) -> list[str]:
    """The speaker of the quote in the passage that meets most of what the question says; empty: no quote is in it."""
    here = ranked.found.passage
    said = [
        quote
        for quote in findings.quotes
        if quote.evidence.article == here.article
        and quote.evidence.start < here.end
        and here.start < quote.evidence.start + len(quote.evidence.snippet)
    ]
    return [max(said, key=lambda quote: _met(quote, asked)).speaker] if said else []


def _met(quote: Quote, asked: Interpretation) -> int:
    words = fold(quote.words)
    told = (unit for unit in asked.units if not unit.is_entity and unit.name not in VOICED)
    return sum(any(form in words for form in unit.forms) for unit in told)
