"""Short forms that an article uses for what it names in full: Petrov for Goran Petrov. None that two could claim."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from knowledge.names.dictionary import begins_with_verb, is_amid_word, is_common
from knowledge.names.lexicon import Lexicon
from knowledge.names.longer_names import goes_on, may_end
from knowledge.names.name_rules import COUNTED, ordinary_latin, shape_rules
from knowledge.names.spelling import is_whole_word
from knowledge.text import fold, is_cjk, to_key
from knowledge.types import Entity, EntityKind

_PARTICLE = re.compile(r"\b(?:de|De|van|Van|von|Von|da|Da|Di|Le|La|bin) \S+$")

_NUMBERED = re.compile("[^\u3400-\u9fff]|[一二三四五六七八九十]+号")
"""What makes the name of a model or a satellite of its maker's: 云岫-3, 扶摇七号."""
_OFTEN = 2
_USUAL = 4


def find_short_forms(text: str, lexicon: Lexicon) -> tuple[Entity, ...]:
    """The entities that text names in full, with the short form that it uses or, for companies and funds, could use.

    Left out: a short form that could stand for two of them, that another name begins with, also one that nobody knows
    (云帆医疗 beside 云帆科技), or that is an ordinary word.
    """
    text = text[:COUNTED]
    twin = fold(text)
    mentions = lexicon.find(text)
    present = [
        entity for name in dict.fromkeys(mention.entity for mention in mentions) if (entity := lexicon.entity(name))
    ]
    bare = list(text)
    for mention in mentions:
        bare[mention.start : mention.end] = "\0" * (mention.end - mention.start)
    rest = "".join(bare)
    folded = fold(rest)
    names = [name for entity in present for name in (entity.name, *entity.aliases)]
    shorts = [(entity, short) for entity in present for short in dict.fromkeys(_to_shorts(entity, twin))]
    return tuple(
        Entity(entity.name, entity.kind, (short,), entity.known)
        for entity, short in shorts
        if _is_free(short, entity, shorts, lexicon)
        and not _begins_other(short, entity, names)
        and (_is_clear(short, entity, folded) if is_cjk(short[0]) else _is_clear_latin(short, entity, rest))
    )


def _to_shorts(entity: Entity, twin: str) -> Iterator[str]:
    rules = shape_rules()
    last_words = (*rules.latin_company_suffixes, *rules.latin_fund_suffixes)
    for name in (entity.name, *entity.aliases):
        if fold(name) not in twin:
            continue
        if is_cjk(name[0]):
            yield from _to_chinese_shorts(name, entity)
        elif entity.kind is EntityKind.PERSON and " " in name:
            particle = _PARTICLE.search(name)
            yield particle[0] if particle else name.rsplit(" ", 1)[1]
        elif entity.kind in (EntityKind.COMPANY, EntityKind.FUND) and " " in name:
            first = name.rsplit(" ", 1)[0]
            if first.rsplit(" ", 1)[-1] not in last_words:
                yield first


def _to_chinese_shorts(name: str, entity: Entity) -> Iterator[str]:
    """Without the words that firms' names end with, or, where there are none, half of a name of four characters."""
    if entity.kind not in (EntityKind.COMPANY, EntityKind.FUND):
        return
    twin = fold(name)
    for stem in [name[: -len(word)] for word in _last_words() if twin.endswith(word) and name != word]:
        yield stem
        # Nobody says 远山产业 for 远山产业基金.
        yield from (stem[: -len(kind)] for kind in shape_rules().ordinary_stems if fold(stem).endswith(kind))
    half = name[: _USUAL // 2]
    if len(name) == _USUAL and not entity.known and not twin.endswith(_last_words()) and all(map(is_cjk, name)):
        yield from () if is_common(fold(half)) else (half,)


def _is_free(short: str, entity: Entity, shorts: Iterable[tuple[Entity, str]], lexicon: Lexicon) -> bool:
    if len(to_key(short)) < (2 if is_cjk(short[0]) else 3) or lexicon.by_alias(short) is not None:
        return False
    return all(other.name == entity.name for other, one in shorts if to_key(one) == to_key(short))


def _begins_other(short: str, entity: Entity, names: Iterable[str]) -> bool:
    own = (entity.name, *entity.aliases)
    longer = [name for name in names if name not in own and name.startswith(short)]
    return any(not _NUMBERED.match(name, len(short)) for name in longer)


def _is_clear(short: str, entity: Entity, rest: str) -> bool:
    """Whether rest, the text without its full names, has short as this entity's name, or not at all.

    Made by leaving out what firms' names end with, that of a firm nobody prepared need not be there: a question may use
    it. Any other (Petrov, Lumen for Lumen Forecast) has to be.
    """
    twin = fold(short)
    if is_common(twin):
        return _is_said_often(twin, rest) and not _goes_on(twin, rest)
    is_made = fold(entity.name).endswith(_last_words(), len(short))
    if not is_made and len(entity.name) == _USUAL and not (_is_said_often(twin, rest) or _opens(twin, rest)):
        return False
    return ((is_made and not entity.known) or twin in rest) and not _goes_on(twin, rest)


def _is_clear_latin(short: str, entity: Entity, rest: str) -> bool:
    if short in ordinary_latin() or re.search(rf"\b{re.escape(short.lower())}\b", rest):
        return False
    is_made = not entity.known and _is_without_last_word(short, entity)
    return is_made or any(is_whole_word(rest, one.start(), one.end()) for one in re.finditer(re.escape(short), rest))


@cache
def _last_words() -> tuple[str, ...]:
    return (*shape_rules().fund_suffixes, *shape_rules().company_suffixes)


def _is_without_last_word(short: str, entity: Entity) -> bool:
    rules = shape_rules()
    last_words = (*rules.latin_company_suffixes, *rules.latin_fund_suffixes)
    return any(f"{short} {word}" in (entity.name, *entity.aliases) for word in last_words)


def _is_said_often(short: str, rest: str) -> bool:
    """Whether rest uses an ordinary word again and again, never within another and never right after a name."""
    places = [one.start() for one in re.finditer(re.escape(short), rest)]
    return len(places) >= _OFTEN and not any(is_amid_word(rest, at) or rest[at - 1 : at] == "\0" for at in places)


def _opens(short: str, rest: str) -> bool:
    """Whether a sentence of rest begins with short: 拾影 (视界) 做的是眼镜."""
    return re.search(rf"(?:^|[。!?！？\n]){re.escape(short)}", rest) is not None


def _goes_on(short: str, rest: str) -> bool:
    """Whether rest has short where a name may go on: 元禾 of 元禾控股 in 元禾原点."""
    return any(
        goes_on(rest, one.end()) or not (rest.startswith("\0", one.end()) or _may_end(rest, one.end()))
        for one in re.finditer(re.escape(short), rest)
    )


def _may_end(rest: str, at: int) -> bool:
    return may_end(rest, at) or (begins_with_verb(rest, at) and not is_amid_word(rest, at))
