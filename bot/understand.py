"""What a message asks: a question in, an interpretation out. Finds no answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from bot.asked_for import (
    ROUND,
    SAYING,
    find_kind,
    find_round,
    find_speaker,
    find_status,
    find_wanted,
    to_round_name,
)
from bot.naming import Naming
from bot.phrases import phrase
from bot.plain import blank, to_plain
from bot.slips import mend_words
from bot.templates import asked_relations, asking_words
from bot.types import Interpretation, Language, Named, Question, Unit
from bot.units import to_units
from bot.wordbook import wordbook
from knowledge.text import fold, is_cjk, is_traditional, to_key
from knowledge.types import Period, Precision
from knowledge.values import find_periods

LONGEST_QUESTION = 500
"""Characters read of a question; what comes after is another message's worth."""
MOST_UNITS = 64
"""Units that count: each is looked for in each passage that may answer, and a question of people has twenty."""
WHO = re.compile(
    r"^(?:请问|那么?|那个)?(?P<name>[^,，。?？的了吗\s]{2,10}?)(?:到底|究竟)?是(?:谁|哪位|何人|什么人)(?![\u4e00-\u9fff]{2})"
)
"""A question who somebody is; its name may be one that the segmenter cuts: 蒋|凡是."""
CLAUSE = re.compile(r"[^,，、;；?？。!！]+[?？]?")
SINGLE = ("fact", "person", "list")
"""Kinds of question of which a message may hold several."""
SHORT_YEAR = re.compile(r"(?<![\d.第近约过了花用有])(?=[12]\d年(?:[^前后来间多以了时内]|底|初|$))")
"""Where the century is left out of a year: 22年底; not so 花了20年, 20年后."""
CENTURY = "20"
LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’]+")
REASON = "reason"
"""The group of synonyms that says 因为."""


LIGHT = 0.3
"""What counts for little: words that an answer may do without."""
QUOTE = "quote"
"""The kind of answer that is somebody's words."""


def understand(question: Question, naming: Naming, today: date) -> Interpretation:
    """The question as understood by itself, without what was asked before.

    today resolves 去年, 上个月. Every text gives an interpretation; one of nothing but fillers has no units.
    """
    text = question.text[:LONGEST_QUESTION]
    question = replace(question, text=text)
    twin = mend_words(fold(text))
    named = _with_makers(naming.find(text), twin, naming)
    plain = to_plain(twin, named)
    kind, why = find_kind(plain.text)
    relation, answer_type = find_wanted(plain.text, kind, named)
    periods = find_asked_periods(blank(text, [(name.start, name.end) for name in named if name.how == "exact"]), today)
    qualifier = find_round(twin)
    rounds = [match.span() for match in ROUND.finditer(twin)]
    correction = [match.span() for match in phrase("begins_correction").finditer(twin)]
    around = [(0, plain.start), (plain.end, len(twin))]
    spoken = blank(twin, [*((start, end) for _, start, end in periods), *rounds, *correction, *around])
    units = _find_units(text, spoken, named, kind, relation, plain.text)
    if qualifier is not None:
        units += (_round_unit(qualifier),)
    if (who := WHO.search(twin)) is not None and not named:
        units, answer_type = (Unit(who["name"], (who["name"],)),), None
    asked = Interpretation(
        question=question,
        twin=twin,
        language=question.language or find_language(text, named),
        kind=kind,
        named=named,
        relation=relation,
        answer_type=answer_type,
        units=units,
        speaker=find_speaker(plain.text, kind, named),
        period=periods[0][0] if periods else None,
        qualifier=qualifier,
        status=find_status(twin),
        plain=plain.text,
        core=(plain.start, plain.end),
        reasons=(
            f"entities: {', '.join(f'{n.entity.name} ({n.how})' for n in named) or 'none'}",
            f"kind: {kind} ({why}); relation: {relation or 'none'}; answer type: {answer_type or 'words'}",
            f"units: {', '.join(unit.name for unit in units) or 'none'}; round: {qualifier or 'none'}",
        ),
    )
    return replace(asked, parts=tuple(_find_parts(asked, naming, today)) if kind in SINGLE else ())


def _find_parts(asked: Interpretation, naming: Naming, today: date) -> Iterator[Interpretation]:
    """The questions of a message that asks two or more, each understood by itself; nothing where it asks but one.

    Each stands in a clause of its own (CTO是谁，以前在哪), asks for a value and for another one than the clause before;
    what stands in front of them belongs to the first.
    """
    text = asked.question.text
    clauses = [match.span() for match in CLAUSE.finditer(text) if phrase("asks").search(fold(match.group()))]
    if len(clauses) < 2 or not asked.named:
        return
    starts = [0, *(start for start, _ in clauses[1:])]
    parts = [
        understand(replace(asked.question, text=text[start:end]), naming, today)
        for start, (_, end) in zip(starts, clauses, strict=True)
    ]
    wanted = [(part.relation, part.answer_type) for part in parts]
    if all(part.kind in SINGLE and part.relation is not None for part in parts) and len({*wanted}) == len(parts):
        yield from parts


def lacks_name(asked: Interpretation) -> bool:
    """Whether the question asks for a value of nothing in particular (那收入呢): what of has to be asked back."""
    if asked.relation is None or asked.named or asked.unknown or asked.kind in ("rank", "list", "timeline"):
        return False
    rule, pattern = asked_relations()[asked.relation]
    own = {form for unit in asked.units for form in unit.forms[:1]}
    match = pattern.search.search(asked.plain)
    said = match.group() if match is not None else ""
    return rule.closed and all(form in said or form in rule.forms for form in own)


