"""What a word means, as far as an article explains it."""

from bot.answers.passages import compose_long
from bot.types import Answer, FactQuery, Findings, Interpretation


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """No facts: explanations are found by passage."""
    return ()


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The explanation, with what stands around it."""
    return compose_long(asked, findings)
