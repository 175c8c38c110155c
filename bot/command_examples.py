"""Whose names may stand behind a command in its usage line: those the base says most of what it asks for."""

from collections import Counter
from collections.abc import Iterator

from bot.command_rules import command_rules
from knowledge.storing.store import KnowledgeBase
from knowledge.text import is_cjk

QUOTES = "quotes"
"""Stands for what people said, beside the names of relations."""
TRIED = 5


def propose_words(command: str, base: KnowledgeBase) -> Iterator[str]:
    """What may be typed behind the command, the best first; the same in every run."""
    rule = command_rules().commands[command]
    kinds = {entity.name: entity.kind for entity in base.entities()}
    held: Counter[str] = Counter()
    for relation in rule.shown.holds:
        if relation == QUOTES:
            held.update(quote.speaker for quote in base.quotes())
        for fact in base.facts(relation=relation) if relation != QUOTES else ():
            held.update(name for name in (fact.subject, fact.object) if name is not None)
    fitting = [name for name in held if kinds.get(name) in rule.shown.kinds]
    order = sorted(fitting, key=lambda name: (rule.shown.kinds.index(kinds[name]), -held[name], name))
    for first in range(min(TRIED, len(order) - rule.names + 1)):
        names = order[first : first + rule.names]
        # A blank parts what has Chinese in it; of Latin letters alone it may be part of a name.
        yield (" " if all(any(map(is_cjk, name)) for name in names) else "、").join(names)
