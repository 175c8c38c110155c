"""Reasons: the passage that gives one, with its paragraph."""

from bot.answers.passages import compose_long
from bot.types import Answer, FactQuery, Findings, Interpretation


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """No facts: reasons are found by passage."""
    return ()


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The reason, with what stands around it."""
    return compose_long(asked, findings)
