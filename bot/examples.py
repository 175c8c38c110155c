"""Questions to begin with: what a knowledge base holds most of."""

from collections import Counter
from collections.abc import Iterator

from bot.replies import reply
from bot.types import Language
from knowledge.storing.store import KnowledgeBase

EXAMPLES = 3
"""Example questions shown in /help."""


def propose_examples(base: KnowledgeBase, language: Language) -> Iterator[str]:
    """Questions about those of whom most is known, the best first; not tried yet."""
    named = Counter(fact.subject for fact in base.facts())
    used: set[str] = set()
    for relation in ("valuation", "founder", "investor", "product"):
        subjects = {fact.subject for fact in base.facts(relation=relation)} - used
        if subjects:
            name = max(sorted(subjects), key=lambda name: named[name])
            used.add(name)
            yield reply(f"examples.{relation}", language, name=name)
    speakers = Counter(quote.speaker for quote in base.quotes())
    for name, _ in speakers.most_common(1):
        yield reply("examples.opinion", language, name=name)
    for name, _ in named.most_common(EXAMPLES):
        yield reply("examples.profile", language, name=name)
