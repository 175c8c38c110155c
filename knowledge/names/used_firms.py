"""Companies, funds and products whose names end as no list knows, by how the whole article uses them: 磐石无界.

Each place where a stretch of Chinese characters stands between plain borders, beside a word that goes with such names
(竞争对手 before it, 的估值 after it), is a use. A name has to be used so on both sides or again and again.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from knowledge.names.dictionary import (
    begins_with_noun,
    begins_with_verb,
    has_particle,
    is_amid_word,
    is_common,
    is_phrase,
    is_word,
)
from knowledge.names.introductions import title_words
from knowledge.names.name_rules import Reading, Span, has_function, shape_rules
from knowledge.names.name_uses import UseWords, to_alternatives, use_rules
from knowledge.text import is_cjk
from knowledge.types import EntityKind

_SHORTEST, _LONGEST = 2, 6
_USUAL = 4
_KINDS = (EntityKind.COMPANY, EntityKind.FUND, EntityKind.PRODUCT)
_LONGEST_LEAD = 5
_SEEN = 3
_LONGEST_POST = 12
_CLOSINGS = "”」 "


@dataclass(frozen=True, slots=True)
class _Use:
    kind: EntityKind
    start: int
    end: int
    is_after: bool
    """The word that goes with such names stands before it."""
    is_sure: bool = False
    """Both its ends are plain, and it is what something is called, somebody's firm named again, or an opening."""


def find_used_firms(
    reading: Reading, spans: Sequence[Span], people: Sequence[Span], made: Iterable[str]
) -> tuple[tuple[EntityKind, int, int], ...]:
    """(kind, start, end) of every name that the sentences, taken together, show to be one.

    people: where people are named; the firm of one is known by it: 渡口智能的主管厉行舟. made: names that are known
    already; what else begins as they do is one of them and a verb: 澄怀|公布.
    """
    uses: dict[str, list[_Use]] = {}
    found = [use for span in spans for use in (*_find_before(reading, *span), *_find_after(reading, *span))]
    persons = {at for person in people for at in range(*person)}
    found += (*_find_owners(reading, spans, people), *_find_interviewed(reading, spans, people))
    for use in found:
        if persons.isdisjoint(range(use.start, use.end)):
            uses.setdefault(reading.twin[use.start : use.end], []).append(use)
    _join_short_forms(uses)
    begun = {name[:_SHORTEST] for name in made}
    uses = {name: found for name, found in uses.items() if name[:_SHORTEST] not in begun}
    names = {name: kind for name, found in uses.items() if (kind := _to_kind(reading, name, found))}
    return tuple(
        (kind, use.start, use.end) for name, kind in names.items() for use in uses[name] if use.end > use.start
    )


def _find_before(reading: Reading, start: int, end: int) -> Iterator[_Use]:
    """What stands before the words that follow names."""
    for word, _, kinds in _words_after().find(reading.twin, start, end):
        at = word
        while at > start and reading.twin[at - 1] in _CLOSINGS:
            at -= 1
        if at - start < _SHORTEST or not is_cjk(reading.twin[at - 1]) or is_amid_word(reading.twin, at):
            continue
        begin = _find_start(reading, start, at)
        if begin is not None:
            is_sure = _opens(reading, begin, at)
            yield from (_Use(kind, begin, at, is_after=False, is_sure=is_sure) for kind in kinds)


def _find_owners(reading: Reading, spans: Sequence[Span], people: Sequence[Span]) -> Iterator[_Use]:
    """What people are said to be of: 皮影互动的|章若虚."""
    starts = [start for start, _ in spans]
    for person, _ in people:
        start = starts[max(0, bisect_right(starts, person) - 1)]
        first = max(start, person - _LONGEST_POST)
        post = _owned_by_firm().search(reading.twin, first, person) or _post().search(reading.twin, first, person)
        begin = _find_start(reading, start, post.start()) if post else None
        if post and begin is not None:
            is_sure = reading.count(reading.twin[begin : post.start()]) > 1
            yield _Use(EntityKind.COMPANY, begin, post.start(), is_after=False, is_sure=is_sure)


