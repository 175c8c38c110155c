"""A fact in words, for whoever is told that it changed. Pure."""

from bot.answers.missing import to_label
from bot.answers.values import dated
from bot.markup import cut
from bot.periods import render_period
from bot.replies import reply
from bot.types import Language
from knowledge.types import Fact, FactStatus

LONGEST = 80
"""UTF-16 units of a value; a reason may be a whole sentence."""


def to_value(fact: Fact, language: Language) -> str:
    """The value as the article writes it, with its date, its round and how firm it is: 12亿美元（2023-09，投后）."""
    value = to_bare_value(fact)
    when = render_period(fact.period)
    if not value and fact.period is not None:
        value, when = (dated(fact.period) if fact.period.words else when), ""
    unsure = None if fact.status is FactStatus.STATED else reply(f"status.{fact.status.value}", language)
    notes = [note for note in (when, fact.qualifier, unsure) if note]
    if not value:
        # A round that was closed without a word of the amount.
        value, notes = (fact.qualifier or fact.evidence.snippet), [note for note in (when, unsure) if note]
    comma = ", " if language is Language.ENGLISH else "，"
    value = cut(value, LONGEST)
    return reply("answer.noted", language, value=value, note=comma.join(notes)) if notes else value


def to_bare_value(fact: Fact) -> str:
    """The value alone; empty where it is but a date or a round."""
    amount = fact.quantity.words if fact.quantity is not None else None
    return " ".join(filter(None, (fact.object, fact.text, amount)))


def to_topic(fact: Fact, language: Language) -> str:
    """Of what the value is: 霁川智能的估值."""
    return reply("news.topic", language, name=fact.subject, label=to_label(fact.relation, language))
