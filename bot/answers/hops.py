"""Questions in two steps: who founded the fund that invested in X. Each step is a fact of its own, and is cited."""

from collections.abc import Mapping, Sequence

from bot.answers import group_rank
from bot.answers.choosing import value_of
from bot.answers.hop_rules import Hop
from bot.answers.listed import join
from bot.answers.missing import not_found, to_label
from bot.answers.passages import LONG
from bot.answers.sides import find_side_of
from bot.answers.telling import citable, cite_fact, is_firm, leading, tell
from bot.replies import reply
from bot.templates import asked_relations
from bot.types import Answer, FactQuery, Findings, Interpretation, Status, Told
from knowledge.facts.relations import load_relations
from knowledge.text import fold
from knowledge.types import EntityKind, Fact

KIND = "hops"
BETWEEN = 12
"""Entities between of which the second step is looked up."""
COMPARED = 60
"""The same where they are put in order."""
CITED = 5
VALUES = 3
"""Values told of one of them."""
IN_WORDS = ("career", "education", "role")
"""Relations whose value is where and as what."""


def plan(asked: Interpretation, hop: Hop) -> tuple[FactQuery, ...]:
    """The facts of the first step."""
    name = asked.named[0].entity.name
    return tuple(
        FactQuery(subject=name, relation=first.relation)
        if first.side == "subject"
        else FactQuery(object=name, relation=first.relation)
        for first in hop.first
    )


def find_between(asked: Interpretation, hop: Hop, findings: Findings) -> Mapping[str, Fact]:
    """Entity -> the firm fact of the first step that gives it; those of the first relation that gives any."""
    name = asked.named[0].entity.name
    firm = leading((fact for fact in findings.facts if is_firm(fact)), findings)
    between: dict[str, Fact] = {}
    for first in hop.first:
        for fact in firm:
            here, other = (fact.subject, fact.object) if first.side == "subject" else (fact.object, fact.subject)
            if fact.relation != first.relation or here != name or other in (None, name):
                continue
            if not first.words or any(word in fold(fact.text or "") for word in first.words):
                between.setdefault(str(other), fact)
        if between and not (hop.is_joined or hop.ranks):
            break
    return dict(list(between.items())[: COMPARED if hop.ranks else BETWEEN])


def plan_then(between: Mapping[str, Fact], hop: Hop) -> tuple[FactQuery, ...]:
    """The facts of the second step."""
    relations = [*hop.then]
    for relation in hop.then:
        relations += asked_relations()[relation][0].also if relation in asked_relations() else ()
    return tuple(
        query
        for name in between
        for relation in dict.fromkeys(relations)
        for query in (FactQuery(subject=name, relation=relation), FactQuery(object=name, relation=relation))
    )


def compose(asked: Interpretation, hop: Hop, findings: Findings) -> Answer | None:
    """The answer of both steps; None: the articles do not say the first.

    findings: the facts of both. Where they do not say the second, an answer that is not found, and tells the first.
    """
    between = find_between(asked, hop, findings)
    ends = {name: found for name in between if (found := _ends_of(name, asked, hop, findings))}
    if not between:
        return not_found(asked) if hop.strict else None
    if hop.ranks:
        ranked = group_rank.compose(hop.then[0], between, asked, findings)
        return ranked or _half(asked, hop, findings, between)
    if not ends:
        return _half(asked, hop, findings, between)
    if hop.is_joined:
        return _join(asked, findings, between, ends)
    return _chain(asked, hop, findings, between, ends)


def _ends_of(name: str, asked: Interpretation, hop: Hop, findings: Findings) -> list[Fact]:
    """The facts of the second step for this entity, of the first relation that gives any; firm ones, if there are."""
    own = asked.named[0].entity.name
    for relation in hop.then:
        allowed = {relation, *(asked_relations()[relation][0].also if relation in asked_relations() else ())}
        side = "object" if hop.is_joined else find_side_of(hop.rest, relation)
        found: dict[str, Fact] = {}
        for fact in leading((f for f in findings.facts if f.relation in allowed), findings):
            sides = {"subject": fact.subject, "object": fact.object}
            if name in ([sides[side]] if side else sides.values()) and not (hop.is_joined and own == fact.subject):
                found.setdefault(_words(fact, name, asked), fact)
        if firm := {words: fact for words, fact in found.items() if is_firm(fact)}:
            found = firm
        if found:
            many = relation in IN_WORDS or next(iter(found.values())).quantity is None
            return list(found.values())[: VALUES if many else 1]
    return []


