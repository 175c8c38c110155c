"""Who or what a name is: a nickname's usual name, a person's posts, a company's profile."""

from collections.abc import Sequence

from bot.answers import profile
from bot.answers.cutting import cut_passage
from bot.answers.missing import to_label
from bot.answers.passages import SHORT, answered
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation, Language, Ranked
from knowledge.text import fold, to_key
from knowledge.types import EntityKind, Fact, FactStatus

POSTS = ("role", "founder", "career", "education")
"""Relations that say who a person is, in the order told."""
TOLD = 4
"""Posts told of at most."""


def is_asked(asked: Interpretation) -> bool:
    """Whether the question says nothing but a name."""
    if asked.relation is not None or len(asked.named) != 1:
        return False
    typed = fold(_typed(asked))
    return all(unit.is_entity or unit.forms == (typed,) for unit in asked.units)


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """All facts of the entity, and what it founded."""
    name = asked.named[0].entity.name
    return FactQuery(subject=name), FactQuery(object=name, relation="founder")


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The usual name of a nickname; the posts of a person; the profile of anything else."""
    entity = asked.named[0].entity
    holding = [r for r in findings.ranked if fold(_typed(asked)) in fold(r.found.snippet)]
    if holding and to_key(_typed(asked)) != to_key(entity.name):
        head = reply("answer.identity", asked.language, alias=_typed(asked), name=entity.name)
        both = [r for r in holding if fold(entity.name) in fold(r.found.snippet)]
        return _introduce(head, (both or holding)[0], asked, findings)
    if entity.kind != EntityKind.PERSON:
        return profile.compose(asked, findings)
    posts = [f for relation in POSTS for f in findings.facts if f.relation == relation and _is_firm(f)]
    told = {_describe(fact, asked.language): fact for fact in posts}
    places = {(r.found.passage.article, r.found.passage.start): r for r in findings.ranked}
    found = {words: places[at] for words, fact in told.items() if (at := _place(fact)) in places}
    shown = list(found)[:TOLD]
    named = list(found.values())[:TOLD] or holding[:1]
    if not named:
        return None
    semicolon = "; " if asked.language is Language.ENGLISH else "；"
    return _introduce(semicolon.join(shown), named[0], asked, findings, named[1:])


def _introduce(
    head: str, best: Ranked, asked: Interpretation, findings: Findings, others: Sequence[Ranked] = ()
) -> Answer:
    """The head, and under it the passage that shows it."""
    clause = cut_passage(best, asked, max(SHORT - len(head) - 1, SHORT // 3))
    return answered(asked, findings, f"{head}\n{clause}" if head else clause, tuple(dict.fromkeys((best, *others))))


def _typed(asked: Interpretation) -> str:
    (named,) = asked.named
    return asked.question.text[named.start : named.end]


def _is_firm(fact: Fact) -> bool:
    return fact.status in (FactStatus.STATED, FactStatus.REPORTED)


def _describe(fact: Fact, language: Language) -> str:
    """The post in a few words: 星河智能创始人, 云帆科技 CTO."""
    if fact.relation == "founder":
        return f"{fact.subject} {to_label(fact.relation, language)}"
    words = " ".join(filter(None, (fact.object, fact.text)))
    return words if fact.relation == "role" else f"{to_label(fact.relation, language)} {words}"


def _place(fact: Fact) -> tuple[str, int]:
    return fact.evidence.article, fact.evidence.start
