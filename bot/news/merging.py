"""News: a change of a fact as a chat is told of it, and what those of two changes of base tell together. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.types import Citation
from knowledge.comparing.changes import is_said_by
from knowledge.types import Fact


@dataclass(frozen=True, slots=True)
class News:
    """A change of a fact, and what is cited for it."""

    before: Fact | None
    """None: it is new."""
    after: Fact | None
    """None: it is withdrawn; then what is cited is what an article once said."""
    citation: Citation
    names: tuple[str, ...] = ()
    """Those that the chat watches, as it does, for which it is told."""


def merge_news(waiting: Sequence[News], news: Iterable[News]) -> tuple[News, ...]:
    """What both tell together: a value that changed twice changed once, what came and went is not told of."""
    merged = [*waiting]
    for one in news:
        at = next((i for i, other in enumerate(merged) if _goes_on(other, one)), None)
        if at is None:
            merged.append(one)
            continue
        first = merged.pop(at).before
        if first is None and one.after is None:
            continue
        if first is None or one.after is None or not is_said_by(first, (one.after,)):
            merged.insert(at, replace(one, before=first))
    return tuple(merged)


def _goes_on(earlier: News, later: News) -> bool:
    """Whether the later change is of what the earlier one led to, or takes it back."""
    if earlier.after is not None:
        return later.before is not None and is_said_by(earlier.after, (later.before,))
    taken = earlier.before
    return later.before is None and later.after is not None and taken is not None and is_said_by(taken, (later.after,))
