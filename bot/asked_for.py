"""What is asked for: the kind of answer, the relation, the form of the answer, the round, whose words. Pure."""

import re
from collections.abc import Sequence

from bot.phrases import phrase
from bot.plain import MARKS
from bot.templates import (
    INTENTS,
    answer_types,
    asked_relations,
    find_asked,
    find_compared,
    find_form,
    find_intents,
)
from bot.types import Named
from knowledge.text import is_cjk
from knowledge.types import EntityKind, FactStatus

TYPED = ("fact", "person", "list", "rank", "compare")
"""Kinds whose answer has a form of its own: an amount, a date, a name."""
NAMES = ("person", "company", "product", "place")
"""Forms of answer that are names: of these nothing is more or less."""
ORDERED = ("rank", "compare")
"""Kinds that put several in order by a value, of which the question does not ask how much it is."""
WORDS = ("quote", "why", "concept", "profile")
"""Kinds whose answer is words, whatever relation the question touches on."""
YESNO = "yesno"
DENIALS = "不没"
SAYING = frozenset({"say", "opinion", "evaluate", "quote_phrase"})
"""Groups of synonyms with which somebody's words are asked for: they say nothing of what those are about."""
NAME_ALONE = 8
"""Characters of a question, its name counted as one, that asks what the name stands for."""
SHARED, INVESTOR = "shared", "investor"
"""The kind of answer that several have in common, and the relation that is meant where none is named."""
CONFLICTS = "conflicts"
"""The kind of answer that sets the sides of a disagreement beside one another."""
COUNT = "count"
"""The kind of answer that counts what facts name, and the form of what an article counts itself."""
WHICH_OF = "哪些"
"""The same, before a noun: 有多少个股东 asks of what 有哪些股东 does."""
UNNAMED = ("meta", "outside")
"""Kinds of a message that is about no entity."""
NUMBER = "number"
"""The form of an answer of which only that it is a number shows."""
DURATIONS = frozenset({"年", "月", "周", "天", "日", "小时", "分钟"})
"""Units, as `values` writes them, of how long something takes."""
PLAIN = "words"
"""The form of an answer that is no value."""
FIRMS = frozenset((EntityKind.COMPANY, EntityKind.FUND, EntityKind.ORGANISATION, EntityKind.PRODUCT))
COUNTED = frozenset({"count", "number", "money", "percent", "duration"})
"""Forms of answer that are figures."""
ROUND = re.compile(
    r"(pre-? ?[a-c](?= round)|(?:pre-? ?[a-c]|[a-h])(?=\+{0,2} ?轮))(\+{0,2})(?: ?轮)?"
    r"|series ([a-h])\b|(天使|种子) ?轮|\b(seed|angel) (?:round|stage)"
)

FIRMNESS = (
    (
        FactStatus.RUMOURED,
        r"传闻|传言|据传|据说|听说|盛传|谣传|风声|(^|[^上宣流遗谣失祖嫡盛相口])传(说|闻|言)?(是|的|出|要|会)?(多少|几|[^统播感媒输承递奇真记教染授达导送讯神动代宗])"
        r"|\b(rumou?red|rumou?rs?|reportedly|said to)\b",
    ),
    (FactStatus.PLANNED, r"计划|目标|打算|预计|预期|\b(planned|plans? to|targets?|aims?|expects?)\b"),
)
"""What a question says of how firm the value is that it asks for."""


def find_status(twin: str) -> FactStatus | None:
    """How firm the value is that is asked for; None: the firmest there is.

    >>> find_status("传云帆科技估值多少"), find_status("云帆科技估值多少")
    (<FactStatus.RUMOURED: 'rumoured'>, None)
    """
    return next((status for status, words in FIRMNESS if re.search(words, twin)), None)


def find_wanted(twin: str, kind: str, named: tuple[Named, ...]) -> tuple[str | None, str | None]:
    """The relation asked for and the form of the answer; None: no known relation; words."""
    answer_type = find_answer_type(twin, kind)
    if kind in WORDS or phrase("asks_tie").search(twin):
        return None, answer_type
    about = asked_of(twin, named)
    if kind in (CONFLICTS, SHARED):
        said = find_relation(twin, None, about)
        return (find_compared(twin) or said if kind == CONFLICTS else said or INVESTOR), None
    if kind == COUNT:
        asked = (phrase("how_many").sub(words, twin) for words in (_to_who, WHICH_OF))
        return next((found for one in asked if (found := find_relation(one, None, about))), None), COUNT
    is_free = kind == "rank" or (kind == "compare" and answer_type in NAMES)
    relation = find_relation(twin, None if is_free else answer_type, about)
    if kind in ORDERED and (relation is None or asked_relations()[relation][0].types[0] in NAMES):
        relation = find_compared(twin) or relation
    if relation is None:
        return None, answer_type
    rule = asked_relations()[relation][0]
    if answer_type not in rule.types and answer_type == NUMBER:
        answer_type = next(form for form in rule.types if form in _counts(NUMBER))
    if (kind in ORDERED and named) or (answer_type is None and kind in TYPED and rule.closed):
        answer_type = rule.types[0] if rule.types[0] != PLAIN else None
    return relation, answer_type


