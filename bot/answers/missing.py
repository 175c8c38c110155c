"""The answer where the articles do not say: which part is missing, and what is known instead, cited. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from bot.answers.cutting import to_citation
from bot.periods import render_period
from bot.replies import reply
from bot.types import Answer, Citation, Interpretation, Language, Status
from knowledge.comparing.precedence import FIRM
from knowledge.facts.relations import load_relations
from knowledge.types import Fact, Period, Precision, Source

TOLD = 3
"""Things that are told as known instead."""
LONGEST = 24
"""Characters of a value told there."""


def not_found(
    asked: Interpretation,
    known: Sequence[Fact] = (),
    sources: Mapping[str, Source] | None = None,
    newest: Period | None = None,
    oldest: Period | None = None,
) -> Answer:
    """Says that a name stands in no article, that a time lies outside them, or that nothing is said of a known name.

    known: what is told instead, in `sources`, and cited; newest, oldest: when the latest
    and the first article is of.
    """
    language = asked.language
    comma = ", " if language is Language.ENGLISH else "、"
    names = dict.fromkeys(name.entity.name for name in asked.named)
    if asked.unknown:
        lead = reply("answer.unknown_name", language, names=comma.join(asked.unknown))
        return Answer(Status.NOT_FOUND, "not_found", language, lead)
    outside = _outside_time(asked, newest, oldest)
    if not names:
        return Answer(Status.NOT_FOUND, "not_found", language, outside or reply("answer.nothing", language))
    told = [_to_words(fact, language) for fact in known]
    notes = (reply("answer.known_instead", language, labels=comma.join(told)),) if told else ()
    lead = outside or reply("answer.no_fact", language, names=comma.join(names))
    citations = tuple(dict.fromkeys(_cite(fact, sources or {}) for fact in known))
    return Answer(Status.NOT_FOUND, "not_found", language, lead, citations, notes=notes)


def choose_known(facts: Iterable[Fact], asked: Interpretation) -> tuple[Fact, ...]:
    """The facts told instead: one a relation, other than the one asked for; the latest, as far as they have a date."""
    chosen: dict[str, Fact] = {}
    for fact in facts:
        if fact.relation == asked.relation or fact.status not in FIRM or not 0 < len(value_words(fact)) <= LONGEST:
            continue
        last = chosen.setdefault(fact.relation, fact)
        if fact.period is not None and (last.period is None or fact.period.end > last.period.end):
            chosen[fact.relation] = fact
    return tuple(chosen.values())[:TOLD]


def _outside_time(asked: Interpretation, newest: Period | None, oldest: Period | None) -> str | None:
    """That the time asked about is later or earlier than all articles; None: it is not, or none is asked about."""
    period = asked.period
    if period is None or period.precision not in (Precision.YEAR, Precision.QUARTER, Precision.MONTH):
        return None
    when = render_period(period)
    if newest is not None and period.start > newest.end:
        return reply("answer.after", asked.language, newest=render_period(newest), when=when)
    if oldest is not None and period.end < oldest.start:
        return reply("answer.before", asked.language, oldest=render_period(oldest), when=when)
    return None


def _to_words(fact: Fact, language: Language) -> str:
    return reply("answer.as_known", language, label=to_label(fact.relation, language), value=value_words(fact))


def value_words(fact: Fact) -> str:
    """The fact's value in words: its amount, else whom and what it names, else its time."""
    if fact.quantity is not None:
        return fact.quantity.words
    words = " ".join(filter(None, (fact.object, fact.text)))
    return words or (fact.period.words if fact.period is not None else "")


def _cite(fact: Fact, sources: Mapping[str, Source]) -> Citation:
    at = fact.evidence
    return to_citation(sources[at.article], at.start, at.end)


def to_label(relation: str, language: Language) -> str:
    """What the relation is called in the language."""
    label = load_relations().by_name[relation].rule.label
    match language:
        case Language.SIMPLIFIED:
            return label.simplified
        case Language.TRADITIONAL:
            return label.traditional
    return label.english