def _find_interviewed(reading: Reading, spans: Sequence[Span], people: Sequence[Span]) -> Iterator[_Use]:
    """The firm right before somebody in the heading of an interview: 专访|澄观|温若川."""
    names = {reading.twin[slice(*person)] for person in people}
    for start, end in spans:
        for match in _interview().finditer(reading.twin, start, end):
            begin, stop = match.span("firm")
            cut = min((at for name in names if (at := reading.twin.find(name, begin + _SHORTEST, stop)) > 0), default=0)
            if cut and _is_stem(reading, begin, cut):
                is_sure = reading.count(reading.twin[begin:cut]) > 1
                yield _Use(EntityKind.COMPANY, begin, cut, is_after=True, is_sure=is_sure)


def _join_short_forms(uses: dict[str, list[_Use]]) -> None:
    """Give the uses of 寒潭 to 寒潭冷却, if that is the only longer name so used."""
    for short in [name for name in uses if len(name) == _SHORTEST]:
        longer = [name for name in uses if len(name) == _USUAL and name.startswith(short)]
        if len(longer) == 1 and not any(use.is_sure for use in uses[short]):
            uses[longer[0]] += [replace(use, end=use.start) for use in uses.pop(short)]


def _opens(reading: Reading, begin: int, stop: int) -> bool:
    """Whether a paragraph begins with that stretch, as only one with a name does: 拓扑新材完成融资."""
    name = reading.twin[begin:stop]
    is_first = begin == 0 or reading.twin[begin - 1] == "\n"
    return is_first and len(name) == _USUAL and begins_with_noun(name) and not is_common(name)


def _find_start(reading: Reading, start: int, at: int) -> int | None:
    """Where the longest stretch before that place begins that could be a name; None: none could be."""
    for begin in range(max(start, at - _LONGEST), at - _SHORTEST + 1):
        if _is_stem(reading, begin, at) and _is_plain_start(reading, start, begin):
            return begin
    return None


def _is_plain_start(reading: Reading, start: int, begin: int) -> bool:
    if begin == start or not is_cjk(reading.twin[begin - 1]) or reading.is_known(begin - 1):
        return True
    if not reading.twin.endswith(_leads(), max(start, begin - _LONGEST_LEAD), begin):
        return False
    return not is_amid_word(reading.twin, begin)


def _find_after(reading: Reading, start: int, end: int) -> Iterator[_Use]:
    """What stands after the words that lead to names."""
    for word, begin, kinds in _words_before().find(reading.twin, start, end):
        stop = _find_end(reading, begin, end)
        if stop is not None and not (_is_made(reading, word) and stop >= end - 1):
            is_called = reading.twin.endswith(use_rules().called, word, begin)
            is_sure = is_called and (stop == end or not is_cjk(reading.twin[stop]))
            invests = any(act in reading.twin[stop:end] for act in shape_rules().raises)
            for kind in kinds:
                # What is done by somebody (由) is done by a fund only where it invests.
                if kind is not EntityKind.FUND or invests or begin - word > 1:
                    yield _Use(kind, begin, stop, is_after=True, is_sure=is_sure)


def _is_made(reading: Reading, word: int) -> bool:
    """Whether the word that leads to a name tells what somebody makes: at the end of a sentence, that may be it."""
    return reading.twin.startswith(shape_rules().makes, word)


def _find_end(reading: Reading, begin: int, end: int) -> int | None:
    """Where the likeliest name that begins there ends: the longest repeated, else one of four characters."""
    ends = [
        stop
        for stop in range(begin + _SHORTEST, min(end, begin + _LONGEST) + 1)
        if _is_stem(reading, begin, stop) and _is_plain_end(reading, stop, end)
    ]

    def rank(stop: int) -> tuple[int, bool, int]:
        is_repeated = reading.count(reading.twin[begin:stop]) > 1
        return stop if is_repeated else 0, stop - begin == _USUAL, begin - stop

    return max(ends, key=rank, default=None)


