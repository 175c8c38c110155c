"""Names in Latin letters that nobody introduces, by how the whole article uses them: who runs Ferrywright.

Each run of capitalised words is a use of a name; what stands right before or after it says what is called so. A name
has to be said to be something once and be used again, or be said so twice.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from knowledge.names.firm_names import parse_latin
from knowledge.names.name_rules import COUNTED, Reading, Span, ordinary_latin, shape_rules
from knowledge.names.name_uses import to_alternatives, use_rules
from knowledge.types import EntityKind

_WORD = r"[A-Z][A-Za-zÀ-ÿ0-9’-]{1,20}"
_RUN = re.compile(rf"(?<![A-Za-zÀ-ÿ0-9.@/_-]){_WORD}(?: (?:& )?{_WORD}){{0,3}}(?![A-Za-zÀ-ÿ0-9@/_])")
_KINDS = (EntityKind.COMPANY, EntityKind.PRODUCT, EntityKind.FUND)
_BEFORE = 30
_TWICE = 2


@dataclass(frozen=True, slots=True)
class _Use:
    start: int
    end: int
    kinds: tuple[EntityKind, ...]
    """What the words beside it say it is; empty: nothing."""
    opens: bool
    """A paragraph begins with it."""


def find_used_latin(reading: Reading, spans: Sequence[Span]) -> tuple[tuple[EntityKind, int, int], ...]:
    """(kind, start, end) of every name in Latin letters that the sentences, taken together, show to be one."""
    uses: dict[str, list[_Use]] = {}
    for start, end in spans:
        for use in _find_uses(reading, start, end):
            uses.setdefault(reading.twin[use.start : use.end], []).append(use)
    kinds = {name: kind for name, found in uses.items() if (kind := _to_kind(name, found))}
    kinds |= {name: EntityKind.PERSON for name in uses if _is_person(reading, name)}
    return tuple((kind, use.start, use.end) for name, kind in kinds.items() for use in uses[name])


def _find_uses(reading: Reading, start: int, end: int) -> Iterator[_Use]:
    for match in _RUN.finditer(reading.twin, start, min(end, COUNTED)):
        if any(map(reading.is_known, (match.start(), match.end() - 1))):
            continue
        span = parse_latin(reading, match.start(), match.end())
        if span and not ordinary_latin().issuperset(reading.twin[slice(*span)].split(" ")):
            opens = span[0] == 0 or reading.twin[span[0] - 1] == "\n"
            kinds = _kinds_beside(reading, start, *span, end)
            yield _Use(*span, (*kinds, *_kinds_of_investor(reading, start, *span, end)), opens)


def _kinds_beside(reading: Reading, first: int, start: int, end: int, last: int) -> tuple[EntityKind, ...]:
    """The kinds that the words right before and right after the span go with, one for each side that has any."""
    before = reading.twin[max(first, start - _BEFORE) : start]
    sides = (
        (kind for kind in _KINDS if _leads()[kind].search(before)),
        (kind for kind in _KINDS if _follows()[kind].match(reading.twin, end, last)),
    )
    return tuple(kind for side in sides if (kind := next(side, None)))


def _kinds_of_investor(reading: Reading, first: int, start: int, end: int, last: int) -> tuple[EntityKind, ...]:
    """A fund, and that for sure, if the name ends as funds' names do where somebody invests; else nothing."""
    _, _, word = reading.twin[start:end].rpartition(" ")
    if word not in shape_rules().latin_fund_suffixes or word == reading.twin[start:end]:
        return ()
    invests = any(act in reading.twin[first:last] for act in (*shape_rules().raises, *use_rules().deals))
    return (EntityKind.FUND, EntityKind.FUND) if invests else ()


def _to_kind(name: str, uses: Sequence[_Use]) -> EntityKind | None:
    """What the uses show it to be; None: no name, or one of a person."""
    said = Counter(kind for use in uses for kind in use.kinds)
    is_news = any(use.opens and use.kinds for use in uses)
    if name.isupper() or not said or (said.total() < _TWICE and len(uses) < _TWICE and not is_news):
        return None
    kind = said.most_common(1)[0][0]
    last = name.rsplit(" ", 1)[-1]
    return EntityKind.FUND if kind is EntityKind.COMPANY and last in shape_rules().latin_fund_suffixes else kind


def _is_person(reading: Reading, name: str) -> bool:
    """Whether the last of its words stands alone where only people speak: Pryce said."""
    rules = shape_rules()
    first, _, family = name.rpartition(" ")
    if not first or " " in first or family in (*rules.latin_company_suffixes, *rules.latin_fund_suffixes):
        return False
    if not ordinary_latin().isdisjoint((first, family)):
        return False
    says = to_alternatives(use_rules().latin_says)
    alone = rf"(?<!{re.escape(first)} )\b{re.escape(family)},? (?:{says})\b"
    return re.search(alone, reading.twin[:COUNTED]) is not None


@cache
def _leads() -> dict[EntityKind, re.Pattern[str]]:
    rules = use_rules()
    return {kind: _to_lead(rules.latin_before[kind], rules.before(kind)) for kind in _KINDS}


def _to_lead(latin: tuple[str, ...], chinese: tuple[str, ...]) -> re.Pattern[str]:
    words = rf"(?:\b(?:{to_alternatives(latin)}),? |(?:{to_alternatives(chinese)}) ?[“「]?)\Z"
    return re.compile(words, re.IGNORECASE)


@cache
def _follows() -> dict[EntityKind, re.Pattern[str]]:
    rules = use_rules()
    return {kind: _to_follower(rules.latin_after[kind], rules.after(kind)) for kind in _KINDS}


def _to_follower(latin: tuple[str, ...], chinese: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:’s|'s)? (?:{to_alternatives(latin)})\b|[”」]? ?(?:{to_alternatives(chinese)})")
