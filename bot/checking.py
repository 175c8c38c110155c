"""A message checked against the knowledge base: each thing it claims agrees, differs or is not in the articles."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.answers.choosing import value_of
from bot.answers.cutting import to_citation
from bot.answers.missing import to_label
from bot.replies import reply
from bot.types import Answer, Citation, Language, Status
from knowledge.comparing.precedence import to_precedence
from knowledge.comparing.values import Likeness, compare_values, fit_qualifiers
from knowledge.rules import Rule, load_rules
from knowledge.storing.store import KnowledgeBase
from knowledge.text import fold
from knowledge.types import Fact, FactStatus

CHECK = "check"
"""The kind of an answer that checks a message."""
MOST = 5
"""Claims of one message that are checked."""
_UNTRUE = (FactStatus.DENIED, FactStatus.CORRECTED)


class CheckRules(Rule):
    """rules/checks.yaml."""

    asks: tuple[str, ...]
    kin: tuple[tuple[str, ...], ...]
    example: str


class Verdict(StrEnum):
    """What the articles make of a claim; also the key of its text in replies.yaml."""

    AGREES = "agrees"
    DIFFERS = "differs"
    DENIED = "denied"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim and the fact that decides it."""

    claim: Fact
    verdict: Verdict
    fact: Fact | None = None
    """None only where the articles do not say."""


@cache
def check_rules() -> CheckRules:
    """The bundled rules, read once. Raises RuleError."""
    return load_rules(Path(__file__).parent / "rules" / "checks.yaml", CheckRules)


def asks_to_check(text: str) -> bool:
    """Whether the words said about somebody's message ask whether it is true: 核实一下, 真的吗."""
    words = "".join(char for char in fold(text) if char.isalnum())
    return any(words.startswith(ask) or words.endswith(ask) for ask in check_rules().asks)


def check_claims(claims: Iterable[Fact], base: KnowledgeBase, language: Language) -> Answer:
    """A line for each claim with its verdict; every verdict but "not in the articles" is cited."""
    checked = [check(claim, base) for claim in tuple(claims)[:MOST]]
    lines, citations = [], dict[Citation, None]()
    for one in checked:
        lines.append(_to_line(one, language))
        if one.fact is not None:
            at = one.fact.evidence
            citations[to_citation(base.source(at.article), at.start, at.end)] = None
    if not lines:
        lines = [reply("check.nothing", language)]
    status = Status.ANSWERED if citations else Status.NOT_FOUND
    about = tuple(dict.fromkeys(one.claim.subject for one in checked))
    return Answer(status, CHECK, language, "\n".join(lines), tuple(citations), about=about)


def check(claim: Fact, base: KnowledgeBase) -> Checked:
    """What the articles make of one claim."""
    facts = [
        fact
        for relation in _kin_of(claim.relation)
        for fact in base.facts(subject=claim.subject, relation=relation)
        if fact.relation != claim.relation or fit_qualifiers(fact, claim)
    ]
    facts.sort(key=lambda fact: to_precedence(fact, base.source(fact.evidence.article).published))
    same = [fact for fact in facts if _is_same(fact, claim)]
    for fact in same:
        if fact.status not in _UNTRUE:
            return Checked(claim, Verdict.AGREES, fact)
    if same:
        return Checked(claim, Verdict.DENIED, same[0])
    other = next((fact for fact in facts if _is_other(fact, claim)), None)
    return Checked(claim, Verdict.DIFFERS, other) if other is not None else Checked(claim, Verdict.UNKNOWN)


def _is_same(fact: Fact, claim: Fact) -> bool:
    if fact.relation != claim.relation:
        return fact.object is not None and fact.object == claim.object
    return compare_values(fact, claim) is Likeness.SAME


def _is_other(fact: Fact, claim: Fact) -> bool:
    """Whether the fact gives another value where only one can hold: of two investors, both may be right."""
    if fact.relation != claim.relation or fact.status in _UNTRUE or (fact.quantity is None and fact.period is None):
        return False
    return compare_values(fact, claim) is Likeness.DIFFERENT


@cache
def _kin_of(relation: str) -> tuple[str, ...]:
    """The relations a claim may be told in: who led a round invested, too."""
    return next(((relation, *kin[1:]) for kin in check_rules().kin if kin[0] == relation), (relation,))


def _to_line(one: Checked, language: Language) -> str:
    label = to_label(one.claim.relation, language)
    values = {"subject": one.claim.subject, "label": label, "claim": value_of(one.claim)}
    if one.verdict is Verdict.DIFFERS and one.fact is not None:
        values["value"] = value_of(one.fact)
    return reply(f"check.{one.verdict}", language, **values)