def _is_plain_end(reading: Reading, stop: int, end: int) -> bool:
    if stop == end or not is_cjk(reading.twin[stop]) or reading.is_known(stop):
        return True
    return begins_with_verb(reading.twin, stop) and not is_amid_word(reading.twin, stop)


def _is_stem(reading: Reading, begin: int, stop: int) -> bool:
    return _could_name(reading.twin[begin:stop]) and not any(map(reading.is_known, range(begin, stop)))


@lru_cache(maxsize=8192)
def _could_name(stretch: str) -> bool:
    """Whether nothing in a stretch shows that it is no name."""
    if not all(map(is_cjk, stretch)) or has_function(stretch) or stretch.startswith(_ordinary_starts()):
        return False
    rules = shape_rules()
    if any(title in stretch for title in title_words()):
        return False
    if stretch in rules.ordinary_stems or stretch.endswith(_ordinary_ends()) or has_particle(stretch):
        return False
    if stretch.endswith(_last_words()):
        return all(stretch.removesuffix(word) not in rules.ordinary_stems for word in _last_words())
    return not is_phrase(stretch)


def _to_kind(reading: Reading, name: str, uses: Sequence[_Use]) -> EntityKind | None:
    """What kind of name the uses show it to be; None: no name."""
    kind = Counter(use.kind for use in uses).most_common(1)[0][0]
    own = [use for use in uses if use.kind is kind]
    before = len({use.start for use in own if not use.is_after})
    after = len({use.start for use in own if use.is_after})
    times = reading.count(name)
    if any(use.is_sure for use in own):
        return kind
    if is_common(name) or is_word(name):
        return kind if len(name) >= _USUAL and after and before else None
    if after and len(name) == _USUAL and begins_with_noun(name):
        return kind
    is_used = (before and after) or before + after > 1 or (before + after and times >= _SEEN)
    return kind if is_used else None


@cache
def _last_words() -> tuple[str, ...]:
    return (*shape_rules().fund_suffixes, *shape_rules().company_suffixes)


@cache
def _ordinary_starts() -> tuple[str, ...]:
    return (*shape_rules().leads, *shape_rules().openings)


@cache
def _ordinary_ends() -> tuple[str, ...]:
    rules = shape_rules()
    words = (*rules.generic_ends, *rules.after_names, *rules.openings, *rules.acts)
    return tuple(word for word in words if len(word) > 1)


@cache
def _leads() -> tuple[str, ...]:
    rules = shape_rules()
    return (*rules.leads, *rules.openings, *rules.firm_leads, *use_rules().company_before)


@cache
def _words_after() -> UseWords:
    suffers = to_alternatives(use_rules().suffers)
    words = {kind: use_rules().after(kind) for kind in _KINDS}
    return UseWords(words, EntityKind.COMPANY, ("被",), rf"被[^,。;:!?]{{1,20}}?(?:{suffers})")


@cache
def _post() -> re.Pattern[str]:
    """What stands between a firm and one of its people, up to the end of where it is looked for."""
    return re.compile(rf"的?[\u3400-\u9fff]{{0,4}}(?:{to_alternatives((*title_words(), *use_rules().posts))})\Z|的\Z")


@cache
def _owned_by_firm() -> re.Pattern[str]:
    """The same for a post that nothing but a firm has: 麦塔|的创始人."""
    return re.compile(rf"的(?:{to_alternatives(use_rules().firm_posts)})\Z")


@cache
def _interview() -> re.Pattern[str]:
    """What follows the words that head interviews."""
    return re.compile(rf"(?:{to_alternatives(use_rules().interviews)})[“「]?(?P<firm>[\u3400-\u9fff]{{4,10}})")


@cache
def _words_before() -> UseWords:
    makes = shape_rules().makes
    words = {kind: use_rules().before(kind) for kind in _KINDS}
    return UseWords(words, EntityKind.COMPANY, makes, rf"(?:{to_alternatives(makes)})[^,。;:!?的]{{2,12}}的")
