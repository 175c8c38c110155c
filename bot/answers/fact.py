"""A value of a relation: how much, when, how many, who, where."""

from dataclasses import replace

from bot.answers import identity
from bot.answers.as_of import is_dated, known_by, to_as_of
from bot.answers.choosing import choose_facts, distinct, facts_of, plan_relation, value_of
from bot.answers.conflicts import find_against, tell_disagreement
from bot.answers.cutting import cut_passage
from bot.answers.passages import SHORT, answered, compose_short
from bot.answers.verdicts import find_agreeing, note_verdicts, weigh_told
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation, Language, Ranked
from knowledge.comparing.precedence import FIRM
from knowledge.types import Fact, FactStatus, Period

THEN = 0.5
"""What was known at a time may stand in a passage that scores this share of the best one's, of another time."""
OTHERS = 3
"""Other values that are told of at most."""


SHARED = ("founder", "investor")
"""Relations of which all values hold together: a company has several founders, but one valuation at a time."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation for each entity named, on either side: the CEO of a company is a fact of a person."""
    return identity.plan(asked) if identity.is_asked(asked) else plan_relation(asked)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The leading fact with the clause that says it, other values in a note; else what the best passage says."""
    if identity.is_asked(asked):
        return identity.compose(asked, findings)
    chosen = distinct(choose_facts(asked, findings), asked)
    if not chosen and (then := known_by(asked, findings)) is not None:
        asked, findings = then
        chosen = distinct(choose_facts(asked, findings, THEN), asked)
    if not chosen:
        return compose_short(asked, findings)
    best, others = chosen[0], chosen[1 : 1 + OTHERS]
    if asked.relation in SHARED:
        return _answer_all(asked, findings)
    told = [ranked.fact for ranked in (best, *others) if ranked.fact is not None]
    groups = weigh_told(told, findings)
    verdicts = note_verdicts(told, groups, asked, findings)
    published = findings.sources[best.found.passage.article].published
    agreeing = set(find_agreeing(groups, findings))
    further = tuple(citation for _, citation in verdicts)
    answer = answered(asked, findings, lead_of(best, asked, published=published), (best, *others), further)
    against = find_against(groups, told[0], findings)
    listed = "；".join(_tell(other, asked, is_same=other in agreeing) for other in told[1:] if other not in against)
    also = (reply("answer.others", asked.language, values=listed),) if listed else ()
    warned = (tell_disagreement(told[0], against, asked, findings),) if against else ()
    return replace(answer, notes=(*also, *warned, *(line for line, _ in verdicts)))


def lead_of(ranked: Ranked, asked: Interpretation, head: str = "", published: Period | None = None) -> str:
    """The value (or head in its place), of when it is, how firm it is, and the clause that says it.

    published: when its article is of.
    """
    fact = ranked.fact
    if fact is None:
        return cut_passage(ranked, asked, SHORT)
    value = value_of(fact, asked)
    notes = [*_status(fact, asked), *([fact.according_to] if fact.according_to else [])]
    is_amount = fact.quantity is not None and value == fact.quantity.words
    dated = to_as_of(fact, asked.language, published) if is_amount and not head and asked.period is None else None
    head = head or value
    snippet = ranked.found.snippet
    at = snippet.find(value)
    room = SHORT - len(_with_notes(head, [*filter(None, [dated]), *notes], asked)) - 2
    clause = cut_passage(ranked, asked, room, [(at, at + len(value))] if at >= 0 else ())
    if dated is not None and not is_dated(clause, fact, published):
        notes.insert(0, dated)
    head = _with_notes(head, notes, asked)
    return reply("answer.said", asked.language, value=head, clause=clause)


def _answer_all(asked: Interpretation, findings: Findings) -> Answer:
    """All values that are as firm as the first, and the passage that says most of them."""
    chosen = choose_facts(asked, findings)
    told = {r: [value_of(fact, asked) for fact in facts_of(r, asked, findings)] for r in chosen}
    best = max(chosen, key=lambda r: len(told[r]))
    names = dict.fromkeys(name for r in (best, *chosen) if _is_firm(r) == _is_firm(best) for name in told[r])
    used = [best]
    for r in chosen:
        if len(used) <= OTHERS and not set(told[r]) <= {name for other in used for name in told[other]}:
            used.append(r)
    cited = {name for r in used for name in told[r]}
    head = "、".join(name for name in names if name in cited)
    return answered(asked, findings, lead_of(best, asked, head=head), tuple(used))


def _is_firm(ranked: Ranked) -> bool:
    return ranked.fact is not None and ranked.fact.status in FIRM


def _status(fact: Fact, asked: Interpretation) -> list[str]:
    """The word for how firm the fact is; empty where the article states it."""
    return [] if fact.status == FactStatus.STATED else [reply(f"status.{fact.status.value}", asked.language)]


def _tell(fact: Fact, asked: Interpretation, *, is_same: bool) -> str:
    """Another value with its round or date; a rumour is called a rumour; is_same: it agrees with the one that leads."""
    value = value_of(fact, asked)
    when = fact.qualifier or (fact.period.words if fact.period is not None else "")
    when = when if when != value else ""
    same = [reply("answer.agrees", asked.language)] if is_same else []
    return _with_notes(value, [*filter(None, [when]), *_status(fact, asked), *same], asked)


def _with_notes(value: str, notes: list[str], asked: Interpretation) -> str:
    if not notes:
        return value
    comma = ", " if asked.language is Language.ENGLISH else "，"
    return reply("answer.noted", asked.language, value=value, note=comma.join(notes))
