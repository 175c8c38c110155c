"""What a message asks: a question in, an interpretation out. Finds no answer."""

import re
from dataclasses import replace
from datetime import date

from bot.naming import Naming
from bot.templates import answer_types, asked_relations, intent_patterns, wordbook
from bot.types import Interpretation, Language, Named, Question, Unit
from bot.units import to_units
from knowledge.text import fold, is_cjk, is_traditional, to_key
from knowledge.types import EntityKind, Period, Precision
from knowledge.values import find_periods

LONGEST_QUESTION = 500
"""Characters read of a question; what comes after is another message's worth."""
MAKER = re.compile(
    r"[^,，。?？]{0,3}(那家|这家|的)?(公司|母公司|东家|厂商|团队)|'?s? (maker|company|owner|parent|developer)"
)
"""What follows the name of a product when its maker is meant."""
REASON = "reason"
"""The group of synonyms that says 因为."""
ROUND = re.compile(r"(pre-? ?[a-c]|[a-h])(\+{0,2}) ?轮|series ([a-h])\b|(天使|种子) ?轮|\b(seed|angel) (?:round|stage)")
LATEST = re.compile(r"现在|目前|最新|如今|最近|眼下|当前|\b(now|currently|current|latest|today)\b")
TYPED = ("fact", "person", "list", "rank", "compare")
"""Kinds whose answer has a form of its own: an amount, a date, a name."""
SPEAKS = re.compile(
    r"[^,，。?？]{0,6}?(怎么|咋|如何|觉得|认为|说|讲|聊|最怕|最担心|看好|看衰|表示|评价|吐槽|估计|预测|建议|劝|拿|举"
    r"|什么(立场|态度|看法|观点)|为什么|为啥|为何|(say|said|think|thinks|tell|told|argue|predict|believe|compare)\b)"
)
"""What follows the name of one whose words are asked for."""


def understand(question: Question, naming: Naming, today: date) -> Interpretation:
    """The question as understood by itself, without what was asked before.

    today resolves 去年, 上个月. Every text gives an interpretation; one of nothing but fillers has no units.
    """
    text = question.text[:LONGEST_QUESTION]
    twin = fold(text)
    named = _with_makers(naming.find(text), twin, naming)
    kind, why = _find_kind(twin, named)
    answer_type = _find_answer_type(twin, kind)
    relation = _find_relation(twin, None if kind == "rank" else answer_type)
    if kind == "rank" and relation is not None and named:
        answer_type = asked_relations()[relation][0].types[0]
    if answer_type is None and kind in TYPED and relation is not None and asked_relations()[relation][0].closed:
        answer_type = asked_relations()[relation][0].types[0]
    periods = find_periods(text, Period(today, today, Precision.DAY))
    qualifier = find_round(twin)
    rounds = [match.span() for match in [ROUND.search(twin)] if match is not None]
    spoken = _without(twin, [*((start, end) for _, start, end in periods), *rounds])
    units = _ease_products(to_units(spoken, named), named) + ((_round_unit(qualifier),) if qualifier else ())
    if named and all(unit.is_entity for unit in units):
        units += _as_typed(text, named)
    if kind == "why":
        units += _cause(units)
    if relation is not None and asked_relations()[relation][0].closed:
        units += _relation_words(relation, units)
    return Interpretation(
        question=question,
        twin=twin,
        language=find_language(text),
        kind=kind,
        named=named,
        relation=relation,
        answer_type=answer_type,
        units=units,
        speaker=_find_speaker(twin, kind, named),
        period=periods[0][0] if periods else None,
        qualifier=qualifier,
        latest=bool(LATEST.search(twin)),
        reasons=(
            f"entities: {', '.join(f'{n.entity.name} ({n.how})' for n in named) or 'none'}",
            f"kind: {kind} ({why}); relation: {relation or 'none'}; answer type: {answer_type or 'words'}",
            f"units: {', '.join(unit.name for unit in units) or 'none'}; round: {qualifier or 'none'}",
        ),
    )


def lacks_name(asked: Interpretation) -> bool:
    """Whether the question asks for a value of nothing in particular (那收入呢): what of has to be asked back."""
    if asked.relation is None or asked.named or asked.unknown or asked.kind in ("rank", "list", "timeline"):
        return False
    rule, pattern = asked_relations()[asked.relation]
    own = {form for unit in asked.units for form in unit.forms[:1]}
    match = pattern.search.search(asked.twin)
    said = match.group() if match is not None else ""
    return rule.closed and all(form in said or form in rule.forms for form in own)


