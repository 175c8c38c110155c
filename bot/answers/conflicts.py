"""Where the articles disagree about an entity: each side with its source, cited, and why one of them leads. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.choosing import value_of
from bot.answers.listed import join
from bot.answers.missing import to_label
from bot.answers.telling import cite_fact
from bot.periods import render_period
from bot.replies import reply
from bot.types import Answer, Citation, FactQuery, Findings, Interpretation, Language, Status, Told
from knowledge.comparing.groups import Group, Other, Verdict, group_facts
from knowledge.comparing.values import Likeness, compare_values
from knowledge.facts.relations import load_relations
from knowledge.types import Fact, FactStatus

KIND = "conflicts"
AGAINST = (Verdict.DIFFERS, Verdict.DENIES, Verdict.CORRECTS, Verdict.REPLACED, Verdict.RUMOUR)
"""What is told beside the value that leads; amounts in other currencies cannot be held against one another."""
ROOM = 700
"""Characters of the whole answer."""
CITED = 8
SIDES = 4
"""Told beside the one that leads, of one relation and moment."""
WHY = {
    "not replaced": "conflicts.why_not_replaced",
    "not denied": "conflicts.why_not_denied",
    "firmer": "conflicts.why_firmer",
    "more exact": "conflicts.why_more_exact",
    "later date": "conflicts.why_later_date",
    "stated": "conflicts.why_stated",
    "newer article": "conflicts.why_newer_article",
    "own words": "conflicts.why_own_words",
    "correction": "conflicts.why_correction",
}
"""Why a group's first leads (`comparing.groups.Group.why`) -> the reply that says so."""


