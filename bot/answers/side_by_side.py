"""Two or more compared without a word of by what: what the articles give of all of them, a line a relation. Pure."""

from collections.abc import Mapping, Sequence

from bot.answers.choosing import own_words
from bot.answers.listed import join
from bot.answers.missing import to_label
from bot.answers.passages import LONG
from bot.answers.telling import answered_by, citable, is_firm, leading, tell
from bot.replies import reply
from bot.types import Answer, FactQuery, Findings, Interpretation, Language
from knowledge.types import Fact

RELATIONS = (
    "founded",
    "founder",
    "funding_round",
    "valuation",
    "total_raised",
    "revenue",
    "users",
    "headcount",
    "headquarters",
    "role",
    "career",
    "education",
)
"""What is told side by side, in this order."""
SEVERAL = ("founder", "role", "career", "education")
"""Relations of which all values hold together."""
IN_WORDS = ("role", "career", "education")
"""Relations whose value is where and as what."""
VALUES = 3
CITED = 5


def is_asked(asked: Interpretation) -> bool:
    """Whether the question compares several and says nothing of by what: 对比星河智能和云帆科技."""
    return asked.relation is None and len({n.entity.name for n in asked.named}) > 1 and not own_words(asked)


def plan(asked: Interpretation) -> tuple[FactQuery, ...]:
    """All facts of each."""
    return tuple(FactQuery(subject=name) for name in dict.fromkeys(n.entity.name for n in asked.named))


def compose(asked: Interpretation, findings: Findings) -> Answer | None:
    """A line for each relation that is told of two of them or more; None: there is none."""
    names = list(dict.fromkeys(name.entity.name for name in asked.named))
    firm = leading((fact for fact in findings.facts if is_firm(fact)), findings)
    told: list[Fact] = []
    lines: list[str] = []
    for relation in RELATIONS:
        by = {name: _values(name, relation, firm, asked) for name in names}
        wanted = [fact for values in by.values() for fact in values.values()]
        if sum(map(bool, by.values())) < 2 or len(citable([*told, *wanted], findings, CITED)[0]) < len(told) + len(
            wanted
        ):
            continue
        line = _line(relation, by, asked)
        if sum(map(len, lines)) + len(lines) + len(line) > LONG:
            break
        told += wanted
        lines.append(line)
    return answered_by(asked, findings, "\n".join(lines), told, CITED) if lines else None


def _values(name: str, relation: str, firm: Sequence[Fact], asked: Interpretation) -> Mapping[str, Fact]:
    """Words -> fact: the one that leads, or a few where all hold together."""
    values: dict[str, Fact] = {}
    for fact in firm:
        if fact.subject == name and fact.relation == relation:
            words = " ".join(filter(None, (fact.object, fact.text))) if relation in IN_WORDS else tell(fact, asked)
            values.setdefault(words, fact)
    return dict(list(values.items())[: VALUES if relation in SEVERAL else 1])


def _line(relation: str, by: Mapping[str, Mapping[str, Fact]], asked: Interpretation) -> str:
    """估值：星河智能 18亿元（投后）；云帆科技 9亿元."""
    semicolon = "; " if asked.language is Language.ENGLISH else "；"
    values = semicolon.join(f"{name} {join(list(values), asked.language)}" for name, values in by.items() if values)
    return reply("answer.as_listed", asked.language, label=to_label(relation, asked.language), value=values)