def find_language(text: str) -> Language:
    """English for a text without Chinese characters; traditional where such characters show it, else simplified."""
    chinese = [char for char in text if is_cjk(char)]
    if not chinese:
        return Language.ENGLISH
    traditional = sum(map(is_traditional, chinese))
    return Language.TRADITIONAL if traditional * 8 >= len(chinese) else Language.SIMPLIFIED


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


def _round_unit(name: str) -> Unit:
    if name in ("天使", "种子"):
        english = "angel" if name == "天使" else "seed"
        return Unit(to_round_name(name), (f"{name}轮", f"{name} 轮", f"{english} round", english))
    return Unit(to_round_name(name), (f"{name}轮", f"{name} 轮", f"series {name}"))


def _with_makers(named: tuple[Named, ...], twin: str, naming: Naming) -> tuple[Named, ...]:
    """The names, and the maker of a product where it is the company behind it that is asked about."""
    makers = []
    for name in named:
        if MAKER.match(twin, name.end) and (maker := naming.maker(name.entity)) is not None:
            makers.append(Named(maker, name.start, name.end, "maker"))
    return (*named, *makers)


def _ease_products(units: tuple[Unit, ...], named: tuple[Named, ...]) -> tuple[Unit, ...]:
    """The units, with less weight on a product where its maker is what is asked about."""
    spans = {(name.start, name.end) for name in named if name.how == "maker"}
    products = {n.entity.name for n in named if (n.start, n.end) in spans and n.how != "maker"}
    return tuple(replace(unit, share=0.3) if unit.name in products else unit for unit in units)


def _cause(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The words that give a reason, lightly: a question why need not say them, a passage that answers it may."""
    forms = wordbook().members[REASON]
    return () if any(unit.name == REASON for unit in units) else (Unit(REASON, forms, share=0.3),)


def _relation_words(relation: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The words that an article says the relation with, lightly, where the question says it otherwise: 有多少人."""
    forms = asked_relations()[relation][0].forms
    said = {form for unit in units for form in unit.forms}
    return () if not forms or said.intersection(forms) else (Unit(f"({relation})", forms, share=0.3),)


def _as_typed(text: str, named: tuple[Named, ...]) -> tuple[Unit, ...]:
    """Units of the names as typed, where that is not the usual name: the question is what they stand for."""
    typed = ((text[name.start : name.end], name.entity.name) for name in named if name.how == "exact")
    return tuple(Unit(words, (fold(words),)) for words, usual in typed if to_key(words) != to_key(usual))


def _find_kind(twin: str, named: tuple[Named, ...]) -> tuple[str, str]:
    for pattern in intent_patterns():
        found = pattern.search.search(twin)
        if found is None:
            continue
        if pattern.shows == "concept" and named and len(named[0].entity.name) >= len(twin) - 6:
            return "profile", f"{found.group()!r} of a name alone"
        return pattern.shows, repr(found.group())
    return "fact", "no other kind shows"


def _find_relation(twin: str, answer_type: str | None) -> str | None:
    """The relation asked for that can have such an answer; None: none.

    Of relations named apart the last is asked for (估值25亿的那家融了多少), in English the first; of those that share
    words the one that stands first in the rules (总共融了多少 is the total, not a round).
    """
    chosen: tuple[str, int, int] | None = None
    for name, (rule, pattern) in asked_relations().items():
        match = pattern.search.search(twin) if answer_type is None or answer_type in rule.types else None
        if match is None:
            continue
        start, end = match.span()
        is_later = chosen is not None and (start >= chosen[2] if any(map(is_cjk, twin)) else end <= chosen[1])
        if chosen is None or is_later:
            chosen = (name, start, end)
    return chosen[0] if chosen is not None else None


def _find_answer_type(twin: str, kind: str) -> str | None:
    """The form of answer that the question's words want; None: words."""
    if kind not in TYPED:
        return None
    return next((rule.type for rule, patterns in answer_types() if any(p.search.search(twin) for p in patterns)), None)


def _find_speaker(twin: str, kind: str, named: tuple[Named, ...]) -> str | None:
    """The person whose words are asked for: the last one before a verb of speech; for a quote also the only one."""
    people = [name for name in named if name.entity.kind == EntityKind.PERSON]
    speaking = [name.entity.name for name in people if SPEAKS.match(twin, name.end)]
    if speaking:
        return speaking[-1]
    return people[0].entity.name if kind == "quote" and len(people) == 1 else None


def _without(twin: str, spans: list[tuple[int, int]]) -> str:
    chars = list(twin)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)