def _chain(
    asked: Interpretation,
    hop: Hop,
    findings: Findings,
    between: Mapping[str, Fact],
    ends: Mapping[str, Sequence[Fact]],
) -> Answer:
    """The value first, each with whose it is; then who is meant. Only what can be cited is told."""
    told: list[Fact] = []
    lines, steps = [], []
    for name, facts in ends.items():
        wanted = [between[name], *facts]
        if len(citable([*told, *wanted], findings, CITED)[0]) < len(told) + len(wanted):
            continue
        told += wanted
        mirrored = [fact for fact in facts if fact.object == name and fact.quantity is None]
        lines += [_line(fact.subject, fact.relation, name, asked) for fact in mirrored]
        if values := [_words(fact, name, asked) for fact in facts if fact not in mirrored]:
            lines.append(_line(name, _labelled(hop) or facts[0].relation, join(values, asked.language), asked))
        steps.append(_line(asked.named[0].entity.name, between[name].relation, name, asked, between[name]))
    lead = "\n".join(dict.fromkeys((*lines, *steps)))[:LONG]
    return Answer(Status.ANSWERED, KIND, asked.language, lead, citable(told, findings, CITED)[1])


def _join(
    asked: Interpretation,
    findings: Findings,
    between: Mapping[str, Fact],
    ends: Mapping[str, Sequence[Fact]],
) -> Answer:
    """Everybody between with what the second step gives: 祝霜降（荧泽半导体）."""
    told: list[Fact] = []
    shown, rest = [], []
    for name, facts in ends.items():
        note = join([_words(fact, name, asked) for fact in facts], asked.language)
        words = reply("answer.noted", asked.language, value=name, note=note)
        wanted = [between[name], *facts]
        if len(citable([*told, *wanted], findings, CITED)[0]) < len(told) + len(wanted):
            rest.append(Told(words, tuple(cite_fact(fact, findings) for fact in wanted)))
            continue
        told += wanted
        shown.append(words)
    more = reply("answer.more", asked.language, count=str(len(rest))) if rest else ""
    names = join(shown, asked.language)
    kinds = {findings.kinds.get(name) for name in ends}
    head = "answer.at_least_people" if kinds == {EntityKind.PERSON} else "answer.at_least"
    lead = reply(head, asked.language, count=str(len(ends)), names=names) + more
    return Answer(Status.ANSWERED, KIND, asked.language, lead, citable(told, findings, CITED)[1], rest=tuple(rest))


def _labelled(hop: Hop) -> str | None:
    """The relation by whose label the second step is called; None: facts have others, of several kinds."""
    return hop.then[0] if len(hop.then) == 1 and hop.then[0] in load_relations().by_name else None


def _half(asked: Interpretation, hop: Hop, findings: Findings, between: Mapping[str, Fact]) -> Answer | None:
    """Not found: what the first step gives, and what the articles do not say of it; None: that has no name."""
    if hop.then[0] not in load_relations().by_name:
        return None
    told, citations = citable(list(between.values())[:VALUES], findings, CITED)
    names = join([name for name, fact in between.items() if fact in told], asked.language)
    first = next(iter(between.values()))
    known = _line(asked.named[0].entity.name, first.relation, names, asked, first)
    label = to_label(hop.then[0], asked.language)
    lead = reply("answer.half", asked.language, known=known, names=names, label=label)
    return Answer(Status.NOT_FOUND, "not_found", asked.language, lead, citations)


def _line(name: str, relation: str, value: str, asked: Interpretation, fact: Fact | None = None) -> str:
    """潮屿智能的投资方：白鹭资本; of a fact that has the name as its object the other way round."""
    if fact is not None and fact.object == name:
        name, value = fact.subject, " ".join(filter(None, (name, fact.text)))
    label = to_label(relation, asked.language)
    return reply("answer.of_name", asked.language, name=name, label=label, value=value)


def _words(fact: Fact, name: str, asked: Interpretation) -> str:
    """The value of the second step, as the one between stands on either side of it."""
    if fact.object == name:
        return f"{fact.subject} {fact.quantity.words}" if fact.quantity is not None else fact.subject
    if fact.quantity is not None:
        return tell(fact, asked)
    words = " ".join(filter(None, (fact.object, fact.text))) if fact.relation in IN_WORDS else value_of(fact)
    if is_firm(fact):
        return words
    return reply("answer.noted", asked.language, value=words, note=reply(f"status.{fact.status.value}", asked.language))
