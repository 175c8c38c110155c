"""Answers that need no ranked passages: in two steps, of the bot itself, and what is known where nothing answers."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from bot.answers import group_rank, hops, meta, paths, ties
from bot.answers.hop_rules import find_hop
from bot.answers.missing import choose_known, not_found
from bot.cited_sources import CitedSources
from bot.moments import at_moment, find_moment
from bot.types import Answer, FactQuery, Findings, Interpretation
from knowledge.storing.store import KnowledgeBase
from knowledge.text import fold
from knowledge.types import EntityKind, Fact

TOLD_OF = 4
"""Names of which is told what is known instead of what was asked."""


def answer_steps(asked: Interpretation, base: KnowledgeBase, kinds: Mapping[str, EntityKind]) -> Answer | None:
    """The answer to a question in two steps, or how far the articles go; None: it takes one, or not even that far."""
    if (owners := group_rank.find_owners(asked)) and not asked.unknown:
        owned = _to_findings(find_facts(group_rank.plan(owners), base), base, kinds)
        ties = group_rank.find_owned(owners, owned)
        relation = group_rank.relation_of_owned(asked)
        if len(ties) != len(owners) or relation is None:
            return None
        then = find_facts((FactQuery(subject=name, relation=relation) for name in ties), base)
        return group_rank.compose(relation, ties, asked, _to_findings((*owned.facts, *then), base, kinds))
    hop = find_hop(asked) if not asked.unknown else None
    if hop is None:
        return None
    first = _to_findings(find_facts(hops.plan(asked, hop), base), base, kinds)
    then = find_facts(hops.plan_then(hops.find_between(asked, hop, first), hop), base)
    return hops.compose(asked, hop, _to_findings((*first.facts, *then), base, kinds))


def answer_path(
    asked: Interpretation, answer: Answer | None, base: KnowledgeBase, kinds: Mapping[str, EntityKind]
) -> Answer | None:
    """What ties two to each other over others, where the answer does not name both; else the answer."""
    names = tuple(dict.fromkeys(name.entity.name for name in asked.named))
    if asked.kind != ties.KIND or len(names) != 2 or (answer is not None and _names_both(answer, asked)):
        return answer
    near = _to_findings(find_facts(paths.plan(names), base), base, kinds)
    between = dict.fromkeys(other for name in names for other in paths.find_neighbours(name, near))
    further = find_facts((FactQuery(subject=name) for name in between), base)
    known = _to_findings(tuple(dict.fromkeys((*near.facts, *further))), base, kinds)
    return paths.compose(*names, asked, known) or answer


def _names_both(answer: Answer, asked: Interpretation) -> bool:
    """Whether the direct answer names each of those asked about, by any of their names."""
    told = fold(answer.lead)
    forms = ((n.entity.name, *n.entity.aliases, *n.entity.covers) for n in asked.named)
    return all(any(fold(form) in told for form in own) for own in forms)


def settle_moment(asked: Interpretation, base: KnowledgeBase) -> Interpretation:
    """The question with the time that it names by an event (A轮的时候); as it is where that is not known."""
    moment = find_moment(asked)
    if moment is None:
        return asked
    return at_moment(moment, find_facts((moment.query,), base), base.dates()) or asked


def answer_not_found(asked: Interpretation, base: KnowledgeBase) -> Answer:
    """Says which part is missing, and what the articles do say of the names."""
    known = choose_known(_find_known(asked, base), asked)
    dates = base.dates() if asked.period is not None else {}
    ordered = [dates[name] for name in meta.newest_first(dates)]
    newest, oldest = (ordered[0], ordered[-1]) if ordered else (None, None)
    sources = {fact.evidence.article: base.source(fact.evidence.article) for fact in known}
    return not_found(asked, known, sources, newest, oldest)


def answer_about_itself(asked: Interpretation, base: KnowledgeBase) -> Answer:
    """What has been read, of which time, and what the bot is for."""
    dates = base.dates()
    titles = [base.source(name).title or name for name in meta.newest_first(dates)[: meta.TITLES]]
    return meta.compose(asked.language, dates, titles)


def find_facts(queries: Iterable[FactQuery], base: KnowledgeBase) -> tuple[Fact, ...]:
    """The facts that any of the queries asks for, each once, in order."""
    facts: dict[Fact, None] = {}
    for query in queries:
        facts.update(dict.fromkeys(_read_facts(query, base)))
    return tuple(facts)


def _read_facts(query: FactQuery, base: KnowledgeBase) -> tuple[Fact, ...]:
    if query.relation is not None and query.scope is not None:
        return base.facts_among(query.relation, query.scope)
    return base.facts(subject=query.subject, relation=query.relation, object=query.object)


def _to_findings(facts: tuple[Fact, ...], base: KnowledgeBase, kinds: Mapping[str, EntityKind]) -> Findings:
    sources = CitedSources({fact.evidence.article for fact in facts}, base)
    return Findings(facts, (), (), {}, sources, kinds, dates=base.dates(), titles=base.titles())


def _find_known(asked: Interpretation, base: KnowledgeBase) -> Iterator[Fact]:
    names = islice(dict.fromkeys(name.entity.name for name in asked.named), TOLD_OF)
    return (fact for name in names for fact in base.facts(subject=name))
