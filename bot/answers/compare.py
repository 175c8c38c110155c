"""Two or more side by side: for each its value and the difference, its row, or the passage that says it."""

from collections.abc import Mapping
from dataclasses import replace

from bot.answers import side_by_side
from bot.answers.choosing import plan_relation
from bot.answers.cutting import cut_passage
from bot.answers.enough import has_value, says_something
from bot.answers.missing import to_label
from bot.answers.passages import LONG, answered, compose_long
from bot.answers.scale import Scale, to_scale
from bot.answers.tables import is_row, render_row
from bot.answers.telling import citable, cite_fact, one_each, tell
from bot.currencies import has_rates, write
from bot.replies import reply
from bot.templates import asked_relations
from bot.types import Answer, FactQuery, Findings, Interpretation, Language, Ranked, Status, Told
from knowledge.types import Fact

CITED = 5
KIND = "compare"
MOST = 3
"""Entities that are looked for one by one at most."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """The facts of the relation for each entity named; all of theirs, where it is not said by what they compare."""
    if side_by_side.is_asked(asked):
        return side_by_side.plan(asked)
    near = (plan_relation(replace(asked, relation=relation)) for relation in _near_relations(asked))
    return (*plan_relation(asked), *(query for queries in near for query in queries))


def _near_relations(asked: Interpretation) -> tuple[str, ...]:
    """Relations of amounts that are told of one of them where the one asked for is not: the total for a round."""
    if asked.relation is None or asked_relations()[asked.relation][0].types[0] != "money":
        return ()
    rules = {name: rule for name, (rule, _) in asked_relations().items()}
    return tuple(name for name in rules[asked.relation].kin if name in rules and rules[name].types[0] == "money")


def each_alone(asked: Interpretation) -> tuple[Interpretation, ...]:
    """The question for each entity alone, where a known relation is asked for; empty: it is not, or of one only."""
    names = {name.entity.name: name for name in asked.named}
    if asked.kind != KIND or asked.relation is None or not 1 < len(names) <= MOST:
        return ()
    return tuple(
        replace(
            asked,
            kind="fact",
            named=(named,),
            units=tuple(unit for unit in asked.units if not unit.is_entity or unit.name == name),
            parts=(),
        )
        for name, named in names.items()
    )


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """A line for each entity: of its fact, of its row, else of the passage that tells of it."""
    if side_by_side.is_asked(asked) and (answer := side_by_side.compose(asked, findings)) is not None:
        return answer
    names = list(dict.fromkeys(name.entity.name for name in asked.named))
    near = _near_relations(asked)
    facts = one_each((fact for fact in findings.facts if fact.relation not in near), asked, findings)
    told = {name: facts[name] for name in names if name in facts}
    if len(names) > 1 and len(told) == len(names):
        return _answer_facts(asked, findings, told)
    if len(names) > 1 and told and (mixed := _answer_unlike(names, told, asked, findings)) is not None:
        return mixed
    rows = _find_rows(names, findings)
    if len(names) > 1 and len(rows) == len(names):
        lead = "\n".join(render_row(row, asked, every=True) for row in rows.values())
        return answered(asked, findings, lead[:LONG], tuple(rows.values()))
    if findings.ranked and is_row(findings.ranked[0]):
        row = findings.ranked[0]
        return answered(asked, findings, render_row(row, asked, every=len(names) < 2), (row,))
    if len(names) < 2 or not findings.ranked:
        return compose_long(asked, findings)
    return _answer_passages(names, asked, findings)


def _answer_facts(asked: Interpretation, findings: Findings, told: Mapping[str, Fact]) -> Answer:
    """The entities with their values, the greatest first, as far as they can be cited; how far two are apart."""
    scale = to_scale(told.values(), findings)
    ordered = sorted(told, key=lambda name: -scale.size(told[name]))
    shown, citations = citable([told[name] for name in ordered], findings, CITED)
    lines = [_tell_one(fact.subject, fact, asked, scale) for fact in shown]
    rest = tuple(
        Told(_tell_one(name, told[name], asked, scale), (cite_fact(told[name], findings),))
        for name in ordered
        if told[name] not in shown
    )
    if left := len(rest):
        lines.append(reply("answer.more_compared", asked.language, count=str(left)))
    apart = _difference(told[ordered[0]], told[ordered[1]], asked.language) if len(ordered) == 2 else None
    if apart is not None:
        lines.append(reply("answer.apart", asked.language, value=apart))
    if scale.rates is not None:
        lines.append(reply("answer.rates", asked.language, day=scale.rates.day.isoformat()))
    return Answer(Status.ANSWERED, asked.kind, asked.language, "\n".join(lines)[:LONG], citations, rest=rest)


def _answer_unlike(
    names: list[str], told: Mapping[str, Fact], asked: Interpretation, findings: Findings
) -> Answer | None:
    """Each amount with what it is of, not put in order: of one a round is told, of the other only the total."""
    facts = dict(told)
    for relation in _near_relations(asked):
        near = replace(asked, relation=relation)
        others = one_each((fact for fact in findings.facts if fact.relation == relation), near, findings)
        facts = {**{name: others[name] for name in names if name in others}, **facts}
    ordered = [facts[name] for name in names if name in facts]
    shown, citations = citable(ordered, findings, CITED)
    if len(shown) < len(names):
        return None
    lines = [
        reply(
            "answer.of_name",
            asked.language,
            name=fact.subject,
            label=to_label(fact.relation, asked.language),
            value=tell(fact, asked),
        )
        for fact in shown
    ]
    notes = (reply("answer.unlike", asked.language),)
    return Answer(Status.ANSWERED, asked.kind, asked.language, "\n".join(lines)[:LONG], citations, notes=notes)


def _tell_one(name: str, fact: Fact, asked: Interpretation, scale: Scale) -> str:
    value = tell(fact, asked, scale.restate(fact, asked.language))
    return reply("answer.as_listed", asked.language, label=name, value=value)


def _difference(one: Fact, other: Fact, language: Language) -> str | None:
    """What the greater amount has more; None: not of one unit, or not exact."""
    a, b = one.quantity, other.quantity
    if a is None or b is None or a.unit != b.unit or a.low is None or b.low is None:
        return None
    if a.low != a.high or b.low != b.high or (a.is_money and not has_rates([a.unit])) or a.low == b.low:
        return None
    return write(a.low - b.low, a.unit, language)


def _find_rows(names: list[str], findings: Findings) -> dict[str, Ranked]:
    """The row of each entity, in the table that has a row of the first one found."""
    rows = [r for r in findings.ranked if is_row(r) and set(names) & set(r.found.entities)]
    if not rows:
        return {}
    first = rows[0].found.passage
    of_table = [r for r in rows if (r.found.passage.article, r.found.passage.heading) == (first.article, first.heading)]
    return {
        name: row
        for name in names
        if (row := next((r for r in of_table if name in r.found.entities[:1]), None)) is not None
    }


def _answer_passages(names: list[str], asked: Interpretation, findings: Findings) -> Answer | None:
    """A line for each entity of which a passage says what is asked; one paragraph where a single one names them all."""
    together = [r for r in findings.ranked[:5] if all(name in r.found.entities for name in names)]
    lines: dict[str, Ranked] = {}
    for name in names:
        best = next((r for r in (*together, *findings.ranked) if _tells(r, name, asked)), None)
        if best is not None:
            lines[name] = best
    if not lines:
        return compose_long(asked, findings)
    used = tuple(dict.fromkeys(lines.values()))
    room = LONG // len(used) - 4
    lead = "\n".join(cut_passage(ranked, asked, room) for ranked in used)
    return answered(asked, findings, lead, used)


def _tells(ranked: Ranked, name: str, asked: Interpretation) -> bool:
    """Whether the passage says what is asked of this one of the entities compared."""
    return name in ranked.found.entities and says_something(ranked, asked) and has_value(ranked, asked)