def find_asked_periods(text: str, today: date) -> list[tuple[Period, int, int]]:
    """The periods that a question names, with their spans in it; a year may be two figures short.

    >>> [(period.words, start, end) for period, start, end in find_asked_periods("云帆22年底估值", date(2025, 6, 1))]
    [('2022年底', 2, 6)]
    """
    cuts = [match.start() for match in SHORT_YEAR.finditer(text)]
    full = SHORT_YEAR.sub(CENTURY, text)
    back = [at for at in range(len(text) + 1) for _ in range(1 + len(CENTURY) * (at in cuts))]
    found = find_periods(full, Period(today, today, Precision.DAY))
    return [(period, back[start], back[end]) for period, start, end in found]


def find_language(text: str, named: Sequence[Named] = ()) -> Language:
    """English for a text without Chinese characters; traditional where such characters show it, else simplified.

    The names found do not count where something is said besides: an English sentence about 月之暗面 is English, and a
    simplified one about 智譜 simplified. One Latin word beside a Chinese name (月之暗面 CEO) is no English sentence.
    """
    rest = blank(text, [(name.start, name.end) for name in named])
    if not any(map(is_cjk, rest)) and len(LATIN_WORD.findall(rest)) < 2:
        rest = text
    chinese = [char for char in rest if is_cjk(char)]
    if not chinese:
        return Language.ENGLISH
    of_all = [char for char in text if is_cjk(char)]
    shows = any(map(is_traditional, chinese))
    is_much = any(8 * sum(map(is_traditional, some)) >= len(some) for some in (chinese, of_all))
    return Language.TRADITIONAL if shows and is_much else Language.SIMPLIFIED


def _round_unit(name: str) -> Unit:
    if name in ("天使", "种子"):
        english = "angel" if name == "天使" else "seed"
        return Unit(to_round_name(name), (f"{name}轮", f"{name} 轮", f"{english} round", english))
    return Unit(to_round_name(name), (f"{name}轮", f"{name} 轮", f"series {name}"))


def _with_makers(named: tuple[Named, ...], twin: str, naming: Naming) -> tuple[Named, ...]:
    """The names, and the maker of a product where it is the company behind it that is asked about."""
    makers = []
    for name in named:
        if phrase("its_maker").match(twin, name.end) and (maker := naming.maker(name.entity)) is not None:
            makers.append(Named(maker, name.start, name.end, "maker"))
    return (*named, *makers)


def _ease_products(units: tuple[Unit, ...], named: tuple[Named, ...]) -> tuple[Unit, ...]:
    """The units, with less weight on a product where its maker is what is asked about."""
    spans = {(name.start, name.end) for name in named if name.how == "maker"}
    products = {n.entity.name for n in named if (n.start, n.end) in spans and n.how != "maker"}
    return tuple(replace(unit, share=0.3) if unit.name in products else unit for unit in units)


def _find_units(
    text: str, spoken: str, named: tuple[Named, ...], kind: str, relation: str | None, plain: str
) -> tuple[Unit, ...]:
    """The units of what is left of the folded question, and those it implies: a reason, the relation's own words."""
    units = _ease_products(to_units(spoken, named)[:MOST_UNITS], named)
    if len(named) > 1 and phrase("asks_tie").search(spoken):
        return tuple(unit for unit in units if unit.is_entity)
    if named and kind != QUOTE and all(unit.is_entity for unit in units):
        units += _as_typed(text, named)
    if kind == QUOTE and named and all(unit.is_entity or unit.name in SAYING for unit in units):
        # Who asks only what somebody said (林晚说过什么) is answered by any words of theirs.
        units = tuple(unit for unit in units if unit.is_entity)
    elif kind == QUOTE:
        units = tuple(replace(unit, share=LIGHT) if unit.name in SAYING else unit for unit in units)
    if kind == "why":
        units += _cause(units)
    if relation is not None and asked_relations()[relation][0].closed:
        units += _relation_words(relation, units)
        units = _as_answered(units, relation, plain)
    return units


def _cause(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The words that give a reason, lightly: a question why need not say them, a passage that answers it may."""
    forms = wordbook().members[REASON]
    return () if any(unit.name == REASON for unit in units) else (Unit(REASON, forms, share=0.3),)


def _as_answered(units: tuple[Unit, ...], relation: str, plain: str) -> tuple[Unit, ...]:
    """The units, those that ask for the relation met by what an article says it with, too: 谁说了算 by 任CEO."""
    forms = asked_relations()[relation][0].forms
    words = asking_words(relation, plain)
    asking = {unit.name for unit in units if not unit.is_entity and unit.share == 1.0 and unit.forms[0] in words}
    if any(not set(forms).isdisjoint(unit.forms) for unit in units if unit.name in asking):
        return units
    return tuple(
        replace(unit, near=tuple(dict.fromkeys((*unit.near, *forms)))) if unit.name in asking else unit
        for unit in units
    )


def _relation_words(relation: str, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """The words that an article says the relation with, lightly, where the question says it otherwise: 有多少人."""
    forms = asked_relations()[relation][0].forms
    said = {form for unit in units for form in unit.forms}
    return () if not forms or said.intersection(forms) else (Unit(f"({relation})", forms, share=0.3),)


def _as_typed(text: str, named: tuple[Named, ...]) -> tuple[Unit, ...]:
    """Units of the names as typed, where that is not the usual name: the question is what they stand for."""
    typed = ((text[name.start : name.end], name.entity.name) for name in named if name.how == "exact")
    return tuple(Unit(words, (fold(words),)) for words, usual in typed if to_key(words) != to_key(usual))