@dataclass(frozen=True, slots=True)
class _Dispute:
    """What is told of one group."""

    leading: Fact
    why: str
    others: tuple[Other, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        put_in_place = (other.of for other in self.others if other.verdict is Verdict.REPLACED and other.of is not None)
        return (self.leading, *(other.fact for other in self.others), *put_in_place)


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """All facts of each entity named, or those of the relation asked about."""
    names = dict.fromkeys(name.entity.name for name in asked.named)
    return tuple(FactQuery(subject=name, relation=asked.relation) for name in names)


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The sides of each disagreement; where there is none, not found, and says so. None: nobody is asked about."""
    names = {*asked.meant}
    if not names:
        return None
    facts = tuple(fact for fact in findings.facts if fact.subject in names)
    disputes = [*_find_disputes(group_facts(facts, findings.published), findings)]
    if not disputes:
        return _none(asked)
    blocks: list[str] = []
    cited: list[Citation] = []
    rest: list[Told] = []
    for dispute in sorted(disputes, key=lambda one: (one.leading.status not in (FactStatus.STATED,), -len(one.others))):
        own = list(dict.fromkeys(cite_fact(fact, findings) for fact in dispute.facts))
        wanted = [*cited, *(citation for citation in own if citation not in cited)]
        block = _tell(dispute, wanted, asked, findings)
        if blocks and (len(wanted) > CITED or sum(map(len, blocks)) + len(block) > ROOM):
            rest.append(Told(_tell(dispute, [], asked, findings), tuple(own)))
            continue
        blocks.append(block)
        cited = wanted
    head = reply("conflicts.count", asked.language, count=str(len(disputes)))
    return Answer(Status.ANSWERED, KIND, asked.language, "\n".join((head, *blocks)), tuple(cited), rest=tuple(rest))


def _none(asked: Interpretation) -> Answer:
    name = join(list(dict.fromkeys(n.entity.name for n in asked.named)), asked.language)
    if asked.relation is not None and asked.relation in load_relations().by_name:
        label = to_label(asked.relation, asked.language)
        name = reply("conflicts.part", asked.language, name=name, label=label)
    return Answer(Status.NOT_FOUND, "not_found", asked.language, reply("conflicts.none", asked.language, name=name))


def find_against(groups: Sequence[Group], fact: Fact, findings: Findings) -> tuple[Fact, ...]:
    """The facts of other articles that firmly give another value than this one, of the same moment."""
    return tuple(
        other.fact
        for group in groups
        if group.leading == fact
        for other in group.others
        if other.verdict in (Verdict.DIFFERS, Verdict.CORRECTS)
        and _is_other_value(other, fact)
        and _origin(other.fact, findings) != _origin(fact, findings)
    )


def tell_disagreement(fact: Fact, against: Sequence[Fact], asked: Interpretation, findings: Findings) -> str:
    """The one line below an answer: ⚠ 文章说法不一：3.4亿元（某报 2025-05-08）；3.1亿元（另一报 2025-05-06）."""
    semicolon = "; " if asked.language is Language.ENGLISH else "；"
    sides = [_with_source(one, [], asked, findings) for one in (fact, *against)]
    return reply("answer.disagree", asked.language, values=semicolon.join(sides))


def _find_disputes(groups: Sequence[Group], findings: Findings) -> Iterator[_Dispute]:
    for group in groups:
        leading = group.leading
        others = [other for other in group.others if other.verdict in AGAINST and _is_dispute(other, leading, findings)]
        seen: dict[tuple[str, Verdict], Other] = {}
        for other in others:
            seen.setdefault((value_of(other.fact), other.verdict), other)
        if seen and leading.status is not FactStatus.CORRECTED:
            yield _Dispute(leading, group.why, tuple(seen.values())[:SIDES])


def _is_dispute(other: Other, leading: Fact, findings: Findings) -> bool:
    """Whether the two are said in different articles, or the one article itself calls its other value a rumour, or
    denies or corrects it.
    """
    if other.verdict in (Verdict.DENIES, Verdict.REPLACED, Verdict.RUMOUR):
        return True
    return _is_other_value(other, leading) and _origin(other.fact, findings) != _origin(leading, findings)


def _is_other_value(other: Other, leading: Fact) -> bool:
    """Whether it is another value indeed: what replaced one of its own article may be what leads, in other words."""
    return other.verdict is not Verdict.CORRECTS or compare_values(other.fact, leading) is Likeness.DIFFERENT


def _origin(fact: Fact, findings: Findings) -> str:
    source = findings.sources[fact.evidence.article]
    return source.original or source.name


def _tell(dispute: _Dispute, cited: Sequence[Citation], asked: Interpretation, findings: Findings) -> str:
    """A line for the value that leads and why, and one for each side against it."""
    leading = dispute.leading
    label = to_label(leading.relation, asked.language)
    if leading.qualifier or leading.period:
        parts = filter(None, (leading.qualifier, render_period(leading.period)))
        label = reply("answer.noted", asked.language, value=label, note=" ".join(parts))
    value = _with_source(leading, cited, asked, findings)
    if any(other.of == leading and other.verdict is Verdict.DENIES for other in dispute.others):
        lines = [reply("conflicts.claimed", asked.language, label=label, value=value)]
    else:
        why = reply(WHY.get(dispute.why, "conflicts.why_none"), asked.language)
        lines = [reply("conflicts.leads", asked.language, label=label, value=value, why=why)]
    for other in dispute.others:
        words = _with_source(other.fact, cited, asked, findings)
        if other.verdict is Verdict.REPLACED and other.of not in (None, leading):
            new = _with_source(other.of, cited, asked, findings)
            lines.append(reply("conflicts.replaced_by", asked.language, value=words, new=new))
        else:
            lines.append(reply(f"conflicts.{_key_of(other)}", asked.language, value=words))
    return "\n".join(lines)


def _key_of(other: Other) -> str:
    match other.verdict:
        case Verdict.DENIES:
            return "denies"
        case Verdict.REPLACED:
            return "replaced"
        case Verdict.RUMOUR:
            return "planned" if other.fact.status is FactStatus.PLANNED else "rumour"
    return "differs"


def _with_source(fact: Fact, cited: Sequence[Citation], asked: Interpretation, findings: Findings) -> str:
    """3.4亿元（卷尺新闻 2025-05-08 [1]）: the value as written, who gives it and when, which citation it is."""
    source = findings.sources[fact.evidence.article]
    own = cite_fact(fact, findings)
    number = f"[{cited.index(own) + 1}]" if own in cited else ""
    who = source.outlet or source.title or source.name
    note = " ".join(filter(None, (who, render_period(source.published), fact.according_to, number)))
    return reply("answer.noted", asked.language, value=value_of(fact), note=note)
