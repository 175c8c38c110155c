"""Two or more side by side: for each the passage that says it, or the one passage that compares them."""

from bot.answers.choosing import plan_relation
from bot.answers.cutting import cut_passage
from bot.answers.enough import has_value, says_something
from bot.answers.passages import LONG, answered, compose_long
from bot.answers.tables import is_row, render_row
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation for each entity named."""
    return plan_relation(asked)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """A line for each entity; one paragraph where a single passage names them all."""
    names = list(dict.fromkeys(name.entity.name for name in asked.named))
    if findings.ranked and is_row(findings.ranked[0]):
        row = findings.ranked[0]
        return answered(asked, findings, render_row(row, asked, every=len(names) < 2), (row,))
    if len(names) < 2 or not findings.ranked:
        return compose_long(asked, findings)
    together = [r for r in findings.ranked[:5] if all(name in r.found.entities for name in names)]
    lines: dict[str, Ranked] = {}
    for name in names:
        best = next((r for r in (*together, *findings.ranked) if _tells(r, name, asked)), None)
        if best is not None:
            lines[name] = best
    if not lines:
        return compose_long(asked, findings)
    used = tuple(dict.fromkeys(lines.values()))
    room = LONG // len(used) - 4
    lead = "\n".join(cut_passage(ranked, asked, room) for ranked in used)
    return answered(asked, findings, lead, used)


def _tells(ranked: Ranked, name: str, asked: Interpretation) -> bool:
    """Whether the passage says what is asked of this one of the entities compared."""
    return name in ranked.found.entities and says_something(ranked, asked) and has_value(ranked, asked)
