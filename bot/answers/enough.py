"""Whether a passage says what is asked, rather than something about the same names: else the articles do not say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answers.choosing import has_form
from bot.answers.doubts import ANY_DAY, OBJECTIONS, VALUES
from bot.answers.saying import is_said
from bot.answers.values import find_values, takes_of
from bot.asked_for import SAYING, to_round_name
from bot.latin_people import names_stranger
from bot.templates import asked_relations, is_closed
from bot.types import Findings, Interpretation, Ranked
from bot.wordbook import forms_of
from knowledge.text import fold
from knowledge.types import FactStatus

ENOUGH = 0.4
"""Share of the question's weight that the best passage must meet; below, the articles do not say."""
ENOUGH_UNNAMED = 0.6
"""The same where a value is asked for of something without a known name: the words must say what of."""
CLOSELY = 30
"""Characters between the words of a relation and a value that they bind."""
BEINGS = frozenset({"person", "company", "fund"})
"""Kinds of entity that are found wherever they are named; places, for one, are not."""
QUOTE = "quote"
"""The kind of answer that is somebody's words."""
QUOTED = re.compile(r"[“「『\"][^”」』\"]{6,}[,.，。！？!?…]?[”」』\"]")
"""Words in quotation marks that are more than a name."""
RIVALS = 10
"""Passages that are looked at for one that says it as well."""
TRIED = 3
"""Passages tried, best first, before the articles are said not to say it."""


def choose(asked: Interpretation, findings: Findings) -> Ranked | None:
    """The best passage that says what is asked; None: none does."""
    against = findings
    if is_closed(asked):
        # What does not bind the relation to a value of those asked about is no other answer.
        against = replace(findings, ranked=tuple(r for r in findings.ranked[:RIVALS] if is_enough(r, asked)))
    fitting = (
        r
        for r in findings.ranked[:TRIED]
        if is_enough(r, asked) and not any(objects(r, asked, against) for objects in OBJECTIONS)
    )
    return next(fitting, None)


def is_enough(best: Ranked, asked: Interpretation) -> bool:
    """Whether the passage says what is asked, rather than something about the same names.

    It has to be about every entity named, and of the round named; to meet enough of the question and, where that says
    more than names, some of what it says; to hold a value where one is asked for; and to bind it to the relation, where
    that is a closed one.
    """
    if best.asks and not VALUES.intersection(takes_of(asked)):
        return False
    if not best.is_bound or best.coverage < (ENOUGH if asked.named or not is_closed(asked) else ENOUGH_UNNAMED):
        return False
    if not is_of_round(best, asked) or not is_voiced(best, asked) or not is_said(best, asked):
        return False
    if best.fact is not None and best.fact.status is FactStatus.CORRECTED and asked.kind != "yesno":
        return False
    if best.fact is not None and has_form(best.fact, asked):
        return True
    if is_closed(asked):
        return binds(best, asked)
    return says_something(best, asked) and has_value(best, asked)


def is_of_round(ranked: Ranked, asked: Interpretation) -> bool:
    """Whether the passage is of the round that the question itself names; True where it names none."""
    own = {unit.name for unit in asked.units if unit.share == 1.0}
    return asked.qualifier is None or to_round_name(asked.qualifier) not in own.intersection(ranked.missing)


def is_voiced(ranked: Ranked, asked: Interpretation) -> bool:
    """Whether the passage gives words of the person asked for, or is about the person and meets most of the question.

    What somebody else says in a turn of theirs is about the person only if it names them. 张三说过什么 asks for the
    words and nothing more: what is told about him is none of them.
    """
    if asked.kind != QUOTE or ranked.is_voiced:
        return True
    if asked.speaker is not None and {unit.name for unit in asked.units} <= {asked.speaker, *SAYING}:
        return False
    if ranked.is_bound and QUOTED.search(ranked.found.snippet):
        return True
    found = ranked.found
    is_about = asked.speaker in found.entities or (ranked.is_bound and found.passage.speaker is None)
    return is_about and ranked.coverage >= ENOUGH_UNNAMED


def says_something(ranked: Ranked, asked: Interpretation) -> bool:
    """Whether the passage meets anything that the question says besides names and 说; True where it says no more."""
    said = _said_of(asked)
    return not said or any(name not in ranked.missing for name in said)


def _said_of(asked: Interpretation) -> list[str]:
    """What the question says besides names and 说."""
    return [unit.name for unit in asked.units if not unit.is_entity and unit.name not in SAYING]


def has_value(ranked: Ranked, asked: Interpretation) -> bool:
    """Whether a value of the form asked for is in the passage; True where words or names are asked for."""
    takes = set(takes_of(asked))
    if takes & VALUES:
        return bool(find_values(ranked, asked, ANY_DAY))
    given = {unit.name for unit in asked.units}
    return (
        asked.answer_type != "person"
        or any(name not in given for name in ranked.found.entities)
        or names_stranger(ranked.found, given)
    )


def binds(ranked: Ranked, asked: Interpretation) -> bool:
    """Whether the passage itself holds the relation's words and, close to them, a value for it."""
    if asked.relation is None:
        return True
    rule, pattern = asked_relations()[asked.relation]
    twin = fold(ranked.found.snippet)
    values = find_values(ranked, asked, ANY_DAY)
    takes = set(takes_of(asked))
    if takes & VALUES and not values:
        return False
    if takes & BEINGS and not ranked.holds:
        return False
    match = pattern.search.search(asked.plain)
    forms = rule.forms or (forms_of(match.group()) if match is not None else ())
    places = find_places(forms, twin)
    if not values:
        return _is_said_of_names(places, twin, asked) and (
            rule.side is None or _is_said_of_another(places, ranked, asked)
        )
    return any(abs(at - start) <= CLOSELY for at in places for start, _, _ in values)


def _is_said_of_another(places: Sequence[int], ranked: Ranked, asked: Interpretation) -> bool:
    """Whether it names those asked about, and somebody else close to the relation's words."""
    snippet, given = ranked.found.snippet, {*asked.meant}
    if not any(find_places((fold(form),), fold(snippet)) for u in asked.units if u.is_entity for form in u.forms):
        return False
    others = (at for name in ranked.found.entities if name not in given for at in find_places((name,), snippet))
    return any(abs(at - place) <= CLOSELY for at in others for place in places)


def find_places(forms: Iterable[str], twin: str) -> list[int]:
    """Where any of the forms stands in a folded text, each time it does."""
    return [match.start() for form in forms for match in re.finditer(re.escape(form), twin)]


def _is_said_of_names(places: Sequence[int], twin: str, asked: Interpretation) -> bool:
    """Whether the relation's words stand close to a name asked about, or anywhere if the passage writes none."""
    forms = [fold(form) for unit in asked.units if unit.is_entity for form in unit.forms]
    named = find_places(forms, twin)
    return bool(places) and (not named or any(abs(at - name) <= CLOSELY for at in places for name in named))