def _to_who(counted: re.Match[str]) -> str:
    if counted[4]:
        return f"who {counted[4]}"
    return "哪家" if counted[3] == "家" else "谁"


def asked_of(twin: str, named: Sequence[Named]) -> frozenset[EntityKind]:
    """The kinds of entity that a question is about: of its names, else of its pronouns; empty: it does not show."""
    if named:
        return frozenset(name.entity.kind for name in named)
    if phrase("stands_for_person").search(twin):
        return frozenset((EntityKind.PERSON,))
    return FIRMS if phrase("stands_for_thing").search(twin) else frozenset()


def is_asked_of(relation: str, about: frozenset[EntityKind]) -> bool:
    """Whether the relation can be asked of one of these kinds, or of anything; a product stands for its maker."""
    of = asked_relations()[relation][0].of
    kinds = {*of, *((EntityKind.PRODUCT,) if EntityKind.COMPANY in of else ())}
    return not about or not kinds or bool(kinds & about)


def find_kind(plain: str) -> tuple[str, str]:
    """(the kind of answer that a plain question wants, why)."""
    choice = find_choice(plain)
    is_named = any(mark in plain for mark in MARKS.values())
    for pattern in find_intents(plain):
        if choice is not None and INTENTS.index(pattern.shows) >= INTENTS.index(YESNO):
            break
        found = pattern.search.search(plain)
        if found is None or (pattern.shows in UNNAMED and is_named):
            continue
        if pattern.shows == "concept" and is_named and len(plain) <= NAME_ALONE:
            return "profile", f"{found.group()!r} of a name alone"
        return pattern.shows, repr(found.group())
    return ("fact", "no other kind shows") if choice is None else (YESNO, repr(choice))


def find_choice(plain: str) -> str | None:
    """A verb and its denial side by side, which ask for yes or no: 投没投, 赚钱不赚钱; None: no such thing.

    >>> find_choice("云帆科技赚不赚钱"), find_choice("云帆科技差不多"), find_choice("说不好说不好")
    ('赚不赚', None, None)
    """
    for at, char in enumerate(plain):
        if char not in DENIALS or phrase("asks_value").search(plain):
            continue
        for length in (2, 1):
            verb = plain[max(0, at - length) : at]
            if len(verb) == length and all(map(is_cjk, verb)) and plain.startswith(verb, at + 1):
                return plain[at - length : at + 1 + length]
    return None


def find_relation(twin: str, answer_type: str | None, about: frozenset[EntityKind] = frozenset()) -> str | None:
    """The relation asked for, of one of these kinds, that can have such an answer; None: none.

    Of relations named apart the last is asked for (估值25亿的那家融了多少), in English the first; of those that share
    words the one that stands first in the rules (总共融了多少 is the total, not a round).
    """
    chosen: tuple[str, int, int] | None = None
    said = find_asked(twin)
    asks_which = answer_type is None and phrase("which_of_several").search(twin) is not None
    for name, (rule, pattern) in asked_relations().items() if said else ():
        fits = (
            name in said
            and is_asked_of(name, about)
            and not (asks_which and COUNTED.issuperset(rule.types))
            and (answer_type is None or not {answer_type, *_counts(answer_type)}.isdisjoint(rule.types))
        )
        match = pattern.search.search(twin) if fits else None
        if match is None:
            continue
        start, end = match.span()
        is_later = chosen is not None and (start >= chosen[2] if any(map(is_cjk, twin)) else end <= chosen[1])
        if chosen is None or is_later:
            chosen = (name, start, end)
    return chosen[0] if chosen is not None else None


def _counts(answer_type: str | None) -> tuple[str, ...]:
    """The forms of value that a bare number may be: 日活多少 asks for a count, 身价多少 for an amount."""
    return next((rule.takes for rule, _ in answer_types() if rule.type == answer_type == NUMBER), ())


def find_answer_type(twin: str, kind: str) -> str | None:
    """The form of answer that the question's words want; None: words."""
    if kind not in TYPED:
        return None
    return find_form(twin)


def find_speaker(plain: str, kind: str, named: tuple[Named, ...]) -> str | None:
    """The person whose words are asked for: the last one before a verb of speech; for a quote also the only one."""
    people = [name.entity.name for name in named if name.entity.kind == EntityKind.PERSON]
    marks = [at for at, char in enumerate(plain) if char == MARKS[EntityKind.PERSON]]
    speaking = [
        name
        for name, at in zip(people, marks, strict=False)
        if phrase("speaks").match(plain, at + 1) and not phrase("speaks_about").search(plain[:at])
    ]
    if speaking:
        return speaking[-1]
    return people[0] if kind == "quote" and len(people) == 1 else None


def find_round(twin: str) -> str | None:
    """The funding round that a folded text names, in one form ("c", "pre-a", "a+", "天使"); None: none.

    >>> find_round("series c 的领投方"), find_round("a+轮融了多少")
    ('c', 'a+')
    """
    found = ROUND.search(twin)
    if found is None:
        return None
    letter, plus, series, early, seed = found.groups()
    if early or seed:
        return "天使" if (early or seed) in ("天使", "angel") else "种子"
    return (letter or series).replace(" ", "").replace("prea", "pre-a") + (plus or "")


def to_round_name(name: str) -> str:
    """The name of the unit of a round, as `find_round` writes the round."""
    return f"{name}轮"
