"""An understood question to a Chart: which names, which relations, their facts out of the knowledge base."""

from bot.charts.chart import HISTORY, VALUATION, Chart, chart_comparison, chart_history
from bot.types import Interpretation
from knowledge.facts.relations import load_relations
from knowledge.storing.store import KnowledgeBase


def chart_question(asked: Interpretation, base: KnowledgeBase) -> Chart | None:
    """The picture of what is asked: one name's amounts over time, or several names side by side.

    None: no name is known for sure, or there are fewer than two amounts to draw.
    """
    names = tuple(dict.fromkeys(name.entity.name for name in asked.named))
    if not names or asked.doubts or (asked.unknown and len(names) < 2):
        return None
    relation = asked.relation if asked.relation is not None and _has_amounts(asked.relation) else VALUATION
    if len(names) > 1:
        facts = [fact for name in names for fact in base.facts(subject=name, relation=relation)]
        sources = {fact.evidence.article: base.source(fact.evidence.article) for fact in facts}
        return chart_comparison((*names, *asked.unknown), relation, facts, sources, asked.language)
    relations = HISTORY if relation in HISTORY else (relation,)
    facts = [fact for relation in relations for fact in base.facts(subject=names[0], relation=relation)]
    sources = {fact.evidence.article: base.source(fact.evidence.article) for fact in facts}
    return chart_history(names[0], facts, sources, asked.language)


def _has_amounts(relation: str) -> bool:
    """Whether the relation's values may be amounts of money."""
    loaded = load_relations().by_name.get(relation)
    return loaded is not None and loaded.rule.value == "quantity" and "money" in loaded.rule.units
