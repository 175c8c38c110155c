"""Who or what an entity is: its facts, line by line, and the passage that introduces it."""

from collections.abc import Sequence

from bot.answers.choosing import value_of
from bot.answers.cutting import CITED as WIDE
from bot.answers.cutting import cite
from bot.answers.enough import choose
from bot.answers.missing import to_label
from bot.answers.passages import LONG, answered_span, compose_long, to_span, to_text
from bot.answers.tables import is_row
from bot.answers.telling import citable, is_firm, leading, tell
from bot.phrases import phrase
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation, Ranked, Status
from knowledge.text import fold, is_cjk
from knowledge.types import EntityKind, Fact, PassageKind

COMPANY = (
    "business",
    "founded",
    "founder",
    "funding_round",
    "valuation",
    "product",
    "headcount",
    "headquarters",
    "revenue",
    "total_raised",
)
PERSON = ("role", "founder", "career", "education", "born")
"""What a profile tells, in this order."""
WHAT = ("business", "founder", "founded", "role")
"""Relations that say best what an entity is."""
SEVERAL = ("founder", "product", "career", "education", "role")
"""Relations of which a few values are told; of the others the one that leads."""
VALUES = 3
"""Values told of one relation at most."""
CITED = 5
FIRST = 24
FIRST_LATIN = 60
"""Characters before the name, at most, in a passage that introduces it."""


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """All facts of the first entity named, and what a person founded."""
    return tuple(
        query
        for name in asked.named[:1]
        for query in (
            FactQuery(subject=name.entity.name),
            FactQuery(object=name.entity.name, relation="founder"),
        )
    )


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """The passage that introduces it, then its facts; what the best passage says where it has none."""
    chosen = _choose(asked, findings)
    if not findings.ranked or not asked.named:
        return compose_long(asked, findings)
    introducing = _introduction(asked, findings)
    if not chosen and introducing is not None:
        return answered_span(asked, findings, introducing, *to_span(introducing, asked, findings, LONG))
    if not chosen:
        return compose_long(asked, findings)
    intro = introducing or _telling(chosen, findings) or choose(asked, findings)
    told, citations = citable(chosen, findings, CITED - (intro is not None))
    lines = _lines(told, asked)
    if intro is None:
        return Answer(Status.ANSWERED, asked.kind, asked.language, lines[:LONG], citations)
    room = min(max(LONG - len(lines) - 1, LONG // 3), WIDE)
    lead = f"{to_text(intro, asked, findings, room, back=False)}\n{lines}"
    own = cite(intro, findings)
    further = [c for c in citations if c.article != own.article or not (own.start <= c.start and c.end <= own.end)]
    return Answer(Status.ANSWERED, asked.kind, asked.language, lead[:LONG], (own, *further))


def _introduction(asked: Interpretation, findings: Findings) -> Ranked | None:
    """The passage that says what the entity is, in its first clause: X是…, 创业公司X…; None: none does."""
    name = asked.named[0].entity
    forms = tuple(map(fold, (name.name, *name.aliases)))

    def introduces(ranked: Ranked) -> bool:
        twin = fold(ranked.found.snippet)
        first = FIRST if any(map(is_cjk, twin)) else FIRST_LATIN
        at = next(((i, i + len(form)) for form in forms if 0 <= (i := twin.find(form)) < first), None)
        return at is not None and bool(
            phrase("says_what_it_is").search(twin[at[1] :]) or phrase("kind_before_name").search(twin[: at[0]])
        )

    bodies = [r for r in findings.ranked if r.found.passage.kind is PassageKind.BODY and not r.asks and not is_row(r)]
    return next((r for r in bodies if introduces(r)), None)


def _telling(chosen: Sequence[Fact], findings: Findings) -> Ranked | None:
    """The passage of an article's text that is evidence of most of the facts told; None: none is."""
    telling = [fact for fact in chosen if fact.relation in WHAT] or chosen
    places = [(fact.evidence.article, fact.evidence.start) for fact in telling]

    def told(ranked: Ranked) -> int:
        here = ranked.found.passage
        return sum(article == here.article and here.start <= at < here.end for article, at in places)

    bodies = [r for r in findings.ranked if r.found.passage.kind is PassageKind.BODY and not r.asks and not is_row(r)]
    best = max(bodies, key=told, default=None)
    return best if best is not None and told(best) else None


def _choose(asked: Interpretation, findings: Findings) -> list[Fact]:
    """The facts told: for each relation the one that leads, or a few where all hold together."""
    if not asked.named:
        return []
    entity = asked.named[0].entity
    firm = leading((fact for fact in findings.facts if is_firm(fact)), findings)
    chosen: list[Fact] = []
    for relation in PERSON if entity.kind == EntityKind.PERSON else COMPANY:
        fitting = {_words(fact, entity.name): fact for fact in reversed(firm) if fact.relation == relation}
        chosen += list(reversed(fitting.values()))[: VALUES if relation in SEVERAL else 1]
    return chosen


def _lines(told: list[Fact], asked: Interpretation) -> str:
    """The facts by relation: 创始人：赵明远、林晚；估值：18亿美元（投后）."""
    name = asked.named[0].entity.name
    by: dict[str, list[str]] = {}
    for fact in told:
        words = tell(fact, asked) if fact.quantity is not None else _words(fact, name)
        by.setdefault(to_label(fact.relation, asked.language), []).append(words)
    parts = (
        reply("answer.as_listed", asked.language, label=label, value="、".join(dict.fromkeys(values)))
        for label, values in by.items()
    )
    return "；".join(parts)


def _words(fact: Fact, name: str) -> str:
    """The value in words; of a post both where and what."""
    if fact.relation == "founder" and fact.object == name:
        return fact.subject
    if fact.relation in ("role", "career", "education"):
        return " ".join(filter(None, (fact.object, fact.text)))
    return value_of(fact)
