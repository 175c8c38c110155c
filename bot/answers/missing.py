"""The answer where the articles do not say: which part is missing, and what is known instead. Pure."""

from collections.abc import Iterable

from bot.replies import reply
from bot.types import Answer, Interpretation, Language, Status
from knowledge.facts.relations import load_relations
from knowledge.types import Fact

TOLD = 5
"""Relations that are named as known instead."""


def not_found(asked: Interpretation, known: Iterable[Fact]) -> Answer:
    """Says that a name stands in no article, that nothing is said of a known one, or that nothing answers.

    known: facts of the entities asked about; their relations are offered instead.
    """
    comma = ", " if asked.language is Language.ENGLISH else "、"
    names = dict.fromkeys(name.entity.name for name in asked.named)
    if asked.unknown:
        lead = reply("answer.unknown_name", asked.language, names=comma.join(asked.unknown))
        return Answer(Status.NOT_FOUND, "not_found", asked.language, lead)
    if not names:
        return Answer(Status.NOT_FOUND, "not_found", asked.language, reply("answer.nothing", asked.language))
    labels = dict.fromkeys(to_label(fact.relation, asked.language) for fact in known if fact.relation != asked.relation)
    told = comma.join(list(labels)[:TOLD])
    notes = (reply("answer.known_instead", asked.language, labels=told),) if told else ()
    lead = reply("answer.no_fact", asked.language, names=comma.join(names))
    return Answer(Status.NOT_FOUND, "not_found", asked.language, lead, notes=notes)


def to_label(relation: str, language: Language) -> str:
    """What the relation is called in the language."""
    label = load_relations().by_name[relation].rule.label
    match language:
        case Language.SIMPLIFIED:
            return label.simplified
        case Language.TRADITIONAL:
            return label.traditional
    return label.english
