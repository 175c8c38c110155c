"""Names nobody prepared: an article's text in, the entities it introduces out, and further names of those known."""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

import ahocorasick_rs

from knowledge.names.headed_names import find_headed
from knowledge.names.introductions import Introduction, load_introductions
from knowledge.names.lexicon import Lexicon
from knowledge.names.listed_names import find_counted
from knowledge.names.longer_names import to_short_forms
from knowledge.names.name_rules import Reading
from knowledge.names.name_shapes import load_shapes
from knowledge.names.suffixed_names import find_suffixed
from knowledge.names.used_firms import find_used_firms
from knowledge.names.used_latin import find_used_latin
from knowledge.names.used_people import find_used_people
from knowledge.text import fold, is_cjk
from knowledge.types import Entity, EntityKind, Mention

_CAPITALS = re.compile("[A-ZÀ-ÖØ-Þ]+")
_LISTED = "listed"
_BY_USE = frozenset(("used as people are", "used as firms are", "used in Latin letters"))
"""What says that something is a name, and does not say so in one place."""
_OUTWEIGHS = 1000
"""What a list says of the kind of a name, against every other use of it."""
_MOST = 1000
"""Names discovered in one article: far more than any real one introduces; bounds the work on hostile input."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """A name as one introduction gives it."""

    rule: str
    kind: EntityKind | None
    """None: another name of the entity named right before."""
    start: int
    end: int
    after: int
    """Where the introduction begins; a name that ends here is the one that has another name."""


def to_reading(text: str, known: tuple[Mention, ...]) -> Reading:
    """text as introductions are looked for in it."""
    plain = fold(text)
    parts: list[str] = []
    done = 0
    for capitals in _CAPITALS.finditer(text):
        parts += (plain[done : capitals.start()], capitals[0])
        done = capitals.end()
    return Reading(twin="".join((*parts, plain[done:])), known={mention.start: mention.end for mention in known})


def find_introduced(reading: Reading, spans: tuple[tuple[int, int], ...]) -> tuple[Introduced, ...]:
    """Every name introduced within the spans (sentences), in order of the rules in each; they may overlap."""
    return tuple(
        found
        for start, end in spans
        for sentence in (reading.twin[start:end],)
        for rule in _rules_for(sentence)
        for found in _apply(rule, reading, sentence, start)
    )


def discover_entities(
    text: str,
    spans: tuple[tuple[int, int], ...],
    lexicon: Lexicon,
    listed: Iterable[tuple[EntityKind, int, int]] = (),
) -> tuple[Entity, ...]:
    """The entities that text introduces and the lexicon does not know, and those it knows under a name it does not.

    spans: the sentences of text. listed: (kind, start, end) of names that stand where nothing but names stand: in
    tables. New entities have known=False, and is_introduced where one place says what they are.
    """
    known = lexicon.find(text)
    reading = to_reading(text, known)
    introduced = (*find_introduced(reading, spans), *_find_suffixed(reading, spans))
    introduced += tuple(_find_used(reading, spans, introduced))
    introduced += tuple(Introduced(_LISTED, kind, start, end, after=start) for kind, start, end in listed)
    kinds: dict[str, Counter[EntityKind]] = {}
    for found in introduced:
        name = text[found.start : found.end]
        if found.kind is not None and lexicon.by_alias(name) is None:
            kinds.setdefault(name, Counter())[found.kind] += _OUTWEIGHS if found.rule == _LISTED else 1
    longer = (lexicon.entity(name) for name in dict.fromkeys(mention.entity for mention in known))
    others = (*kinds, *(name for entity in longer if entity for name in (entity.name, *entity.aliases)))
    sure = {
        text[found.start : found.end]
        for found in introduced
        # A product may be called as its maker is, without the maker's last word.
        if found.rule == _LISTED or (found.kind is EntityKind.PRODUCT and found.rule not in _BY_USE)
    }
    names = _without_parts(dict(islice(kinds.items(), _MOST)), others, text, sure)
    plain = {text[found.start : found.end] for found in introduced if found.rule not in _BY_USE}
    new = tuple(
        Entity(name, kinds[name].most_common(1)[0][0], known=False, is_introduced=name in plain) for name in names
    )
    return new + _find_aliases(text, introduced, lexicon.with_entities(new))


def _find_suffixed(reading: Reading, spans: tuple[tuple[int, int], ...]) -> Iterator[Introduced]:
    for kind, start, end in find_suffixed(reading, spans):
        yield Introduced("last word", kind, start, end, after=start)


def _find_used(
    reading: Reading, spans: tuple[tuple[int, int], ...], introduced: tuple[Introduced, ...]
) -> Iterator[Introduced]:
    firms = (EntityKind.COMPANY, EntityKind.FUND)
    made = {reading.twin[found.start : found.end] for found in introduced if found.kind in firms}
    people = find_used_people(reading, spans)
    for start, end in people:
        yield Introduced("used as people are", EntityKind.PERSON, start, end, after=start)
    for kind, start, end in find_counted(reading, spans):
        yield Introduced(_LISTED, kind, start, end, after=start)
    for headed, start, end, after in find_headed(reading, spans):
        yield Introduced(_LISTED, headed, start, end, after)
    for kind, start, end in find_used_latin(reading, spans):
        yield Introduced("used in Latin letters", kind, start, end, after=start)
    people += tuple((found.start, found.end) for found in introduced if found.kind is EntityKind.PERSON)
    for kind, start, end in find_used_firms(reading, spans, people, made):
        yield Introduced("used as firms are", kind, start, end, after=start)


def _find_aliases(text: str, introduced: tuple[Introduced, ...], lexicon: Lexicon) -> tuple[Entity, ...]:
    """The owners of the names given in brackets, with these names as further aliases."""
    brackets = [found for found in introduced if found.kind is None]
    if not brackets:
        return ()
    owners = {mention.end: mention.entity for mention in lexicon.find(text)}
    named = []
    for found in brackets:
        owner = lexicon.entity(owners.get(found.after, ""))
        alias = text[found.start : found.end]
        if owner is not None and lexicon.by_alias(alias) is None and _may_mean(alias, owner.name):
            named.append(Entity(owner.name, owner.kind, (alias,), known=owner.known))
    return tuple(named)


def _may_mean(alias: str, name: str) -> bool:
    """Whether alias is written in the other script, or in the same one as a short form of name."""
    if is_cjk(alias[0]) != is_cjk(name[0]):
        return True
    letters = iter(fold(name))
    return alias != name and len(alias) < len(name) and all(letter in letters for letter in fold(alias))


def _without_parts(
    kinds: Mapping[str, Counter[EntityKind]], others: Sequence[str], text: str, sure: Container[str]
) -> tuple[str, ...]:
    """The names, less short forms of others and those that the text writes only as a part of another one.

    sure: those that are names whatever others there are.
    """
    shorts = {short for other in others for short in to_short_forms(other)}
    return tuple(
        name
        for name in kinds
        if name in sure
        or (
            name not in shorts
            and not any(name != other and name in other and text.count(name) == text.count(other) for other in kinds)
        )
    )


def _apply(rule: Introduction, reading: Reading, sentence: str, start: int) -> Iterator[Introduced]:
    """What rule finds in the sentence that begins at start."""
    for match in rule.regex.finditer(sentence):
        for slot, shape in load_shapes().items():
            if slot not in rule.regex.groupindex or match.start(slot) < 0:
                continue
            span = _cut_known(reading, start + match.start(slot), start + match.end(slot))
            named = shape.parse(reading, *span) if span else None
            if named and reading.is_used(reading.twin[slice(*named)], rule.repeated):
                yield Introduced(rule.name, shape.kind, *named, after=start + match.start())


def _cut_known(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The span up to the first name that is known already; None: nothing is left."""
    first = min((at for at in range(start, end) if at in reading.known), default=end)
    return (start, first) if first - start > 1 else None


@cache
def _cue_finder() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[int, ...], ...]]:
    rules_by_cue: dict[str, list[int]] = {}
    for which, rule in enumerate(load_introductions()):
        for cue in rule.cues:
            rules_by_cue.setdefault(cue, []).append(which)
    return ahocorasick_rs.AhoCorasick(list(rules_by_cue)), tuple(tuple(rules) for rules in rules_by_cue.values())


def _rules_for(sentence: str) -> tuple[Introduction, ...]:
    finder, rules = _cue_finder()
    cues = {cue for cue, *_ in finder.find_matches_as_indexes(sentence, overlapping=True)}
    return tuple(load_introductions()[which] for which in sorted({which for cue in cues for which in rules[cue]}))
