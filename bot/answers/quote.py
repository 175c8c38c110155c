"""What somebody said: the passages of the speaker's own turns first, then what is reported of him."""

from bot.answers.passages import compose_long
from bot.types import Answer, FactQuery, Findings, Interpretation


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """No facts: words are found by passage."""
    return ()


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The words, with those around them in the paragraph."""
    return compose_long(asked, findings)
