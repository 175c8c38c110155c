"""What a question asked that its answer leaves open. Pure."""

from bot.answers import meta
from bot.types import Answer, Gap, Interpretation, Status

OPEN = (Status.NOT_FOUND, Status.CLARIFY)


def find_gap(asked: Interpretation, answer: Answer) -> Gap | None:
    """What is left open; None: nothing is, or it is none of the matters that articles are read for."""
    if answer.status not in OPEN or asked.kind in (meta.OUTSIDE, meta.KIND):
        return None
    doubts = asked.doubts[:1] if answer.status is Status.CLARIFY else asked.doubts
    return Gap(
        names=tuple(dict.fromkeys(name.entity.name for name in asked.named)),
        relation=asked.relation,
        unknown=tuple(dict.fromkeys((*asked.unknown, *(doubt.words for doubt in doubts)))),
        offered=tuple(entity.name for doubt in doubts for entity in doubt.candidates),
    )
