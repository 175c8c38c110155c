"""Yes or no, shown rather than said: the sentence from which the asker sees it."""

from itertools import permutations

from bot.answers.passages import compose_short
from bot.types import Answer, FactQuery, Findings, Interpretation


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts between the entities named; those of the relation asked for where there is but one."""
    names = list(dict.fromkeys(name.entity.name for name in asked.named))
    if len(names) > 1:
        return tuple(FactQuery(subject=a, object=b) for a, b in permutations(names, 2))
    return tuple(FactQuery(subject=name, relation=asked.relation) for name in names if asked.relation is not None)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The clause that decides it."""
    return compose_short(asked, findings)
